"""The file that a typed article is stored as: its header lines, its text, its name."""

import hashlib
import re
import unicodedata
from collections.abc import Container

from corpus.articles import read_article
from corpus.errors import ArticleError
from corpus.keepings import Draft
from corpus.names.likeness.ids import slug

LINE_ENDS = frozenset("\n\r\t\u2028\u2029")
"""The control characters that a text may have."""

_LONGEST_SLUG = 60


def file_text(draft: Draft) -> str:
    """The text of the file: the header lines and, letter by letter, the given text."""
    lines = [" ".join(part for part in _header(draft) if part)]
    lines += [f" outlet {draft.outlet}"] if draft.outlet else []
    lines += [f" url {draft.url}"] if draft.url else []
    head = "\n".join(one for one in lines if one)
    return f"{head}\n\n{draft.text}" if head else draft.text


def _header(draft: Draft) -> tuple[str, ...]:
    return (f" date {draft.published}" if draft.published else "", draft.title or "")


def is_faithful(draft: Draft) -> bool:
    """Whether its file is read back as just this headline, day, outlet, address and text."""
    try:
        article = read_article(file_text(draft), source="draft.txt")
    except ArticleError:
        return False
    body = article.text[article.body_start :]
    whole = body == draft.text if article.body_start == 0 else body == f"\n{draft.text}"
    named = (article.title, article.published, article.outlet, article.url)
    return whole and named == (draft.title, draft.published, draft.outlet, draft.url)


def file_name(draft: Draft) -> str:
    """A name that is the same for the same draft, made of its day, words of its headline, and a digest."""
    words = re.sub(r"[^a-z0-9]+", "-", slug(draft.title).lower()) if draft.title else ""
    day = draft.published.isoformat() if draft.published else "undated"
    digest = hashlib.sha256(file_text(draft).encode()).hexdigest()[:12]
    return f"{day}-{words[:_LONGEST_SLUG].strip('-') or 'article'}-{digest}.txt"


def control_at(text: str, allowed: Container[str] = ()) -> int | None:
    """Where the first character stands that no article has: a control character or half a letter; None for none."""
    for place, letter in enumerate(text):
        if letter not in allowed and unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}:
            return place
    return None
