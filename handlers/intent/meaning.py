"""What a question means: the command line that a rule makes of it, if the corpus reads that line as it is meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.asking.names import Named, apart, resolve
from corpus.models import Answer, Ask, Entity, Record, Unknown
from corpus.store import Corpus
from handlers.blocks.reply import Reply
from handlers.command import Command, Subject
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import side_of
from handlers.intent import questions
from handlers.intent.questions import Period, Rule, bare, book, is_foreign
from handlers.names import address
from handlers.query import read
from handlers.texts import texts

_THE = re.compile(r"^the\s+", re.IGNORECASE)


class Meant(Record):
    """The command line that a question means; `wider` is the one without its topic, "" where it needs none."""

    line: str
    topic: str = ""
    wider: str = ""


def meaning_of(text: str, corpus: Corpus) -> Meant | None:
    """What a message means; None when it is not surely understood, and for what has no command line."""
    question = questions.question_in(text)
    if questions.asks_to_check(text) or questions.asks_for_help(question):
        return None
    slashed = questions.without_mentions(text).startswith("/")
    dated = questions.take_period(question) if question and not slashed else None
    by_rule = _by_rules(*dated, corpus) if dated else None
    line = None if by_rule else _as_command(text, corpus, slashed=slashed)
    return by_rule or (Meant(line=line) if line else None)


def _as_command(text: str, corpus: Corpus, *, slashed: bool) -> str | None:
    """A command typed as a message. Without its slash it must name somebody or something: it may be plain English."""
    typed = " ".join(questions.without_mentions(text).split()) if slashed else questions.question_in(text)
    name, _, words = typed.removeprefix("/").partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        return None
    known = slashed or not words or _is_known(command, read(words).words, corpus)
    return f"/{command.name} {words}".strip() if known else None


def _is_known(command: Command[Any], words: str, corpus: Corpus) -> bool:
    """Whether the words name somebody or something to the command, and have none that no name has."""
    views = {word for view in ("latest", "next") if command.alone for word in texts().typed[view]}
    if any(is_foreign(word) for word in words.split() if word.casefold() not in views):
        return False
    return command.subject is None or not isinstance(command.subject(words, corpus), Unknown)


def _by_rules(question: str, period: Period, corpus: Corpus) -> Meant | None:
    """What the first rule means whose names are known; else the first that is sure even of a name that nobody bears."""
    unknown = None
    for rule, slots in questions.fitting(question):
        meant = _filled(rule, slots, period, corpus)
        if meant:
            return meant
        unknown = unknown or (_with_nobody(rule, slots, corpus) if rule.sure else None)
    return unknown


def _filled(rule: Rule, slots: Mapping[str, str], period: Period, corpus: Corpus) -> Meant | None:
    """The line of the rule with what stands in its slots, if a command reads it as it is meant."""
    topic = questions.topic_in(slots["topic"]) if "topic" in slots else ""
    if topic is None or ("where" in slots and not _is_where(slots["where"], corpus)):
        return None
    names = _names(rule, slots, corpus)
    if names is None or (rule.kind and {one.kind for one in _known(names)} != {rule.kind}):
        return None
    for written in _writings(names, corpus):
        narrow = _line(rule, written, topic, slots)
        about = topic or bare(slots.get("where", ""))
        if _reads(narrow, names, about, corpus) and (not rule.found or _finds(narrow, corpus)):
            wide = _line(rule, written, "", slots) if topic and narrow.startswith("/quote") else ""
            return Meant(line=_dated(narrow, period), topic=topic, wider=_dated(wide, period) if wide else "")
    return None


def _line(rule: Rule, written: str, topic: str, slots: Mapping[str, str]) -> str:
    template = rule.line if topic else rule.line.removesuffix(" {topic}").removesuffix(" on")
    where = bare(slots.get("where", ""))
    return template.format(who=written, both=written, where=where, topic=topic)


def _dated(line: str, period: Period) -> str:
    told = period.day if line.startswith("/talks") and period.day else period.bounds
    return f"{line} {told}".strip()


def _with_nobody(rule: Rule, slots: Mapping[str, str], corpus: Corpus) -> Meant | None:
    """The line with a name that nobody bears and nothing else, for the answer to say so."""
    words = _THE.sub("", slots.get("who") or slots.get("where") or "")
    tokens = words.split()
    if not 0 < len(tokens) <= book().longest_name or any(is_foreign(one) or questions.joins(one) for one in tokens):
        return None
    if not all(re.fullmatch(r"[^\W\d_][\w.'-]*", token) for token in tokens):
        return None
    line, nobody = f"{rule.line.split()[0]} {words}", Named(resolution=Unknown(query=words), typed=words)
    return Meant(line=line) if _reads(line, (nobody,), "", corpus) else None


def _names(rule: Rule, slots: Mapping[str, str], corpus: Corpus) -> tuple[Named, ...] | None:
    """Whoever is named; () where the rule names nobody, None where somebody is not known.

    In a question that may mean something else, it is not asked about any two words whether they are a name.
    """
    if "both" in slots:
        return _several(slots["both"], rule.joining or book().slots.joining, corpus)
    if "who" not in slots:
        return ()
    name = _name(slots["who"], corpus)
    match name.resolution:
        case Ask(candidates=(only,)):
            likely = rule.sure or len(name.typed.split()) <= len(only.name.split())
        case found:
            likely = not isinstance(found, Unknown)
    return (name,) if likely else None


def _name(words: str, corpus: Corpus) -> Named:
    """Whom the words name, with or without an article before and an ending of the genitive behind."""
    if any(map(is_foreign, words.split())):
        return Named(resolution=Unknown(query=words), typed=words)
    name = _THE.sub("", words)
    ways = dict.fromkeys((re.sub(r"'s?$", "", name), name, words))
    found = [Named(resolution=resolve(way, corpus), typed=way) for way in ways if way]
    known = [one for kind in (Answer, Ask) for one in found if isinstance(one.resolution, kind)]
    nobody = Named(resolution=Unknown(query=name), typed=name)
    return next(iter(known), _without_apostrophe(name, corpus) or nobody)


def _without_apostrophe(name: str, corpus: Corpus) -> Named | None:
    """«russias»: only a party to the letter, for a person called Jones is not one called Jone."""
    stem = name.removesuffix("s")
    found = resolve(stem, corpus) if stem != name else None
    sure = isinstance(found, Answer) and found.entity.kind == "party" and found.match in {"exact", "alias"}
    return Named(resolution=found, typed=stem) if found and sure else None


def _several(words: str, joining: Sequence[str], corpus: Corpus) -> tuple[Named, ...] | None:
    """Two or more who are each known for certain; a name may hold a word that joins ("Bosnia and Herzegovina")."""
    tokens = apart(words).replace(",", " , ").split()
    joints = [at for at, token in enumerate(tokens) if token.casefold() in joining]
    for cuts in (joints, *([at] for at in joints)):
        ends = zip([-1, *cuts], [*cuts, len(tokens)], strict=True)
        parts = [part for start, end in ends if (part := " ".join(tokens[start + 1 : end]))]
        names = tuple(_name(part, corpus) for part in parts)
        if len(names) > 1 and len(_known(names)) == len(names):
            return names
    return None


def _known(names: Sequence[Named]) -> list[Entity]:
    """Those who are named for certain."""
    return [name.resolution.entity for name in names if isinstance(name.resolution, Answer)]


def _is_where(words: str, corpus: Corpus) -> bool:
    place, talks = bare(words), COMMANDS["talks"].subject
    found = talks(place, corpus) if talks else None
    return isinstance(found, Subject) and found.certain and not any(map(is_foreign, place.split()))


def _writings(names: Sequence[Named], corpus: Corpus) -> Iterator[str]:
    """The names as they were typed, which the answer explains; else by the words that mean them and nobody else."""
    yield " ".join(name.typed for name in names)
    if names and len(known := _known(names)) == len(names):
        yield " ".join(address(entity, corpus) for entity in known)


def _reads(line: str, names: Sequence[Named], topic: str, corpus: Corpus) -> bool:
    """Whether the command reads the very names and the topic out of the line that the question has."""
    name, _, words = line.removeprefix("/").partition(" ")
    command = COMMANDS[name]
    if command.subject is None or read(words).words != words:
        return False
    found = command.subject(words, corpus)
    ids = {entity.id for each in names for entity in _likely(each)}
    if isinstance(found, Unknown):
        return bool(names) and not ids and not topic
    return found.topic in (topic, "" if command.alone else topic) and _are_meant(found, names, ids, corpus)


def _finds(line: str, corpus: Corpus) -> bool:
    """Whether the corpus has something that the line asks for."""
    name, _, words = line.removeprefix("/").partition(" ")
    return not isinstance(COMMANDS[name].find(read(words, name), corpus), Reply)


def _are_meant(found: Subject, names: Sequence[Named], ids: set[str], corpus: Corpus) -> bool:
    """Whether the command names the very same; a person may stand for the party that the articles give."""
    meant, known = {entity.id for entity in found.entities}, _known(names)
    if not names:
        return found.certain
    if not found.certain or not known:
        return meant == ids
    return len(known) == len(names) and meant in (ids, {(side_of(entity, corpus) or entity).id for entity in known})


def _likely(name: Named) -> Sequence[Entity]:
    match name.resolution:
        case Answer(entity=entity):
            return (entity,)
        case Ask(candidates=candidates):
            return candidates
    return ()
