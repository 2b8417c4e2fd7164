"""Who is who across the articles: which people of which articles are one person, and under which id.

Every article knows its own people only. A row in the store carries a `bearer_key`, made from its own name and party
and from nothing else; which keys are one person is worked out from those of the corpus (`build_directory`). One more
namesake can part people whom earlier articles had joined, so when a spelling comes or goes it is worked out again for
all that meet it (`meeting_keys`). The answer depends only on what the store holds, never on the order it came in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from corpus.keepings import PeopleRuling
from corpus.knowledge import read_table
from corpus.knowledge.gazetteer import PartyEntry, parties
from corpus.linking.figures import Figure, Spelling, key_of, parts_of, ruled
from corpus.models import Entity, Person
from corpus.names.likeness import romanise
from corpus.names.likeness.ids import slug

_SHORTEST_SOUND = 5
_LAST_VOWELS = re.compile(r"[aeiouyj]+$")
_MEETING = {"bare": "surname", "surname": "bare"}
_SAID_ALIKE = str.maketrans("", "", "iyj")
"""Letters in which the endings of one name differ: Sergey, Sergei and Sergej."""


@dataclass(frozen=True)
class Directory:
    """The people of the corpus by entity id, and which bearer keys each of them has.

    `also` has the ids that the other spellings of a name would have, with the id that they mean; `bearers_of` knows
    both.
    """

    people: Mapping[str, Entity]
    person_of: Mapping[str, str]
    bearers_of: Mapping[str, tuple[str, ...]]
    also: Mapping[str, str]


def fold(name: str) -> str:
    """The form in which people's names are compared: plain lower-case Latin words with one blank between.

    Two transliterations are alike only if they come out the same letter by letter; sounds are for questions, not here.
    """
    return " ".join(romanise.fold(name) or name.casefold().split())


def bearer_key(name: str, party_id: str | None) -> str:
    """What a row keeps of a person: the folded name and the party's entity id, the same for every such row."""
    return key_of(fold(name), party_id)


def bearer_of(person: Person) -> str:
    """The bearer key of a person as an article has them, with what tells them from a namesake."""
    return key_of(fold(person.name), person.party_id, slug(person.told_apart) if person.told_apart else "")


def build_directory(spellings: Iterable[Spelling], rulings: Iterable[PeopleRuling] = ()) -> Directory:
    """Joins people only where name and party allow no other reading; otherwise they stay two.

    What editors have ruled goes before; the id of whoever is joined to another goes on meaning them.

    One full name is one person, unless it comes with parties that differ: then there is one person for each party, and
    one for the mentions without a party; and so where an editor tells namesakes of one party apart. A surname alone
    joins the one person who has that surname and that party, if nobody else of that party, or of none, has it. Ids
    are `person:<name>`; namesakes and bare surnames get their
    party's name behind it (`person:<name>~<party>`), so that an id of one person never comes to mean another.

    A full name and the same with an initial in its middle are one person of that party, if no other initial is printed.
    Two full names that sound the same, of one country, are one person in two spellings, if nothing tells them apart.
    The id is that of the first in the alphabet, and the other one's goes on meaning the same person: whatever spelling
    comes or goes, `person:<name>` means who is printed under that name.
    """
    figures = _with_bare_surnames(_with_other_spellings(_with_initials(list(_figures(spellings)))))
    for ruling in rulings:
        figures = ruled(figures, ruling, lambda one: not _is_bare(one.name))
    namesakes = Counter(one.folded for figure in figures for one in figure.all)
    named = {_person_id(figure, namesakes[figure.folded]): figure for figure in figures}
    also = {other: one for one, figure in named.items() for other in _other_ids(figure, namesakes) if other != one}
    return Directory(
        people={person_id: _entity(person_id, figure, also) for person_id, figure in sorted(named.items())},
        person_of={bearer: person_id for person_id, figure in named.items() for bearer in figure.bearers},
        bearers_of={person_id: named[also.get(person_id, person_id)].bearers for person_id in (*named, *also)},
        also=also,
    )


def meeting_keys(name: str, party_id: str | None) -> frozenset[str]:
    """Under what a spelling meets those that may be of the same person, or that keep it apart from others.

    Who is who among spellings that no chain of meetings links to any other is worked out from these alone.
    """
    folded = fold(name)
    if _is_bare(name):
        return frozenset({f"name {folded}", f"bare {folded}"})
    figure = Figure(folded, party_id, (Spelling(bearer="", name=name, party_id=party_id),), full=True)
    keys = {f"name {folded}", f"first {_without_initials(folded)}", *(f"surname {one}" for one in _surnames(figure))}
    if _country(figure) and not _is_family_first(figure):
        keys.add(f"sound {party_id} {' '.join(_sound(folded))}")
    return frozenset(keys)


