"""Fits the weights of reference to texts whose coreference people have annotated.

    python -m tests.bench.fit_reference ROWS.jsonl FOLDER [ROWS.jsonl FOLDER …]

A row is a pronoun, ``{"id": …, "start": code point, "names": [all names of whom it means]}``, or an article with its
quotes, ``{"id": …, "quotes": [{"start": …, "end": …, "speaker": name}, …]}``: there the one "he" or "she" that is a
subject in the sentence of a quote means its speaker. Each FOLDER holds the texts of the rows before it as ``<id>.txt``.

It prints what a fit on all texts but one in turn (leave one out) names right and wrong at each certainty, and then the
weights that a fit on all of them gives, as they stand in ``knowledge/reference.toml``.

The model is a conditional logit over the candidates of each pronoun (McFadden 1974), fitted by Newton's method with a
normal prior of variance 1; what speaks for somebody without a name is held,
for no annotated pronoun of these texts means such a one.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.articles import read_article
from corpus.document.document import Document, annotate
from corpus.document.parse import OUTSIDE
from corpus.document.reference.evidence import NAMES
from corpus.document.reference.pronouns import Choice, Meant, most_likely, resolve, sex_of_pronoun
from corpus.document.reference.referents import Referent
from corpus.knowledge import read_table
from corpus.names.likeness.romanise import fold

HELD = ("described", "indefinite", "new_rival")
_TITLES = frozenset({"the", "mr", "mrs", "ms", "dr", "sir", "s"})
_LEVELS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_SCALE = 3.0
"""A text of so many pronouns squared counts each of them once; one of many says the same thing again and again."""
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Text:
    """A document with the names that each of its annotated pronouns means, by the pronoun's token."""

    document: Document
    names: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence for each candidate of one pronoun, which of them are right, and how much the case counts."""

    evidence: Sequence[Sequence[float]]
    right: Sequence[int]
    weight: float = 1.0


def read_texts(rows: Path, folder: Path) -> dict[str, Text]:
    """The annotated texts by their ids."""
    of_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in rows.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        of_text[row["id"]].append(row)
    return {name: _text(folder / f"{name}.txt", annotated) for name, annotated in sorted(of_text.items())}


def _text(path: Path, rows: Sequence[Mapping[str, Any]]) -> Text:
    document = annotate(read_article(path.read_bytes().decode("utf-8"), source=path.name))
    parse = document.parse
    names = {parse.token_at(row["start"]): row["names"] for row in rows if "names" in row}
    quotes = [quote for row in rows for quote in row.get("quotes", ()) if quote.get("speaker")]
    return Text(document, names | dict(pair for quote in quotes if (pair := _spoken(document, quote))))


def _spoken(document: Document, quote: Mapping[str, Any]) -> tuple[int, Sequence[str]] | None:
    """The one pronoun that is a subject outside the marks, in the sentences of a quote, with the quote's speaker."""
    parse = document.parse
    first, last = parse.tokens(quote["start"], quote["end"])
    around = parse.doc[parse.sentence_of(parse.doc[first]).start : parse.sentence_of(parse.doc[last]).end]
    spoken = [
        token.i
        for token in around
        if token.dep_ == "nsubj" and sex_of_pronoun(token) is not None and parse.inside[token.i] == OUTSIDE
    ]
    names = [quote["speaker"], *quote.get("speaker_alt", ())]
    return (spoken[0], names) if len(spoken) == 1 else None


def is_one_of(referent: Referent, names: Sequence[str]) -> bool:
    """Whether a referent bears one of the names, or a part of one."""
    own = set(fold(referent.name or "")) - _TITLES
    others = [set(fold(name)) - _TITLES for name in names]
    return bool(own) and any(other and (own <= other or other <= own) for other in others)


def cases_of(text: Text) -> list[Case]:
    """The annotated pronouns as cases; each is resolved as annotated, so that later ones go by what is true."""
    found: list[Case] = []

    def decide(choice: Choice) -> Meant | None:
        names = text.names.get(choice.pronoun.i)
        if names is None:
            return None
        right = [at for at, one in enumerate(choice.candidates) if is_one_of(one.referent, names)]
        if not right:
            return None
        found.append(Case(choice.evidence, right))
        return Meant(choice.candidates[right[0]].referent, 1.0)

    resolve(text.document.offices, decide)
    return [replace(case, weight=_SCALE / math.sqrt(len(found))) for case in found]


def fit(cases: Sequence[Case], rounds: int = 30) -> Weights:
    """The most probable weights of all pieces of evidence; those of `HELD` stay as the table has them."""
    free = [at for at, name in enumerate(NAMES) if name not in HELD]
    weights = np.array([float(read_table("reference.toml")["weights"][name]) for name in NAMES])
    for _ in range(rounds):
        gradient, curvature = -weights, np.eye(len(NAMES))
        for case in cases:
            evidence = np.array(case.evidence)
            share = _softmax(evidence @ weights)
            wanted = np.zeros(len(share))
            wanted[case.right] = share[case.right]
            mean = evidence.T @ share
            gradient = gradient + case.weight * (evidence.T @ (wanted / wanted.sum() - share))
            curvature = curvature + case.weight * ((evidence.T * share) @ evidence - np.outer(mean, mean))
        weights[free] += np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
    return dict(zip(NAMES, (round(float(weight), 2) for weight in weights), strict=True))


def _softmax(scores: Any) -> Any:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def outcomes(text: Text, weights: Weights) -> list[tuple[float, bool | None]]:
    """For each annotated pronoun the certainty, and whether the best is right; None where it is without a name."""
    meant = resolve(text.document.offices, lambda choice: most_likely(choice, weights))
    return [_outcome(meant.get(token), names) for token, names in text.names.items()]


def _outcome(meant: Meant | None, names: Sequence[str]) -> tuple[float, bool | None]:
    if meant is None or meant.referent.name is None:
        return 0.0, None
    return meant.certainty, is_one_of(meant.referent, names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows_and_folders", nargs="+", type=Path)
    paths: list[Path] = parser.parse_args().rows_and_folders
    texts = {
        name: text
        for rows, folder in zip(paths[::2], paths[1::2], strict=True)
        for name, text in read_texts(rows, folder).items()
    }
    cases = {name: cases_of(text) for name, text in texts.items()}
    found = []
    for name, text in texts.items():
        others = [case for other, of_text in cases.items() if other != name for case in of_text]
        found.extend(outcomes(text, fit(others)))
    print(f"{len(texts)} texts, {len(found)} pronouns; each text by the weights of the others:")
    for level in _LEVELS:
        named = [right for certainty, right in found if right is not None and certainty >= level]
        right, wrong = named.count(True) / len(found), named.count(False) / len(found)
        print(f"  from {level:.2f}  right {right:.3f}  wrong {wrong:.3f}")
    print("\n[weights]")
    for piece, weight in fit([case for of_text in cases.values() for case in of_text]).items():
        print(f"{piece} = {weight}")


if __name__ == "__main__":
    main()
