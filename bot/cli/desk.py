"""`readout desk`: what editors have decided of records and people, and the same as texts to learn from."""

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import leave, opened_corpus, settings_of
from bot.cli.ruling import party, person, talks
from bot.cli.terminal import printable

if TYPE_CHECKING:
    from corpus.keepings import AnyRuling, Decision

desk = typer.Typer(no_args_is_help=True, help="What editors have mended; `readout web` has the desk itself.")
desk.add_typer(party, name="party")
desk.add_typer(person, name="person")
desk.add_typer(talks, name="talks")


@desk.command()
def decisions() -> None:
    """All that is decided, oldest first: number, day, who, what; marked where it fits its article no longer."""
    with opened_corpus(settings_of()) as corpus:
        told = [*map(_record_line, corpus.corrections.of()), *map(_ruling_line, corpus.corrections.rulings())]
    if not told:
        typer.echo("Nothing has been decided yet.", err=True)
    for line in told:
        typer.echo(printable(line))


@desk.command()
def undo(
    number: Annotated[int, typer.Argument(help="As `readout desk decisions` lists it.")],
    by: Annotated[str, typer.Option("--by", help="Who says so; without it, who is logged in here.")] = "",
) -> None:
    """Take a decision back, with what it did."""
    with opened_corpus(settings_of()) as corpus:
        if corpus.corrections.undo(number, by or getpass.getuser()) is None:
            leave(f"No decision of the number {number} stands; readout desk decisions has them.")
    typer.echo(f"{number} is undone.")


@desk.command()
def gold(
    folder: Annotated[Path, typer.Argument(file_okay=False, resolve_path=True, help="Where to write it; it is made.")],
) -> None:
    """Write what editors say of speakers as texts and rows, which `python -m corpus.fit` learns from."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with opened_corpus(settings_of()) as corpus:
        for article_id, text, row in corpus.corrections.gold():
            (folder / f"{article_id}.txt").write_bytes(text.encode("utf-8"))
            rows.append(json.dumps(row, ensure_ascii=False))
    (folder / "rows.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    typer.echo(printable(f"{len(rows)} articles: python -m corpus.fit {folder / 'rows.jsonl'} {folder}"))


def _record_line(one: "Decision") -> str:
    said = f"{one.what} {one.value}" if one.value else one.what
    unfit = f" (fits no longer: {one.unfit})" if one.unfit else ""
    return f"{one.id:>5}  {one.at:%Y-%m-%d}  {one.by}  {one.article_id}  “{one.of.exact[:60]}”: {said}{unfit}"


def _ruling_line(one: "AnyRuling") -> str:
    from corpus.desk.ruling import told_of

    return f"{one.id:>5}  {one.at:%Y-%m-%d}  {one.by}  {told_of(one)}"
