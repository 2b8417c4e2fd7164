"""A quotation's proof on the command line: printing it, and holding a printed one against the article."""

from pathlib import Path
from typing import NamedTuple

from bot.cli.checking import read_draft
from corpus.errors import ArticleError
from corpus.models import QuoteFilter
from corpus.quote_check.proof import Proof, doubts, prove, read_proof
from corpus.store import Corpus


class Verified(NamedTuple):
    """Whether a proof holds, and what is to be said of it."""

    holds: bool
    sentences: tuple[str, ...]


def proof_of(quote_id: str, corpus: Corpus) -> Proof:
    """The proof of the quotation "ARTICLE/QUOTE". Raises `ArticleError` where the corpus has none of that id."""
    article_id, _, own = quote_id.rpartition("/")
    rows = corpus.quotes(QuoteFilter(article_id=article_id, id=own, indirect=True)) if article_id and own else ()
    article = corpus.article(article_id) if rows else None
    if article is None:
        raise ArticleError(f"No quotation has the id {quote_id!r}; `readout check` prints ids behind each source.")
    return prove(rows[0].quote, article)


def verified(written: Path, article: Path | None = None) -> Verified:
    """What speaks against a proof. Raises `ArticleError` for files that cannot be read or hold no proof."""
    proof = read_proof(read_draft(written))
    if proof is None:
        raise ArticleError(f"{written} is no proof that `readout prove` printed")
    against = doubts(proof, read_article_text(article) if article else None)
    if against:
        return Verified(False, against)
    named = f"“{proof.quote.exact}”, {proof.speaker or 'nobody named'}, in {proof.source}"
    if article is None:
        return Verified(True, (named, "The proof is whole. Name the article to find the words in it."))
    return Verified(True, (named, "The words stand in the article, which is the one that was read."))


def read_article_text(path: Path) -> str:
    """The text of an article's file, its byte-order mark too: the offsets of a proof count from it."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path} is no text in UTF-8") from error
