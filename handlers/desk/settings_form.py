"""What editors choose in Slack: where it answers, how often and when channels hear news, what is told once a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corpus.excerpts import cut, one_line, short
from corpus.keepings import Digest, Follow, Preferences, Remembered
from corpus.store import Corpus
from handlers.blocks.forms import Values, field, filled, form_view, option
from handlers.blocks.kit import Block, Divider, context, header, note
from handlers.blocks.payload import Json
from handlers.blocks.reply import View
from handlers.blocks.text import counted, listed
from handlers.desk.spelling import forgetting
from handlers.texts import say, texts

MOST_DIGESTS = 20
MOST_SPELLINGS = 10
PACES = (0, 5, 10, 30, 60, 180)
"""Minutes between two alerts in a channel that can be chosen."""

AS_IT_COMES = "none"


class Chosen(NamedTuple):
    """What was filled in: `digests` are hours by the id of a follow, None for one that is told as news comes."""

    preferences: Preferences
    digests: Mapping[int, int | None]


class Kept(NamedTuple):
    """What is chosen already, and what there is to choose for."""

    preferences: Preferences
    follows: Sequence[Follow]
    digests: Mapping[int, Digest]
    spellings: Sequence[Remembered]
    objections: Mapping[str, int]
    """How often each thing was said to be wrong with a record."""


def kept_of(corpus: Corpus) -> Kept:
    """What is chosen by now. Raises StoreError."""
    shared, notebook = corpus.shared, corpus.notebook
    return Kept(shared.preferences(), notebook.follows(), shared.digests(), notebook.remembered(), shared.objected())


def settings_view(kept: Kept) -> View:
    """The form, filled in with what is chosen."""
    now = kept.preferences
    quiet = _hours(say("no_quiet"))
    minutes = ((one, counted(one, "minute") if one else say("no_pause")) for one in PACES)
    paces = [option(say("as_the_server_says"), AS_IT_COMES), *(option(label, str(one)) for one, label in minutes)]
    offered = {"pace": paces, "quiet_from": quiet, "quiet_until": quiet}
    chosen = {"pace": now.minutes_between_alerts, "quiet_from": now.quiet_from, "quiet_until": now.quiet_until}
    given = {"channels": " ".join(now.channels), "zone": now.zone} | {name: _or_none(n) for name, n in chosen.items()}
    spellings = [note(f"“{short(one.typed, 80)}”", forgetting(one.typed)) for one in kept.spellings[:MOST_SPELLINGS]]
    wrong = [f"{label}: {kept.objections[what]}" for what, label in texts().wrong.items() if kept.objections.get(what)]
    after = _digests(kept)
    after += [Divider(), header(say("settings_spellings")), *spellings] if spellings else []
    after += [Divider(), context(say("objected", told=listed(wrong)))] if wrong else []
    return form_view("settings", offered, given, after)


def _hours(none: str) -> list[Json]:
    return [option(none, AS_IT_COMES), *(option(f"{one:02}:00", str(one)) for one in range(24))]


def _or_none(number: int | None) -> str:
    return AS_IT_COMES if number is None else str(number)


def _digests(kept: Kept) -> list[Block]:
    """An hour for each follow, the first ones where there are many."""
    if not kept.follows:
        return []
    asked: list[Block] = []
    for one in kept.follows[:MOST_DIGESTS]:
        hour = kept.digests[one.id].hour if one.id in kept.digests else None
        named = {"name": f"digest:{one.id}", "label": cut(one_line(one.label or one.line), 60)}
        digest = texts().forms["digest"].fields[0].model_copy(update=named)
        asked.append(field(digest, _hours(say("as_it_comes")), _or_none(hour)))
    left = len(kept.follows) - MOST_DIGESTS
    more = [context(say("digests_left", follows=counted(left, "more follow")))] if left > 0 else []
    return [Divider(), header(say("settings_digests")), *asked, *more]


def read_settings(values: Values) -> Chosen | dict[str, str]:
    """What was chosen; or what is wrong with it, by field."""
    given = filled(values)
    zone, pace = given.get("zone", "").strip(), given.get("pace", "")
    begin, end = _hour(given.get("quiet_from", "")), _hour(given.get("quiet_until", ""))
    wrong = {} if _is_zone(zone) else {"zone": say("no_zone")}
    if (begin is None) != (end is None):
        wrong["quiet_until" if end is None else "quiet_from"] = say("quiet_half")
    if wrong:
        return wrong
    made = Preferences(
        channels=tuple(given.get("channels", "").split()),
        minutes_between_alerts=int(pace) if pace.isdecimal() else None,
        quiet_from=begin,
        quiet_until=end,
        zone=zone,
    )
    digests = {name.removeprefix("digest:"): one for name, one in given.items() if name.startswith("digest:")}
    return Chosen(made, {int(number): _hour(one) for number, one in digests.items() if number.isdecimal()})


def _hour(picked: str) -> int | None:
    return int(picked) if picked.isdecimal() and int(picked) < 24 else None


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False


def keep_settings(made: Chosen, corpus: Corpus, now: datetime) -> None:
    """Keeps what was chosen. A digest whose hour has passed today begins tomorrow. Raises StoreError."""
    shared, before = corpus.shared, corpus.shared.digests()
    shared.prefer(made.preferences)
    local = now.astimezone(ZoneInfo(made.preferences.zone))
    anew = {one: hour for one, hour in made.digests.items() if hour != (before[one].hour if one in before else None)}
    for follow, hour in anew.items():
        shared.digest(follow, hour)
    shared.told_of([one for one, hour in anew.items() if hour is not None and hour <= local.hour], local.date())


def settled(preferences: Preferences) -> View:
    """Says that it is kept, and by what."""
    where = counted(len(preferences.channels), "channel") if preferences.channels else say("every_channel")
    return View(title=say("settings"), blocks=(note(say("settings_kept", where=where)),), count=1)
