"""`readout` that is killed, as by `kill -9`, while it shares an answer: `python -m tests.dying MOMENT serve`.

MOMENT: "finding" while the answer is looked for again, "posting" when it is about to be sent, "posted" when Slack has.
"""

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from bot.cli.main import main
from bot.context import Responder
from bot.listeners import actions


def dies(before: Callable[..., Awaitable[Any]] | None) -> Callable[..., Awaitable[None]]:
    """Does this, and is gone."""

    async def dying(*given: Any) -> None:
        if before is not None:
            await before(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    return dying


if __name__ == "__main__":
    moment = sys.argv.pop(1)
    if moment == "finding":
        vars(actions)["shared_line"] = lambda _: os.kill(os.getpid(), signal.SIGKILL)
    else:
        setattr(Responder, "share", dies(Responder.share if moment == "posted" else None))  # noqa: B010
    main()
