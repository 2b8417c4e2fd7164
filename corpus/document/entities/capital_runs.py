"""Where the names in a text begin and end that are no people's: runs of capitals, and what joins them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import takewhile

from corpus.document.entities.english_words import is_known_word
from corpus.document.entities.known_names import is_known, known_bodies, longest_known
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import is_role_noun, role_words, word_at
from corpus.document.entities.states import body_words, is_country
from corpus.document.parse import Parse
from corpus.document.tokens import Doc, Token
from corpus.knowledge import united

_LINKS = frozenset(["of", "for", "on", "against", "without", "de", "&", "-", "–"])


@dataclass(frozen=True, slots=True)
class Capitals:
    """The name from token `first` to token `last` of what is no person."""

    first: int
    last: int


@dataclass(frozen=True)
class Bounds:
    """Where the names of an article begin and end that are no people's, whose tokens are `taken`."""

    parse: Parse
    mentions: Mentions
    taken: Collection[int] = field(default=frozenset(), repr=False)

    @property
    def doc(self) -> Doc:
        return self.parse.doc

    def text(self, first: int, last: int) -> str:
        return self.parse.words(first, last)

    def words(self, name: Capitals) -> list[str]:
        named = self.doc[name.first : name.last + 1]
        return [token.lower_ for token in named if token.text[:1].isupper() or token.text[:1].isdigit()]

    def name_at(self, at: int) -> Capitals | None:
        """The name that a token is part of; None for words, for people, and for parties that are no states."""
        return self._names.get(at)

    @cached_property
    def _names(self) -> Mapping[int, Capitals]:
        found: dict[int, Capitals] = {}
        for at in range(len(self.doc)):
            if at not in found and self.is_capital(at):
                name = Capitals(at, self._end(at))
                found.update(dict.fromkeys(range(at, name.last + 1), name))
        return found

    def _end(self, first: int) -> int:
        last = first + max(0, longest_known(list(self.doc[first : first + 4])) - 1)
        while (following := self._goes_on(first, last)) is not None:
            last = following
        return last

    def _goes_on(self, first: int, last: int) -> int | None:
        """The next capital of the name that begins at `first`: right behind `last`, or behind what joins names."""
        if self.is_capital(last + 1):
            return last + 1
        link = word_at(self.doc, last + 1)
        to = last + 2 + (word_at(self.doc, last + 2) in ("the", "a") and link in ("of", "for", "on"))
        if not self.is_capital(to, inside=True):
            return None
        owner = self.doc[last + 1].tag_ == "POS" and self.mentions.at(last) is None and self._ends_body(to)
        joins = link in _LINKS or (link == "and" and self._is_one_with(first, last, to))
        return to if joins or owner else None

    def _is_one_with(self, first: int, last: int, to: int) -> bool:
        """«Institute for Peace and Security», «Ways and Means Committee», but not «the Energy Board and Orlux»."""
        whole = self.doc[last].lower_ in kinds_of_bodies() - body_words("matters")
        inner = any(self.doc[at].lower_ in ("of", "for", "on") for at in range(first, last))
        apart = self.mentions.at(to) is not None or self.doc[to].text in known_bodies()
        return not whole and not apart and (inner or self._ends_body(to))

    def _ends_body(self, at: int) -> bool:
        run = takewhile(self.is_capital, range(at, min(at + 5, len(self.doc))))
        return any(self.doc[one].lower_ in kinds_of_bodies() for one in run)

    def is_capital(self, at: int, *, inside: bool = False) -> bool:
        """Whether a token may be of a body's name; `inside` one offices and people may be of it, too."""
        if not 0 <= at < len(self.doc):
            return False
        token = self.doc[at]
        first = token.text[:1]
        number = first.isdigit() and len(token) < 5 and word_at(self.doc, at + 1) in kinds_of_bodies()
        if not (first.isupper() or number):
            return False
        if token.lower_ in role_words("other_capitals") and not self._opens_paper(at):
            return False
        if at in self.taken:
            return False
        if (mention := self.mentions.at(at)) is not None:
            return is_country(mention)
        organ, outside = self._opens_organ(at), ("ranks", "courtesies", "no_longer", "for_now")
        if token.lower_.rstrip(".") in united(*map(role_words, outside)) and not organ:
            return False
        if token.text.endswith(".") and token.lower_.rstrip(".") in role_words("titles"):
            return False
        office = token.lower_.rstrip(".") in role_words("roles") and not inside and not organ
        office = office and not (self.doc[at + 1 : at + 2].text in ("'s", "’s") and self._ends_body(at + 2))
        return (
            not office
            and (token.pos_ != "DET" or token.is_upper)
            and (not token.is_sent_start or number or not is_known_word(token) or _opens_name(token) or is_known(token))
        )

    def _opens_organ(self, at: int) -> bool:
        """«General Staff», «Major League», but not «General Marr»."""
        following = word_at(self.doc, at + 1) if self.doc[at + 1 : at + 2].text[:1].isupper() else ""
        return following in kinds_of_bodies() | body_words("organs") and not is_role_noun(following)

    def _opens_paper(self, at: int) -> bool:
        """«the Sunday Herald», but not «on Sunday Herald readers»."""
        return word_at(self.doc, at - 1) == "the" and word_at(self.doc, at + 1) in body_words("papers")

    def all(self) -> list[Capitals]:
        return list(dict.fromkeys(self._names.values()))


def _opens_name(token: Token) -> bool:
    """«New Jersey», «Harbour Trust» where a sentence begins; not «Harbour officials»."""
    behind = token.doc[token.i + 1 : token.i + 3]
    if "".join(one.lower_ for one in behind[:1]) == "for":  # «Transport for Leeds said …»
        return token.tag_ == "NNP" and token.dep_ == "nsubj" and behind[-1].tag_ == "NNP"
    behind = behind[:1]
    return token.tag_ == "NNP" and token.dep_ == "compound" and any(one.tag_ == "NNP" for one in behind)


@cache
def kinds_of_bodies() -> frozenset[str]:
    """The words by which a body's name tells that it is one."""
    return role_words("organisations") - body_words("places") - body_words("things")
