"""`readout desk party|person|talks`: what an editor says across articles, and of the parts of a round, by hand."""

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import leave, opened_corpus, settings_of
from bot.cli.terminal import printable

if TYPE_CHECKING:
    from corpus.desk.ruling import By
    from corpus.keepings import AnyRuling
    from corpus.models import TalkAccount
    from corpus.store import Corpus

party = typer.Typer(no_args_is_help=True, help="Parties: two that are one, one that is two, what is none.")
person = typer.Typer(no_args_is_help=True, help="People: two who are one, one who is two, who is nobody.")
talks = typer.Typer(no_args_is_help=True, help="Talks: the parts of a round, and reports that are of two rounds.")

Name = Annotated[str, typer.Argument(help="A name, or an id such as party:norway.")]
Other = Annotated[str, typer.Argument(help="The name of the other one.")]
Told = Annotated[
    str, typer.Argument(help="An article's id, and behind a / the number of its talks.", metavar="ARTICLE[/TALKS]")
]
Articles = Annotated[list[str] | None, typer.Option("--article", help="The id of an article; once for each.")]
Saying = Annotated[str, typer.Option("--by", help="Who says so; without it, who is logged in here.")]
Why = Annotated[str, typer.Option("--why", help="Why; it stands beside the decision.")]


@party.command("one")
def party_one(name: Name, other: Other, by: Saying = "", why: Why = "") -> None:
    """A party is the other one, wherever it stands."""
    from corpus.desk.ruling import party_is, party_meant

    _rule(lambda corpus, said: party_is(party_meant(name, corpus), other, corpus, said), by, why)


@party.command("apart")
def party_apart(  # noqa: PLR0913, PLR0917
    name: Name,
    other: Other,
    article: Articles = None,
    outlet: Annotated[str, typer.Option(help="In whatever this outlet prints.")] = "",
    by: Saying = "",
    why: Why = "",
) -> None:
    """A party is the other one in some articles, or in what an outlet prints."""
    from corpus.desk.ruling import Where, party_is_apart, party_meant

    where = Where(articles=tuple(article or ()), outlet=outlet)
    _rule(lambda corpus, said: party_is_apart(party_meant(name, corpus), other, where, corpus, said), by, why)


@party.command("none")
def party_none(name: Name, by: Saying = "", why: Why = "") -> None:
    """What was read as a party is none: it holds nothing, says nothing and sits at no table."""
    from corpus.desk.ruling import party_is_none, party_meant

    _rule(lambda corpus, said: party_is_none(party_meant(name, corpus), said), by, why)


@person.command("one")
def person_one(name: Name, other: Other, by: Saying = "", why: Why = "") -> None:
    """Two people are one."""
    from corpus.desk.ruling import people_are_one, person_meant

    _rule(
        lambda corpus, said: people_are_one(person_meant(name, corpus), person_meant(other, corpus), corpus, said),
        by, why,
    )  # fmt: skip


@person.command("apart")
def person_apart(
    name: Name,
    spelling: Annotated[str, typer.Argument(help="The spelling that is somebody else's.")],
    by: Saying = "",
    why: Why = "",
) -> None:
    """Who is printed under one spelling of a name is somebody else."""
    from corpus.desk.ruling import person_meant, spelling_is_another

    _rule(lambda corpus, said: spelling_is_another(person_meant(name, corpus), spelling, corpus, said), by, why)


@person.command("namesake")
def person_namesake(
    name: Name,
    word: Annotated[str, typer.Argument(help="What tells the other one apart, such as “the boxer”.")],
    article: Articles = None,
    by: Saying = "",
    why: Why = "",
) -> None:
    """In some articles it is somebody else of the same name and party."""
    from corpus.desk.ruling import namesake, person_meant

    named = tuple(article or ())
    _rule(lambda corpus, said: namesake(person_meant(name, corpus), named, word, corpus, said), by, why)


@person.command("none")
def person_none(name: Name, by: Saying = "", why: Why = "") -> None:
    """What was read as a person is none: nobody is named where it was."""
    from corpus.desk.ruling import is_nobody, person_meant

    _rule(lambda corpus, said: is_nobody(person_meant(name, corpus), corpus, said), by, why)


