"""Words that nobody owns up to: denied, refused, withheld, in doubt, withdrawn by a paper, put in a mouth by a fake.

The verb of saying that is nearest above the words is the event; whether it is so, `factuality` tells. Words beside a
denial, as in «declined to pay, saying "…"», are their speaker's.
"""

from corpus.document.entities.role_nouns import is_human_noun
from corpus.document.factuality import Factuality, factuality_of, is_contradicted, is_contrasted, listed
from corpus.document.factuality.climb import Reach, mark_of, steps
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import agent_of, has_what, is_infinitive, is_negated, is_noun, is_verb, nouns_behind, says
from corpus.document.tokens import Token
from corpus.extract.quotes.stretches import Stretch
from corpus.knowledge.attribution import cues

_UNSAID = (Factuality.SUPPOSED, Factuality.FAKE, Factuality.WITHDRAWN)
"""What becomes of words that nobody has said, though the verb before them denies nothing."""
_RUMOURS = ("claims", "untrue_nouns", "supposed_nouns")
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "acomp", "attr", "advmod"})


def is_disowned(one: Stretch, cue: int | None) -> bool:
    """Whether the words, or what the cue of theirs says, are denied, withdrawn or fake."""
    parse, first = one.parse, one.first
    if cue is not None and any(token.text in (".", "?", "!") for token in parse.doc[cue:first]):
        cue = None  # What a sentence before them denies («He did not say when. "…"») is something else.
    if cue is not None and (_retells(parse.doc[cue]) or _reads_out(parse.doc[cue]) or _is_told(parse.doc[cue], first)):
        return True
    if cue is not None and _is_explained(parse, first, cue):
        return factuality_of(parse.doc[cue], polarity=False) in _UNSAID
    if is_contrasted(parse.doc[first]):
        return True
    head = next(one.hanging(), None)
    saying = _saying_over(parse, head, cue) if head is not None else None
    apart = cue is not None and (head is None or all(token.i != cue for token in head.ancestors))
    events = [saying, parse.doc[cue] if apart and cue is not None else None]
    told = [event for event in events if event is not None and is_verb(event)]
    if told and _is_presupposed(told[0]):
        return is_negated(told[0]) or factuality_of(told[0]) in (Factuality.FAKE, Factuality.WITHDRAWN)
    if any(factuality_of(event).is_disowned or _is_due(event) or _is_wished_of_another(event) for event in told):
        return True
    if head is not None and _is_heard(parse, head, cue):
        return True
    if head is None or saying is None or _is_label(one, cue):
        return False
    return is_contradicted(head, saying)


def _is_presupposed(saying: Token) -> bool:
    """«vowed to end what Byron called "a farce"»: he has called it so, whatever becomes of it; not in a rumour."""
    helped = any(child.tag_ in ("MD", "TO") for child in saying.lefts)
    told = any(above.lemma_.lower() in listed(*_RUMOURS) for above in saying.ancestors if is_noun(above))
    return has_what(saying) and not helped and not told


def _is_heard(parse: Parse, head: Token, cue: int | None) -> bool:
    """«heard "get out" from the yard», «had heard it was "over"»: whoever hears the words has not said them."""
    for above in (head, *head.ancestors):
        verb = is_verb(above) and parse.inside[above.i] == OUTSIDE
        if verb and above.lemma_.lower() in cues("heard"):
            return True
        if above.i == cue or (verb and (above.dep_ != "ccomp" or says(above))):
            return False
    return False


def _is_due(saying: Token) -> bool:
    """«Byron should say "…"», «ought to tell them "…"»: nobody has said it."""
    helpers = {child.lower_ for child in saying.lefts if child.dep_ == "aux"}
    above = saying.head.lemma_.lower() if saying.dep_ == "xcomp" else ""
    return _is_saying(saying) and bool(cues("due") & {*helpers, above})


def _is_wished_of_another(saying: Token) -> bool:
    """«hoped that Byron would say "…"», «tells Byron to say "…"»: nobody has said it; «wanted to say "…"» has.

    Whoever says what another will say has heard of it; who foresees it, or tells him to say it, has not.
    """
    above = saying.head
    ahead = above.lemma_.lower() in listed("foreseeing") or is_infinitive(saying)
    if _is_demanded(saying) or mark_of(saying) == "for":  # «time for Byron to say "…"»
        return True
    if mark_of(saying) == "that" and not is_verb(above) and above.lemma_.lower() in listed("foreseeing", "wishing"):
        return True  # a noun, or the verb that the parse takes for one: «Gauss predicts that Byron will say "…"»
    if saying.dep_ not in ("ccomp", "xcomp", "advcl", "acl") or (_is_saying(above) and not ahead):
        return False
    whose, others = agent_of(saying), agent_of(above) if is_verb(above) else None
    another = whose is not None and (others is None or whose.i != others.i)
    return another and factuality_of(saying) in (Factuality.OFFERED, Factuality.AHEAD)


