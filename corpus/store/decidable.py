"""Decisions and rulings as they can be kept: what cannot be meant is refused with a sentence."""

import unicodedata
from datetime import date

from corpus.errors import DecisionError
from corpus.keepings import AnyRuling, Decision, PartyRuling, PeopleRuling, RoundRuling
from corpus.knowledge.vocabulary import issues
from corpus.linking.decided_talks import days_in, names_in
from corpus.models import Stance
from corpus.store.queries import storable

LONGEST = 2_000
"""Code points of what an editor types."""

LONGEST_MARK = 40
"""Code points of what tells namesakes apart: it stands in an id."""

_SAID_OF = {
    "quote": ("speaker", "words", "role", "party", "day", "gone"),
    "position": ("party", "stance", "issue", "gone"),
    "talk": ("parties", "place", "day", "gone"),
}


def checked(one: Decision) -> Decision:
    """The decision as it can be kept. Raises `DecisionError` for what cannot be meant."""
    told = {name: storable(getattr(one, name)).strip() for name in ("value", "by", "why", "article_id")}
    if one.what != "words":  # these are the text's own, letter by letter
        told["value"] = _plain(told["value"])
    if any(len(value) > LONGEST for value in told.values()):
        raise DecisionError(f"At most {LONGEST} characters can be kept.")
    if one.what not in _SAID_OF[one.record]:
        raise DecisionError("That cannot be said of such a record.")
    if one.record == "talk" and not one.of.exact:
        raise DecisionError(
            "No words of the article show these talks, so nothing can be said of them that would stick."
        )
    if wrong := _wrong_value(one.model_copy(update=told)):
        raise DecisionError(wrong)
    return one.model_copy(update=told)


def _wrong_value(one: Decision) -> str | None:
    """Why a value is none for what is said; None where it is one."""
    value = one.value
    if one.record == "talk":
        return _wrong_of_talks(one)
    if one.what == "day" and value and not _is_day(value):
        return "A day is written like 2031-05-07."
    if one.what == "stance" and value not in list(Stance):
        return f"A stance is one of these: {', '.join(Stance)}."
    if one.what == "issue" and value not in issues():
        return "There is no issue of that name."
    if one.record == "position" and one.what == "party" and not value:
        return "A position is some party's; if it is nobody's, say that there is none."
    if one.what == "speaker" and bool(value) != (one.kind is not None):
        return "A speaker has a name; without one, nobody is certain."
    return None


def _wrong_of_talks(one: Decision) -> str | None:
    if one.what == "day" and one.value and not days_in(one.value):
        return "A day of talks is written like 2031-05-07, 2031-05 or 2031; several days like 2031-05-06/2031-05-07."
    if one.what == "parties" and not names_in(one.value):
        return "Talks are some parties'; name them with semicolons between. If there were none, say that."
    return None


def checked_ruling(one: AnyRuling) -> AnyRuling:
    """The ruling as it can be kept. Raises `DecisionError` for what cannot be meant."""
    names = ("label", "by", "why", "told_apart", "name", "other_name", "outlet")
    told = {name: _plain(storable(getattr(one, name))) for name in names if hasattr(one, name)}
    if any(len(value) > LONGEST for value in told.values()):
        raise DecisionError(f"At most {LONGEST} characters can be kept.")
    kept = one.model_copy(update=told)
    if wrong := _wrong_ruling(kept):
        raise DecisionError(wrong)
    return kept


def _wrong_ruling(one: AnyRuling) -> str | None:
    if isinstance(one, PartyRuling):
        return _wrong_of_party(one)
    if isinstance(one, RoundRuling):
        named = one.one and one.other and all(told.of.exact for told in (*one.one, *one.other))
        return None if named else "Say which reports are of the one round; at least one report is of the other."
    return _wrong_of_people(one)


def _wrong_of_party(one: PartyRuling) -> str | None:
    if one.what != "nobody" and (not one.other or not one.other_name):
        return "Name the party that it is."
    if one.what != "nobody" and one.other == one.party:
        return "That is the same party already."
    if one.what == "apart" and not one.articles and not one.outlet:
        return "Say in which articles, or in what outlet, it is another party."
    return None


def _wrong_of_people(one: PeopleRuling) -> str | None:
    if not one.keys or (one.what == "one" and not one.others):
        return "Nobody is called so any longer."
    if one.what == "another" and (not one.articles or not one.told_apart):
        return "Say in which articles it is somebody else, and a word that tells the two apart."
    if len(one.told_apart) > LONGEST_MARK:
        return f"A word that tells two people apart has at most {LONGEST_MARK} characters."
    return None


def _plain(typed: str) -> str:
    """What was typed on one line, without marks that nobody sees and that turn what stands beside it."""
    return " ".join("".join(" " if unicodedata.category(one) in ("Cc", "Cf") else one for one in typed).split())


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
