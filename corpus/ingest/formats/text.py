"""Plain text: the file as it is, its header lines read by `corpus.articles`."""

from corpus.articles import read_article
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.piece import Origin
from corpus.models import Article, Original


def read(data: bytes, origin: Origin, sha256: str) -> Article:
    """The article of a text, with offsets into the file itself."""
    found = decoded(data)
    article = read_article(found.text, origin.source)
    original = Original(
        file=origin.file,
        sha256=sha256,
        media_type="text/plain",
        locator=origin.locator,
        encoding=found.encoding,
        guessed=found.guessed,
    )
    known = {"outlet": article.outlet or origin.outlet, "url": article.url or origin.url, "original": original}
    return article.model_copy(update=known)
