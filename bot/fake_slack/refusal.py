"""How the fake Slack says no to a call of its Web API."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A call is refused: `answer` is what Slack says, with HTTP status 429 when `retry_after` seconds are to pass."""

    def __init__(self, error: str, *, retry_after: int | None = None, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}
        self.retry_after = retry_after


def invalid(error: str, wrong: list[str], at: str = "") -> Refused:
    """The refusal of a payload, with everything that is wrong with it."""
    messages = [f"[ERROR] {at}{fault}" for fault in wrong]
    return Refused(error, response_metadata={"messages": messages})
