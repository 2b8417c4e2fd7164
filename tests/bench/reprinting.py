"""Invented quotes, and what outlets do to them when they print them again: operations whose outcome is known."""

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from corpus.linking.lineage import Kinship
from corpus.linking.wordings import Wording

WHO = ("We", "Our fishermen", "The ministry", "My government", "The people of the islands", "Both delegations",
       "Our neighbours", "The harbour pilots", "This parliament", "The northern villages")  # fmt: skip
WILL = ("will", "cannot", "must", "should", "want to", "intend to", "will never", "do not expect to", "may well",
        "are ready to", "have decided to", "refuse to", "did not promise to")  # fmt: skip
DO = ("reopen", "guard", "rebuild", "abandon", "inspect", "share", "defend", "close", "lease", "dredge", "surrender",
      "insure", "patrol", "register", "tax", "survey")  # fmt: skip
WHAT = ("eastern harbour", "trawlers of the fleet", "customs house", "herring grounds", "lighthouse on the reef",
        "ferry terminals", "cable under the strait", "fuel depot", "border post", "oyster beds", "patrol boats",
        "salt works", "pilot station", "railway bridge", "weather buoys", "quay that the storm broke")  # fmt: skip
WHOSE = ("the old", "the forgotten", "the mortgaged", "the insured", "the painted", "the leaking", "the disputed",
         "the second", "the famous", "the unsold", "the flooded", "the Norwegian", "the private", "the wooden",
         "the narrow", "the guarded", "the abandoned", "the promised", "the profitable", "the empty")  # fmt: skip
BEFORE = ("before", "until", "unless", "once", "as soon as", "if", "whenever", "while", "because", "although", "since")
THERE = (
    *("the crew of the Solveig", "the court in Oslo", "every third boat", "the insurers in London", "the winter storm"),
    *("the committee on quotas", "an observer from Geneva", "the widow of the pilot", "the committee of mayors"),
    *("the price of diesel", "the bishop of Lunde", "the harbour master", "our youngest minister", "the Danish envoy"),
    *("the governor of the bank", "the last lifeboat", "the treaty of Bergen", "the school on Senja", "the midwife"),
)
DOES = (
    *("has gone home", "asks for 400 crowns a day", "lies idle in the dock", "is worth its paper", "changes sides"),
    *("has been heard by everybody", "sinks below 17 feet", "tells the whole story", "comes back from the vote"),
    *("is called a mistake", "finds 90 new friends", "answers the second letter", "wants a share of it"),
    *("stays silent on Sundays", "runs short of cod", "leaves us no choice", "has ruled on the matter"),
)
BOILERPLATE = (
    "We will continue to work with our partners.",
    "We remain committed to a peaceful solution.",
    "Our position has not changed and it is well known.",
    "I want to thank the people of this country.",
    "All options are on the table.",
    "The situation is under control and we are following it closely.",
)
PUT_IN = (
    ("We ", "[The fishermen] "), ("we ", "[the islands] "), ("our neighbours", "[Norway]"),
    ("My government", "[The government]"), ("the court in Oslo", "the [supreme] court in Oslo"),
    ("the treaty", "the [fishing] treaty"), ("fleet", "[northern] fleet"), ("has gone home", "has gone [back]"),
    ("the vote", "the vote [in parliament]"), ("on Sundays", "[at weekends]"), ("The ministry", "[It]"),
    ("eastern harbour", "eastern harbour (of Tromvik)"), ("observer", "[UN] observer"), ("strait", "strait [of Lunde]"),
)  # fmt: skip
DENYING = frozenset({"not", "never", "cannot", "no", "nothing", "refuse", "without", "unless"})
TELLING = 5
"""Words of a fragment that tell what it is about: with fewer, nothing is claimed."""

SPELLED = (("harbour", "harbor"), ("neighbours", "neighbors"), ("defend", "defend"), ("centre", "center"))
NEGATIONS = (
    *(("will never", "will"), ("cannot", "can"), ("do not expect to", "expect to"), ("did not promise", "did promise")),
    *(("leaves us no choice", "leaves us a choice"), ("stays silent", "does not stay silent")),
)

Chooser = random.Random


class Reprint(NamedTuple):
    """What is printed again, what it is of the first printing, and by which operation; `apart` is in two quotes."""

    operation: str
    kind: Kinship
    text: str
    swapped: bool = False


def sentence(chosen: Chooser) -> str:
    told = f"{chosen.choice(WHO)} {chosen.choice(WILL)} {chosen.choice(DO)} "
    told += f"{chosen.choice(WHOSE)} {chosen.choice(WHAT)} {clause(chosen)}"
    told += f", {clause(chosen)}" if chosen.random() < 0.6 else ""
    return f"{told}."


def clause(chosen: Chooser) -> str:
    return f"{chosen.choice(BEFORE)} {chosen.choice(THERE)} {chosen.choice(DOES)}"


def utterance(chosen: Chooser) -> str:
    """One to four sentences, some of which anybody says at any time."""
    told = [sentence(chosen) for _ in range(chosen.choice((1, 1, 2, 2, 3, 4)))]
    if chosen.random() < 0.25:
        told.insert(chosen.randrange(len(told) + 1), chosen.choice(BOILERPLATE))
    return " ".join(told)


# -- operations: None where the words do not lend themselves to it -----------------------------------------------------

Operation = Callable[[str, Chooser], "Reprint | None"]


def exact(text: str, chosen: Chooser) -> Reprint | None:
    return Reprint("printed again", Kinship.EXACT, chosen.choice((text, text.removesuffix(".") + ",")))


