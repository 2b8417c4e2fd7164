"""Talks as lines of an answer: their names, their facts, and what came of them by each source."""

from collections.abc import Iterator

from corpus.asking.dates import take_date
from corpus.asking.rounds import has_talked
from corpus.excerpts import beginning, cut, headline, one_line, short
from corpus.linking.days import days_of
from corpus.linking.rounds import TALKED
from corpus.linking.tellings import tellings, words_told
from corpus.models import Round, Source, Talk, TalkAccount, TalkFilter, TalkStatus
from corpus.store import Corpus
from handlers.blocks.kit import Bullets, Button, Line, Quotation, letters, line, quotation
from handlers.blocks.sources import outlet
from handlers.blocks.text import counted, day, joined, listed
from handlers.query import Query
from handlers.texts import say, texts

MOST_ACCOUNTS = 3
EVIDENCE = 150
MOST_NAMED = 60


_WHOLE_DATE = len("2022-03-29")


def title_of(talk: Talk) -> str:
    """The talks by their parties, then their place: "Russia and Ukraine, Istanbul"; a name of their own comes first."""
    people = [short(person.name) for person in talk.participants]
    met = listed(people) if len(people) == 2 and all(one.basis == "explicit" for one in talk.participants) else ""
    who = short(talk.name) or _sides(talk) or met or ("Talks" if talk.place else say("sides_unstated"))
    place = short(talk.place) if talk.place and talk.place not in who else ""
    sides = _sides(talk) if talk.name and _sides(talk) not in who else ""
    return joined(who, sides, place, by=", ")


def one_liner(one: Round) -> str:
    """The talks on one line: parties, place, date, status."""
    return joined(title_of(one.talk), dated(one), "several rounds" if one.talk.several else "", status_of(one.talk))


def dated(one: Round) -> str:
    """The day; where the sources differ, each of them; "" for a proposal without one."""
    days = " or ".join(differing(one)) or date_of(one.talk)
    named = one.talk.date or one.talk.date_phrase or one.talk.status is not TalkStatus.PROPOSED
    return days if named else ""


def status_of(talk: Talk) -> str:
    return texts().status[talk.status]


def when(start: str | None, end: str | None) -> str:
    """One day or two: "29 Mar 2022", "29 Mar 2022 to 30 Mar 2022"; "" for no date."""
    return " to ".join(dict.fromkeys(day(value) for value in (start, end) if value))


def date_of(talk: Talk) -> str:
    """The date, or the words that the source has for it, or that it has none."""
    if talk.date:
        return when(talk.date, talk.date_end)
    return f"“{short(talk.date_phrase.text)}”" if talk.date_phrase else say("undated")


def _sides(talk: Talk) -> str:
    return listed([short(name) for name in talk.party_names[:8]])


def differing(one: Round) -> dict[str, TalkAccount]:
    """The days of the round that exclude each other, the earliest first, each with who says so; {} for none."""
    days = [account for account in one.accounts if len(account.talk.date or "") == _WHOLE_DATE]
    days.sort(key=lambda account: account.talk.date or "")
    ends = [account.talk.date_end or account.talk.date or "" for account in days]
    if not days or (days[-1].talk.date or "") <= min(ends):
        return {}
    return {date_of(account.talk): account for account in days}


def opening(one: Round, corpus: Corpus) -> Button | None:
    """A button that opens these talks; None where their place and date mean other talks too, or those of a party."""
    talk = one.talk
    place, date = short(talk.place), talk.date or ""
    dated_place = any(letter.isdigit() for letter in place) and take_date(place)[0]
    readable = days_of(date) and "1900" <= date < "2100" and not dated_place and place == (talk.place or "")
    where = TalkFilter(date=talk.date, place=talk.place, limit=2)
    if not readable or has_talked(place, talk.date, corpus) or len(corpus.rounds(where)) > 1:
        return None
    asked = Query(command="talks", words=f"{place} {date}".strip())
    return Button(f"{title_of(one.talk)}, {when(one.talk.date, one.talk.date_end)}", str(asked))


def facts(one: Round) -> str:
    """What is known of the meeting besides its parties and its place, in short pieces.

    Who took part is marked where that only follows; of talks that were not held, they are whom the source names.
    """
    talk, told = one.talk, texts()
    follows = [talk.status in TALKED and each.basis != "explicit" for each in talk.participants]
    present = zip(talk.participants[:6], follows, strict=False)
    known = [short(each.name) + (f" ({told.basis[each.basis]})" if marked else "") for each, marked in present]
    label = "with" if talk.status in TALKED else say("named_for_it")
    return joined(
        dated(one),
        status_of(talk) if talk.status is not TalkStatus.HELD else "",
        told.form[talk.form] if talk.form else "",
        told.level[talk.level] if talk.level else "",
        f"{short(talk.mediator)} mediating" if talk.mediator else "",
        f"announced by {short(talk.announced_by)}" if talk.announced_by else "",
        f"{label} {listed(known)}" if known else "",
    )


def outcomes(one: Round) -> Iterator[Line | Quotation | Bullets]:
    """What came of it, in the words of each source that says so; else what the sources say of the talks at all.

    Where they exclude each other on the day, what each of them says of that comes first.
    """
    if each := [f"{told} ({named(account.source)})" for told, account in differing(one).items()][:MOST_ACCOUNTS]:
        yield line(letters(say("sources_differ_on_the_day"), bold=True), letters("; ".join(each)))
    told = {account.talk.outcome.text: account for account in one.accounts if account.talk.outcome}
    if not told and (most := _fullest(one)):
        yield quotation(beginning(most, EVIDENCE))
    if len(told) > 1:
        yield line(letters(say("sources_differ"), bold=True))
    for words, account in list(told.items())[:MOST_ACCOUNTS]:
        yield quotation(beginning(words, EVIDENCE))
        if len(told) > 1:
            yield line(letters(named(account.source)))


def named(source: Source) -> str:
    """A source in short: its outlet, or its headline where it names none, and the day."""
    return joined(outlet(source) or cut(headline(source), MOST_NAMED), day(source.published))


def sources_told(one: Round) -> str:
    """How many articles tell of it in words of their own: "2 sources", "2 sources in 3 articles" with reprints."""
    told = [(account.source.id, words_told(account.talk.evidence)) for account in one.accounts]
    sources, articles = tellings(told), len({article for article, _ in told})
    reprinted = f" in {counted(articles, 'article')}" if sources < articles else ""
    return f"{counted(sources, 'source')}{reprinted}"


def words_on(one: Round, most: int) -> str:
    """What came of it in the words of a source, or else what one says of the talks; "" for nothing."""
    outcomes = [account.talk.outcome for account in one.accounts if account.talk.outcome]
    told = next((outcome.text for outcome in outcomes), "") or _fullest(one)
    return f"“{cut(one_line(told), most)}”" if told else ""


def _fullest(one: Round) -> str:
    """The words in which a source tells most of it, by their number, the first of several; "" where none tells."""
    told = (span.text for account in one.accounts for span in account.talk.evidence)
    return max(told, key=lambda text: len(text.split()), default="")
