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
from handlers.blocks.reply import View
from handlers.desk.home import home
from handlers.desk.share import posted
from handlers.intent.plain import answer_plain, line_for
from handlers.query import order_of

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
        return "mention", partial(_offer, event.get("files") or []), words
    if kind == "message" and event.get("channel_type") == "im":
        return _of_message(event, words)
    return None


def _of_message(event: Event, words: str) -> tuple[str, Deed, str] | None:
    if event.get("subtype") == "file_share":
        return "file", partial(_offer, event.get("files") or []), words
    # An answer in a thread that its writer also sent to the conversation has a subtype of its own.
    asked = event.get("subtype") in (None, "thread_broadcast")
    return ("message", _reply_in_thread, words) if asked else None


async def _reply_in_thread(service: Service, door: Door, words: str) -> int:
    """Answer a question in plain words where it was asked."""
    line, order = await service.work.in_thread(_order, words, service)
    if order:
        return await ORDERS[order](service, door, line)
    found = await service.work.in_thread(answer_plain, words, service.corpus)
    await door.post(door.visit.channel, sendable(posted(found)), door.visit.thread)
    return found.count


def _order(words: str, service: Service) -> tuple[str, str | None]:
    """The command line in the words and what is ordered with it, as "/quote Peskov follow" orders to follow."""
    return order_of(line_for(words, service.corpus) or "")


async def _offer(files: Sequence[dict[str, Any]], service: Service, door: Door, words: str) -> int:
    """Offer to add the texts; files of other kinds are spoken of only where there are no words to answer."""
    if offered := shared_texts(files) or ([] if words.strip() else files):
        return await offer_files(service, door, offered)
    return await _reply_in_thread(service, door, words)


async def show_home(service: Service, door: Door, _: str) -> int:
    """Show the Home anew, with what this person follows: who may see a channel is not ours to know."""
    view = await service.work.in_thread(_home, service, door.visit.user)
    await door.publish(view)
    return view.count


def _home(service: Service, user: str) -> View:
    return home(service.corpus.notebook.follows(user=user), service.corpus)