def met_under(key: str) -> str:
    """The key of those that one with this key meets: surnames meet only in a bare one, and that meets them."""
    kind, _, rest = key.partition(" ")
    return f"{_MEETING.get(kind, kind)} {rest}"


def ranked(person: Entity, counts: Mapping[str, int], others: Collection[str] = ()) -> Entity:
    """The person named as most articles print the full name by now; `others` are ids of other spellings of it."""
    own = {person.id.partition("~")[0], *others}
    names = sorted(counts, key=lambda name: (f"person:{slug(fold(name))}" not in own, -counts[name], name))
    return person.model_copy(update={"name": names[0], "aliases": tuple(names[1:])})


def unlisted_parties(names: Iterable[tuple[str, str]]) -> tuple[Entity, ...]:
    """The parties, given as pairs of entity id and name, that the corpus has and the gazetteer has not."""
    spelled: dict[str, list[str]] = defaultdict(list)
    for entity_id, name in sorted(names):
        if entity_id.removeprefix("party:") not in parties():
            spelled[entity_id].append(name)
    return tuple(
        Entity(id=entity_id, kind="party", name=names[0], aliases=tuple(names[1:]))
        for entity_id, names in spelled.items()
    )


def _figures(spellings: Iterable[Spelling]) -> Iterator[Figure]:
    by_name: dict[str, dict[tuple[str | None, str], list[Spelling]]] = defaultdict(lambda: defaultdict(list))
    for spelling in spellings:
        folded, party, apart = parts_of(spelling.bearer)
        by_name[folded][party, apart].append(spelling)
    for folded, alike in sorted(by_name.items()):
        full = any(not _is_bare(spelling.name) for group in alike.values() for spelling in group)
        known = [party for party, _ in alike if party]
        if full and len(known) <= 1 and not any(apart for _, apart in alike):
            yield Figure(folded, known[0] if known else None, tuple(_flat(alike.values())), full)
        else:
            for (party, apart), group in alike.items():
                yield Figure(folded, party, tuple(group), full, apart=apart)


def _with_initials(figures: list[Figure]) -> list[Figure]:
    """The figures, a name put with the only one that has an initial more: one that is left out contradicts nothing."""
    namesakes = Counter(figure.folded for figure in figures)
    alone = [one for one in figures if one.full and one.party_id and not one.apart and namesakes[one.folded] == 1]
    plain = {(figure.folded, figure.party_id): figure for figure in alone}
    longer: dict[Figure, list[Figure]] = defaultdict(list)
    for figure in alone:
        short = plain.get((_without_initials(figure.folded), figure.party_id), figure)
        if short is not figure:
            longer[short].append(figure)
    joined: dict[Figure, Figure | None] = {}
    for short, found in longer.items():
        if len(found) == 1:
            both = replace(short, spellings=(*short.spellings, *found[0].spellings), other=found[0].folded)
            joined |= {short: both, found[0]: None}
    return [kept for figure in figures if (kept := joined.get(figure, figure))]


def _without_initials(folded: str) -> str:
    first, *middle, last = folded.split() if " " in folded else (folded, "")
    return " ".join([first, *(word for word in middle if len(word) > 1), last]).strip()


