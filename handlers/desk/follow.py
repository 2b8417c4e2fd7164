"""Follow: what a channel wants to hear of when new articles bring it, settled once and for good."""

from dataclasses import replace
from typing import Literal, NamedTuple

from corpus.excerpts import cut, short
from corpus.keepings import Follow
from corpus.models import Record
from corpus.store import Corpus
from handlers.answer import command_named
from handlers.blocks.kit import Block, Button, Line, context, letters, note, person, rich
from handlers.blocks.reply import Reply, reply, saying
from handlers.blocks.text import listed
from handlers.command import Subject
from handlers.commands import COMMANDS
from handlers.commands.help import explain
from handlers.commands.next_steps import quotes_of
from handlers.query import read
from handlers.texts import say

MOST_FOLLOWS = 20
"""Follows that one channel may have: what they bring must fit into one message."""

MOST_BUTTONS = 5
LONGEST_LABEL = 150

Order = Literal["follow", "unfollow"]


class Where(NamedTuple):
    """The channel that a command was typed in, and by whom; `name` is what the person goes by, "" if not known."""

    team: str
    channel: str
    user: str
    name: str = ""


class Following(Record):
    """A follow that is certain and not kept yet."""

    follow: Follow


def follow(line: str, where: Where, corpus: Corpus) -> Following | Reply:
    """The follow that a command line asks for, without its order word; a reply where nothing can be followed.

    Nothing is kept here. A name that is not certain gets the answer that the command itself gives.
    """
    wanted = _read(line, "follow", corpus)
    if isinstance(wanted, Reply):
        return wanted
    if not where.channel:
        return saying(say("follow_in_channel"))
    here = corpus.notebook.follows(channel=where.channel)
    known = next((one for one in here if one.line == wanted.kept), None)
    if known:
        by = "you" if known.user == where.user else say("somebody_else_here")
        return saying(say("followed_already", what=known.label, by=by), ending(known, "Unfollow"))
    if len(here) >= MOST_FOLLOWS:
        full: list[Block] = [note(say("follows_full", number=len(here))), context(say("all_followed_how"))]
        return reply(full, ways=map(ending, here[:MOST_BUTTONS]))
    who = {"team": where.team, "channel": where.channel, "user": where.user}
    kept = Follow(**who, line=wanted.kept, label=wanted.label, upto=corpus.latest_arrival())
    return Following(follow=kept)


def first(line: str, where: Where, corpus: Corpus) -> Reply | None:
    """What is asked before a channel follows anything at all; None where it does already, and for what cannot be."""
    wanted = follow(line, where, corpus)
    if isinstance(wanted, Reply) or corpus.notebook.follows(channel=where.channel):
        return None
    doing = Button(say("follow_here"), f"follow {line}", "order", primary=True)
    return saying(say("follow_first", label=wanted.follow.label), doing)


def announcement(kept: Follow, name: str = "") -> Reply:
    """What the channel is told of a new follow, with the button that ends it."""
    said = rich(Line((person(kept.user, short(name, 60)), letters(say("follows_here", label=kept.label)))))
    return replace(reply([said], ways=[ending(kept, "Unfollow")]), shared=True)


def unfollow(line: str, where: Where, corpus: Corpus) -> Reply:
    """Ends what the channel follows by this command line, and says so to the channel; `count` is what was ended."""
    here = corpus.notebook.follows(channel=where.channel)
    command = command_named(line.strip())
    if command and not command.alone:  # without a name it is asked what is followed
        head = note(say("channel_follows") if here else say("follows_nothing"))
        return reply([head, *(note(one.label, ending(one, "Unfollow")) for one in here)])
    wanted = _read(line, "unfollow", corpus)
    if isinstance(wanted, Reply):
        return wanted
    found = next((one for one in here if one.line == wanted.kept), None)
    ended = corpus.notebook.unfollow(found.id) if found else None
    if ended:
        return _ended(ended, where)
    others = f" It follows {listed([one.label for one in here[:MOST_BUTTONS]])}." if here else ""
    return saying(say("not_followed", what=wanted.label) + others, *map(ending, here[:MOST_BUTTONS]))


def unfollowed(follow_id: str, where: Where, corpus: Corpus) -> Reply:
    """Ends a follow by the id in a button; `count` is what was ended."""
    number = int(follow_id) if follow_id.isascii() and follow_id.isdigit() and len(follow_id) < 18 else 0
    ended = corpus.notebook.unfollow(number) if number else None
    return _ended(ended, where) if ended else saying(say("follow_gone"))


def ending(one: Follow, label: str = "") -> Button:
    """The button that ends a follow, for everybody in the channel: so Slack asks before."""
    question = say("follow_ending", what=cut(one.label, 150))
    about = cut(one.label, 60) if label else ""
    return Button(label or cut(f"Unfollow {one.label}", 75), str(one.id), "unfollow", about=about, confirm=question)


def _read(line: str, order: Order, corpus: Corpus) -> Subject | Reply:
    """What is meant, with the whole command line that means the same for ever."""
    name, _, words = line.strip().partition(" ")
    command = command_named(name)
    if command is None or command.news is None or command.subject is None:
        known = listed([f"/{one.name}" for one in COMMANDS.values() if one.news])
        return saying(say("can_be_followed", known=known))
    query = read(words, command.name)
    if query.since or query.until:
        undated = query.of(query.words).model_copy(update={"since": None, "until": None})
        return saying(say("follow_undated"), Button(say("without_dates"), f"{order} {undated}", "order"))
    if not query.words and not command.alone:
        return explain((command,), corpus)
    found = command.subject(query.words, corpus)
    if isinstance(found, Subject) and found.certain and found.label:
        return found._replace(kept=f"/{command.name} {found.kept}".strip(), label=cut(found.label, LONGEST_LABEL))
    if isinstance(found, Subject) and found.certain:
        person = next(one for one in found.entities if one.kind == "person")
        return saying(say("no_party", name=short(person.name)), *quotes_of([person.id], corpus))
    asked = command.find(query, corpus)  # it asks who is meant; picking one must not lose the order
    answered = asked if isinstance(asked, Reply) else explain((command,), corpus)
    return answered.each_button(lambda button: _ordering(button, order))


def _ordering(button: Button, order: Order) -> Button:
    """The button that gives the order; one that leads to the help stays as it is."""
    if button.does != "ask" or button.command.endswith(" help"):
        return button
    return button._replace(does="order", command=f"{order} {button.command}")


def _ended(ended: Follow, where: Where) -> Reply:
    by = [letters(" "), person(where.user, short(where.name, 60)), letters(say("has_ended_it"))] if where.user else []
    said = rich(Line((letters(say("follows_no_longer", label=ended.label)), *by)))
    question = say("follow_again_asks", what=cut(ended.label, 150))
    again = Button(say("follow_again"), f"follow {ended.line}", "order", confirm=question)
    return replace(reply([said], ways=[again]), count=1, shared=where.channel == ended.channel)
