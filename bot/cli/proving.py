"""A quotation's proof on the command line: printing it, and holding a printed one against the article."""

from pathlib import Path
from typing import NamedTuple

from bot.cli.checking import bytes_of
from corpus.errors import ArticleError
from corpus.ingest.formats import articles_in
from corpus.ingest.formats.piece import Origin
from corpus.models import QuoteFilter
from corpus.quote_check.proof import Proof, digest, doubts, prove, read_proof
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
        _refuse_withheld(article_id, corpus)
        raise ArticleError(f"No quotation has the id {quote_id!r}; `readout check` prints ids behind each source.")
    return prove(rows[0].quote, article)


def _refuse_withheld(article_id: str, corpus: Corpus) -> None:
    kept = next((one for one in corpus.desk.withheld() if one.source.id == article_id), None)
    if kept is not None:
        raise ArticleError(f"Nothing in an article that is {kept.ruling.state} can be proved: it may not be shown.")


def verified(written: Path, article: Path | None = None) -> Verified:
    """What speaks against a proof. Raises `ArticleError` for files that cannot be read or hold no proof."""
    proof = read_proof(bytes_of(written).decode("utf-8", "replace"))
    if proof is None:
        raise ArticleError(f"{written} is no proof that `readout prove` printed")
    against = doubts(proof, text_of(article, proof) if article else None)
    if against:
        return Verified(False, against)
    named = f"“{proof.quote.exact}”, {proof.speaker or 'nobody named'}, in {proof.source}"
    if article is None:
        return Verified(True, (named, "The proof is whole. Name the article to find the words in it."))
    return Verified(True, (named, "The words stand in the article, which is the one that was read."))


def text_of(path: Path, proof: Proof) -> str:
    """The text of an article's file, read as its format is; that which was proved, of several in one file.

    A plain text is taken as it is, its byte-order mark too: the offsets of a proof count from it.
    """
    data = bytes_of(path)
    try:
        found = [one.text for one in articles_in(data, Origin(source=path.name, file=path.name))]
        return next((text for text in found if digest(text) == proof.sha256), found[0])
    except ArticleError as error:
        raise ArticleError(f"{path} {error}") from error
