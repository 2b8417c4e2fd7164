"""On which day somebody said something: what the sentence of saying tells, or one that it goes on from, else nothing.

A day is that of the words where it hangs on the verb of saying, by itself or through what the words are sent or given
in ("said in an interview with a paper on Monday"). A day of another thing, however near, is not.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date

from corpus.document.dates.phrases import DatePhrase, dates_in
from corpus.document.dates.tense import verb_before, words
from corpus.document.furniture import Kind
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import is_verb, says, subject_of, verb_over, word_behind
from corpus.document.tokens import Token, Tokens
from corpus.knowledge import united, words_of
from corpus.knowledge.attribution import cues

IsSource = Callable[[Token], bool]

_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "acl", "csubj", "parataxis", "pcomp", "conj", "xcomp", "ROOT"})
_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_REACH = 3
"""Sentences of the source's own that a day is carried over; what stands in quotation marks does not count."""


def said_on(parse: Parse, cue: int, dates: tuple[DatePhrase, ...], is_source: IsSource | None = None) -> date | None:
    """The day on which something was said, by the number of the token that says so ("said", "according").

    `is_source` tells whether a word names who said it: with it, a sentence without a day takes that of the source's
    words right before it. None where the text does not tell, in a paper's note on itself, and for a day after printing.
    """
    if not _is_near_a_day(parse, cue, dates):
        return None
    printed = parse.article.published
    told = _told_here(parse, parse.doc[cue], dates)
    if not told and is_source is not None and not _tells_a_time(parse, parse.doc[cue], dates):
        told = _told_before(parse, cue, dates, is_source)
    noted = parse.furniture_at(cue) is Kind.NOTE
    day = told[0].day if told and len({phrase.day for phrase in told}) == 1 and not noted else None
    return day if day is not None and (printed is None or day <= printed) else None


def _is_near_a_day(parse: Parse, cue: int, dates: tuple[DatePhrase, ...]) -> bool:
    """Whether any phrase stands where one can tell the day: from the paragraph before on, to the sentence's end."""
    first = bisect_left(parse.paragraph, parse.paragraph[cue] - 1)
    end = parse.sentence_of(parse.doc[cue]).end
    at = bisect_left(dates, first, key=lambda one: one.first)
    return at < len(dates) and dates[at].first < end


def _told_here(parse: Parse, cue: Token, dates: tuple[DatePhrase, ...]) -> list[DatePhrase]:
    """The phrases of the sentence that tell when its cue, or what shares the day with it, was; [] if none does."""
    here = dates_in(parse.sentence_of(cue), dates)
    told = ([phrase for phrase in here if _is_day_of(parse, phrase, verb)] for verb in _joined(cue))
    return next((phrases for phrases in told if phrases), [])


def _tells_a_time(parse: Parse, cue: Token, dates: tuple[DatePhrase, ...]) -> bool:
    """Whether the sentence has a time of any kind, or a day's name even where it is taken for a part of another."""
    here = any(parse.inside[one.first] == parse.inside[cue.i] for one in dates_in(cue.sent, dates))
    times = united(words("elsewhen"), words("weekdays"))
    return here or any(token.text in times or token.lower_ in times for token in _outside(parse, cue.sent))


# --------------------------------------------------------------------------- the words that share the day


def _joined(cue: Token) -> Iterator[Token]:
    """The cue itself, then what shares its day: "rejected it on Monday, saying", "Speaking today, he said"."""
    yield cue
    for child in cue.lefts:
        if child.dep_ in ("advcl", "prep") and child.tag_ in ("VBG", "VBN") and not _is_set_apart(child):
            yield child
        if child.dep_ == "nsubj":
            yield from (verb for verb in child.rights if verb.tag_ == "VBG" and says(verb) and _is_after_comma(verb))
    above = _above(cue)
    while above is not None:
        yield above
        above = _above(above)


def _is_set_apart(clause: Token) -> bool:
    """«Having met her on Monday», «after meeting her»: what the clause tells of was before."""
    return any(child.dep_ in ("aux", "mark", "prep") for child in clause.lefts)


def _is_after_comma(token: Token) -> bool:
    return token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","


def _above(node: Token) -> Token | None:
    """The verb that a verb goes on with, its subject the same, and all at one time; None if there is none."""
    head = node.head
    if not is_verb(node) or any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in node.children):
        return None
    if node.dep_ == "pcomp" and head.lower_ == "as":
        return verb_over(head)
    if node.tag_ == "VBG" and node.dep_ in ("advcl", "acl") and node.i > head.i:
        return head if is_verb(head) else verb_over(head)
    at_once = not any(child.dep_ in ("advmod", "aux") for child in node.lefts)
    joined = (
        node.dep_ == "conj" and node.tag_ == head.tag_ and at_once and any(word.lower_ == "and" for word in head.rights)
    )
    return head if is_verb(head) and (joined or node.dep_ == "xcomp") else None


# --------------------------------------------------------------------------- whether a day is that of a verb


