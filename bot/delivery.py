"""One refused block never loses an answer: it is sent again with that block in plain words, then as text alone."""

import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError

from bot.errors import RefusedError, answered_with, why
from bot.message_words import words_of
from handlers.blocks.forms import SEND
from handlers.blocks.limits import most_chars, most_items

logger = logging.getLogger(__name__)

Json = dict[str, Any]
T = TypeVar("T")

OF_THE_BLOCKS = frozenset(
    {
        "block_mismatch",
        "invalid_arguments",
        "invalid_attachments",
        "invalid_block_type",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_view",
        "markdown_text_conflict",
        "msg_blocks_too_long",
        "view_too_large",
    }
)
"""Slack's names for a payload whose blocks it does not take."""

_POINTER = re.compile(r"/blocks/(\d+)")


async def delivered(send: Callable[[Json], Awaitable[T]], payload: Json) -> T:
    """What comes of sending a message or a view; of a simpler one where Slack refuses its blocks.

    Raises what the last try raised, and at once whatever is no fault of the blocks.
    """
    tries = simpler(payload)
    sent, doubt = payload, set[int]()
    while True:
        try:
            return await send(sent)
        except (SlackApiError, RefusedError) as error:
            if why(error) not in OF_THE_BLOCKS:
                raise
            doubt |= in_doubt(error)
            logger.error(
                "Slack refused blocks (%s): %s", why(error), ", ".join(_kinds(sent, doubt)) or "not said which"
            )
            again = tries(doubt)
            if again is None:
                raise
            sent = again


def simpler(payload: Json) -> Callable[[set[int]], Json | None]:
    """Gives at each call a simpler payload, None when there is none: without the blocks in doubt, then as text."""
    left: Iterator[Callable[[Json, set[int]], Json | None]] = iter((_without, _as_text))

    def following(doubt: set[int]) -> Json | None:
        return next((made for step in left if (made := step(payload, doubt)) is not None), None)

    return following


def in_doubt(error: BaseException) -> set[int]:
    """The places of the blocks that Slack complains of, by the JSON pointers in its answer; none where it has none."""
    return {int(number) for number in _POINTER.findall(str(answered_with(error)))}


def _without(payload: Json, doubt: set[int]) -> Json | None:
    """The payload with each block in doubt as a paragraph of its words; one without words, such as a row, goes."""
    blocks = payload.get("blocks") or []
    if not doubt & set(range(len(blocks))):
        return None
    kept = [one for at, block in enumerate(blocks) for one in ([block] if at not in doubt else _in_words([block]))]
    return {**payload, "blocks": kept} if kept else None


def _as_text(payload: Json, _: set[int]) -> Json | None:
    if payload.get("type") not in ("modal", "home"):
        return {name: value for name, value in payload.items() if name != "blocks"} if payload.get("blocks") else None
    if payload.get("callback_id") == SEND:  # an answer, which could be sent somewhere too
        payload = {name: value for name, value in payload.items() if name not in ("callback_id", "submit")}
        payload["blocks"] = [block for block in payload["blocks"] if block.get("type") != "input"]
    # What somebody is to fill in cannot be told in words.
    if any(block.get("type") == "input" for block in payload["blocks"]):
        return None
    return {**payload, "blocks": _in_words(payload["blocks"])[: most_items("modal", "blocks")]}


def _in_words(blocks: list[Json]) -> list[Json]:
    words, most = words_of({"blocks": blocks}) or "", most_chars("section", "text")
    parts = [words[start : start + most] for start in range(0, len(words), most)]
    return [{"type": "section", "text": {"type": "plain_text", "text": part, "emoji": False}} for part in parts]


def _kinds(payload: Json, doubt: set[int]) -> list[str]:
    blocks = payload.get("blocks") or []
    return [str(blocks[at].get("type")) for at in sorted(doubt) if at < len(blocks)]
