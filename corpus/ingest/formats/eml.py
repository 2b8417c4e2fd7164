"""E-mail: its subject is the headline, its text the article; what is attached is not read."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from corpus.errors import ArticleError
from corpus.ingest.formats.lines import unwrapped
from corpus.ingest.formats.markup import plain
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.piece import Piece

_CUT_OFF = {"StartBoundaryNotFoundDefect", "CloseBoundaryNotFoundDefect", "NoBoundaryInMultipartDefect"}
_MOST_PARTS = 200


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a message. Raises `ArticleError` where a part is missing, or none of them is a text."""
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):  # the policy makes it one
        raise ArticleError("is no e-mail")
    parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False)]
    if any(type(defect).__name__ in _CUT_OFF for part in parts for defect in part.defects):
        raise ArticleError("is an e-mail that is cut off: a part of it has no end")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ArticleError("is an e-mail without a text; what is attached to it must be saved as a file")
    try:
        words = body.get_content()
    except (LookupError, UnicodeError, ValueError) as error:
        raise ArticleError(f"is an e-mail whose text cannot be decoded: {error}") from error
    written = _header(message, "Date")
    yield Piece(
        body=plain(str(words)) if body.get_content_subtype() == "html" else unwrapped(str(words)),
        title=_header(message, "Subject"),
        published=day(written),
        authors=tuple(name or address for name, address in getaddresses([_header(message, "From") or ""])),
        language=_header(message, "Content-Language"),
        uri=_header(message, "Message-ID"),
        modified=moment(written),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """The words of a header; None without it, and where it breaks the library's own reading."""
    try:
        return " ".join(str(message.get(name) or "").split()) or None
    except Exception:  # a header that nobody can read says nothing
        return None
