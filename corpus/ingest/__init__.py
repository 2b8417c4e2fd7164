"""Folders and files into the store: new and changed ones, one transaction each."""

from corpus.ingest.run import FileReport, Progress, Report, ingest, pending, read_article_text

__all__ = ["FileReport", "Progress", "Report", "ingest", "pending", "read_article_text"]
