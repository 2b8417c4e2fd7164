"""Who and what is in the loopback workspace: people, channels, direct messages, and what the app was granted."""

import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from bot.fake_slack.refusal import Refused

Json = dict[str, Any]

TEAM = {"id": "T0LOOPBACK", "domain": "loopback"}
ENTERPRISE = "E0LOOPBACK"
"""The organisation of the two workspaces that are not the partner's."""
APP_ID = "A0READOUT"
BOT = {"user": "readout", "user_id": "U0READOUT", "bot_id": "B0READOUT"}
EDITOR = "U0EDITOR"
NEWSROOM = "C0NEWSROOM"
ELSEWHERE = "C0ELSEWHERE"

MANIFEST = Path(__file__).parents[2] / "manifest.json"
USUAL_SCOPES = ("app_mentions:read", "chat:write", "commands", "files:read", "files:write", "im:history", "users:read")


class Person(NamedTuple):
    """Somebody of this workspace, of another `team` of its `enterprise`, or of one with which it shares a channel."""

    id: str
    name: str
    team: str = TEAM["id"]
    guest: bool = False
    enterprise: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether they are of this workspace, or of one of the same organisation."""
        return self.team == TEAM["id"] or bool(self.enterprise)

    @property
    def workspace(self) -> str:
        """The workspace that payloads of what they do name: a partner's people come by a channel of this one."""
        return self.team if self.is_ours else TEAM["id"]

    @property
    def organisation(self) -> Json:
        """What commands and events of an organisation's people name beside the workspace."""
        return {"enterprise_id": self.enterprise} if self.enterprise else {}

    def json(self) -> Json:
        """The person as payloads of interactions have it."""
        return {"id": self.id, "username": self.name, "name": self.name, "team_id": self.team}


class Channel(NamedTuple):
    """A channel; `joined` tells whether the app is in it, `with_person` whose direct messages it holds, "" for none."""

    id: str
    name: str
    joined: bool = True
    with_person: str = ""

    def json(self) -> Json:
        return {"id": self.id, "name": self.name}


PEOPLE = {
    person.id: person
    for person in (
        Person(EDITOR, "editor"),
        Person("U0REPORTER", "reporter"),
        Person("U0DESK", "desk"),
        Person("U0PARTNER", "partner", team="T0PARTNER"),
        Person("U0SISTER", "sister", team="T0SISTER", enterprise=ENTERPRISE),
        Person("U0GUEST", "guest", guest=True),
    )
}
GROUPS = {"S0EDITORS": (EDITOR, "U0DESK")}
"""User groups, by id, with who is in them."""

CHANNELS = {
    channel.id: channel
    for channel in (
        Channel(NEWSROOM, "newsroom"),
        Channel(ELSEWHERE, "elsewhere", joined=False),
        *(Channel(f"D{id[1:]}", "directmessage", with_person=id) for id in PEOPLE),
    )
}


def person(id: str) -> Person:
    """Somebody by id. Raises LookupError for nobody."""
    if id not in PEOPLE:
        raise LookupError(f"{id} is nobody here: there are {', '.join(PEOPLE)}.")
    return PEOPLE[id]


def channel(id: str) -> Channel:
    """A channel by id. Raises LookupError when there is none."""
    if id not in CHANNELS:
        raise LookupError(f"{id} is no channel here: there are {', '.join(CHANNELS)}.")
    return CHANNELS[id]


def direct(user: str) -> Channel:
    """The direct messages between a person and the app. Raises LookupError for nobody."""
    return channel(f"D{person(user).id[1:]}")


def reached(id: str) -> Channel:
    """Where the app may post; a person's id leads to the direct messages. Raises Refused."""
    found = CHANNELS.get(direct(id).id if id in PEOPLE else id)
    if found is None:
        raise Refused("channel_not_found")
    if not found.joined:
        raise Refused("not_in_channel")
    return found


def granted(manifest: Path = MANIFEST) -> frozenset[str]:
    """The scopes that manifest.json asks for and an admin cannot leave out; without it those the app is used with."""
    if not manifest.is_file():
        return frozenset(USUAL_SCOPES)
    asked = json.loads(manifest.read_text(encoding="utf-8"))
    scopes = asked["oauth_config"]["scopes"]
    return frozenset(scopes["bot"]) - frozenset(scopes.get("bot_optional", ()))


def new_ts() -> str:
    """A message's timestamp, which is its id in its channel."""
    return f"{time.time():.6f}"