def _with_other_spellings(figures: list[Figure]) -> list[Figure]:
    """The figures, two of them made one where both have the only names of that sound in their country."""
    namesakes = Counter(figure.folded for figure in figures)
    sounding: dict[tuple[str | None, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        single = not figure.other and not figure.apart
        if figure.full and _country(figure) and single and not _is_family_first(figure):
            sounding[(figure.party_id, *_sound(figure.folded))].append(figure)
    joined: dict[Figure, Figure | None] = {}
    for alike in sounding.values():
        if len(alike) == 2 and all(namesakes[figure.folded] == 1 for figure in alike):
            one, other = sorted(alike, key=lambda figure: figure.folded)
            both = Figure(one.folded, one.party_id, (*one.spellings, *other.spellings), full=True, other=other.folded)
            joined |= {one: both, other: None}
    return [kept for figure in figures if (kept := joined.get(figure, figure))]


def _sound(folded: str) -> Iterator[str]:
    """How each word of a name sounds, how it begins and how it ends: a short one is only itself.

    Carin sounds like Karin, Martine like Martin and Renée like René, and they need not be one.
    """
    for word in folded.split():
        vowels = "".join(_LAST_VOWELS.findall(word)).translate(_SAID_ALIKE)
        yield word if len(word) < _SHORTEST_SOUND else f"{word[0]}/{romanise.sounds(word)[0]}/{vowels}"


def _with_bare_surnames(figures: list[Figure]) -> list[Figure]:
    """The figures, each bare surname put with the one full name that it can only mean, if there is one."""
    bearing: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        for surname in _surnames(figure) if figure.full else ():
            bearing[surname].append(figure)
    joined: dict[Figure, list[Spelling]] = {figure: [] for figure in figures if figure.full}
    alone = []
    for figure in figures:
        if not figure.full:
            meant = _only_reading(figure, bearing[figure.folded])
            joined[meant].extend(figure.spellings) if meant else alone.append(figure)
    whole = [replace(figure, spellings=(*figure.spellings, *more)) for figure, more in joined.items()]
    return whole + alone


def _only_reading(bare: Figure, bearing: list[Figure]) -> Figure | None:
    possible = [figure for figure in bearing if figure.party_id in (bare.party_id, None)]
    certain = bare.party_id is not None and len(possible) == 1 and possible[0].party_id == bare.party_id
    return possible[0] if certain and possible[0].apart == bare.apart else None


def _is_bare(name: str) -> bool:
    """Whether the name is one word, small particles aside: "Putin", "al-Assad", "von der Leyen"; not "Al Gore"."""
    *leading, _ = _words(name) or [name]
    return all(word[:1].islower() for word in leading)


def _other_ids(figure: Figure, namesakes: Mapping[str, int]) -> Iterator[str]:
    """The ids that mean a figure beside its own: of another spelling of the name, and of those joined to it."""
    for one in figure.all:
        if one.other:
            yield f"person:{slug(one.other)}"
    for one in figure.joined:
        yield _person_id(one, namesakes[one.folded])


def _surnames(figure: Figure) -> set[str]:
    """The folded surname, with and without its particles; of some countries' people the first name as well."""
    family_first = _is_family_first(figure)
    surnames = set()
    for spelling in figure.spellings:
        words = _words(spelling.name)
        particles = [word for word in words[1:-1] if word[:1].islower()]
        surnames |= {fold(words[-1]), fold(" ".join([*particles, words[-1]])), fold(_without_article(words[-1]))}
        surnames |= {fold(words[0])} if family_first else set()
    return surnames


def _words(name: str) -> list[str]:
    """The written words of a name without a "Jr." behind it."""
    words = name.split()
    return words[:-1] if len(words) > 1 and fold(words[-1]) in _name_words("suffixes") else words


def _without_article(surname: str) -> str:
    """The surname behind an Arabic article: "al-Assad" is Assad too, while "Ocasio-Cortez" is not Cortez."""
    first, _, rest = surname.partition("-")
    return rest if rest and first.islower() else surname


def _person_id(figure: Figure, namesakes: int) -> str:
    name = slug(figure.folded)
    if figure.full and namesakes == 1 and not figure.apart:
        return f"person:{name}"
    party = (figure.party_id or "").removeprefix("party:")
    return f"person:{name}~{party}{'~' + figure.apart if figure.apart else ''}"


def _entity(person_id: str, figure: Figure, also: Mapping[str, str]) -> Entity:
    """Named as most articles print the full name; every other spelling is an alias."""
    counts: Counter[str] = Counter()
    for spelling in (each for one in figure.all for each in one.spellings):
        counts[spelling.name] += spelling.count
    others = [other for other, meant in also.items() if meant == person_id]
    person = Entity(id=person_id, kind="person", name=figure.folded, country=_country(figure))
    return ranked(person, counts, others)


def _country(figure: Figure) -> str | None:
    entry = _listed(figure.party_id)
    return entry.country if entry else None


def _is_family_first(figure: Figure) -> bool:
    return (_country(figure) or "").lower() in _name_words("family_first")


def _listed(party: str | None) -> PartyEntry | None:
    """The gazetteer's entry for a party's entity id."""
    return parties().get(party.removeprefix("party:")) if party else None


@cache
def _name_words(key: str) -> frozenset[str]:
    return frozenset(read_table("names.toml")[key].split())


def _flat(groups: Iterable[list[Spelling]]) -> Iterator[Spelling]:
    for group in groups:
        yield from group
