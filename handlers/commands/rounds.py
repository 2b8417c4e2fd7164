"""Talks as lines of an answer: their title, their facts, and what came of them by each source."""

from typing import TYPE_CHECKING

from corpus.models import Round, Talk, TalkAccount, TalkFilter, TalkStatus
from handlers.blocks.kit import Button, beginning, bullets, day, letters, line, listed, quotation, rich, short
from handlers.blocks.reply import Block
from handlers.blocks.sources import headline, outlet
from handlers.texts import wording
from handlers.typed_dates import take_date

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_ACCOUNTS = 2
EVIDENCE = 150
TALKED = frozenset({TalkStatus.HELD, TalkStatus.UNDER_WAY})
AHEAD = frozenset({TalkStatus.PLANNED, TalkStatus.PROPOSED})
_WHOLE_DATE = len("2022-03-29")


def title_of(talk: Talk) -> str:
    """The name that the source gives the talks, else one from their place, the two people who meet, or the parties."""
    if talk.name:
        return short(talk.name)
    if talk.place:
        return f"Talks in {short(talk.place)}"
    if len(talk.participants) == 2 and all(person.basis == "explicit" for person in talk.participants):
        return f"Talks between {listed([short(person.name) for person in talk.participants])}"
    return f"Talks between {_sides(talk)}" if talk.party_names else "Talks"


def one_liner(one: Round) -> str:
    """The talks on one line: title, date, place, parties, status."""
    talk = one.talk
    place = short(talk.place) if talk.place and talk.place not in title_of(talk) else ""
    several = "several rounds" if talk.several else ""
    days = " or ".join(_differing(one)) or date_of(talk)
    dated = days if talk.date or talk.date_phrase or talk.status is not TalkStatus.PROPOSED else ""
    sides = "" if _sides(talk) in title_of(talk) else _sides(talk)
    parts = [title_of(talk), dated, place, sides, several, wording().status[talk.status]]
    return " · ".join(part for part in parts if part)


def when(start: str | None, end: str | None) -> str:
    """One day or two: "29 Mar 2022", "29 Mar 2022 to 30 Mar 2022"; "" for no date."""
    return " to ".join(dict.fromkeys(day(value) for value in (start, end) if value))


def date_of(talk: Talk) -> str:
    """The date, or the words that the source has for it, or that it has none."""
    if talk.date:
        return when(talk.date, talk.date_end)
    return f"“{short(talk.date_phrase.text)}”" if talk.date_phrase else "no date given"


def _sides(talk: Talk) -> str:
    return listed([short(name) for name in talk.party_names[:8]])


def _dates_of(one: Round) -> str:
    """The date; where the sources differ, what each of them says."""
    days = _differing(one)
    if not days:
        return date_of(one.talk)
    each = [f"{told} ({headline(account.source)}, {outlet(account.source)})" for told, account in days.items()]
    return f"the sources differ: {'; '.join(each[:MOST_ACCOUNTS])}"


def _differing(one: Round) -> dict[str, TalkAccount]:
    """The days of the round that exclude each other, the earliest first, each with who says so; {} for none."""
    dated = [account for account in one.accounts if len(account.talk.date or "") == _WHOLE_DATE]
    dated.sort(key=lambda account: account.talk.date or "")
    ends = [account.talk.date_end or account.talk.date or "" for account in dated]
    if not dated or (dated[-1].talk.date or "") <= min(ends):
        return {}
    return {date_of(account.talk): account for account in dated}


def opening(one: Round, corpus: "Corpus") -> Button | None:
    """A button that opens these talks; None where their place and date do not tell them from others."""
    talk = one.talk
    place, date = short(talk.place), talk.date or ""
    readable = date and take_date(date) == (date, "") and take_date(place)[0] is None and place == (talk.place or "")
    if not readable or corpus.talks(TalkFilter(date=talk.date, place=talk.place)) != (one,):
        return None
    command = " ".join(part for part in ("/talks", place, date) if part)
    return Button(f"{title_of(talk)}, {when(talk.date, talk.date_end)}", command)


def facts(one: Round) -> Block:
    talk = one.talk
    about = {
        "When": _dates_of(one),
        "Where": short(talk.place) or "not stated",
        "Parties": _sides(talk) or "not stated",
        "Level": wording().level[talk.level] if talk.level else "",
        "Form": wording().form[talk.form] if talk.form else "",
        "Mediator": short(talk.mediator),
        "Announced by": short(talk.announced_by),
        "Took part" if talk.status in TALKED else "Named for them": _participants(talk),
        "Status": "several rounds, summed up" if talk.several else wording().status[talk.status],
    }
    return rich(bullets(line(letters(f"{name}: ", bold=True), letters(told)) for name, told in about.items() if told))


def _participants(talk: Talk) -> str:
    """Who took part and how we know; of talks that were not held, only whom the source names for them."""
    names = [short(one.name) for one in talk.participants[:8]]
    if talk.status not in TALKED:
        return listed(names)
    known = [wording().basis[one.basis] for one in talk.participants[:8]]
    return "; ".join(f"{name} ({basis})" for name, basis in zip(names, known, strict=True))


def outcomes(one: Round) -> list[Block]:
    """What came of it, in the words of each source that says so."""
    told = [account for account in one.accounts if account.talk.outcome][:MOST_ACCOUNTS]
    if not told:
        return [_without_outcome(one)]
    parts = [line(letters("Outcome, in the source's words", bold=True))]
    for account in told:
        outcome = account.talk.outcome
        parts += [quotation(beginning(outcome.text, 2 * EVIDENCE))] if outcome else []
        parts += [line(letters(f"{headline(account.source)}, {outlet(account.source)}"))] if len(told) > 1 else []
    return [rich(*parts)]


def _without_outcome(one: Round) -> Block:
    """What the sources do say of the talks, where they give no outcome or there was none to give."""
    title = "Outcome: the sources do not say" if one.talk.status in TALKED else "In the source's words"
    shown = [quotation(beginning(span.text, 2 * EVIDENCE)) for span in one.talk.evidence[:1]]
    return rich(line(letters(title, bold=True)), *shown)
