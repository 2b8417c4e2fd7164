"""What an article says that somebody is: the phrase before a name, or the description after or before it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from corpus.document.entities.given_names import is_given
from corpus.document.parse import Parse
from corpus.knowledge import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

role_words = partial(words_of, "roles.toml")
_LONGEST_ROLE = 14
_LONGEST_GLOSS = 7
_LINKS = frozenset(["of", "for", "to", "at", "in"])
_MODIFIERS = frozenset(["NOUN", "ADJ", "PROPN", "NUM"])


@dataclass(frozen=True, slots=True)
class Role:
    """A role as printed, from token `first` to `last`; `text` is without its article and the place it was held at.

    `at` is the token of what the person is, `noun` its lemma ("spokesman"), "co-" included.
    """

    first: int
    last: int
    text: str
    noun: str
    at: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    first: int
    last: int
    noun: int


def is_role_noun(word: str) -> bool:
    return word in role_words("roles") or word.removesuffix("s") in role_words("roles")


def is_human_noun(word: str) -> bool:
    """Whether a common noun is one for people: "docker", "teammate"."""
    person = word in words_of("nouns.toml", "persons") and word not in role_words("vessels")
    return person or is_role_noun(word)


def role_noun(token: "Token") -> str:
    """What somebody is, in the singular: "minister" for «Ministers»."""
    word = plain(token)
    return word if word in role_words("roles") or not is_role_noun(word) else word.removesuffix("s")


def roles_of(parse: Parse, first: int, last: int) -> tuple[Role, ...]:
    """All roles of the name from token `first` to `last`: what stands before it, then what describes it. Or ()."""
    found = (_before(parse, first), _described(parse, first, last) or _after(parse, last), _preceding(parse, first))
    return tuple(
        _role(parse, one) for phrase in found if phrase is not None for one in (phrase, *_joined(parse, phrase))
    )


def _joined(parse: Parse, phrase: _Phrase) -> Iterator[_Phrase]:
    """What somebody is as well: «a former admiral and an analyst at the club», «chair and former minister»."""
    doc, at = parse.doc, phrase.last + 1
    at += word_at(doc, at) == ","
    if word_at(doc, at) == "and" and (behind := _phrase_from(parse, at + 1)) is not None:
        ends = doc[behind.last + 1 : behind.last + 2]
        yield from () if any(token.pos_ in ("VERB", "AUX") for token in ends) and doc[at - 1].text != "," else (behind,)
    before = phrase.first - 2
    if word_at(doc, before + 1) == "and" and before > 0 and _is_office(doc[before]):
        yield _Phrase(_phrase_start(parse, before), before, before)


def plain(token: "Token") -> str:
    return token.lower_.rstrip(".")


def word_at(doc: "Doc", at: int) -> str:
    """The word at a place in small letters; "" beyond the text."""
    return doc[at].lower_ if 0 <= at < len(doc) else ""


# --------------------------------------------------------------------------- before the name


def _before(parse: Parse, first: int) -> _Phrase | None:
    """«Kremlin spokesman Dmitry Peskov», «President of the Union Azali Assoumani»: up to the name, in its phrase."""
    doc, last = parse.doc, first - 1
    if last < 0 or parse.inside[last] != parse.inside[first] or parse.paragraph[last] != parse.paragraph[first]:
        return None
    last = _before_titles(doc, last)
    noun = _noun_of_office(doc, last)
    start = _phrase_start(parse, noun) if noun is not None else 0
    if noun is None or (doc[start].tag_ == "PRP$" and not is_role_noun(plain(doc[noun]))):
        return None
    return _Phrase(start, last, noun)


def _before_titles(doc: "Doc", last: int) -> int:
    """Where an office ends before a title: «Navy spokesman Lt. Col. Ada Byron»; a courtesy is no office at all."""
    courtesies = role_words("courtesies")
    at = last
    while at > 1 and _is_title(doc, at, courtesies | role_words("ranks")):
        at -= 1
    while last > 1 and _is_title(doc, last, courtesies) and not is_role_noun(plain(doc[at])):
        last -= 1
    return at if is_role_noun(plain(doc[at])) else last


def _is_title(doc: "Doc", at: int, titles: Collection[str]) -> bool:
    """Whether a token is one of the titles, or the stop behind it; but not "first lady"."""
    stop = doc[at].text == "." and plain(doc[at - 1]) in titles
    return stop or (plain(doc[at]) in titles and word_at(doc, at - 1) != "first")


def _is_office(token: "Token") -> bool:
    """A role or a title, or any common noun for people («teammate Ada Byron»)."""
    word = plain(token)
    if word in role_words("courtesies"):
        return word_at(token.doc, token.i - 1) == "first"
    return is_role_noun(word) or word in role_words("titles") or (token.tag_ == "NN" and is_human_noun(word))


def _noun_of_office(doc: "Doc", last: int) -> int | None:
    """The noun of the office whose phrase ends at a token: it, the one over it («Secretary of Defense»), or None."""
    over = None if is_role_noun(plain(doc[last])) else _office_over(doc, last)
    if over is not None and doc[last - 1].lower_ == "of":
        return over
    return next((at for at in (last, _skip_hyphen(doc, last)) if _is_office(doc[at])), over)


def _office_over(doc: "Doc", last: int) -> int | None:
    """The role in «head of the European Commission Ursula von der Leyen», seen from the token before the name."""
    for at in range(last, max(0, last - 9), -1):
        if at < last and is_role_noun(plain(doc[at])) and doc[at + 1].lower_ in ("of", "for", "to"):
            return at
        linking = at < last and doc[at].lower_ in ("of", "for", "the", "and", "to", "-", "'s")
        if not linking and doc[at].pos_ not in ("PROPN", "NOUN", "ADJ" if at < last else "NOUN"):
            return None
    return None


def _phrase_start(parse: Parse, noun: int) -> int:
    """Where the phrase that ends in a role begins: its modifiers and owner, back to what belongs to something else."""
    doc, start = parse.doc, noun
    while start > 0 and noun - start < _LONGEST_ROLE:
        before = _before_gloss(doc, start - 1)
        if not _belongs(parse, before):
            break
        start = before
    while start < noun and (doc[start].is_punct or doc[start].tag_ in ("POS", "CC")):
        start += 1
    return start


def _before_gloss(doc: "Doc", at: int) -> int:
    """Before the brackets that end at a token, as in «the Ferry Authority (NFA) chief»; else the token itself."""
    opening = next((one for one in range(at - 1, max(-1, at - _LONGEST_GLOSS), -1) if doc[one].text == "("), None)
    return opening - 1 if doc[at].text == ")" and opening else at


def _belongs(parse: Parse, at: int) -> bool:
    """Whether a token is of one noun phrase with the one behind it."""
    doc, token, following = parse.doc, parse.doc[at], parse.doc[at + 1]
    apart = parse.inside[at] != parse.inside[at + 1] or parse.paragraph[at] != parse.paragraph[at + 1]
    if apart or following.is_sent_start or token.text == "X.":
        return False
    if "-" in (token.text, following.text):
        return not token.whitespace_ and at > 0 and (token.text != "-" or not doc[at - 1].whitespace_)
    if token.lower_ in ("and", "of"):
        return at > 0 and _joins(doc, at)
    if token.lower_ in role_words("other_capitals") or "/" in token.text or following.tag_ == "PRP$":
        return token.tag_ == "PRP$"
    if token.pos_ in ("ADV", "VERB"):
        early = token.lower_ in ("then", "now") or (token.pos_ == "ADV" and following.dep_ == "amod")
        return early or (token.dep_ in ("amod", "compound", "nmod") and token.pos_ == "VERB")
    modifies = (token.pos_ in _MODIFIERS or (token.is_upper and len(token) > 2)) and not _is_of_another_phrase(doc, at)
    return modifies or token.tag_ in ("POS", "PRP$")


def _joins(doc: "Doc", at: int) -> bool:
    """Whether "and" or "of" is of one phrase: «founder and director», «Ways and Means Committee», «Bank of Leeds»."""
    before, after = doc[at - 1], doc[at + 1]
    named = before.pos_ == after.pos_ == "PROPN" and not is_role_noun(plain(before))
    if doc[at].lower_ == "of":
        return named
    offices = is_role_noun(plain(before)) and is_role_noun(plain(after))
    plural = before.tag_ == "NNPS" or before.lower_ in role_words("organisations")
    body = named and plural and at + 2 < len(doc) and doc[at + 2].lower_ in role_words("organisations")
    return offices or body or (before.tag_ in ("NN", "NNS") and after.tag_ in ("NN", "NNS") and after.text.islower())


def _is_of_another_phrase(doc: "Doc", at: int) -> bool:
    """«in gallery Canadian boccia player», «job cuts Premier»: a common noun before a capital is no modifier of it.

    Unless it is one of a body, or has an owner itself: «state Senator», «Peru's caretaker Prime Minister».
    """
    token = doc[at]
    if token.tag_ not in ("NN", "NNS") or token.text[:1].isupper() or not doc[at + 1].text[:1].isupper():
        return token.tag_ in ("JJR", "RBR")
    owned = at > 0 and (doc[at - 1].tag_ in ("POS", "PRP$") or doc[at - 1].pos_ == "ADJ")
    office = is_role_noun(plain(doc[at + 1])) or plain(doc[at + 1]) in role_words("titles")
    body = token.lower_ in role_words("organisations") and office
    return token.tag_ == "NNS" or not (is_role_noun(plain(token)) or body or owned)


# --------------------------------------------------------------------------- beside the name, between commas


def _described(parse: Parse, first: int, last: int) -> _Phrase | None:
    """What the parse sees as an apposition of the name."""
    beside = (child for at in range(first, last + 1) for child in parse.doc[at].rights if child.dep_ == "appos")
    noun = next((child for child in beside if child.i > last and is_role_noun(child.lower_)), None)
    start = _skip_hyphen(parse.doc, max(noun.left_edge.i, last + 1)) if noun is not None else 0
    return _Phrase(start, _role_end(noun), noun.i) if noun is not None else None


def _after(parse: Parse, last: int) -> _Phrase | None:
    """«Arakhamia, a Ukrainian negotiator», «Karl, 33, a docker», «Byron, who is head of the bank»."""
    doc, at = parse.doc, last + 1
    if word_at(doc, at) == "(":
        at = next((end + 1 for end in range(at + 1, min(at + 5, len(doc))) if doc[end].text == ")"), at)
    aside = word_at(doc, at) in (",", "–", "—", "--")
    at += aside
    if word_at(doc, at) == "who" or not aside:
        at += word_at(doc, at) == "who"
        return _phrase_from(parse, at + 1) if word_at(doc, at) in ("is", "was") else None
    age = at + (word_at(doc, at) == "aged")
    phrase = _phrase_from(parse, age + 2 if word_at(doc, age).isdigit() and word_at(doc, age + 1) == "," else at)
    subject = phrase is not None and doc[phrase.noun].dep_ in ("nsubj", "nsubjpass") and phrase.last + 1 < len(doc)
    return None if phrase and subject and doc[phrase.last + 1].pos_ in ("VERB", "AUX") else phrase


def _phrase_from(parse: Parse, start: int) -> _Phrase | None:
    """The noun phrase that begins at a token, if its noun is what somebody is."""
    doc, determined = parse.doc, False
    for at in range(start, min(len(doc), start + 9)):
        token = doc[at]
        determined = determined or token.lower_ in ("a", "an", "the")
        glued = token.text == "-" and at > start
        if (token.is_punct and not glued) or token.is_space or token.pos_ in ("VERB", "AUX", "SCONJ", "ADP", "CCONJ"):
            return None
        behind = doc[at + 1 : at + 3]
        modifies = len(behind) == 2 and behind[0].pos_ == "ADJ" and behind[1].pos_ in ("NOUN", "PROPN")
        last_noun = not (
            modifies or word_at(doc, at + 1) == "-" or (behind and behind[0].pos_ in ("NOUN", "PROPN", "PART"))
        )
        human = is_role_noun(plain(token)) or (determined and token.tag_ == "NN" and is_human_noun(plain(token)))
        if human and last_noun:
            return _Phrase(start, max(at, min(_role_end(token), at + _LONGEST_ROLE)), at)
    return None


def _preceding(parse: Parse, first: int) -> _Phrase | None:
    """«as the head of the bank, Ada Lovelace, said», «and the treasurer, Sara Byron,»."""
    doc = parse.doc
    comma = first - 1
    while comma > 0 and plain(doc[comma]) in role_words("courtesies") | role_words("ranks"):
        comma -= 1
    noun = _noun_before_comma(doc, comma + 1) if word_at(doc, comma) == "," else None
    if noun is None or parse.inside[noun] != parse.inside[first]:
        return None
    start = _phrase_start(parse, noun)
    own = start > 0 and doc[start - 1].pos_ == "DET"
    kind = doc[start].pos_
    determined = own or kind in ("ADJ", "PROPN", "PRON") or (start < noun and kind == "NOUN")
    mark = start - 1 - own
    # «…, Ada Byron, the mayor, Carl Gauss»: what stands behind a full name describes that one
    taken = word_at(doc, mark) == "," and doc[mark - 1].pos_ == "PROPN" and is_given(word_at(doc, mark - 2))
    return _Phrase(start, comma - 1, noun) if determined and not taken else None


def _noun_before_comma(doc: "Doc", first: int) -> int | None:
    """The role whose phrase ends at the comma before token `first`; None if none does."""
    skipped = range(_before_gloss(doc, first - 2) + 1, first - 1)
    for at in range(first - 2, max(-1, first - 12), -1):
        token = doc[at]
        if at in skipped:
            continue
        if (token.is_punct and token.text != "-" and token.tag_ != "POS") or token.pos_ in (
            "VERB",
            "AUX",
            "SCONJ",
            "SPACE",
        ):
            return None
        ends = at + 2 == first or doc[at + 1].pos_ == "ADP" or at + 1 in skipped
        if is_role_noun(plain(token)) and token.tag_ in ("NN", "NNP") and ends:
            return at
    return None


def _role_end(noun: "Token") -> int:
    """The end of a role's phrase: with "of …", "for …" and "to …", without clauses."""
    end = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in _LINKS:
            end = max(end, child.right_edge.i)
        elif child.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct"):
            break
    while end > noun.i and (noun.doc[end].is_punct or noun.doc[end].is_space):
        end -= 1
    return end


