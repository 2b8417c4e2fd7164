"""From bytes to text: UTF-8 first, then what the bytes say of themselves, then a guess, which is said."""

import re

from corpus.errors import ArticleError
from corpus.models import Record

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.I,
)
_CUT_OFF = 4
"""Bytes of a letter in UTF-8, of which the last may be missing where a file was cut off."""


class Decoded(Record):
    """A text, and the encoding that it was in; `guessed` where nothing in the bytes tells."""

    text: str
    encoding: str = "utf-8"
    guessed: bool = False


def decoded(data: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes, letter by letter. Raises `ArticleError` where they are no text, or cut off in a letter.

    A byte-order mark is kept where UTF-8 has it, as the text is nobody's to change.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (text := _in(data, encoding)) is not None:
            return Decoded(text=text, encoding=encoding)
    if (place := data.find(b"\x00")) >= 0:
        raise ArticleError(f"is not plain text: byte {place} is NUL; an article is a text file in UTF-8")
    if (text := _in(data, "utf-8")) is not None:
        return Decoded(text=text)
    said = declared or _declared(data)
    if said and (text := _in(data, said)) is not None:
        return Decoded(text=text, encoding=said.lower())
    return _guessed(data)


def _guessed(data: bytes) -> Decoded:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if at > len(data) - _CUT_OFF and not data[:at].isascii() and error_is_of_the_end(data, at):
        raise ArticleError(f"is cut off: its last letter, at byte {at}, is not whole")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or (text := _in(data, best.encoding)) is None:
        raise ArticleError(f"is not UTF-8: byte {at} is 0x{data[at]:02x}; save it in UTF-8")
    return Decoded(text=text, encoding=best.encoding, guessed=True)


def error_is_of_the_end(data: bytes, at: int) -> bool:
    """Whether the bytes from `at` on begin a letter of UTF-8 that would need more of them."""
    needed = 2 if data[at] >> 5 == 0b110 else 3 if data[at] >> 4 == 0b1110 else 4 if data[at] >> 3 == 0b11110 else 0
    return len(data) - at < needed


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
