"""Where the phrase of a role begins and ends: "the Ferry Authority (NFA) chief", "deputy head of the institute"."""

from dataclasses import dataclass

from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, plain, role_words, word_at
from corpus.document.parse import Parse
from corpus.document.tokens import Doc, Token

_LONGEST_ROLE = 14
_LONGEST_GLOSS = 7
_LINKS = frozenset(["of", "for", "to", "at", "in"])
_MODIFIERS = frozenset(["NOUN", "ADJ", "PROPN", "NUM"])


@dataclass(frozen=True, slots=True)
class Phrase:
    first: int
    last: int
    noun: int


def phrase_start(parse: Parse, noun: int) -> int:
    """Where the phrase that ends in a role begins: its modifiers and owner, back to what belongs to something else."""
    doc, start = parse.doc, noun
    while start > 0 and noun - start < _LONGEST_ROLE:
        before = before_gloss(doc, start - 1)
        if not _belongs(parse, before):
            break
        start = before
    while start < noun and (doc[start].is_punct or doc[start].tag_ in ("POS", "CC")):
        start += 1
    return start


def before_gloss(doc: Doc, at: int) -> int:
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
    short = token.is_upper and len(token) > 2  # «WHO chief»
    if (token.lower_ in role_words("other_capitals") and not short) or "/" in token.text or following.tag_ == "PRP$":
        return token.tag_ == "PRP$"
    if token.pos_ in ("ADV", "VERB"):
        early = token.lower_ in ("then", "now") or (token.pos_ == "ADV" and following.dep_ == "amod")
        return early or (token.dep_ in ("amod", "compound", "nmod") and token.pos_ == "VERB")
    modifies = (token.pos_ in _MODIFIERS or (token.is_upper and len(token) > 2)) and not _is_of_another_phrase(doc, at)
    return modifies or token.tag_ in ("POS", "PRP$")


def _joins(doc: Doc, at: int) -> bool:
    """Whether "and" or "of" is of one phrase: «founder and director», «Ways and Means Committee», «Bank of Leeds»."""
    before, after = doc[at - 1], doc[at + 1]
    named = before.pos_ == after.pos_ == "PROPN" and not is_role_noun(plain(before))
    if doc[at].lower_ == "of":
        return named
    offices = is_role_noun(plain(before)) and is_role_noun(plain(after))
    plural = before.tag_ == "NNPS" or before.lower_ in role_words("organisations")
    body = named and plural and at + 2 < len(doc) and doc[at + 2].lower_ in role_words("organisations")
    return offices or body or (before.tag_ in ("NN", "NNS") and after.tag_ in ("NN", "NNS") and after.text.islower())


def _is_of_another_phrase(doc: Doc, at: int) -> bool:
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


def phrase_from(parse: Parse, start: int) -> Phrase | None:
    """The noun phrase that begins at a token, if its noun is what somebody is."""
    doc, determined = parse.doc, False
    for at in range(start, min(len(doc), start + 9)):
        token = doc[at]
        determined = determined or token.lower_ in ("a", "an", "the")
        glued = token.text == "-" and at > start
        joined = at > start and doc[at - 1].text == "-" and token.tag_ == "VBN"  # «a Bergen-based weaver»
        ends = token.pos_ in ("VERB", "AUX", "SCONJ", "ADP", "CCONJ") and not joined
        if (token.is_punct and not glued) or token.is_space or ends:
            return None
        behind = doc[at + 1 : at + 3]
        modifies = len(behind) == 2 and behind[0].pos_ == "ADJ" and behind[1].pos_ in ("NOUN", "PROPN")
        goes_on = behind and behind[0].pos_ in ("NOUN", "PROPN", "PART")
        goes_on = goes_on and behind[0].lower_ not in role_words("behind_nouns")
        last_noun = not (modifies or word_at(doc, at + 1) == "-" or goes_on)
        told = determined or word_at(doc, at + 1) in ("of", "for", "at", "with")  # «Ada Byron, senior associate at …»
        human = is_role_noun(plain(token)) or (told and token.tag_ == "NN" and is_human_noun(plain(token)))
        if human and last_noun:
            return Phrase(start, max(at, min(role_end(token), at + _LONGEST_ROLE)), at)
    return None


def role_end(noun: Token) -> int:
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


def skip_hyphen(doc: Doc, at: int) -> int:
    """Where a word begins that is joined to others by hyphens: "co-founder"."""
    while at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_:
        at -= 2
    return at


def without_place(parse: Parse, noun: int, last: int) -> int:
    """Leaves out where it was: "another Ukrainian negotiator at the talks" is a Ukrainian negotiator."""
    for at in range(noun + 1, last + 1):
        if parse.doc[at].text in ("--", "–", "—", ";") or parse.doc[at].tag_ in ("WDT", "WP"):
            return at - 2 if parse.doc[at - 1].text == "," else at - 1
        if parse.doc[at].lower_ in ("at", "in", "on", "near", "with", "during") and parse.doc[at - 1].text != "-":
            return at - 1
    return last
