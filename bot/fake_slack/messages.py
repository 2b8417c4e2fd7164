"""The messages that the app posts: who may see them, how fast they may come, what becomes of them."""

import math
import time
from collections.abc import Callable
from typing import Any

from bot.fake_slack.envelopes import changed_message, own_message, posted_message
from bot.fake_slack.exchange import unknown
from bot.fake_slack.refusal import Refused, invalid
from bot.fake_slack.waiting import Kept
from bot.fake_slack.workspace import BOT, Channel, new_ts, person, reached
from bot.faults import faults

Json = dict[str, Any]


class Messages:
    """`posted` holds every message as it is now: the arguments it was posted with, its `channel`, `ts`, `thread_ts`.

    `pace` is how many seconds must lie between two messages to one channel, 0 for no limit; Slack's is about 1.
    """

    def __init__(self) -> None:
        self.posted: Kept[Json] = Kept()
        self.pace = 0.0
        self.unknown: set[str] = set()
        """Kinds of blocks that this Slack refuses, as one that does not know them (yet)."""
        self.tell: Callable[[Json], None] = lambda event: None
        self.unseen: list[Json] = []
        """What was posted for one person in a thread that nobody has begun: Slack shows it nowhere."""
        self._threads: set[tuple[str, str]] = set()
        self._last: dict[str, float] = {}

    def post(self, arguments: Json) -> Json:
        place = reached(str(arguments.get("channel")))
        record = self._record(arguments, place)
        self.posted.come(record)
        self.replied(record)
        if place.with_person:
            self.tell(own_message(record))
        return {"ok": True, "channel": place.id, "ts": record["ts"], "message": posted_message(record, record["ts"])}

    def replied(self, message: Json) -> None:
        """A message in a thread makes that one in which what only one person sees is shown too."""
        if message.get("thread_ts"):
            self._threads.add((str(message["channel"]), str(message["thread_ts"])))

    def post_ephemeral(self, arguments: Json) -> Json:
        place = reached(str(arguments.get("channel")))
        try:
            who = person(str(arguments.get("user"))).id
        except LookupError:
            raise Refused("user_not_in_channel") from None
        record = self._record(arguments, place) | {"is_ephemeral": True, "user": who}
        if record["thread_ts"] and (place.id, record["thread_ts"]) not in self._threads:
            self.unseen.append(record)
        else:
            self.posted.come(record)
        return {"ok": True, "message_ts": record["ts"]}

    def update(self, arguments: Json) -> Json:
        record = self._own(arguments, "cant_update_message")
        kept = self._checked({"text": record["text"], **arguments})
        record.update({name: value for name, value in kept.items() if name not in ("channel", "ts")})
        if record["channel"].startswith("D"):
            self.tell(changed_message(record))
        return {"ok": True, "channel": record["channel"], "ts": record["ts"], "text": record["text"]}

    def delete(self, arguments: Json) -> Json:
        record = self._own(arguments, "cant_delete_message")
        self.posted.remove(record)
        return {"ok": True, "channel": record["channel"], "ts": record["ts"]}

    def _record(self, arguments: Json, place: Channel) -> Json:
        made = {**self._checked(arguments), "channel": place.id}
        self._slow_down(place)
        return {**made, "thread_ts": made.get("thread_ts"), "ts": new_ts(), "user": BOT["user_id"]}

    def _checked(self, arguments: Json) -> Json:
        kept = {name: value for name, value in arguments.items() if name not in ("token", "team_id")}
        if not kept.get("text") and not kept.get("blocks"):
            raise Refused("no_text")
        if wrong := [*faults(kept), *unknown(kept, self.unknown)]:
            raise invalid("invalid_blocks", wrong)
        return kept

    def _own(self, arguments: Json, error: str) -> Json:
        place = reached(str(arguments.get("channel"))).id
        found = [one for one in self.posted if (one["channel"], one["ts"]) == (place, arguments.get("ts"))]
        if not found:
            raise Refused("message_not_found")
        if found[0].get("is_ephemeral"):
            raise Refused(error)
        return found[0]

    def _slow_down(self, place: Channel) -> None:
        now = time.monotonic()
        wait = self._last.get(place.id, -math.inf) + self.pace - now
        if self.pace and wait > 0:
            raise Refused("ratelimited", retry_after=math.ceil(wait))
        self._last[place.id] = now
