"""What can go wrong, in words for the person who has to mend it. Not finding something is no error."""


class CorpusError(Exception):
    """The base of every error that the corpus raises on purpose; its text can be shown as it is."""


class ArticleError(CorpusError):
    """A file that cannot be read as an article: empty, binary, not UTF-8, too large."""


class UnwantedError(ArticleError):
    """What can be read and is not taken in: another language, no article by its kind, not to be printed (yet)."""


class StoreError(CorpusError):
    """The database cannot be opened, read or written just now; `passing` where it may come back by itself.

    `refused` where it works, and does not take what was to be written.
    """

    def __init__(self, message: str, *, passing: bool = False, refused: bool = False) -> None:
        super().__init__(message)
        self.passing = passing
        self.refused = refused


class ClusterError(CorpusError):
    """The machines that are to read cannot be reached or used; the message is a sentence that says what to do."""


class LanguageModelError(CorpusError):
    """No English model is installed."""


class NotebookError(CorpusError):
    """What an editor wants to write down cannot be kept; the message is a sentence that says why."""


class DecisionError(CorpusError):
    """What an editor decided cannot be kept. The message is a sentence that says why."""
