"""What a person does in a modal or in the app's Home: type, choose, press, submit, close."""

import asyncio
import copy
from collections.abc import Iterator, Sequence
from typing import Any

from bot.fake_slack.envelopes import action, elements, envelope, in_view, interaction
from bot.fake_slack.exchange import Exchange, ResponseUrl
from bot.fake_slack.forms import HELD, Impossible, filled, held, missing, offered_in
from bot.fake_slack.refusal import Refused
from bot.fake_slack.server import Server
from bot.fake_slack.views import renew
from bot.fake_slack.workspace import EDITOR

Json = dict[str, Any]


class InViews(Server):
    """What a person does in the view that is open. Raises `Impossible` for what Slack's client has no way to do."""

    _offered: dict[tuple[str, str, str], Sequence[Json]]

    # -- what the person sees ------------------------------------------------------------------------------------------

    @property
    def view(self) -> Json | None:
        """The modal on top that the editor sees, None when none is open."""
        return self.view_of(EDITOR)

    @property
    def views(self) -> list[Json]:
        """The editor's stack of modals, the one on top last."""
        return self.api.views.stacks.get(EDITOR, [])

    def view_of(self, user: str) -> Json | None:
        """The modal on top that somebody sees, None when none is open."""
        return self.api.views.top(user)

    @property
    def home(self) -> dict[str, Json]:
        """What each person's Home shows, by user; nothing was published for who is not in it."""
        return self.api.views.home

    async def shown(self, within: float = 3.0) -> Json:
        """Wait for a view to be opened or changed since the person's last doing, or since the last `shown`.

        A submitted form that is acked with another view has changed. Raises TimeoutError.
        """
        return await self.api.views.changes.next(within)

    # -- what the person does ------------------------------------------------------------------------------------------

    def fill(self, block_id: str, action_id: str, value: Any, *, user: str = EDITOR) -> None:
        """Type into an element of the open view, or choose in it; None empties it. Raises Impossible.

        The value: a text, a date as "2022-03-29", the value of an option that was offered, a list of such values, a
        list of files that `share_file` made.
        """
        view = self._open_view(user)
        key = (block_id, action_id)
        element = next((e for b, e in held(view["blocks"]) if (b["block_id"], e["action_id"]) == key), None)
        if element is None:
            raise Impossible(f"the view has no element {action_id!r} in a block {block_id!r}")
        offered = self._offered.get((view["id"], *key), ())
        view["state"]["values"][block_id][action_id] = filled(element, value, offered)

    async def suggest(self, action_id: str, block_id: str, value: str, *, user: str = EDITOR) -> Exchange:
        """Type into a typeahead of the open view; the exchange's payload has the options. Raises Impossible.

        Slack asks for none before `min_query_length` characters: the error is "query_too_short" then.
        """
        view = self._open_view(user)
        key = (block_id, action_id)
        element = next((e for b, e in held(view["blocks"]) if (b["block_id"], e["action_id"]) == key), {})
        if element.get("type") not in ("external_select", "multi_external_select"):
            raise Impossible(f"the view has no typeahead {action_id!r} in a block {block_id!r}")
        if len(value) < element.get("min_query_length", 3):
            return Exchange("", self._new_url(), error="query_too_short", kind="block_suggestion")
        where = {**in_view(copy.deepcopy(view)), "action_id": action_id, "block_id": block_id, "value": value}
        asked = await self._interact(interaction("block_suggestion", user, **where))
        if not asked.error:
            self._offered[view["id"], block_id, action_id] = offered_in(asked.payload or {})
        return asked

    async def press_in_view(self, element: Json, *, view: Json | None = None, user: str = EDITOR) -> Exchange:
        """Press a button, or choose an option, of the open modal, else of the Home. Raises Impossible."""
        shown = self.api.views.now(view) if view else self.view_of(user) or self.home.get(user)
        if shown is None:
            raise Impossible("no view is open, or not that one")
        block = _holding(shown["blocks"], element)
        _choose(shown, block, element)
        pressed = {**in_view(copy.deepcopy(shown)), "actions": [action(element, shown["blocks"])]}
        return await self._interact(interaction("block_actions", user, **self._trigger(user), **pressed))

    async def submit(self, *, user: str = EDITOR) -> Exchange:
        """Press the submit button of the open modal, and do what the app answers: close, update, push, errors, clear.

        The error is "required: <block ids>" when the client would not send it. Raises Impossible.
        """
        view = self._open_view(user)
        if not view["submit"]:
            raise Impossible("the view has no submit button")
        if blank := missing(view):
            return Exchange("", self._new_url(), error=f"required: {', '.join(blank)}", kind="view_submission")
        url = self._new_url()
        sent = {"view": copy.deepcopy(view), "response_urls": list(_response_urls(view, self._address(url)))}
        submitted = await self._interact(interaction("view_submission", user, **self._trigger(user), **sent), url)
        if not submitted.error:
            await asyncio.sleep(self.acks_take)
            submitted.error = self._obey(user, view, submitted.payload or {})
        return submitted

    async def close_view(self, *, user: str = EDITOR) -> Exchange | None:
        """Close the modal on top, or all of them if it says so; the app is told only if it wants to be, else None."""
        view = self._open_view(user)
        self.api.views.close(user, everything=view["clear_on_close"])
        if not view["notify_on_close"]:
            return None
        return await self._interact(interaction("view_closed", user, view=view, is_cleared=view["clear_on_close"]))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _obey(self, user: str, view: Json, answer: Json) -> str | None:
        views, does = self.api.views, answer.get("response_action")
        try:
            if does == "update":
                views.tell(renew(view, answer["view"]))
            elif does == "push":
                views.tell(views.put_on_top(user, answer["view"]))
            elif does != "errors":
                views.close(user, everything=does == "clear")
        except Refused as refused:
            return str(refused)
        return None

    def _open_view(self, user: str) -> Json:
        view = self.view_of(user)
        if view is None:
            raise Impossible("no modal is open")
        return view

    def _trigger(self, user: str) -> Json:
        return {"trigger_id": self.api.views.triggers.issue(user)}

    async def _interact(self, payload: Json, url: ResponseUrl | None = None) -> Exchange:
        if payload["type"] != "block_suggestion":
            self.api.views.changes.mark()
        return await self.deliver(envelope("interactive", payload), url)


def _response_urls(view: Json, address: str) -> Iterator[Json]:
    """Where an answer may go: the conversations that were chosen in menus which ask for that."""
    for block, element in held(view["blocks"]):
        chosen = view["state"]["values"][block["block_id"]][element["action_id"]].get("selected_conversation")
        if element.get("response_url_enabled") and chosen:
            where = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
            yield {**where, "response_url": address}


def _holding(blocks: Sequence[Json], element: Json) -> Json:
    for block in blocks:
        if any(held.get("action_id") == element.get("action_id") for held in elements(block)):
            return block
    raise Impossible(f"the view has no element {element.get('action_id')!r}")


def _choose(view: Json, block: Json, element: Json) -> None:
    """What is chosen stands in the state too."""
    name, _ = HELD.get(element.get("type", ""), ("", None))
    if name in element:
        kept = {"type": element["type"], name: element[name]}
        view["state"]["values"].setdefault(block["block_id"], {})[element["action_id"]] = kept
