"""An article that an editor adds: read outside this process, shown, and stored as a file and in the corpus.

These functions wait for files, the database and the reading of an article, so call them in a thread.
"""

import errno
import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from corpus.article_files import file_name, file_text, is_faithful
from corpus.articles import read_article
from corpus.errors import ArticleError, StoreError
from corpus.ingest import Failure, Reader, digest_of, extract_article, read_apart, source_name, text_of
from corpus.ingest.apart import LONGEST, Job, read_job_apart
from corpus.ingest.formats.piece import Origin
from corpus.ingest.formats.sniff import kind_of
from corpus.ingest.wire import said_of_itself
from corpus.keepings import Draft
from corpus.models import Article, Extraction, Record
from corpus.store import Corpus
from handlers.blocks.reply import View
from handlers.desk.add import added, failed
from handlers.desk.preview import preview

ADDED = "added"
"""The folder in the seeds that added articles are written to."""


class Found(Record):
    """What a draft keeps of its reading; `digest` is that of the file's text and of the code that read it."""

    digest: str
    found: Extraction


def read_draft(draft: Draft, corpus: Corpus, reader: Reader = extract_article) -> View:
    """Reads a draft in a process of its own and shows what would be found; a draft that was read is not read again.

    Raises CorpusError when the database cannot be used or no language model is installed; the draft stays.
    """
    text, name = file_text(draft), file_name(draft)
    kept = _kept(draft)
    if kept is None or kept.digest != digest_of(text):
        result = read_apart(text, name, reader)
        if isinstance(result, Failure):
            return failed(draft, result.reason)
        kept = Found(digest=digest_of(text), found=result[1])
        draft = corpus.notebook.keep_draft(
            draft.model_copy(update={"found": kept.model_dump_json(), "at": datetime.now(UTC)})
        )
    return preview(draft, read_article(text, name), kept.found, corpus)


def _kept(draft: Draft) -> Found | None:
    """What a draft keeps of its reading; None for nothing, or what an older version of this app kept."""
    try:
        return Found.model_validate_json(draft.found) if draft.found else None
    except ValidationError:
        return None


def store_draft(draft: Draft, corpus: Corpus, seeds: Path) -> View:
    """Writes a draft that was read to a file in the seeds and saves it as ingest would; then the draft goes.

    What fails is said in the view, and the draft stays.
    """
    kept = _kept(draft)
    if kept is None:
        return failed(draft, "has not been read yet")
    text, path = file_text(draft), seeds / ADDED / file_name(draft)
    article = read_article(text, source_name(path))
    if says := said_of_itself(article):
        return failed(draft, f"may not be shown: it says “{says.reason}”. Add it when it may")
    try:
        write_whole(path, text.encode())
    except OSError as error:
        why = error.strerror or type(error).__name__
        return failed(draft, f"could not be written to {source_name(path.parent)}: {why}")
    try:
        corpus.save(article, kept.found, kept.digest, root=source_name(seeds))
    except StoreError as error:
        return failed(draft, f"{str(error).rstrip('.')}. Its file is written: the next readout ingest reads it")
    with suppress(StoreError):  # it is added all the same, and the draft goes by itself in a week
        corpus.notebook.drop_draft(draft.id)
    return added(article, kept.found)


def write_whole(path: Path, data: bytes) -> None:
    """The whole file or none of it, for ingest may look at any moment. Raises OSError.

    The name holds a digest of the text: a file of this name is this article, added before, or not ours to touch.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        if path.read_bytes() != data:
            raise FileExistsError(errno.EEXIST, "another file has its name")
        return
    unfinished = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def file_as_draft(name: str, data: bytes, user: str) -> Draft | str:
    """The draft of a shared file of any kind, what it says of itself read off; or why not, to go behind its name.

    What is not plain text is opened outside this process.
    """
    try:
        article = _article_in(name, data)
    except ArticleError as error:
        return str(error)
    if isinstance(article, str):
        return article
    now, text = datetime.now(UTC), article.text
    whole = Draft(user=user, text=text, at=now)
    if not article.body_start:
        return whole
    body = text[article.body_start :].lstrip("\r\n")
    if not body.strip():
        return "holds a headline and no text"
    parted = Draft(
        user=user,
        title=article.title,
        published=article.published,
        outlet=article.outlet,
        url=article.url,
        text=body,
        at=now,
    )
    return parted if is_faithful(parted) else whole


def _article_in(name: str, data: bytes) -> Article | str:
    """The one article in a file, or why there is none. Raises ArticleError."""
    if not data.strip() or kind_of(data) == "text":
        return read_article(text_of(data), name)
    results = read_job_apart(Job(origin=Origin(source=name, file=name), data=data), nothing_of, LONGEST)
    if len(results) != 1:
        return f"holds {len(results)} articles. Put it among the seeds, where all of them are read"
    (result,) = results
    return result.reason if isinstance(result, Failure) else result[0]


def nothing_of(_: Article) -> Extraction:
    """For an article that is only opened."""
    return Extraction()
