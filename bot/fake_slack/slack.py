"""The fake Slack: a server on 127.0.0.1 that an app connects to, and what people do in it.

It speaks the Web API, Socket Mode, response_urls and file uploads, and refuses what Slack refuses: payloads over the
limits, calls without a scope, a trigger used twice, a sixth message to a response_url, an ack after three seconds.

async with FakeSlack() as slack:                # scopes={"commands", …}; by default those of manifest.json
    ...                                             # start the app with slack.environment
    await slack.connected()

    asked = await slack.command("/quote", "Peskov")             # user="U0REPORTER", channel="D0REPORTER"
    asked.error, asked.seconds, asked.message                   # None, 0.02, {"text": …, "blocks": […]}
    pressed = await slack.press(button, asked.message)
    await pressed.answered(within=3)                            # for a message at its response_url

    await slack.mention("Peskov")                               # or direct_message("Peskov"), open_home()
    await slack.posted(1, within=3)                             # then slack.posted[0]["channel"], ["thread_ts"] …

    await slack.shortcut("search")                              # or message_shortcut("check", "What they said.")
    view = await slack.shown(within=3)                          # also slack.view, slack.views, slack.home[user]
    offers = await slack.suggest("who", "who", "pes")           # action_id, block_id, what is typed
    slack.fill("who", "who", offers.payload["options"][0]["value"])
    submitted = await slack.submit()                            # submitted.payload["errors"], or another slack.view

    file = slack.share_file("a.txt", b"Dateline …")             # file["url_private_download"] wants the app's token
    await slack.direct_message("", files=[file])
    await slack.files(1, within=3)                              # then slack.files[0].name, .data, .channel …

Everybody is in PEOPLE and every channel in CHANNELS of bot.fake_slack.workspace: the app is in C0NEWSROOM and in each
person's direct messages (D0EDITOR), and not in C0ELSEWHERE. `slack.api.limit` and `slack.api.fail` let a method refuse
for a while, `slack.api.messages.pace = 1.0` limits how fast it may post, `slack.retry_pauses` how soon an event comes
again.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.fake_slack.envelopes import (
    action,
    app_home_opened,
    app_mention,
    envelope,
    in_message,
    interaction,
    message_im,
    slash_command,
)
from bot.fake_slack.exchange import Exchange
from bot.fake_slack.files import File
from bot.fake_slack.forms import Impossible
from bot.fake_slack.in_views import InViews
from bot.fake_slack.typed import rich_text_of
from bot.fake_slack.waiting import Kept
from bot.fake_slack.workspace import EDITOR, NEWSROOM, new_ts, person
from bot.fake_slack.workspace import channel as channel_of

Json = dict[str, Any]


class FakeSlack(InViews):
    """One workspace with a few people and channels; see the head of this module."""

    def __init__(self, port: int = 0, scopes: Iterable[str] | None = None, *, everywhere: bool = False) -> None:
        super().__init__(port, scopes, everywhere=everywhere)
        self._offered = {}

    @property
    def posted(self) -> Kept[Json]:
        """The messages that the app has posted by the Web API, as they are now."""
        return self.api.posted

    @property
    def files(self) -> Kept[File]:
        """The files that the app has uploaded, with their bytes."""
        return self.api.files.sent

    # -- commands and presses ------------------------------------------------------------------------------------------

    async def command(self, command: str, text: str = "", *, user: str = EDITOR, channel: str = NEWSROOM) -> Exchange:
        """Type a slash command; returns when it is acked, or was not. Raises Impossible for people of other companies.

        Slack offers an app's commands and shortcuts to nobody but those who installed it.
        """
        self._ours(user)
        url = self._new_url()
        typed = slash_command(command, text, self._address(url), user=user, where=channel, **self._trigger(user))
        self.api.views.changes.mark()
        return await self.deliver(envelope("slash_commands", typed), url)

    async def press(self, element: Json, message: Json, *, user: str = EDITOR, channel: str = NEWSROOM) -> Exchange:
        """Press a button, or choose an option, of a message that came back from an exchange or that was posted."""
        self.api.messages.replied({"channel": channel, **message})
        pressed = {**in_message(message, channel), "actions": [action(element, message.get("blocks") or [])]}
        return await self._with_url("block_actions", user, **self._trigger(user), **pressed)

    # -- shortcuts -----------------------------------------------------------------------------------------------------

    async def shortcut(self, callback_id: str, *, user: str = EDITOR) -> Exchange:
        """Choose a global shortcut: it has no channel, and nothing to answer at but a view. Raises Impossible."""
        self._ours(user)
        chosen = {"callback_id": callback_id, "action_ts": new_ts(), **self._trigger(user)}
        return await self._interact(interaction("shortcut", user, **chosen))

    async def message_shortcut(
        self, callback_id: str, message: str | Json, *, user: str = EDITOR, channel: str = NEWSROOM
    ) -> Exchange:
        """Choose a shortcut on a message: its text, or its JSON with "text", "blocks", "files", "thread_ts", "user" …

        What a person wrote has blocks by itself, what an app posted (with a "bot_id") those that it is given.
        Raises Impossible for people of other companies.
        """
        self._ours(user)
        ts = new_ts()
        whole = {
            "type": "message",
            "user": user,
            "ts": ts,
            **({"text": message} if isinstance(message, str) else message),
        }
        if not {"blocks", "bot_id"} & whole.keys():
            whole["blocks"] = rich_text_of(str(whole.get("text") or ""))
        chosen = {"callback_id": callback_id, "action_ts": ts, **self._trigger(user), "message": whole}
        place = channel_of(whole.get("channel") or channel)
        return await self._with_url("message_action", user, **chosen, message_ts=whole["ts"], channel=place.json())

    # -- events --------------------------------------------------------------------------------------------------------

    async def mention(
        self, text: str, *, user: str = EDITOR, channel: str = NEWSROOM, thread_ts: str | None = None
    ) -> Exchange:
        """Write to the app in a channel. The error is "not_in_channel" where it is not, or with one person only."""
        place = channel_of(channel)
        if not place.joined or place.with_person:
            return Exchange("", self._new_url(), error="not_in_channel", kind="events_api", attempts=0)
        return await self._happen(app_mention(user, channel, text, thread_ts))

    async def direct_message(
        self, text: str, *, user: str = EDITOR, thread_ts: str | None = None, files: Sequence[Json] = ()
    ) -> Exchange:
        """Write to the app alone, perhaps with files that `share_file` made."""
        return await self._happen(message_im(user, text, thread_ts, list(files)))

    async def open_home(self, user: str = EDITOR) -> Exchange:
        """Open the app's Home."""
        return await self._happen(app_home_opened(user, self.home.get(user)))

    async def open_messages(self, user: str = EDITOR) -> Exchange:
        """Look at the direct messages with the app."""
        return await self._happen(app_home_opened(user, None, "messages"))

    def share_file(self, name: str, data: bytes, *, user: str = EDITOR, by_partner: bool = False) -> Json:
        """A file for a direct message or a message: its JSON, whose addresses want the app's token and files:read."""
        return self.api.files.share(name, data, user, by_partner=by_partner)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _ours(self, user: str) -> None:
        if not person(user).is_ours:
            raise Impossible(f"{user} is of another company, and is not offered the app's commands and shortcuts")

    async def _happen(self, event: Json) -> Exchange:
        self.api.views.changes.mark()
        return await self.event(event)

    async def _with_url(self, kind: str, user: str, **more: Any) -> Exchange:
        url = self._new_url(private=more.get("container", {}).get("is_ephemeral", False))
        self.api.views.changes.mark()
        made = interaction(kind, user, response_url=self._address(url), **more)
        return await self.deliver(envelope("interactive", made), url)
