"""Whether anybody stands for what a clause tells: one climb through the parse, for quotes, positions and talks alike.

Method: from the event (a verb, or a noun like "talks") up to the root of its sentence, and at every word above it the
question what that word says of what hangs on it: does it contradict, doubt, wish, report, condition it, set it in a
story or take it back? The words are in ``knowledge/factuality.toml``. It is the climb of De Facto (Saurí 2008) through
what FactBank (Saurí & Pustejovsky 2009) calls event-selecting predicates and markers of polarity and modality, with
fewer degrees of certainty, and with fakes and corrections, of which news is full.
"""

from corpus.document.factuality.operators import factuality_of, is_contradicted, is_contrasted
from corpus.document.factuality.scale import Factuality, listed

__all__ = ["Factuality", "factuality_of", "is_contradicted", "is_contrasted", "listed"]