# --------------------------------------------------------------------------- as printed


def _role(parse: Parse, phrase: _Phrase) -> Role:
    doc, start = parse.doc, phrase.first
    while start < phrase.noun and _is_left_out(doc, start):
        start += 1
    end = _without_place(parse, phrase.noun, phrase.last)
    text = " ".join(parse.span(start, end).text.split())
    noun = parse.doc[_skip_hyphen(doc, phrase.noun) : phrase.noun + 1].text.lower().rstrip(".")
    return Role(phrase.first, phrase.last, text, noun, phrase.noun)


def _is_left_out(doc: "Doc", at: int) -> bool:
    """«another», «his», «now a» before what somebody is; but not «well-known»."""
    adverb = doc[at].tag_ == "RB" and doc[at + 1].text != "-"
    return adverb or doc[at].pos_ in ("DET", "ADP") or doc[at].tag_ == "PRP$" or doc[at].lower_ in ("one", "fellow")


def _skip_hyphen(doc: "Doc", at: int) -> int:
    """Where a word begins that is joined to others by hyphens: "co-founder"."""
    while at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_:
        at -= 2
    return at


def _without_place(parse: Parse, noun: int, last: int) -> int:
    """Leaves out where it was: "another Ukrainian negotiator at the talks" is a Ukrainian negotiator."""
    for at in range(noun + 1, last + 1):
        if parse.doc[at].text in ("--", "–", "—", ";") or parse.doc[at].tag_ in ("WDT", "WP"):
            return at - 2 if parse.doc[at - 1].text == "," else at - 1
        if parse.doc[at].lower_ in ("at", "in", "on", "near", "with", "during") and parse.doc[at - 1].text != "-":
            return at - 1
    return last
