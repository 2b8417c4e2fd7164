"""Which person or party somebody means who types a name as it sounds, in any script: one, several, or nobody.

A name given for another is the worst that can happen here, so one entity is answered only when nothing else is as
near; what is merely plausible is asked about, and everything else is unknown.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.collector import settled, uncollected
from corpus.models import Answer, Ask, Entity, Match, Resolution, Unknown
from corpus.names.index.bearers import Bearers, Form, Query, Rank, joined, read, written
from corpus.names.index.decision import MOST_ASKED, SURE_ALONE, Candidate, Typed, judge
from corpus.names.index.titles import is_nobody, listed_parties, without_titles
from corpus.names.likeness.alignment import fit_best, fit_run_together, roles, words_of
from corpus.names.likeness.alike import SAME_SOUND, alike, alike_in_consonants, alike_outlines
from corpus.names.likeness.lexicon import Lexicon, forms_of_given
from corpus.names.likeness.romanise import Writing, fold, shape, sounds, sounds_in, writing

MOST_WORDS, LONGEST_WORD = 7, 40
NEAR_WORDS, NEAR_OUTLINES = 20, 120
FITTED_NAMES, FEWEST_FITTED = 14, 6
RANKED = 8
CLEAR_LEAD = 0.9
"""From this score on, no wider search finds anything better."""

SURE_PARTY, SHORTEST_PARTY = 0.92, 6
"""Below so many letters a country is never guessed at: Niger is not Nigeria, Iran is not Iraq."""


def _closest(word: str, typed: str, words: Sequence[str], choices: Sequence[str]) -> dict[str, float]:
    """The words within a few letters of `word`; `typed` is compared with `choices`, which stand for the words."""
    most = 1 + (len(typed) > 4) + (len(typed) > 8)
    found = process.extract(typed, choices, scorer=OSA.distance, score_cutoff=most, limit=NEAR_WORDS)
    return {words[at]: alike(word, words[at]) for _, _, at in found}


def _nearest(near: Mapping[str, float], most: int) -> dict[str, float]:
    found = ((likeness, word) for word, likeness in near.items() if likeness >= 0.6)
    return {word: likeness for likeness, word in heapq.nlargest(most, found)}


def _place(entities: Sequence[Entity], who: int) -> Rank:
    entity = entities[who]
    return int(entity.kind == "party"), entity.id


# -- the index


class Found(NamedTuple):
    """What a query means, how many of its words stand for nothing in the name, and whether it is one to the letter."""

    resolution: Resolution
    unexplained: int = 0
    literal: bool = False


class NameIndex:
    """All names of some entities, to be looked up; keep it, and `put` in what comes or changes.

    `lookup` answers any text and never raises. A party of the gazetteer comes before people where a name is both,
    to the letter.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities: list[Entity] = []
        self._numbers: dict[str, int] = {}
        self._bearers = Bearers(partial(_place, self._entities))  # a method would hold the index in a circle
        for entity in entities:
            self._add(entity)

    def put(self, entity: Entity) -> None:
        """Takes an entity in, in place of the one that had its id."""
        self.drop(entity.id)
        lexicon, known = self._lexicon(entity), self._words_of(entity)
        self._add(entity)
        if lexicon is not None:
            for word in self._words_of(entity) - known:
                lexicon.add(word)

    def drop(self, entity_id: str) -> None:
        """Lets go of the entity of that id; one that is not there is fine."""
        who = self._numbers.pop(entity_id, None)
        if who is None:
            return
        entity = self._entities[who]
        lexicon, known = self._lexicon(entity), self._words_of(entity)
        self._bearers.remove(who, entity)
        if lexicon is not None:
            for word in known - self._words_of(entity):
                lexicon.remove(word)

    def _add(self, entity: Entity) -> None:
        self._numbers[entity.id] = len(self._entities)
        self._bearers.add(len(self._entities), entity)
        self._entities.append(entity)

    def _lexicon(self, entity: Entity) -> Lexicon | None:
        """The words among which those of such an entity are; None where they have not been needed yet."""
        return self.__dict__.get("_words" if entity.kind == "person" else "_party_words")

    def _words_of(self, entity: Entity) -> frozenset[str]:
        """The words of its names that are in the index by now, as the lexicon of its kind has them."""
        if entity.kind == "person":
            return frozenset(word for word in self._bearers.words_of(entity) if word in self._bearers)
        names = ("".join(words) for words in written(entity))
        return frozenset(name for name in names if name in self._bearers.party_names and len(name) >= SHORTEST_PARTY)

    # A name to the letter needs neither of these, and to build them takes as long as all the rest.

    @cached_property
    def _words(self) -> Lexicon:
        with uncollected():
            words = Lexicon(self._bearers.words())
        return settled(words)

    @cached_property
    def _party_words(self) -> Lexicon:
        return settled(Lexicon(name for name in self._bearers.party_names if len(name) >= SHORTEST_PARTY))

    def lookup(self, query: str) -> Resolution:
        """Whom `query` means: Answer for one clear entity, Ask between a few, likeliest first, else Unknown."""
        return self.find(query).resolution

    def find(self, text: str) -> Found:
        """`lookup`, and how well: for a line that may hold more than a name."""
        query = read(text)
        core = without_titles(query.words)
        for words in dict.fromkeys((query.words, core)):
            if whole := self._bearers.of_whole_name(words):
                return self._to_letter(query._replace(words=words), whole)
        if is_nobody(core) or ("".join(query.words) in listed_parties() and "".join(core) not in self._bearers):
            return Found(Unknown(query=text))
        return self._spelled(query._replace(words=core[:MOST_WORDS]))

    def _to_letter(self, query: Query, meant: Sequence[int]) -> Found:
        if len(meant) > 1:
            return Found(self._ask(query, meant), literal=True)
        return Found(self._answer(query, meant[0], literal=True), literal=True)

    def _spelled(self, query: Query) -> Found:
        sharing = self._bearers.sharing(query.words)
        if len(sharing) > 1 or (self._is_named_by(query, sharing)):
            return self._to_letter(query, sharing)
        parties = self._parties_spelled(query)
        if len(parties) == 1:
            return Found(self._answer(query, parties[0], literal=False))
        sure, meant, ranked = self._judge(query)
        koreans = [] if sure else self._bearers.of_syllables(query)
        if len(koreans) == 1 and query.writing is Writing.HANGUL:
            sure, meant = True, koreans
        meant = list(dict.fromkeys((*koreans, *sharing, *meant)))
        best = next((one for one in ranked if meant and one.who == meant[0]), None)
        left = best.fit.unexplained if best else 0
        if sure:
            literal = best is not None and set(query.words) <= set(best.words)
            return Found(self._answer(query, meant[0], literal=literal), left, literal)
        return Found(self._ask(query, meant) if meant else self._unknown(query, ranked), left)

    def _is_named_by(self, query: Query, sharing: Sequence[int]) -> bool:
        """Whether the words, the family name among them, are in one person's name only."""
        if query.writing is not Writing.LATIN or not sharing or max(map(len, query.words)) < 2:
            return False
        return self._bearers.is_surnamed(sharing[0], query.words)

    def _judge(self, query: Query) -> tuple[bool, list[int], list[Candidate]]:
        """The verdict on the names that fit; a wider search follows where a quick one leaves it open."""
        typed = Typed(query.words, query.writing, frozenset(word for word in query.words if word in self._bearers))
        spelled: dict[str, dict[str, float]] = {}
        ranked = self._rank(query, spelled, wide=len(query.words) == 1)
        sure, meant = judge(typed, ranked)
        is_open = not sure and (not ranked or ranked[0].fit.score < CLEAR_LEAD)
        if is_open and not spelled.keys() >= set(query.words):
            ranked = self._rank(query, spelled, wide=True)
            sure, meant = judge(typed, ranked)
        return sure, meant, ranked

    def _answer(self, query: Query, who: int, *, literal: bool) -> Answer:
        entity = self._entities[who]
        return Answer(entity=entity, match=_match(query, entity, literal=literal), query=query.text)

    def _ask(self, query: Query, meant: Sequence[int]) -> Ask:
        return Ask(candidates=tuple(self._entities[who] for who in meant[:MOST_ASKED]), query=query.text)

    def _unknown(self, query: Query, ranked: Sequence[Candidate]) -> Unknown:
        nearest = tuple(self._entities[one.who] for one in ranked[:3] if one.fit.score >= 0.5)
        return Unknown(query=query.text, nearest=nearest)

    # -- candidates

    def _parties_spelled(self, query: Query) -> list[int]:
        """The parties whose whole name is spelled nearly so."""
        typed = "".join(query.words)
        if len(typed) < SHORTEST_PARTY or len(query.words) > 4 or not query.writing.has_vowels:
            return []
        if all(word in self._bearers for word in query.words):
            return []
        near = self._near_spelling(typed, self._party_words)
        meant = (self._bearers.party_names[name] for name, likeness in near.items() if likeness >= SURE_PARTY)
        return list(dict.fromkeys(chain(*meant)))

    def _rank(self, query: Query, spelled: dict[str, dict[str, float]], *, wide: bool) -> list[Candidate]:
        """The people whose names fit best, best first; `wide` looks for slips even in words that sound like names.

        `spelled` keeps what was found for each word, for a second, wider call.
        """
        near = [self._near(word, query.writing, spelled, wide=wide) for word in query.words]
        runs = [self._near_exactly(run) for run in joined(query.words, always=True)]
        compare = alike if query.writing.has_vowels else partial(alike_in_consonants, script=query.writing)
        best: dict[int, Candidate] = {}
        highest = 0.0
        for at, (form, vote) in enumerate(self._candidates([*near, *runs])):
            if at >= FEWEST_FITTED and vote < 0.75 and highest > CLEAR_LEAD:
                break
            fit = fit_best(query.words, near, form.words, roles(form.words, form.family_first), compare)
            if query.writing.has_vowels:
                fit = fit_run_together(query.words, form.words, fit, alike)
            highest = max(highest, fit.score)
            if form.who not in best or best[form.who].fit.score < fit.score:
                best[form.who] = Candidate(form.who, form.words, form.family_first, fit)
        return sorted(best.values(), key=lambda one: (-one.fit.score, _place(self._entities, one.who)))[:RANKED]

    def _candidates(self, near: Sequence[Mapping[str, float]]) -> list[tuple[Form, float]]:
        """The names that have most of the words, with their share of the most votes; rare words count more."""
        votes: dict[int, float] = defaultdict(float)
        for row in near:
            seen: dict[int, float] = {}
            alike_at_all = ((word, likeness) for word, likeness in row.items() if likeness > 0)
            for word, likeness in sorted(alike_at_all, key=lambda item: item[1]):
                having = self._bearers.having(word)
                seen |= dict.fromkeys(having[:4000], likeness**2 / (1.0 + 0.1 * min(len(having), 400) ** 0.5))
            for at, vote in seen.items():
                votes[at] += vote
        forms = self._bearers.forms
        chosen = heapq.nsmallest(
            FITTED_NAMES,
            votes,
            key=lambda at: (-votes[at], len(forms[at].words), _place(self._entities, forms[at].who), at),
        )
        return [(forms[at], votes[at] / votes[chosen[0]]) for at in chosen]

    def _near(
        self, word: str, script: Writing, spelled: dict[str, dict[str, float]], *, wide: bool
    ) -> dict[str, float]:
        """The words of people's names that `word` may stand for, with their likeness."""
        if word in words_of("particles") or len(word) > LONGEST_WORD:
            return {word: 1.0} if word in self._bearers else {}
        if not script.has_vowels:
            return self._near_in_consonants(word, script)
        near = {} if wide else self._near_exactly(word)
        if max(near.values(), default=0.0) < SAME_SOUND:
            near = spelled[word] = spelled.get(word) or self._near_spelling(word, self._words)
        return {other: 0.9 for other in forms_of_given(word) if other in self._bearers} | near

    def _near_exactly(self, word: str) -> dict[str, float]:
        near = {other: alike(word, other) for other in self._words.sounding(sounds(word))}
        return near | ({word: 1.0} if word in self._bearers else {})

    def _near_spelling(self, word: str, lexicon: Lexicon) -> dict[str, float]:
        """Words of one sound, those with a consonant more or less, and if none of them is close, with another one."""
        codes = sounds(word)
        near = {other: alike(word, other) for other in lexicon.sounding(codes)}
        outlines, far_outlines = lexicon.outlines(codes)
        bucket = lexicon.bucket(outlines)
        near |= _closest(word, codes[0], bucket.words, bucket.codes)
        near |= _closest(word, word, bucket.words, bucket.words)
        if max(near.values(), default=0.0) < SURE_ALONE:
            far = lexicon.bucket(far_outlines).words
            near |= _closest(word, word, far, far)
        return _nearest(near, NEAR_WORDS)

    def _near_in_consonants(self, word: str, script: Writing) -> dict[str, float]:
        codes = sounds_in(word, script)
        likeness = {
            key: max(alike_outlines(shape(code).outline, key) for code in codes)
            for key in chain(*self._words.outlines(codes))
        }
        near: dict[str, float] = {word: 1.0} if word in self._bearers else {}
        for key in sorted(likeness, key=lambda key: (-likeness[key], key)):
            if likeness[key] >= 0.55 and len(near) < NEAR_OUTLINES:
                near |= {other: alike_in_consonants(word, other, script) for other in self._words.outlined(key)}
        return _nearest(near, NEAR_OUTLINES)


def _match(query: Query, entity: Entity, *, literal: bool) -> Match:
    """How a name was recognised; `literal` says that the query's words are words of the name."""
    if query.writing is not writing(entity.name):
        return "script"
    if not literal:
        return "spelling"
    own = fold(entity.name)
    return "exact" if set(query.words) <= set(own) or "".join(query.words) == "".join(own) else "alias"
