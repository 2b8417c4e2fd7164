"""Who does what, in sentences of which the readers once gave different answers."""

import pytest

from corpus.articles import read_article
from corpus.document.parse import parse_article
from corpus.document.syntax import agent_of, agents_of, is_negated, is_passive, object_of, subject_of, subjects_of
from corpus.document.tokens import Token


def verb_of(sentence: str, word: str) -> Token:
    doc = parse_article(read_article(f" date 2031-05-07 Harbour\n\n{sentence}\n", source="syntax.txt")).doc
    return next(token for token in doc if token.lower_ == word)


def text_of(token: Token | None) -> str:
    return token.text if token is not None else ""


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        # What goes on with a report is the reporter's, not of whoever it is about.
        (
            "The Danish consul said Iceland had not signed the pact and described the story as idle.",
            "described",
            "consul",
        ),
        ("Keeper Rosa Klein said the tower was cold, adding that the stairs were steep.", "adding", "Klein"),
        ('Rosa Klein said "the tower can be saved", urging the council to pay.', "urging", "Klein"),
        ("Rosa Klein said the storm broke the tower, killing two gulls.", "killing", "storm"),
        ("Rosa Klein told the crews the tower was safe and warned them of the stairs.", "warned", "Klein"),
        ("The guards heard the keeper shout and ran.", "ran", "guards"),
        # Control: of an object, and of a subject in spite of one.
        ("Rosa Klein accused Emil Voss of calling her a witch.", "calling", "Voss"),
        ("Rosa Klein thanked Emil Voss for having mended the lamp.", "mended", "Voss"),
        ("Rosa Klein persuaded Emil Voss to sell the lamp.", "sell", "Voss"),
        ("Rosa Klein promised Emil Voss to sell the lamp.", "sell", "Klein"),
        ("Rosa Klein quoted Emil Voss as saying that the lamp was dead.", "saying", "Voss"),
        ("Rosa Klein described Emil Voss shouting at the gulls.", "shouting", "Voss"),
        ("Rosa Klein heard Emil Voss say that the lamp was dead.", "say", "Voss"),
        ("Emil Voss was quoted by Rosa Klein as saying that the lamp was dead.", "saying", "Voss"),
        ("Rosa Klein met Emil Voss before calling the council.", "calling", "Klein"),
        ("Rosa Klein won the prize by painting gulls.", "painting", "Klein"),
        # Papers speak for themselves where somebody only receives them.
        ("The court examines a petition lodged by Malta, alleging that Spain took the boats.", "alleging", "petition"),
        ("Rosa Klein rejected the complaint, saying that the boats were hers.", "saying", "Klein"),
        ("Rosa Klein sent a letter saying that the boats were hers.", "saying", "Klein"),
        # A sentence that begins with a participle.
        ("Echoing Emil Voss, Rosa Klein said the lamp was dead.", "said", "Klein"),
        ("Rebuking Emil Voss, Rosa Klein said the lamp was dead.", "said", "Klein"),
        ("Backing Emil Voss, Rosa Klein said the lamp was dead.", "said", "Klein"),
        ("Emil Voss, the keeper, said the lamp was dead.", "said", "Voss"),
        # Relative clauses, and what has no subject at all.
        ("Emil Voss, who mended the lamp, left early.", "mended", "Voss"),
        ("Emil Voss, who mended the lamp and sold it, left early.", "sold", "Voss"),
        ("The plan by Malta to sell the boats failed.", "sell", "Malta"),
        ("Spain rejected the plan to sell the boats.", "sell", ""),
        ("Malta made an offer to sell the boats.", "sell", "Malta"),
        ("There is nothing to sell.", "sell", ""),
    ],
)
def test_the_subject_is_what_the_clause_says_something_of(sentence: str, verb: str, subject: str) -> None:
    assert text_of(subject_of(verb_of(sentence, verb))) == subject


@pytest.mark.parametrize(
    ("sentence", "verb", "agent", "subject"),
    [
        ("Malta, accused by Spain of sinking the boats, said nothing.", "accused", "Spain", "Malta"),
        ("Malta, accused by Spain of sinking the boats, said nothing.", "sinking", "Malta", "Malta"),
        ("Letters tell of a row, with Emil Voss openly accused of not wanting a lamp.", "accused", "", "Voss"),
        ("Letters tell of a row, with Emil Voss openly accused of not wanting a lamp.", "wanting", "Voss", "Voss"),
        ("Asked by Spain to return the boats, Malta said nothing.", "asked", "Spain", "Malta"),
        ("Asked whether the lamp was dead, Emil Voss said nothing.", "asked", "", "Voss"),
        ('Emil Voss, called "a witch" by Rosa Klein, left the tower.', "called", "Klein", "Voss"),
        ("The tower will be sold by June.", "sold", "", "tower"),
        ("The boats submitted by Malta were old.", "submitted", "Malta", "boats"),
        ("Emil Voss was arrested by the guards and called them fools.", "called", "Voss", "Voss"),
        ("Malta is opposed to the sale.", "opposed", "Malta", "Malta"),
        ("The tower was sold on Monday.", "sold", "", "tower"),
        ("Rosa Klein has sold the tower.", "sold", "Klein", "Klein"),
        ("Having sold the tower, Rosa Klein left.", "sold", "Klein", "Klein"),
    ],
)
def test_in_the_passive_the_agent_does_it(sentence: str, verb: str, agent: str, subject: str) -> None:
    found = verb_of(sentence, verb)
    assert (text_of(agent_of(found)), text_of(subject_of(found))) == (agent, subject)


def test_those_joined_to_it_do_it_too() -> None:
    sold = verb_of("Malta, Spain and Portugal sold the boats and the nets.", "sold")
    assert [token.text for token in agents_of(sold)] == ["Malta", "Spain", "Portugal"]
    assert [token.text for token in subjects_of(sold)] == ["Malta", "Spain", "Portugal"]
    assert text_of(object_of(sold)) == "boats"
    assert agents_of(verb_of("The boats were sold.", "sold")) == []


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("Malta, blamed for the wreck, said nothing.", "blamed", True),
        ("Malta was blamed for the wreck.", "blamed", True),
        ("The boats were found and sold.", "sold", True),
        ("Malta blamed Spain for the wreck.", "blamed", False),
        ("Malta has blamed the storm.", "blamed", False),
    ],
)
def test_a_bare_participle_is_passive(sentence: str, verb: str, passive: bool) -> None:
    assert is_passive(verb_of(sentence, verb)) is passive


@pytest.mark.parametrize(
    ("sentence", "verb", "negated"),
    [
        ("Emil Voss did not say so.", "say", True),
        ("Emil Voss never said so.", "said", True),
        ("Emil Voss hardly said so.", "said", True),
        ("Emil Voss no longer says so.", "says", True),
        ("Nobody said so.", "said", True),
        ("Neither Malta nor Spain said so.", "said", True),
        ("At no point did Emil Voss say so.", "say", True),
        ("Few keepers said so.", "said", True),
        ("Emil Voss left rather than say so.", "say", True),
        ("Emil Voss not only said so but sang it.", "said", False),
        ("A few keepers said so.", "said", False),
        ('Emil Voss said "not a word of it".', "said", False),
        ("Emil Voss did not leave and Rosa Klein said so.", "said", False),
    ],
)
def test_what_is_negated(sentence: str, verb: str, negated: bool) -> None:
    assert is_negated(verb_of(sentence, verb)) is negated
