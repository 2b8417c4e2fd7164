"""What the words of /positions mean: parties, an issue, or words to search for."""

import re
from typing import Literal

from corpus.asking.names import Named, Parties, parties, resolve, subject_of
from corpus.knowledge.vocabulary import Issue, is_issue_name, issues, issues_named
from corpus.models import Answer, Ask, Entity, PositionFilter, Record, Unknown
from corpus.names.index.near_words import respelt
from corpus.names.likeness import romanise
from corpus.store import Corpus
from corpus.store.kept.held import Held
from handlers.commands.disambiguation import side_of
from handlers.names import address, understood
from handlers.query import Query
from handlers.texts import say, texts

MOST_RESPELT = 500
"""Positions, the newest ones, whose words a misspelt topic may be."""

_ON = re.compile(r"(?:^|(?P<who>.*?)\s)(?:on|about)\s+(?P<topic>.+)", re.IGNORECASE)


View = Literal["", "rest", "timeline"]
"""What of it is wanted: what weighs most, what is left besides, or all of it over time."""


class Topic(Record):
    """Whose positions, on what. `topic` is what was typed for the issue, `notes` how unusual names were read."""

    parties: tuple[Entity, ...] = ()
    issues: tuple[Issue, ...] = ()
    topic: str = ""
    notes: tuple[str, ...] = ()
    view: View = ""

    @property
    def where(self) -> PositionFilter:
        return PositionFilter(
            party_ids=tuple(party.id for party in self.parties),
            issues=tuple(issue.id for issue in self.issues),
            words="" if self.issues else self.topic,
        )

    @property
    def label(self) -> str:
        """The issue in the table's words, or the words searched for; "" when nothing narrows."""
        if self.issues:
            return self.issues[0].label
        return f"“{self.topic}”" if self.topic else ""


def read_view(words: str, corpus: Corpus) -> Topic | Ask | Unknown:
    """What is asked for, with the word at the end that says what of it: "Ukraine rest", "Ukraine Russia timeline"."""
    kept, _, last = words.rpartition(" ")
    views: tuple[View, ...] = ("rest", "timeline")
    view = next((view for view in views if kept and last.casefold() in texts().typed[view]), None)
    found = read_topic(kept, corpus) if view else None
    if view and isinstance(found, Topic) and found.parties:
        return found.model_copy(update={"view": view})
    return read_topic(words, corpus)


def read_topic(words: str, corpus: Corpus) -> Topic | Ask | Unknown:
    """What is asked for. Words after "on" are always the topic; a party's name may be one as well ("NATO").

    `Ask` and `Unknown` when the words name neither a party for certain nor an issue.
    """
    if found := _ON.fullmatch(words):
        named = _before_on(found["who"] or "", corpus)
        if named.entities or not found["who"]:
            return _with_issues(_people_aside(named, corpus), found["topic"])
        asked = subject_of(found["who"], corpus)
        if isinstance(asked.resolution, Ask) and not asked.rest:
            return asked.resolution
    named = parties(words, corpus)
    if not named.entities:
        return _uncertain(words, corpus)
    return _with_rest(named, corpus)


def topic_typed(words: str) -> str:
    """The words behind "on", where they stand; "" for none."""
    found = _ON.fullmatch(words)
    return found["topic"] if found else ""


def _before_on(words: str, corpus: Corpus) -> Parties:
    """Whoever the words name to the letter; else the one party or person whose name they misspell as a whole."""
    named = parties(words, corpus)
    if named.entities or not words or issues_named(words):
        return named
    subject = subject_of(words, corpus)
    misspelt = isinstance(subject.resolution, Answer) and not subject.rest
    return Parties(subjects=(subject,)) if misspelt else named


def _foreign(words: str) -> str:
    """The issue whose name the words are in another language, in the words of the table; "" for none."""
    typed = " ".join(romanise.fold(words))
    return next((issue.label for issue in issues().values() if typed in issue.spellings), "")


def respelt_topic(topic: Topic, corpus: Corpus) -> Topic | None:
    """The same with a topic spelled as an issue of the table is, or as words that the parties use; None for neither."""
    if topic.issues or not topic.topic:
        return None
    if foreign := _foreign(topic.topic):
        return _with_issues(topic, foreign)
    if not topic.parties:
        return None
    known = [word for issue in issues().values() for word in (issue.label, *issue.terms)]
    newest = corpus.lines.heads(Held(topic.where.model_copy(update={"words": ""})), MOST_RESPELT)
    used = (span.text for head in newest for span in head.row.position.evidence)
    meant = respelt(topic.topic, known) or respelt(topic.topic, used)
    return _with_issues(topic, meant) if meant else None


def asking(topic: Topic, corpus: Corpus, query: Query) -> Query:
    """The query that asks for just this, in the days of another one."""
    on = f"on {topic.topic}" if topic.topic else ""
    return query.of(" ".join([*(address(party, corpus) for party in topic.parties), on, topic.view]))


def _uncertain(words: str, corpus: Corpus) -> Topic | Ask | Unknown:
    """An issue in another language, which no name is misspelt for; misspelt parties, or an issue alone."""
    if foreign := _foreign(words):
        return _with_issues(Topic(), foreign)
    subject = subject_of(words, corpus)
    if isinstance(subject.resolution, Answer):
        return _with_rest(Parties(subjects=(subject,), rest=subject.rest), corpus)
    if issues_named(words):
        return _with_issues(Topic(), words)
    return subject.resolution


def _with_rest(named: Parties, corpus: Corpus) -> Topic:
    """The parties named; one whose name is an issue's is read as that behind another, or where it has no positions."""
    topics = [one for number, one in enumerate(named.subjects) if _is_issue(one, corpus, behind=number > 0)]
    left = tuple(one for one in named.subjects if one not in topics)
    words = " ".join([*(one.typed for one in topics), named.rest]).strip()
    is_name = words and not topics and not issues_named(words) and not _foreign(words)
    fuzzy = resolve(words, corpus) if is_name else None
    if isinstance(fuzzy, Answer):
        left, words = (*left, Named(resolution=fuzzy, typed=words)), ""
    return _with_issues(_people_aside(Parties(subjects=left), corpus), words)


def _is_issue(subject: Named, corpus: Corpus, *, behind: bool) -> bool:
    found = issues_named(subject.typed) if is_issue_name(subject.typed) else ()
    if not found or not isinstance(subject.resolution, Answer):
        return False
    own = Held(PositionFilter(party_ids=(subject.resolution.entity.id,)))
    told = corpus.lines.count(Held(PositionFilter(issues=tuple(issue.id for issue in found)))) > 0
    return told and (behind or not corpus.lines.count(own))


def _with_issues(topic: Topic, words: str) -> Topic:
    return topic.model_copy(update={"issues": issues_named(words) if words else (), "topic": words})


def _people_aside(named: Parties, corpus: Corpus) -> Topic:
    """The parties, a person standing for the party that the articles give; people without one stay people."""
    found: dict[str, Entity] = {}
    notes = []
    for subject, entity in zip(named.subjects, named.entities, strict=True):
        party, name = side_of(entity, corpus) or entity, understood(entity, subject.typed)
        found.setdefault(party.id, party)
        if party is not entity:
            notes.append(say("kept_by_party", name=name, party=party.name))
        elif name != entity.name:
            notes.append(f"{name}.")
    return Topic(parties=tuple(found.values()), notes=tuple(notes))
