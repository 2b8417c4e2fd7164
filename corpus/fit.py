"""Fits the weights of reference to texts in which people have marked whom words mean.

    python -m corpus.fit FOLDER …
    python -m corpus.fit FOLDER … ROWS.jsonl FOLDER …

A FOLDER holds articles as ``<id>.txt``, each with an ``<id>.json`` whose ``quotes`` have a ``text`` and a ``speaker``,
and ``*.marked`` files of made-up texts (`read_marked`). A line of ROWS.jsonl is an article of the FOLDER behind it with
its quotes, ``{"id": …, "quotes": [{"start": …, "end": …, "speaker": name}, …]}``, or a pronoun of one, ``{"id": …,
"start": …, "names": [all names of whom it means]}``, with a ``"noun"`` for somebody without a name. Of a quote the one
"he" or "she" that is a subject in its sentences is learned from.

It prints what fits on nine tenths of the texts make of the last tenth, and then the weights that a fit on all texts
gives, as they stand in ``knowledge/reference.toml``. The model is a conditional logit over the candidates of each
pronoun (McFadden 1974) with a normal prior, fitted by Newton's method; a pronoun that speaks has weights of its own,
drawn to those of the others.
"""

import argparse
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corpus.articles import read_article
from corpus.document.document import Document, annotate
from corpus.document.parse import OUTSIDE
from corpus.document.reference.evidence import NAMES, speaks
from corpus.document.reference.pronouns import Choice, Meant, Weights, most_likely, resolve
from corpus.document.reference.referents import Referent, sex_of_pronoun
from corpus.names.likeness.romanise import fold

