"""What is kept beside the articles: what editors wrote down for themselves, and in which order articles arrived."""

from corpus.keepings.articles import WIRE, Act, ArticleState, HeldBack, Ruling, Shelf, Shelved, Withheld
from corpus.keepings.decisions import (
    AnyRuling,
    Decision,
    Mended,
    PartyRuling,
    PeopleRuling,
    RoundRuling,
    Selector,
    Told,
)
from corpus.keepings.incoming import Arrival, Feed, FileNote, Outcome, Recent, Taken
from corpus.keepings.notes import Digest, Draft, Follow, Objection, Preferences, Remembered, Wrong
from corpus.keepings.recalls import REACHED, Answered, Recall, Shown, ShownAs, Step

__all__ = [
    "REACHED",
    "WIRE",
    "Act",
    "Answered",
    "AnyRuling",
    "Arrival",
    "ArticleState",
    "Decision",
    "Digest",
    "Draft",
    "Feed",
    "FileNote",
    "Follow",
    "HeldBack",
    "Mended",
    "Objection",
    "Outcome",
    "PartyRuling",
    "PeopleRuling",
    "Preferences",
    "Recall",
    "Recent",
    "Remembered",
    "RoundRuling",
    "Ruling",
    "Selector",
    "Shelf",
    "Shelved",
    "Shown",
    "ShownAs",
    "Step",
    "Taken",
    "Told",
    "Withheld",
    "Wrong",
]
