"""Folders and files into the store: new and changed ones, one transaction each."""

from corpus.ingest.apart import Failure, Reader, Result, read_apart, read_article_text
from corpus.ingest.files import LARGEST, source_name, text_of
from corpus.ingest.run import FileReport, Progress, Report, digest_of, ingest, pending

__all__ = [
    "LARGEST",
    "Failure",
    "FileReport",
    "Progress",
    "Reader",
    "Report",
    "Result",
    "digest_of",
    "ingest",
    "pending",
    "read_apart",
    "read_article_text",
    "source_name",
    "text_of",
]
