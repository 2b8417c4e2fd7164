"""Follow: what a channel wants to hear of when new articles bring it, settled once and for good."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from corpus.keepings import Follow
from corpus.models import Answer, Ask, Entity, Record, Unknown
from handlers.blocks.kit import Button, actions, context, cut, listed, note, one_line, reply, short
from handlers.blocks.reply import Reply
from handlers.commands.disambiguation import nobody, which_one
from handlers.commands.help import explain
from handlers.commands.positions_query import read_topic
from handlers.commands.talks import read_which
from handlers.words import read, subject_of

if TYPE_CHECKING:
    from corpus.store import Corpus

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


class Wanted(Record):
    """What somebody wants to follow: a command line that means the same for ever, and its words for people."""

    line: str
    label: str


def follow(line: str, where: Where, corpus: "Corpus") -> Following | Reply:
    """The follow that a command line asks for, without its order word; a reply where nothing can be followed.

    Nothing is kept here. A name that is not certain gets the answer that the command itself gives.
    """
    wanted = _read(line, "follow", corpus)
    if isinstance(wanted, Reply):
        return wanted
    if not where.channel:
        return _told("Type it in the channel that is to be told of what is new.")
    here = corpus.notebook.follows(channel=where.channel)
    known = next((one for one in here if one.line == wanted.line), None)
    if known:
        return _followed_already(known, where)
    if len(here) >= MOST_FOLLOWS:
        return _full(here)
    upto = corpus.latest_arrival()
    kept = Follow(team=where.team, channel=where.channel, user=where.user, upto=upto, **wanted.model_dump())
    return Following(follow=kept)


def announcement(kept: Follow, name: str = "") -> Reply:
    """What the channel is told of a new follow, with the button that ends it."""
    who = short(name, 60) or "Somebody"
    told = f"{who} follows {kept.label} here. When new articles bring some, they come in one message."
    made = reply(told, [note(told), *actions([ending(kept, "Unfollow")])])
    return made.model_copy(update={"shared": True})


def unfollow(line: str, where: Where, corpus: "Corpus") -> Reply:
    """Ends what the channel follows by this command line, and says so to the channel; `count` is what was ended."""
    here = corpus.notebook.follows(channel=where.channel)
    if line.strip().lower().lstrip("/") in _WITHOUT_A_NAME:
        return _all_followed(here)
    wanted = _read(line, "unfollow", corpus)
    if isinstance(wanted, Reply):
        return wanted
    found = next((one for one in here if one.line == wanted.line), None)
    ended = corpus.notebook.unfollow(found.id) if found else None
    return _ended(ended, where) if ended else _not_followed(wanted.label, here)


def unfollowed(follow_id: str, where: Where, corpus: "Corpus") -> Reply:
    """Ends a follow by the id in a button; `count` is what was ended."""
    number = int(follow_id) if follow_id.isascii() and follow_id.isdigit() and len(follow_id) < 18 else 0
    ended = corpus.notebook.unfollow(number) if number else None
    return _ended(ended, where) if ended else _told("This is not followed any longer.")


def ending(one: Follow, label: str = "") -> Button:
    """The button that ends a follow."""
    return Button(label or cut(f"Unfollow {one.label}", 75), str(one.id), "unfollow")


_WITHOUT_A_NAME = frozenset({"quote", "positions"})
"""Commands that need a name to follow anything; to unfollow without one is to ask what is followed."""


# -- what is wanted ----------------------------------------------------------------------------------------------------


def _read(line: str, order: Order, corpus: "Corpus") -> Wanted | Reply:
    command, _, words = line.strip().partition(" ")
    reader = _READERS.get(command.lower().removeprefix("/"))
    if reader is None:
        return _told("Quotes, positions and talks can be followed: type /quote, /positions or /talks.")
    asked = read(words)
    if asked.since or asked.until:
        return _undated(f"/{command.lower().removeprefix('/')} {asked.words}", order)
    if not asked.words and reader is not _talks:
        return explain(("quote",) if reader is _quotes else ("positions",), corpus)
    wanted = reader(asked.words, corpus)
    return _carrying(wanted, order) if isinstance(wanted, Reply) else wanted


def _quotes(words: str, corpus: "Corpus") -> Wanted | Reply:
    subject = subject_of(words, corpus)
    match subject.resolution:
        case Answer(entity=entity):
            rest = one_line(subject.rest)
            label = f"quotes of {short(entity.name)}{f' with “{rest}”' if rest else ''}"
            return _wanted(label, "/quote", entity.id, rest)
        case Ask() as ask:
            return which_one("quote", ask, corpus, lambda name: _joined(name, subject.rest))
        case Unknown() as unknown:
            return nobody("quote", unknown, corpus)


def _positions(words: str, corpus: "Corpus") -> Wanted | Reply:
    topic = read_topic(words, corpus)
    if isinstance(topic, Ask):
        return which_one("positions", topic, corpus)
    if isinstance(topic, Unknown):
        return nobody("positions", topic, corpus)
    if people := [one for one in topic.parties if one.kind == "person"]:
        return _without_party(people[0])
    whose = f"positions of {_names(topic.parties)}" if topic.parties else "every party's positions"
    on = f"on {one_line(topic.topic)}" if topic.topic else ""
    label = f"{whose} on {topic.label}" if topic.label else whose
    return _wanted(label, "/positions", *(party.id for party in topic.parties), on)


def _talks(words: str, corpus: "Corpus") -> Wanted | Reply:
    which = read_which(words, corpus)
    if isinstance(which, Ask):
        return which_one("talks", which, corpus)
    if isinstance(which, Unknown):
        return nobody("talks", which, corpus)
    ids = (*which.where.party_ids, *(one.id for one in which.people))
    label = f"talks {which.told}" if which.told else "all talks"
    return _wanted(label, "/talks", which.where.place or "", which.where.date or "", *ids)


def _wanted(label: str, *line: str) -> Wanted:
    return Wanted(line=_joined(*line), label=cut(label, LONGEST_LABEL))


Reader = Callable[[str, "Corpus"], Wanted | Reply]
_READERS: dict[str, Reader] = {"quote": _quotes, "positions": _positions, "talks": _talks}


def _carrying(asked: Reply, order: Order) -> Reply:
    """The question with the order before each choice: picking one must not lose it."""
    return asked.model_copy(update={"blocks": tuple(_with_order(block, order) for block in asked.blocks)})


def _with_order(node: Any, order: Order) -> Any:
    if isinstance(node, list):
        return [_with_order(part, order) for part in node]
    if not isinstance(node, dict):
        return node
    inner = {name: _with_order(part, order) for name, part in node.items()}
    does, _, number = str(node.get("action_id", "")).partition(":")
    if does != "ask" or node["value"].endswith(" help"):
        return inner
    return {**inner, "value": f"{order} {node['value']}", "action_id": f"order:{number}"}


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _names(entities: tuple[Entity, ...]) -> str:
    return listed([short(one.name) for one in entities])


# -- what is said instead ----------------------------------------------------------------------------------------------


def _told(text: str, *buttons: Button) -> Reply:
    return reply(text, [note(text), *actions(buttons)])


def _followed_already(known: Follow, where: Where) -> Reply:
    by = "you" if known.user == where.user else "somebody else in this channel"
    return _told(f"This channel follows {known.label} already; it was asked for by {by}.", ending(known, "Unfollow"))


def _full(here: tuple[Follow, ...]) -> Reply:
    told = f"This channel follows {len(here)} things already, which is the most. End one to follow another."
    home = "To see all of them, type /quote unfollow."
    return reply(f"{told} {home}", [note(told), *actions(map(ending, here[:MOST_BUTTONS])), context(home)])


def _all_followed(here: tuple[Follow, ...]) -> Reply:
    told = f"This channel follows {listed([one.label for one in here])}." if here else "This channel follows nothing."
    return reply(told, [note(told), *actions(map(ending, here))])


def _ended(ended: Follow, where: Where) -> Reply:
    by = f" {short(where.name, 60)} has ended it." if where.name else ""
    told = f"This channel follows {ended.label} no longer.{by}"
    shared = where.channel == ended.channel
    return _told(told).model_copy(update={"count": 1, "shared": shared})


def _not_followed(label: str, here: tuple[Follow, ...]) -> Reply:
    told = f"This channel does not follow {label}."
    others = f" It follows {listed([one.label for one in here[:MOST_BUTTONS]])}." if here else ""
    return _told(told + others, *map(ending, here[:MOST_BUTTONS]))


def _undated(line: str, order: Order) -> Reply:
    """Dates do not narrow what is yet to come."""
    again = Button("Without the dates", _joined(order, line.strip()), "order")
    return _told("What is followed is what new articles bring from now on; it cannot have dates.", again)


def _without_party(person: Entity) -> Reply:
    name = short(person.name)
    told = f"Positions are kept by party, and no article says which party {name} is of."
    return _told(f"{told} Quotes of {name} can be followed.", Button(f"Quotes of {name}", f"/quote {person.id}"))
