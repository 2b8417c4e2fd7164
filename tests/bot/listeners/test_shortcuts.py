"""Shortcuts: each quotation of a message gets its verdict, in time or later."""

from typing import Any

import pytest

from bot.fake_slack.slack import FakeSlack
from bot.listeners import shortcuts
from bot.socket_mode import Connection
from corpus.errors import StoreError
from tests.running import TroubledCorpus, button, newest, shown, viewed

Json = dict[str, Any]

MESSAGE = (
    '"We will reopen the fishing grounds in June," said Kari Nordmann. She added: "We will close the fishing grounds '
    'in June for good." And: "The sea is made of lemonade and cake."'
)
ARTICLE = (
    "Delegations from Norway and Iceland met in Oslo on Monday.\n\n"
    '"We are ready to share the cod quota," said Norwegian fisheries minister Ingrid Solbakken.\n'
)


def texts(view: Json) -> str:
    return str(view["blocks"])


class TestCheck:
    async def test_each_quotation_gets_its_verdict(self, slack: FakeSlack, app: Connection) -> None:
        await slack.message_shortcut("check", MESSAGE)
        view = await viewed(slack)
        assert view["title"]["text"] == "Check this quote"
        told = texts(view)
        assert "Checked: 3 quotations." in told
        assert told.index("1. Verbatim") < told.index("2. ") < told.index("3. Not found")
        assert "which does not show that nobody said them" in told
        with pytest.raises(LookupError):
            button(view, "share")

    async def test_words_that_are_attached_to_a_message_are_checked(self, slack: FakeSlack, app: Connection) -> None:
        await slack.message_shortcut("check", {"text": "", "attachments": [{"text": MESSAGE}, {"fallback": "Bye"}]})
        assert "Checked: 3 quotations." in texts(await viewed(slack))

    async def test_a_message_without_words(self, slack: FakeSlack, app: Connection) -> None:
        await slack.message_shortcut("check", {"text": ""})
        assert "no words to check" in texts(await viewed(slack))

    @pytest.mark.parametrize("failure", [None, StoreError("The database is locked."), RuntimeError("a secret")])
    async def test_a_slow_check_is_waited_for_and_always_ends(
        self,
        slack: FakeSlack,
        app: Connection,
        newsroom: TroubledCorpus,
        monkeypatch: pytest.MonkeyPatch,
        failure: Exception | None,
    ) -> None:
        monkeypatch.setattr(shortcuts, "OPEN_WITHIN", 0.02)
        newsroom.pause, newsroom.failure = 0.1, failure
        await slack.message_shortcut("check", MESSAGE)
        assert "Looking it up" in texts(await viewed(slack))
        told = texts(await viewed(slack))
        assert ("1. Verbatim" in told) is (failure is None)
        assert "a secret" not in told

    async def test_a_trigger_that_has_expired_gets_a_sentence(self, slack: FakeSlack, app: Connection) -> None:
        slack.api.fail("views.open", "expired_trigger_id")
        asked = await (await slack.message_shortcut("check", MESSAGE)).answered(within=3)
        assert shown(asked)["text"] == "That took too long to open. Press it again."
        slack.api.fail("views.open", "expired_trigger_id")
        await slack.shortcut("search")
        assert (await newest(slack, 1))["text"] == "That took too long to open. Press it again."
