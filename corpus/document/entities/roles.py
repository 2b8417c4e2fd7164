"""What an article says that somebody is: the phrase before a name, or the description after or before it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from corpus.document.entities.given_names import is_given
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, plain, role_words, word_at
from corpus.document.entities.role_phrases import (
    Phrase,
    before_gloss,
    phrase_from,
    phrase_start,
    role_end,
    skip_hyphen,
    without_place,
)
from corpus.document.parse import Parse
from corpus.document.syntax import describes_next, says, subject_of
from corpus.document.tokens import Doc, Token
from corpus.knowledge import words_of


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


def roles_of(parse: Parse, first: int, last: int) -> tuple[Role, ...]:
    """All roles of the name from token `first` to `last`: what stands before it, then what describes it. Or ()."""
    own = _before(parse, first)
    start = own.first if own is not None else first
    behind = _described(parse, first, last) or _after(parse, last)
    behind = None if behind is not None and describes_next(parse.doc[behind.noun]) else behind
    found = (own, behind, _preceding(parse, start, first), _predicated(parse, last))
    return tuple(
        _role(parse, one) for phrase in found if phrase is not None for one in (phrase, *_joined(parse, phrase))
    )


def role_before(parse: Parse, name: Token, taken: Collection[int], others: Mapping[int, bool]) -> Role | None:
    """What the sentence before says of somebody who first says something there, and in this one under a name.

    «The head of the bank has warned of a slump. Ada Byron said …», and «A dyer …» where a text begins; "an official"
    may stay without a name. `taken` are the tokens by which others are told; `others` those that name somebody, with
    whether a role is told of them: "the dyer" behind a name means that one, "the head of the bank" may mean the untold.
    """
    number = parse.sentence_numbers[name.i]
    if number == 0 or name.dep_ != "nsubj" or not says(name.head):
        return None
    verb = parse.sentences[number - 1].root
    noun = subject_of(verb) if says(verb) else None
    if noun is None or noun.tag_ != "NN" or noun.i < parse.body_token:
        return None
    alone = not any(child.dep_ in ("prep", "acl", "relcl") for child in noun.rights)
    if any(parse.body_token <= at < noun.i and (alone or not told) for at, told in others.items()):
        return None
    definite = any(child.dep_ == "poss" or child.lower_ == "the" for child in noun.lefts)
    begins = not parse.doc[parse.body_token : parse.sentences[number - 1].start].text.strip()
    introduced = definite or (begins and noun.lower_ not in role_words("unnamed"))
    if not introduced or not is_human_noun(noun.lower_):
        return None
    phrase = Phrase(phrase_start(parse, noun.i), role_end(noun), noun.i)
    told = any(at in taken for at in range(phrase.first, verb.i + 1)) or any(
        child.dep_ in ("appos", "conj") for child in noun.rights
    )
    return None if told else _role(parse, phrase)


def _joined(parse: Parse, phrase: Phrase) -> Iterator[Phrase]:
    """What somebody is as well: «a former admiral and an analyst at the club», «chair and former minister»."""
    doc, at = parse.doc, phrase.last + 1
    at += word_at(doc, at) == ","
    if word_at(doc, at) == "and" and (behind := phrase_from(parse, at + 1)) is not None:
        ends = doc[behind.last + 1 : behind.last + 2]
        yield from () if any(token.pos_ in ("VERB", "AUX") for token in ends) and doc[at - 1].text != "," else (behind,)
    before = phrase.first - 2
    if word_at(doc, before + 1) == "and" and before > 0 and _is_office(doc[before]):
        yield Phrase(phrase_start(parse, before), before, before)


# --------------------------------------------------------------------------- before the name


def _before(parse: Parse, first: int) -> Phrase | None:
    """«Kremlin spokesman Dmitry Peskov», «President of the Union Azali Assoumani»: up to the name, in its phrase."""
    doc, last = parse.doc, first - 1
    if last < 0 or parse.inside[last] != parse.inside[first] or parse.paragraph[last] != parse.paragraph[first]:
        return None
    last = _before_titles(doc, last)
    noun = _noun_of_office(doc, before_gloss(doc, last))
    start = phrase_start(parse, noun) if noun is not None else 0
    if noun is None or (doc[start].tag_ == "PRP$" and not is_role_noun(plain(doc[noun]))):
        return None
    return Phrase(start, last, noun)


def _before_titles(doc: Doc, last: int) -> int:
    """Where an office ends before a title: «Navy spokesman Lt. Col. Ada Byron»; a courtesy is no office at all."""
    courtesies = role_words("courtesies")
    at = last
    titles = courtesies | role_words("ranks") | role_words("behind_offices")
    while at > 1 and _is_title(doc, at, titles) and not _is_general(doc, at):
        at -= 1
    while last > 1 and _is_title(doc, last, courtesies) and not is_role_noun(plain(doc[at])):
        last -= 1
    at = at if is_role_noun(plain(doc[at])) else last
    return at - (doc[at].text == "." and at > 0)  # the stop of «Col. Ada Byron»


def _is_title(doc: Doc, at: int, titles: Collection[str]) -> bool:
    """Whether a token is one of the titles, or the stop behind it; but not "first lady"."""
    stop = doc[at].text == "." and plain(doc[at - 1]) in titles
    return stop or (plain(doc[at]) in titles and word_at(doc, at - 1) != "first")


def _is_general(doc: Doc, at: int) -> bool:
    """«Attorney General», «Secretary-General»: no rank, but the end of an office."""
    return plain(doc[at]) == "general" and word_at(doc, skip_hyphen(doc, at) - (doc[at - 1].text != "-")) in role_words(
        "generals"
    )


def _is_office(token: Token) -> bool:
    """A role or a title, or any common noun for people («teammate Ada Byron»)."""
    word = plain(token)
    if word in role_words("courtesies"):
        return word_at(token.doc, token.i - 1) == "first"
    return is_role_noun(word) or word in role_words("titles") or (token.tag_ == "NN" and is_human_noun(word))


def _noun_of_office(doc: Doc, last: int) -> int | None:
    """The noun of the office whose phrase ends at a token: it, the one over it («Secretary of Defense»), or None."""
    over = None if is_role_noun(plain(doc[last])) else _office_over(doc, last)
    if over is not None and doc[last - 1].lower_ == "of":
        return over
    return next((at for at in (last, skip_hyphen(doc, last)) if _is_office(doc[at])), over)


def _office_over(doc: Doc, last: int) -> int | None:
    """The role in «head of the Harbour Commission Ada Byron», seen from the token before the name."""
    for at in range(last, max(-1, last - 13), -1):
        if at < last and is_role_noun(plain(doc[at])) and doc[at + 1].lower_ in ("of", "for", "to"):
            return at
        linking = at < last and doc[at].lower_ in ("of", "for", "the", "and", "to", "-", "'s")
        if not linking and doc[at].pos_ not in ("PROPN", "NOUN", "ADJ" if at < last else "NOUN"):
            return None
    return None


# --------------------------------------------------------------------------- beside the name, between commas


def _described(parse: Parse, first: int, last: int) -> Phrase | None:
    """What the parse sees as an apposition of the name."""
    beside = (child for at in range(first, last + 1) for child in parse.doc[at].rights if child.dep_ == "appos")
    noun = next((child for child in beside if child.i > last and is_role_noun(child.lower_)), None)
    start = skip_hyphen(parse.doc, max(noun.left_edge.i, last + 1)) if noun is not None else 0
    return Phrase(start, role_end(noun), noun.i) if noun is not None else None


def _after(parse: Parse, last: int) -> Phrase | None:
    """«Arakhamia, a Ukrainian negotiator», «Karl, 33, a docker», «Byron, who is head of the bank»."""
    doc, at = parse.doc, last + 1
    if word_at(doc, at) == "(":
        at = next((end + 1 for end in range(at + 1, min(at + 5, len(doc))) if doc[end].text == ")"), at)
    aside = word_at(doc, at) in (",", "–", "—", "--")
    at += aside
    if word_at(doc, at) == "who" or not aside:
        at += word_at(doc, at) == "who"
        denied = word_at(doc, at + 1) in ("not", "n't", "n’t", "never", "no")
        return phrase_from(parse, at + 1) if word_at(doc, at) in ("is", "was") and not denied else None
    age = at + (word_at(doc, at) == "aged")
    phrase = phrase_from(parse, age + 2 if word_at(doc, age).isdigit() and word_at(doc, age + 1) == "," else at)
    subject = phrase is not None and doc[phrase.noun].dep_ in ("nsubj", "nsubjpass") and phrase.last + 1 < len(doc)
    return None if phrase and subject and doc[phrase.last + 1].pos_ in ("VERB", "AUX") else phrase


def _preceding(parse: Parse, start: int, first: int) -> Phrase | None:
    """«as the head of the bank, Ada Lovelace, said», «a docker loyal to Gauss, Sara Byron,»; before another role, too.

    The name stands at token `first`, its own role at `start`.
    """
    doc = parse.doc
    comma = start - 1
    while comma > 0 and plain(doc[comma]) in role_words("courtesies") | role_words("ranks") | {"-", "", "the", "a"}:
        comma -= 1
    noun = _noun_before_comma(doc, comma + 1) if word_at(doc, comma) == "," else None
    if noun is None or parse.inside[noun] != parse.inside[first]:
        return None
    start = phrase_start(parse, noun)
    own = start > 0 and doc[start - 1].pos_ == "DET"
    kind = doc[start].pos_
    determined = own or kind in ("ADJ", "PROPN", "PRON") or (start < noun and kind == "NOUN")
    mark = start - 1 - own
    # «…, Ada Byron, the mayor, Carl Gauss»: what stands behind a full name describes that one
    full = word_at(doc, mark) == "," and doc[mark - 1].pos_ == "PROPN" and is_given(word_at(doc, mark - 2))
    taken = full and not describes_next(doc[noun])
    return Phrase(start, comma - 1, noun) if determined and not taken else None


def _noun_before_comma(doc: Doc, first: int) -> int | None:
    """The role whose phrase ends at the comma before token `first`; None if none does."""
    skipped = range(before_gloss(doc, first - 2) + 1, first - 1)
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
        tied = at + 2 + (doc[at + 1].pos_ == "ADJ")  # «a docker from Leeds», «a docker loyal to Gauss»
        ends = at + 2 == first or doc[tied - 1].pos_ == "ADP" or at + 1 in skipped
        if is_role_noun(plain(token)) and token.tag_ in ("NN", "NNP") and ends:
            return at
    return None


# --------------------------------------------------------------------------- what somebody is said to be


def _predicated(parse: Parse, last: int) -> Phrase | None:
    """«Ada Byron led the club and is now head of the guild», «Ada Byron, a weaver who spun and now serves as …»."""
    name = parse.doc[last]
    verbs = [name.head] if name.dep_ == "nsubj" else []
    described = (name, *(child for child in name.rights if child.dep_ == "appos"))
    verbs += [child for noun in described for child in noun.rights if child.dep_ == "relcl"]
    told = (one for verb in verbs for one in (verb, *verb.conjuncts) if _is_own(one, verb, name))
    subjects = (one for one in name.head.lefts if one.dep_ == "nsubj" and name.head.tag_ in ("VBZ", "VBP"))
    if name.dep_ == "attr" and (holder := next(filter(_is_told_office, subjects), None)) is not None:
        return Phrase(
            phrase_start(parse, holder.i), role_end(holder), holder.i
        )  # «The head of the guild is Ada Byron.»
    nouns = (noun for verb in told for noun in _said_to_be(verb) if _is_told_office(noun))
    noun = next((noun for noun in nouns if noun.i > last and parse.inside[noun.i] == parse.inside[last]), None)
    return Phrase(phrase_start(parse, noun.i), role_end(noun), noun.i) if noun is not None else None


def _is_own(verb: Token, first: Token, name: Token) -> bool:
    """Whether a verb joined to another has the same subject, is in the present and not denied."""
    others = (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass"))
    own = verb.i == first.i or all(one.i == name.i for one in others)
    lasting = verb.tag_ == "VBN" and any(child.lower_ in ("has", "have") for child in verb.lefts)  # «has been»
    return own and (lasting or verb.tag_ in ("VBZ", "VBP")) and all(child.dep_ != "neg" for child in verb.children)


def _said_to_be(verb: Token) -> Iterator[Token]:
    """The noun of «is head of …» and of «serves as head of …»."""
    if verb.lemma_ == "be":
        yield from (child for child in verb.rights if child.dep_ == "attr")
    elif verb.lemma_ in role_words("serving"):
        behind = (child for child in verb.rights if child.lower_ == "as")
        yield from (noun for preposition in behind for noun in preposition.children if noun.dep_ == "pobj")


def _is_told_office(noun: Token) -> bool:
    """«head of the guild», «the guild's head», and no mere "hero" or "critic of the guild"."""
    behind = any(child.dep_ == "prep" and child.lower_ in ("of", "at", "for", "with") for child in noun.rights)
    before = any(child.dep_ in ("poss", "compound") for child in noun.lefts)
    office = is_role_noun(plain(noun)) and plain(noun) not in words_of("affiliations.toml", "of_people")
    return office and noun.tag_ in ("NN", "NNP") and (behind or before)


# --------------------------------------------------------------------------- as printed


def _role(parse: Parse, phrase: Phrase) -> Role:
    doc, start = parse.doc, phrase.first
    while start < phrase.noun and _is_left_out(doc, start):
        start += 1
    end = without_place(parse, phrase.noun, phrase.last)
    text = parse.words(start, end)
    noun = parse.doc[skip_hyphen(doc, phrase.noun) : phrase.noun + 1].text.lower().rstrip(".")
    return Role(phrase.first, phrase.last, text, noun, phrase.noun)


def _is_left_out(doc: Doc, at: int) -> bool:
    """«another», «his», «now a» before what somebody is; but not «well-known»."""
    adverb = doc[at].tag_ == "RB" and doc[at + 1].text != "-"
    return adverb or doc[at].pos_ in ("DET", "ADP") or doc[at].tag_ == "PRP$" or doc[at].lower_ in ("one", "fellow")