def _is_day_of(parse: Parse, phrase: DatePhrase, verb: Token) -> bool:
    """Whether the phrase tells the verb's own day, and neither that of a clause below it nor of a thing named in it."""
    doc, top = parse.doc, phrase.top(parse.doc)
    if doc[phrase.last].lower_ in ("after", "before") or parse.inside[phrase.first] != parse.inside[verb.i]:
        return False
    if verb.dep_ == "pcomp" and verb.i < phrase.first:
        return False  # «was fined for calling her a liar on Monday»
    if top.dep_ in _MODIFIERS and top.head.i > phrase.last:
        return (_is_carrier(top.head) or _is_occasion(top.head, verb)) and _leads(top.head, verb)
    if verb_before(doc, phrase.first) == verb:
        return top.dep_ == "pobj" or word_behind(top).tag_ not in ("VBD", "VBZ", "VBP", "MD")
    node = top.head if top.dep_ == "pobj" else top
    beyond = (word for word in doc[verb.i : phrase.first] if word.lower_ in words("beyond"))
    if (node.dep_ == "prep" and node.lower_ != "on") or not all(any(map(_listens, word.children)) for word in beyond):
        return False
    direct = says(verb) or verb.tag_ != "VBG" or node.head == verb
    return direct and _leads(node, verb, apart=phrase.first > verb.i and _is_after_comma(node))


def _leads(node: Token, verb: Token, apart: bool = False) -> bool:
    """Whether what is above `node`, up to the verb, are its speaker or the ways in which it is said.

    What stands `apart`, behind a comma, may follow any description of the speaker.
    """
    path = []
    while node != verb:
        if node.dep_ in _CLAUSES and not _is_sent(node):
            return False
        path.append(node)
        node = node.head
    of_speaker = apart and any(step.dep_ in ("nsubj", "appos") for step in path)
    return of_speaker or all(_is_way(step, verb) for step in path[1:])


def _is_way(node: Token, verb: Token) -> bool:
    """Whether a word leads from a verb of saying to the day of it: "in", "statement", a name, a listener."""
    if node.dep_ in ("prep", "agent"):
        return node.lower_ in words("where")
    if node.pos_ == "ADV":
        return node.lower_ in words("beside")
    heard = node.pos_ == "PROPN" or (node.head.lower_ == "to" and _listens(node))
    return heard or _is_carrier(node) or _is_occasion(node, verb) or _is_sent(node)


def _listens(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in words_of("nouns.toml", "persons") | words("listeners")


def _is_carrier(noun: Token) -> bool:
    aired = noun.lemma_ in words("aired") and any(child.lemma_ in words("carriers") for child in noun.lefts)
    return not aired and (noun.lemma_.lower() in words("carriers") or noun.lower_ in words("carriers"))


def _is_occasion(noun: Token, verb: Token) -> bool:
    """The "rally" of "said at Friday's rally"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in words("occasions") and noun.head.head == verb


def _is_sent(node: Token) -> bool:
    """The "issued" of "in a statement issued on Monday"."""
    sent = node.dep_ == "acl" and node.tag_ == "VBN" and node.lemma_ in words("sent")
    return sent and node.head.lemma_.lower() in cues("carriers")


# --------------------------------------------------------------------------- the sentences before


def _told_before(parse: Parse, cue: int, dates: tuple[DatePhrase, ...], is_source: IsSource) -> list[DatePhrase]:
    """What tells the day of the source's words right before, if nobody else speaks or does anything in between."""
    carried = 0
    for number in range(parse.sentence_numbers[cue] - 1, -1, -1):
        sentence = parse.sentences[number]
        if carried == _REACH or not _goes_on(parse, sentence.end - 1, cue):
            break
        own = _outside(parse, sentence)
        verbs = [token for token in own if is_verb(token) and (token == sentence.root or says(token))]
        subjects = [subject for verb in verbs if (subject := subject_of(verb)) is not None]
        if own and not (verbs and all(map(is_source, subjects))):
            break
        if verbs and _tells_a_time(parse, verbs[0], dates):
            return next((told for verb in verbs if _is_worded(verb) and (told := _told_here(parse, verb, dates))), [])
        carried += bool(own)
    return []


def _outside(parse: Parse, sentence: Tokens) -> list[Token]:
    return [token for token in sentence if parse.inside[token.i] == OUTSIDE and token.is_alpha]


def _goes_on(parse: Parse, last: int, cue: int) -> bool:
    """Whether a sentence stands in the paragraph of the cue, or in the one before it and "he" goes on with it."""
    apart = parse.paragraph[cue] - parse.paragraph[last]
    subject = subject_of(parse.doc[cue]) if apart == 1 else None
    return apart == 0 or (subject is not None and subject.pos_ == "PRON")


def _is_worded(verb: Token) -> bool:
    """Whether a verb is one of words: "said", "played down"."""
    phrases = (f"{verb.lemma_.lower()} {child.lower_}" for child in verb.rights if child.dep_ in ("prt", "prep"))
    return says(verb) or not words("worded").isdisjoint(phrases)
