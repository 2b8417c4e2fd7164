"""`readout` as ever, over a corpus whose every search for words takes its time: `python -m tests.bench.slowly serve`.

What stands here is done in the processes that find answers too.
"""

import time

from bot.cli.main import main
from corpus.models import QuoteFilter, QuoteRow
from corpus.store import Corpus

SECONDS = 4.0
WHATEVER = QuoteFilter()

_quotes = Corpus.quotes


def _slowly(self: Corpus, where: QuoteFilter = WHATEVER) -> tuple[QuoteRow, ...]:
    if where.words:
        time.sleep(SECONDS)
    return _quotes(self, where)


setattr(Corpus, "quotes", _slowly)  # noqa: B010

if __name__ == "__main__":
    main()
