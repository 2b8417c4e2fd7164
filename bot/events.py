"""What happens in the workspace without a command: a mention, a direct message, a file, a look at the Home."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bot.answers import sendable
from bot.door import Door
from bot.drafts import offer_files
from bot.files import shared_texts
from bot.orders import ORDERS
from bot.service import Deed, Service
from handlers.home import home
from handlers.plain import answer_plain, line_for
from handlers.reply import View
from handlers.sharing import posted
from handlers.words import order_of

Event = Mapping[str, Any]


def deed_of(event: Event) -> tuple[str, Deed, str] | None:
    """What an event asks for: its name for the audit, the deed, the words; None for what is none of our business.

    Edits, deletions, other bots and what the app posts itself come as messages too.
    """
    if event.get("bot_id") or not event.get("user"):
        return None
    kind, words = str(event.get("type")), str(event.get("text") or "")
    if kind == "app_home_opened":
        return ("home", show_home, "") if event.get("tab") == "home" else None
    if kind == "app_mention":
        return "mention", partial(_reply_in_thread, str(event.get("thread_ts") or event.get("ts") or "")), words
    if kind == "message" and event.get("channel_type") == "im":
        return _of_message(event, words)
    return None


def _of_message(event: Event, words: str) -> tuple[str, Deed, str] | None:
    thread = str(event.get("thread_ts") or "")
    if event.get("subtype") == "file_share":
        return "file", partial(_offer, shared_texts(event.get("files")), thread), words
    return None if event.get("subtype") else ("message", partial(_reply_in_thread, thread), words)


async def _reply_in_thread(thread: str, service: Service, door: Door, words: str) -> int:
    """Answer a question in plain words where it was asked."""
    line, order = await service.work.in_thread(_order, words, service)
    if order:
        return await ORDERS[order](service, door, line)
    found = await service.work.in_thread(answer_plain, words, service.corpus)
    await door.post(door.visit.channel, sendable(posted(found)), thread or None)
    return found.count


def _order(words: str, service: Service) -> tuple[str, str | None]:
    """The command line in the words and what is ordered with it, as "/quote Peskov follow" orders to follow."""
    return order_of(line_for(words, service.corpus) or "")


async def _offer(files: Sequence[dict[str, Any]], thread: str, service: Service, door: Door, words: str) -> int:
    if not files:
        return await _reply_in_thread(thread, service, door, words)
    return await offer_files(service, door, files, thread or None)


async def show_home(service: Service, door: Door, _: str) -> int:
    """Show the Home anew."""
    view = await service.work.in_thread(_home, service)
    await door.publish(view)
    return view.count


def _home(service: Service) -> View:
    return home(service.corpus.notebook.follows(), service.corpus)