def _is_demanded(saying: Token) -> bool:
    """«insists that Byron say "…"»: the plain form behind one person's name tells what is to be."""
    own = next((child for child in saying.lefts if child.dep_ == "nsubj"), None)
    plain = saying.tag_ in ("VB", "VBP") and not any(child.dep_ == "aux" for child in saying.lefts)
    if own is None or not plain or not _is_saying(saying) or saying.dep_ not in ("ccomp", "acl"):
        return False
    brought = mark_of(saying) == "that" or says(saying.head)  # not «heard Byron say»
    one = own.tag_ in ("NN", "NNP") and not list(own.conjuncts)
    return brought and (one or own.lower_ in ("he", "she", "it") or saying.tag_ == "VB")


def _retells(cue: Token) -> bool:
    """«Byron quoted Gauss: "…"»: the words are told as another's, and only «as saying» tells for certain whose."""
    whom = (child for child in cue.children if child.dep_ == "dobj")
    told = any(child.lower_ == "as" for child in cue.children)
    retold = cue.lemma_.lower() in cues("retelling") and not told
    return retold and any(noun.pos_ == "PROPN" or is_human_noun(noun.lemma_.lower()) for noun in whom)


def _reads_out(cue: Token) -> bool:
    """«Byron recited a verse by Gauss: "…"», «read from Gauss's diary: "…"»: the words are of whose it is."""
    if not is_verb(cue) or cue.lemma_.lower() not in cues("reading"):
        return False
    things = [child for child in cue.rights if child.dep_ == "dobj"]
    things += [noun for child in cue.rights if child.lower_ == "from" for noun in nouns_behind(child)]
    return any(map(_is_of_somebody, things))


def _is_of_somebody(thing: Token) -> bool:
    """Whether a name owns a noun: «a line from Byron's will», «the words of Byron», not «her criticism of Byron»."""
    owners = [child for child in thing.lefts if child.dep_ == "poss"]
    owners = owners or [noun for of in thing.rights for noun in nouns_behind(of)]
    return any(one.pos_ == "PROPN" or _is_of_somebody(one) for one in owners)


def _is_told(cue: Token, first: int) -> bool:
    """«heard a cry: "…"», «heard that it was "…"», «read in the daily that …»: told to somebody, not by him."""
    if not is_verb(cue) or cue.i > first:
        return False
    told = any(child.dep_ == "ccomp" and mark_of(child) == "that" for child in cue.rights)
    return cue.lemma_.lower() in cues("heard") or (cue.lemma_.lower() == "read" and told)


def _is_label(one: Stretch, cue: int | None) -> bool:
    """«dismissed reports of a strike as "…"»: what the reports are called, not what they say."""
    called = cue is not None and one.parse.doc[cue].lemma_.lower() not in listed("contradicting_events")
    return called and one.before.lower_ == "as"


def _saying_over(parse: Parse, head: Token, cue: int | None) -> Token | None:
    """The nearest verb of saying that has the words in its content, or their cue."""
    for step in steps(head):
        said = step.reach is Reach.ALL and _is_saying(step.at)
        if parse.inside[step.at.i] == OUTSIDE and step.below is not None and (said or step.at.i == cue):
            return step.at
    return None


def _is_explained(parse: Parse, first: int, cue: int) -> bool:
    """«did not agree: "…"», «did not say why: "…"»: what stands after the colon gives the reason, and was said."""
    verb = parse.doc[cue]
    before = next((token for token in reversed(parse.doc[cue:first]) if not token.is_space), verb)
    if before.text != ":":
        return False
    own = any(child.dep_ in _OBJECTS and parse.inside[child.i] == OUTSIDE for child in verb.children)
    return own or verb.lemma_.lower() not in cues("strong") - listed("contradicting") - cues("wishing")


def _is_saying(token: Token) -> bool:
    return is_verb(token) and token.lemma_.lower() in (cues("strong") | cues("uttering")) - cues("wishing")
