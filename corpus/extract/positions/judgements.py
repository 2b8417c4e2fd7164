"""What a speaker says of something else: that it is unacceptable, necessary, or still a lot of work."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.document.entities.actor import base
from corpus.document.parse import Parse
from corpus.document.syntax import is_negated, is_noun, is_verb, subject_of, subjects_of
from corpus.document.tokens import Doc, Token, Tokens
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.cues import verdicts
from corpus.extract.positions.deeds import deed_words, is_mere_thing
from corpus.extract.positions.modality import modal_of
from corpus.extract.positions.modals import MAYBE
from corpus.models import Stance


def find_verdicts(parse: Parse, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The verdicts in the text as claims of whoever says them; none in a clause that makes another claim."""
    taken = {claim.verb.i for claim in claims} | {claim.anchor.i for claim in claims}
    text = parse.doc.text.lower()
    for match in _found_in(text):
        token = parse.doc[parse.tokens_read(*match.span())[0]]
        verb = next((one for one in [token, *token.ancestors] if is_verb(one)), None)
        if verb is None or verb.i in taken or (verb.dep_ in ("acl", "ccomp") and is_noun(verb.head)):
            continue  # «we heard the answer that it was impossible»
        if any(one.i in taken for one in token.ancestors if one.i >= verb.i):
            continue
        stance, last = _stance(match.group()), parse.tokens_read(*match.span())[1]
        negated = is_negated(verb) and not match.group().startswith("not ")
        told = stance is Stance.ASSESS or match.group().startswith("only be ")
        if token.dep_ == "pobj" or (not told and (negated or not _says_what_is(verb))):
            continue
        if stance is Stance.REJECT and _is_calming(parse.doc[last + 1 : last + 4]):
            continue
        if stance in (Stance.CRITICISE, Stance.SUPPORT) and (modal_of(verb) in MAYBE or _is_mixed(token)):
            continue
        if stance is Stance.DEMAND and match.group().endswith(" to") and not _is_of_deed(parse.doc, last, verb):
            continue
        if stance in (Stance.CRITICISE, Stance.SUPPORT) and (not _is_predicate(token, verb) or _is_of_nobody(verb)):
            continue
        taken.update([verb.i, *(one.i for one in verb.subtree if is_verb(one))])
        yield Claim(stance, token, verb, (token,), by_speaker=True)


def _is_calming(behind: Tokens) -> bool:
    """«no need to panic», «no reason to doubt it»: nothing is refused."""
    return any(word.lemma_.lower() in deed_words("calming") for word in behind)


def _is_of_deed(doc: Doc, last: int, verb: Token) -> bool:
    """«it is vital to leave»; not «vital to us», nor «the vote is vital to fill a gap»."""
    done = any(word.tag_ == "VB" for word in doc[last + 1 : last + 3])
    subject = subject_of(verb)
    itself = subject is not None and subject.lemma_ == "way" and subject.i <= last
    return done and (itself or subject is None or subject.pos_ == "PRON" or subject.dep_ == "expl")


def _is_mixed(token: Token) -> bool:
    """«brave but wrong», «anything but fair»: no word for it all."""
    near = (*token.rights, *token.doc[max(0, token.i - 2) : token.i])
    return any(word.lower_ in ("but", "yet") and word.dep_ != "advmod" for word in near)


def _is_predicate(token: Token, verb: Token) -> bool:
    """«is a dangerous escalation», but not «there are dangerous roads», «is more dangerous than»."""
    while token.i != verb.i and token.dep_ in ("amod", "compound", "conj", "acomp", "attr", "nmod"):
        if any(child.lower_ in ("more", "less", "most", "least") for child in token.lefts):
            return False
        token = token.head
    return token.i == verb.i and not any(child.dep_ == "expl" for child in verb.children)


def _is_of_nobody(verb: Token) -> bool:
    """«the harvest was a disappointment», «the soup was excellent»: of what nobody did, or of a mere thing."""
    return any(base(noun) in deed_words("happenings") or is_mere_thing(noun) for noun in subjects_of(verb))


def _says_what_is(verb: Token) -> bool:
    """Whether the word is said of the subject: "is impossible", but not "made it impossible"."""
    return verb.lemma_ in ("be", "remain", "seem", "become", "appear")


def _stance(words: str) -> Stance:
    return next(verdict.stance for verdict in verdicts() if words in verdict.all)


def _found_in(text: str) -> Iterator[re.Match[str]]:
    """Where the words of a verdict stand, longer ones first; those that are not there cost nothing."""
    there = [word for word in _words() if word in text]
    return re.finditer(r"\b(?:" + "|".join(map(re.escape, there)) + r")\b", text) if there else iter(())


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted({word for verdict in verdicts() for word in verdict.all}, key=len, reverse=True))