_TITLES = frozenset({"the", "mr", "mrs", "ms", "dr", "sir", "s"})
_BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_FOLDS = 10
_SCALE = 5.0
"""A text of so many pronouns squared counts each of them once; one of many says the same thing again and again."""
_MADE_UP = 0.3
"""What a made-up text counts: its rivals stand closer together than those of the news."""
_PRECISION = np.repeat((1.0, 0.25), len(NAMES))
"""Of the prior: for the weights, and for how far those of a pronoun that speaks lie from them."""
_MARK = re.compile(r"\{([=?]?)([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Truth:
    """Whom a word means: somebody of these names, somebody known by a noun only, or, if `unsure`, any of the names."""

    names: Sequence[str] = ()
    noun: str | None = None
    unsure: bool = False


@dataclass(frozen=True)
class Text:
    """A document with whom its annotated pronouns mean, by token; `weight` is what each of them counts."""

    document: Document
    truths: Mapping[int, Truth]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun: the evidence for each candidate, and which are right; any of them, or each as likely if `unsure`."""

    evidence: Any
    right: Sequence[int]
    unsure: bool
    weight: float = 1.0


# --------------------------------------------------------------------------- texts


def read_texts(paths: Sequence[Path]) -> Iterator[Text]:
    """The annotated texts of folders, and of rows with the folder that follows them."""
    rest = iter(paths)
    for path in rest:
        yield from _of_rows(path, next(rest)) if path.suffix == ".jsonl" else _of_folder(path)


def _of_rows(path: Path, folder: Path) -> Iterator[Text]:
    of_text: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        of_text[json.loads(line)["id"]].append(json.loads(line))
    for name, rows in of_text.items():
        yield _annotated(folder / f"{name}.txt", rows)


def _of_folder(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*.json")):
        if path.with_suffix(".txt").exists():
            yield _annotated(path.with_suffix(".txt"), [json.loads(path.read_text(encoding="utf-8"))])
    for path in sorted(folder.glob("*.marked")):
        for text, marks in read_marked(path):
            document = annotate(read_article(text, source=path.name))
            tokens = ((document.parse.token_at(end - 1), truth) for end, truth in marks)
            pronouns = {at: truth for at, truth in tokens if sex_of_pronoun(document.parse.doc[at]) is not None}
            yield Text(document, pronouns, _MADE_UP * _weight(pronouns))


def read_marked(path: Path) -> Iterator[tuple[str, list[tuple[int, Truth]]]]:
    """Texts, each behind a line ``== title``, with the code point behind each marked word and whom the word means.

    The marks are ``he{Ada Byron}``, ``he{=official}`` for somebody without a name, ``he{?Ada Byron|Carl Gauss}`` where
    it could be either, ``he{?}`` where nobody can tell; behind a closing quotation mark they tell who speaks.
    """
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        text, marks = "", list[tuple[int, Truth]]()
        for part in re.split(r"(\{[^}]*\})", block.split("\n", 1)[1]):
            if mark := _MARK.fullmatch(part):
                names = [name for name in mark[2].split("|") if name]
                truth = Truth(noun=mark[2]) if mark[1] == "=" else Truth(names, unsure=mark[1] == "?")
                marks.append((len(text), truth))
            else:
                text += part
        yield text, marks


def _annotated(path: Path, rows: Sequence[Mapping[str, Any]]) -> Text:
    document = annotate(read_article(path.read_bytes().decode("utf-8"), source=path.name))
    at = document.parse.token_at
    truths = {at(row["start"]): Truth(row["names"], row.get("noun")) for row in rows if "names" in row}
    quotes = (quote for row in rows for quote in row.get("quotes", ()) if isinstance(quote.get("speaker"), str))
    truths |= dict(pair for quote in quotes if (pair := _spoken(document, quote)))
    return Text(document, truths, _weight(truths))


def _weight(truths: Mapping[int, Truth]) -> float:
    return _SCALE / math.sqrt(len(truths)) if truths else 1.0


def _spoken(document: Document, quote: Mapping[str, Any]) -> tuple[int, Truth] | None:
    """The one pronoun that is a subject outside the marks, in the sentences of a quote, with the quote's speaker."""
    parse = document.parse
    start = quote["start"] if "start" in quote else document.article.text.find(quote["text"])
    first, last = parse.tokens(start, quote.get("end", start + len(quote.get("text", ""))))
    around = parse.doc[parse.sentence_of(parse.doc[first]).start : parse.sentence_of(parse.doc[last]).end]
    spoken = [
        token.i
        for token in around
        if token.dep_ == "nsubj" and sex_of_pronoun(token) is not None and parse.inside[token.i] == OUTSIDE
    ]
    truth = Truth([quote["speaker"], *quote.get("speaker_alt", ())])
    return (spoken[0], truth) if len(spoken) == 1 else None


# --------------------------------------------------------------------------- cases


def is_meant(referent: Referent, truth: Truth) -> bool:
    """Whether a referent bears one of the names, or a part of one, or is told by the noun."""
    if referent.name is None:
        return referent.noun == truth.noun
    own = set(fold(referent.name)) - _TITLES
    others = [set(fold(name)) - _TITLES for name in truth.names]
    return bool(own) and any(other and (own <= other or other <= own) for other in others)


def cases_of(text: Text) -> list[Case]:
    """The annotated pronouns as cases; each is resolved as annotated, so that later ones go by what is true."""
    found: list[Case] = []

    def decide(choice: Choice) -> Meant | None:
        truth = text.truths.get(choice.pronoun.i)
        if truth is None:
            return most_likely(choice)
        right = [at for at, one in enumerate(choice.candidates) if is_meant(one.referent, truth)]
        if len(right) > truth.unsure:
            found.append(Case(_doubled(choice), right, truth.unsure, text.weight))
        sure = bool(right) and not truth.unsure
        return Meant(choice.candidates[right[0]].referent, 1.0) if sure else None

    resolve(text.document.offices, decide)
    return found


def _doubled(choice: Choice) -> Any:
    evidence = np.array(choice.evidence)
    return np.hstack([evidence, evidence * choice.speaking])


def fit(cases: Sequence[Case], rounds: int = 20) -> Weights:
    """The most probable weights of all pieces of evidence, as the table has them."""
    weights = np.zeros(2 * len(NAMES))
    for _ in range(rounds):
        gradient, curvature = -_PRECISION * weights, np.diag(_PRECISION)
        for case in cases:
            share = _softmax(case.evidence @ weights)
            wanted = np.zeros(len(share))
            wanted[case.right] = 1.0 if case.unsure else share[case.right]
            mean = case.evidence.T @ share
            gradient = gradient + case.weight * (case.evidence.T @ (wanted / wanted.sum() - share))
            spread = (case.evidence.T * share) @ case.evidence - np.outer(mean, mean)
            curvature = curvature + case.weight * spread
        weights += np.clip(np.linalg.solve(curvature, gradient), -2.0, 2.0)
    own, more = weights[: len(NAMES)], weights[len(NAMES) :]
    pairs = zip(own, own + more, strict=True)
    return {name: (round(float(one), 2), round(float(two), 2)) for name, (one, two) in zip(NAMES, pairs, strict=True)}


def _softmax(scores: Any) -> Any:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


# --------------------------------------------------------------------------- what it makes of other texts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pronoun: how certainly somebody is named, and whether rightly; `right` None if nobody is."""

    speaking: bool
    certainty: float
    right: bool | None


def outcomes(text: Text, weights: Weights) -> Iterator[Outcome]:
    """What the weights make of each annotated pronoun of a text."""
    parse = text.document.parse
    meant = resolve(text.document.offices, lambda choice: most_likely(choice, weights))
    for token, truth in text.truths.items():
        found = meant.get(token)
        named = found is not None and found.referent.name is not None
        right = is_meant(found.referent, truth) and not truth.unsure if found is not None and named else None
        yield Outcome(speaks(parse, parse.doc[token]), found.certainty if found is not None and named else 0.0, right)


def report(title: str, found: Sequence[Outcome]) -> Iterator[str]:
    """The calibration table: of those in each band of certainty the share that is right, and of all from there on."""
    yield f"{title}: {len(found)}"
    for low, high in pairwise(_BANDS):
        here = [one.right for one in found if low <= one.certainty < high and one.right is not None]
        above = [one.right for one in found if one.certainty >= low and one.right is not None]
        share = f"{here.count(True) / len(here):.2f}" if here else "-"
        right, wrong = (above.count(kind) / max(1, len(found)) for kind in (True, False))
        band = f"  {low:.2f}-{min(high, 1):.2f}  {len(here):4} named, right {share:>4}"
        yield f"{band}   from here on right {right:.3f} wrong {wrong:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER")
    texts = list(read_texts(parser.parse_args().paths))
    cases = [cases_of(text) for text in texts]
    found = list[Outcome]()
    for fold_number in range(_FOLDS):
        others = [case for at, of_text in enumerate(cases) if at % _FOLDS != fold_number for case in of_text]
        weights = fit(others)
        found.extend(one for text in texts[fold_number::_FOLDS] for one in outcomes(text, weights))
    print("\n".join(report("pronouns that speak", [one for one in found if one.speaking])))
    print("\n".join(report("other pronouns", [one for one in found if not one.speaking])))
    print("\n[weights]")
    for piece, (one, two) in fit([case for of_text in cases for case in of_text]).items():
        print(f"{piece} = [{one}, {two}]")


if __name__ == "__main__":
    main()
