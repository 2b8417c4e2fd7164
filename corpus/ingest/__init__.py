"""Files, folders and feeds into the store: what is new and changed, one transaction an article."""

from corpus.ingest.apart import Failure, Reader, Result, extract_article, read_apart
from corpus.ingest.files import source_name, text_of
from corpus.ingest.limits import LARGEST
from corpus.ingest.opening import FileReport, Only, digest_of
from corpus.ingest.run import Progress, Reading, Report, ingest, job_again, pending, read_again, read_items, take_in

__all__ = [
    "LARGEST",
    "Failure",
    "FileReport",
    "Only",
    "Progress",
    "Reader",
    "Reading",
    "Report",
    "Result",
    "digest_of",
    "extract_article",
    "ingest",
    "job_again",
    "pending",
    "read_again",
    "read_apart",
    "read_items",
    "source_name",
    "take_in",
    "text_of",
]