def spelled(text: str, chosen: Chooser) -> Reprint | None:
    made = text
    for one, other in SPELLED:
        made = made.replace(one, other)
    if chosen.random() < 0.3:
        made = text.upper()
    if chosen.random() < 0.5:
        made = made.replace(", and ", " – and ").replace(". ", "; ", 1)
    return Reprint("spelled and set", Kinship.TYPOGRAPHIC, made) if made != text else None


def fragment(text: str, chosen: Chooser) -> Reprint | None:
    """Some words in a row that say enough to be known again, not behind a negation of the same clause."""
    words = text.split()
    size = chosen.randint(8, 16)
    starts = [at for at in range(len(words) - size + 1) if not _denied(words[:at])]
    parts = [" ".join(words[at : at + size]).strip(",.") for at in starts]
    parts = [part for part in parts if len(Wording(part).telling) >= TELLING and not any(map(part.count, BOILERPLATE))]
    return Reprint("a fragment", Kinship.CUT, chosen.choice(parts)) if parts and size < len(words) else None


def _denied(before: list[str]) -> bool:
    for word in reversed(before):
        if word.endswith((".", ",")):
            return False
        if word.lower() in DENYING:
            return True
    return False


def ellipsis(text: str, chosen: Chooser) -> Reprint | None:
    """A clause within a sentence left out, and marked so."""
    mark = chosen.choice(("…", "...", "[…]", "(...)"))
    found = re.search(rf" (?:{'|'.join(BEFORE)}) [^.,]+(?=,)", text)
    if not found or DENYING & set(found.group().split()):
        return None
    return Reprint("an ellipsis", Kinship.CUT, f"{text[: found.start()]} {mark}{text[found.end() :]}")


def sentences_left_out(text: str, chosen: Chooser) -> Reprint | None:
    """A sentence in the middle left out, and marked so."""
    told = _sentences(text)
    if len(told) < 3:
        return None
    return Reprint("sentences left out, marked", Kinship.CUT, f"{told[0]} … {' '.join(told[2:])}")


def merged(text: str, chosen: Chooser) -> Reprint | None:
    """A sentence in the middle left out, and nothing said of it."""
    told = _sentences(text)
    return Reprint("sentences merged", Kinship.JOINED, " ".join((told[0], *told[2:]))) if len(told) >= 3 else None


def brackets(text: str, chosen: Chooser) -> Reprint | None:
    for one, other in chosen.sample(PUT_IN, len(PUT_IN)):
        if one in text:
            return Reprint("brackets", Kinship.INSERTED, text.replace(one, other, 1))
    return None


def sic(text: str, chosen: Chooser) -> Reprint | None:
    words = text.split()
    at = chosen.randrange(2, len(words))
    return Reprint("[sic]", Kinship.INSERTED, " ".join((*words[:at], chosen.choice(("[sic]", "(sic)")), *words[at:])))


def changed(text: str, chosen: Chooser) -> Reprint | None:
    """One word that another was put for."""
    for table in chosen.sample((DO, WHAT, THERE, DOES), 4):
        for one in chosen.sample(table, len(table)):
            if re.search(rf"\b{re.escape(one)}\b", text):
                words, other = one.split(), chosen.choice([each for each in table if each != one]).split()
                made = text.replace(one, " ".join((*words[:-1], other[-1])), 1)
                return Reprint("a word changed", Kinship.CHANGED, made) if made != text else None
    return None


def number(text: str, chosen: Chooser) -> Reprint | None:
    found = re.search(r"\d+", text)
    if not found:
        return None
    made = text[: found.start()] + str(int(found.group()) + chosen.choice((1, 10, 30))) + text[found.end() :]
    return Reprint("a number changed", Kinship.CHANGED, made)


def denial_lost(text: str, chosen: Chooser) -> Reprint | None:
    for one, other in chosen.sample(NEGATIONS, len(NEGATIONS)):
        if one in text:
            return Reprint("negation lost", Kinship.CHANGED, text.replace(one, other, 1))
    return None


def denial_gained(text: str, chosen: Chooser) -> Reprint | None:
    made = re.sub(r"\b(will|must|should)\b(?! never)", r"\1 not", text, count=1)
    return Reprint("negation put in", Kinship.CHANGED, made) if made != text else None


def cut_off(text: str, chosen: Chooser) -> Reprint | None:
    """A fragment that begins right behind its negation."""
    found = re.search(r"(?:will never|cannot|do not expect to|did not promise to|refuse to) ((?:\S+ ){9,14})", text)
    return Reprint("cut off from its negation", Kinship.CHANGED, found.group(1).strip(" ,.")) if found else None


def moved(text: str, chosen: Chooser) -> Reprint | None:
    told = _sentences(text)
    return Reprint("sentences moved", Kinship.CHANGED, " ".join((*told[1:], told[0]))) if len(told) >= 2 else None


def swapped(text: str, chosen: Chooser) -> Reprint | None:
    return Reprint("another speaker", Kinship.OTHER_SPEAKER, text, swapped=True)


def swapped_and_cut(text: str, chosen: Chooser) -> Reprint | None:
    part = fragment(text, chosen)
    return part and Reprint("another speaker, a fragment", Kinship.OTHER_SPEAKER, part.text, swapped=True)


OPERATIONS: tuple[Operation, ...] = (
    *(exact, spelled, fragment, ellipsis, sentences_left_out, merged, brackets, sic, changed, number),
    *(denial_lost, denial_gained, cut_off, moved, swapped, swapped_and_cut),
)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.) ", text)
