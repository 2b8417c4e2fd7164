from corpus.models import Modality, QuoteFlag, Strength, TalkForm, TalkLevel, TalkStatus
from handlers.commands import COMMANDS
from handlers.texts import texts


def test_every_value_that_a_reader_must_be_told_of_has_its_words() -> None:
    told = texts()
    assert set(told.status) == set(TalkStatus)
    assert set(told.level) == set(TalkLevel)
    assert set(told.form) == set(TalkForm)
    assert set(told.modality) == set(Modality) - {Modality.ASSERTED}
    assert set(told.strength) == {Strength.SIGNAL, Strength.ACT}
    assert set(told.flags) == set(QuoteFlag) - {QuoteFlag.NESTED, QuoteFlag.PRONOUN}
    assert set(told.basis) == {"explicit", "inferred"}


def test_help_covers_each_command() -> None:
    assert set(texts().help) == set(COMMANDS)
