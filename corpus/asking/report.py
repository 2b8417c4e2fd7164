"""What becomes of each quotation of a draft, and of the draft as a whole."""

from enum import StrEnum

from corpus.asking.checked import Checked, others_named, unclear
from corpus.asking.spoken import Beside
from corpus.models import Record
from corpus.quote_check import Verdict
from corpus.quote_check.proof import Evidence

MOST_SOURCES = 3
"""Sources told of one quotation."""


class DraftVerdict(StrEnum):
    """What becomes of a quotation of a draft. `UNPROVED` is no fault: the corpus may not have its source.

    `UNCERTAIN` words are a source's, but whom the draft gives them to nobody can tell for certain.
    """

    PROVED = "verbatim"
    ALTERED = "altered"
    OTHER_SPEAKER = "other speaker"
    REPORTED = "reported speech in marks"
    WITHDRAWN = "from a withdrawn article"
    UNCERTAIN = "speaker not certain"
    UNPROVED = "not in the corpus"
    TOO_SHORT = "too short to check"


FAULTS = frozenset({DraftVerdict.ALTERED, DraftVerdict.OTHER_SPEAKER, DraftVerdict.REPORTED, DraftVerdict.WITHDRAWN})
"""What must not be printed as it stands."""


OPEN = frozenset({DraftVerdict.UNPROVED, DraftVerdict.UNCERTAIN})
"""What nobody has proved."""


class DraftQuotation(Record):
    """A quotation of a draft: `line` counts from 1; `why` says in sentences what the verdict means.

    Each of the `sources` has the very words that answer it. There is none where they may not be shown. `said` is what
    transcripts have in its place, where that was asked for.
    """

    line: int
    words: str
    verdict: DraftVerdict
    told: str
    why: str
    sources: tuple[Evidence, ...] = ()
    said: tuple[Beside, ...] = ()


class DraftReport(Record):
    """All quotations of a draft, in their order; `whole` is False where it has more marks than are read."""

    quotations: tuple[DraftQuotation, ...] = ()
    whole: bool = True

    def exit_code(self, *, strict: bool = False) -> int:
        """0 where nothing is wrong; 1 where words are altered or somebody else's; 2, if `strict`, where some are not
        proved or not all of the draft was read.
        """
        verdicts = {one.verdict for one in self.quotations}
        if verdicts & FAULTS:
            return 1
        return 2 if strict and (verdicts & OPEN or not self.whole) else 0


def _verdict(part: Checked) -> DraftVerdict:
    """The gravest that is true of it. Whom a draft names is not proved by a source that names nobody."""
    of_words = _OF_WORDS[part.finding.verdict]
    if not part.finding.matches or of_words in FAULTS:
        return of_words
    if others_named(part):
        named = any(match.row.quote.speaker_name for match in part.finding.matches)
        return DraftVerdict.OTHER_SPEAKER if named and part.given.surely else DraftVerdict.UNCERTAIN
    return DraftVerdict.UNCERTAIN if unclear(part) else of_words


_OF_WORDS = {
    Verdict.VERBATIM: DraftVerdict.PROVED,
    Verdict.ALTERED: DraftVerdict.ALTERED,
    Verdict.REPORTED: DraftVerdict.REPORTED,
    Verdict.NOT_FOUND: DraftVerdict.UNPROVED,
    Verdict.TOO_SHORT: DraftVerdict.TOO_SHORT,
}
