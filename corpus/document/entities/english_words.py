"""What a capital would be in small letters: a word of English, a participle, a first name that is more than one."""

from corpus.document.entities.given_names import is_given
from corpus.document.entities.role_nouns import role_words
from corpus.document.language import english
from corpus.document.tokens import Token


def is_participle(word: str) -> bool:
    """Whether a word in small letters is an English verb's form on -ing or -ed."""
    stem = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    doubled = len(stem) > 3 and stem[-1] == stem[-2]
    return len(stem) > 2 and not {stem, stem + "e", stem[:-1] if doubled else stem}.isdisjoint(english("verb"))


def is_doubtful(token: Token) -> bool:
    """Whether a first name is a word, a place or a firm as well: "Mark", "Virginia", "Mercedes"."""
    return token.lower_ in role_words("not_only_given") or is_english(token.lower_, "verb", "adj", "adv")


def is_known_word(token: Token) -> bool:
    """Whether a capital is a word of English too, first names apart."""
    forms = (token.lower_, token.lower_.removesuffix("s"))
    return not is_given(token.text) and any(is_english(form, "noun", "verb", "adj", "adv") for form in forms)


def is_english(word: str, *kinds: str) -> bool:
    return any(word in english(kind) for kind in kinds)


def describes(token: Token) -> bool:
    """Whether a token goes on with the words, all small or hyphened, that say what a name is."""
    small = (token.text.islower() and token.pos_ in ("NOUN", "ADJ", "NUM")) or token.dep_ == "amod"
    return small or token.text == "-" or (token.doc[token.i + 1 : token.i + 2].text == "-")