@talks.command("show")
def talks_show(told: Told) -> None:
    """The talks that an article tells of, and every other report of the same rounds, by what the commands here take."""
    from corpus.desk.ruling import accounts_beside

    with opened_corpus(settings_of()) as corpus:
        for account in _accounts(told, corpus):
            for one in accounts_beside(account, corpus):
                typer.echo(_line(one))


@talks.command("apart")
def talks_apart(
    told: Annotated[list[str], typer.Argument(help="As `readout desk talks show` lists them.", metavar="TOLD…")],
    by: Saying = "",
    why: Why = "",
) -> None:
    """These reports are of another round than the other reports that were taken for the same."""
    from corpus.desk.ruling import accounts_beside, two_rounds

    def ruling(corpus: "Corpus", said: "By") -> "AnyRuling":
        other = [_account(one, corpus) for one in told]
        return two_rounds(accounts_beside(other[0], corpus), other, corpus, said)

    _rule(ruling, by, why)


@talks.command("mend")
def talks_mend(  # noqa: PLR0913, PLR0917
    told: Told,
    parties: Annotated[str | None, typer.Option(help="Who talked, with semicolons between.")] = None,
    place: Annotated[str | None, typer.Option(help="Where; nothing where nobody can tell.")] = None,
    day: Annotated[str | None, typer.Option(help="2031-05-07, 2031-05, 2031, or two with / between.")] = None,
    by: Saying = "",
    why: Why = "",
) -> None:
    """What a report says of talks is otherwise: who, where or when."""
    _decide(told, {"parties": parties, "place": place, "day": day}, by, why)


@talks.command("none")
def talks_none(told: Told, by: Saying = "", why: Why = "") -> None:
    """What was read as talks is none."""
    _decide(told, {"gone": ""}, by, why)


def _rule(made: "Callable[[Corpus, By], AnyRuling]", by: str, why: str) -> None:
    from corpus.desk.ruling import By
    from corpus.errors import DecisionError

    with opened_corpus(settings_of()) as corpus:
        try:
            kept = corpus.corrections.rule(made(corpus, By(name=by or getpass.getuser(), why=why)))
        except DecisionError as error:
            leave(printable(str(error)))
    typer.echo(f"{kept.id} is decided; readout desk undo {kept.id} takes it back.")


def _decide(told: str, parts: dict[str, str | None], by: str, why: str) -> None:
    """Says something of talks; each part is a decision of its own."""
    from corpus.desk.references import talk_ref
    from corpus.errors import DecisionError
    from handlers.desk.deciding import Said, decision_of

    said = [(what, value) for what, value in parts.items() if value is not None]
    if not said:
        leave("Say what is otherwise: --parties, --place or --day.")
    with opened_corpus(settings_of()) as corpus:
        for what, value in said:
            ref = talk_ref(_account(told, corpus))
            made = Said(ref=ref, what=what, value=value, by=by or getpass.getuser(), why=why)
            try:
                kept = corpus.corrections.decide(decision_of(made, corpus))
            except DecisionError as error:
                leave(printable(str(error)))
            typer.echo(f"{kept.id} is decided; readout desk undo {kept.id} takes it back.")


def _accounts(told: str, corpus: "Corpus") -> "list[TalkAccount]":
    from corpus.models import TalkFilter

    article_id, _, talk_id = told.partition("/")
    rounds = corpus.talks(TalkFilter(reported_in=(article_id,)))
    every = (one for each in rounds for one in each.accounts if one.source.id == article_id)
    return [one for one in every if talk_id in ("", one.talk.id)]


def _account(told: str, corpus: "Corpus") -> "TalkAccount":
    found = _accounts(told, corpus)
    if not found:
        leave(printable(f"No article tells of talks under {told!r}; readout desk talks show ARTICLE lists them."))
    if len(found) > 1:
        leave("\n".join(["The article tells of several talks:", *map(_line, found)]))
    return found[0]


def _line(one: "TalkAccount") -> str:
    talk = one.talk
    parties = "; ".join(talk.party_names) or "nobody in particular"
    told = (f"{one.source.id}/{talk.id}", talk.date or "no day", talk.place or "no place", parties, talk.status)
    return printable("  ".join((*told, one.source.title or one.source.source)))
