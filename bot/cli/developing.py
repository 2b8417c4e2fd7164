"""Commands for who develops Readout, or installs it: how a text is read, the manifest, a Slack on this machine."""

import sys
from typing import Annotated

import typer

from bot.cli.opening import leave

# What a command does not need it does not import, as in bot.cli.main.


def explain(
    text: Annotated[list[str], typer.Argument(help="A sentence or more; - reads the standard input.")],
) -> None:
    """Show how a text is read: the parse, who is named and meant, the cues that were tried, what was found."""
    from bot.cli.explaining import explained

    typer.echo(explained(sys.stdin.read() if text == ["-"] else " ".join(text)))


def manifest(
    steps: Annotated[bool, typer.Option("--steps", help="With steps for Workflow Builder; cannot be undone.")] = False,
    agent: Annotated[bool, typer.Option("--agent", help="As an agent of Slack's; cannot be undone.")] = False,
) -> None:
    """Print the manifest to paste at api.slack.com/apps, with what Slack does not let one switch off again."""
    from bot.cli.manifest import printed

    told = printed(steps=steps, agent=agent)
    typer.echo(told or leave("manifest.json is not here: take it from the folder that Readout was installed from."))


def slack(port: Annotated[int, typer.Option(help="The port on 127.0.0.1; 0 takes a free one.")] = 0) -> None:
    """Start a strict Slack on this machine, for developers: `readout serve` connects to it, you type the commands."""
    from bot.fake_slack.desk import run

    run(port)
