"""What an article says that somebody is: the phrase before a name, or the description after or before it."""

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


def roles_of(parse: Parse, first: int, last: int) -> tuple[Role, ...]:
    """All roles of the name from token `first` to `last`: what stands before it, then what describes it. Or ()."""
    found = (_before(parse, first), _after(parse, first, last), _preceding(parse, first))
    return tuple(_role(parse, phrase) for phrase in found if phrase is not None)


def _plain(token: "Token") -> str:
    return token.lower_.rstrip(".")


# --------------------------------------------------------------------------- before the name


def _before(parse: Parse, first: int) -> _Phrase | None:
    """«Kremlin spokesman Dmitry Peskov», «President of the Union Azali Assoumani»: up to the name, in its phrase."""
    last = first - 1
    while last > 0 and parse.doc[last].is_space and parse.paragraph[last] == parse.paragraph[first]:
        last -= 1
    if last < 0 or parse.inside[last] != parse.inside[first] or parse.paragraph[last] != parse.paragraph[first]:
        return None
    while last > 0 and _plain(parse.doc[last]) in role_words("courtesies") and parse.doc[last - 1].lower_ != "first":
        last -= 1
    noun = _noun_of_office(parse, last)
    if noun is None:
        return None
    start = _phrase_start(parse, noun)
    tie = parse.doc[start].tag_ == "PRP$" and not is_role_noun(_plain(parse.doc[noun]))
    return None if tie else _Phrase(start, last, noun)


def _is_office(token: "Token") -> bool:
    """A role or a title, or any common noun for people («teammate Ada Byron»)."""
    word = _plain(token)
    if word in role_words("courtesies"):
        return False
    return is_role_noun(word) or word in role_words("titles") or (token.tag_ == "NN" and is_human_noun(word))


def _noun_of_office(parse: Parse, last: int) -> int | None:
    """The noun of the office whose phrase ends at a token: it, the one over it («Secretary of Defense»), or None."""
    over = None if is_role_noun(_plain(parse.doc[last])) else _office_over(parse, last)
    if over is not None and parse.doc[last - 1].lower_ == "of":
        return over
    at = _skip_hyphen(parse.doc, last)
    return next((one for one in (last, at) if _is_office(parse.doc[one])), over)


def _office_over(parse: Parse, last: int) -> int | None:
    """The role in «head of the European Commission Ursula von der Leyen», seen from the token before the name."""
    doc = parse.doc
    if doc[last].pos_ not in ("PROPN", "NOUN"):
        return None
    for at in range(last - 1, max(0, last - 9), -1):
        if is_role_noun(_plain(doc[at])) and doc[at + 1].lower_ in ("of", "for", "to"):
            return at
        linking = doc[at].lower_ in ("of", "for", "the", "and", "to") or doc[at].text in ("-", "'s")
        if not linking and (doc[at].pos_ not in ("PROPN", "NOUN", "ADJ") or doc[at].is_space):
            return None
    return None


def _phrase_start(parse: Parse, noun: int) -> int:
    """Where the phrase that ends in a role begins: its modifiers and owner, back to what belongs to something else."""
    doc, start = parse.doc, noun
    while start > 0 and noun - start < _LONGEST_ROLE and _belongs(parse, start - 1):
        start -= 1
    while start < noun and (doc[start].is_punct or doc[start].tag_ in ("POS", "CC")):
        start += 1
    return start


def _belongs(parse: Parse, at: int) -> bool:
    """Whether a token is of one noun phrase with the one behind it."""
    doc, token, following = parse.doc, parse.doc[at], parse.doc[at + 1]
    if parse.inside[at] != parse.inside[at + 1] or parse.paragraph[at] != parse.paragraph[at + 1]:
        return False
    if following.is_sent_start or token.text == "X.":
        return False
    if token.text in ("-", "/"):
        return not token.whitespace_ and at > 0 and not doc[at - 1].whitespace_ and token.text == "-"
    if following.text == "-" and not token.whitespace_:
        return token.is_alpha or token.like_num
    if token.tag_ in ("POS", "PRP$"):
        return True
    if token.lower_ in ("and", "of"):
        return at > 0 and _joins(doc, at)
    if token.lower_ in role_words("other_capitals") or "/" in token.text or following.tag_ == "PRP$":
        return False
    if token.pos_ == "ADV":
        return following.pos_ == "ADJ" or token.lower_ in ("then", "now")
    if token.pos_ == "VERB":
        return token.dep_ in ("amod", "compound", "nmod") and following.pos_ != "DET"
    return token.pos_ in _MODIFIERS and not _is_of_another_phrase(doc, at)


def _joins(doc: "Doc", at: int) -> bool:
    """Whether "and" or "of" is of one phrase: «founder and director», «Ways and Means Committee», «Bank of Leeds»."""
    before, after = doc[at - 1], doc[at + 1]
    named = before.pos_ == after.pos_ == "PROPN" and not is_role_noun(_plain(before))
    if doc[at].lower_ == "of":
        return named
    offices = is_role_noun(_plain(before)) and is_role_noun(_plain(after))
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
    office = is_role_noun(_plain(doc[at + 1])) or _plain(doc[at + 1]) in role_words("titles")
    body = token.lower_ in role_words("organisations") and office
    return token.tag_ == "NNS" or not (is_role_noun(_plain(token)) or body or owned)


