"""Readers for tests of ingest, which other processes can import: quick, and some of them in trouble."""

import multiprocessing
import os
import signal
import time

from corpus.errors import LanguageModelError
from corpus.models import Article, Extraction, Quote, QuoteKind


def read_words(article: Article) -> Extraction:
    """Every word of the body is a quote; some words make trouble."""
    text = article.text
    if "unreadable" in text:
        raise ValueError("no verb in sight")
    if "deadly" in text and multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    if "slow" in text:
        time.sleep(0.1)
    return Extraction(quotes=tuple(_quotes(article)))


def read_without_model(article: Article) -> Extraction:
    raise LanguageModelError("No English language model is installed")


def _quotes(article: Article) -> list[Quote]:
    quotes, start = [], article.body_start
    for number, word in enumerate(article.text[article.body_start :].split()):
        start = article.text.index(word, start)
        quotes.append(Quote(id=f"q{number}", start=start, end=start + len(word), text=word, kind=QuoteKind.DIRECT))
        start += len(word)
    return quotes
