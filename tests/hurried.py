"""`readout` as ever, except that it looks for news many times a second: `python -m tests.hurried serve`."""

from functools import partial

import bot.serve
from bot.alerts import Pace
from bot.cli.main import main

if __name__ == "__main__":
    vars(bot.serve)["Pace"] = partial(Pace, every=0.1, quiet=0.2)
    main()