# --------------------------------------------------------------------------- beside the name, between commas


def _after(parse: Parse, first: int, last: int) -> _Phrase | None:
    """«Arakhamia, a Ukrainian negotiator», «Karl, 33, a docker», «Byron, who is head of the bank»."""
    doc, at = parse.doc, last + 1
    if at < len(doc) and doc[at].text == "(":
        at = next((end + 1 for end in range(at + 1, min(at + 5, len(doc))) if doc[end].text == ")"), at)
    for phrase in (_described(parse, first, last), _after_comma(parse, at), _who_is(parse, at)):
        if phrase is not None:
            return phrase
    return None


def _described(parse: Parse, first: int, last: int) -> _Phrase | None:
    for at in range(first, last + 1):
        for child in parse.doc[at].rights:
            if child.dep_ == "appos" and child.i > last and is_role_noun(child.lower_):
                start = max(child.left_edge.i, last + 1)
                return _Phrase(_skip_hyphen(parse.doc, start), _role_end(child), child.i)
    return None


def _after_comma(parse: Parse, at: int) -> _Phrase | None:
    doc = parse.doc
    if at + 1 >= len(doc) or doc[at].text not in (",", "–", "—", "--"):
        return None
    start = _after_age(doc, at + 1)
    phrase = _phrase_from(parse, start)
    if phrase is None or (doc[phrase.noun].dep_ in ("nsubj", "nsubjpass") and _is_followed_by_verb(doc, phrase.last)):
        return None
    return phrase


def _is_followed_by_verb(doc: "Doc", last: int) -> bool:
    return last + 1 < len(doc) and doc[last + 1].pos_ in ("VERB", "AUX")


def _after_age(doc: "Doc", at: int) -> int:
    """Behind «33,», «aged 33,» or at token `at` itself."""
    number = at + (doc[at].lower_ == "aged")
    if number + 1 < len(doc) and doc[number].text.isdigit() and doc[number + 1].text == ",":
        return number + 2
    return at


def _who_is(parse: Parse, at: int) -> _Phrase | None:
    """«, who is the head of the bank», «Ada Byron is the head of the bank»."""
    doc = parse.doc
    at += at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ == "who"
    at += at < len(doc) and doc[at].lower_ == "who"
    return _phrase_from(parse, at + 1) if at + 1 < len(doc) and doc[at].lower_ in ("is", "was") else None


def _phrase_from(parse: Parse, start: int) -> _Phrase | None:
    """The noun phrase that begins at a token, if its noun is what somebody is."""
    doc, determined = parse.doc, False
    for at in range(start, min(len(doc), start + 9)):
        token = doc[at]
        determined = determined or token.lower_ in ("a", "an", "the")
        glued = token.text == "-" and at > start
        if (token.is_punct and not glued) or token.is_space or token.pos_ in ("VERB", "AUX", "SCONJ", "ADP", "CCONJ"):
            return None
        following = doc[at + 1] if at + 1 < len(doc) else None
        last_noun = following is None or (following.pos_ not in ("NOUN", "PROPN", "PART") and following.text != "-")
        human = is_role_noun(_plain(token)) or (determined and token.tag_ == "NN" and is_human_noun(_plain(token)))
        if human and last_noun:
            return _Phrase(start, max(at, min(_role_end(token), at + _LONGEST_ROLE)), at)
    return None


def _preceding(parse: Parse, first: int) -> _Phrase | None:
    """«as the head of the bank, Ada Lovelace, said», «and the treasurer, Sara Byron,»."""
    doc = parse.doc
    if first < 2 or doc[first - 1].text != ",":
        return None
    for at in range(first - 2, max(-1, first - 12), -1):
        token = doc[at]
        if (token.is_punct and token.text != "-") or token.is_space or token.pos_ in ("VERB", "AUX", "SCONJ"):
            return None
        ends = at + 2 == first or doc[at + 1].pos_ == "ADP"
        if is_role_noun(_plain(token)) and token.tag_ in ("NN", "NNP") and ends:
            start = _phrase_start(parse, at)
            own = start > 0 and doc[start - 1].pos_ == "DET"
            determined = (
                own or doc[start].pos_ in ("ADJ", "PROPN", "PRON") or (start < at and doc[start].pos_ == "NOUN")
            )
            named = start > 2 + own and doc[start - 1 - own].text == "," and _is_name_end(doc, start - 2 - own)
            same = parse.inside[start] == parse.inside[first]
            return _Phrase(start, first - 2, at) if determined and same and not named else None
    return None


def _is_name_end(doc: "Doc", at: int) -> bool:
    """Whether a full name ends at a token, whose description a phrase behind the comma would be."""
    return doc[at].pos_ == "PROPN" and is_given(doc[at - 1].text)


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
    while start < phrase.noun and (
        doc[start].pos_ in ("DET", "ADP")
        or doc[start].tag_ == "PRP$"
        or (doc[start].tag_ == "RB" and doc[start + 1].text != "-")
        or doc[start].lower_ in ("another", "one", "fellow")
    ):
        start += 1
    end = _without_place(parse, phrase.noun, phrase.last)
    text = " ".join(parse.span(start, end).text.split())
    noun = parse.doc[_skip_hyphen(doc, phrase.noun) : phrase.noun + 1].text.lower().rstrip(".")
    return Role(phrase.first, phrase.last, text, noun, phrase.noun)


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
