"""`readout doctor`: whether Slack takes the tokens, the scopes, the settings and every kind of message."""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import web_client
from bot.cli.specimens import specimens
from bot.errors import known, why
from bot.settings import APP_KEY, BOT_KEY, Settings, SettingsError, slack_tokens
from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.texts import texts

Json = dict[str, Any]

OPTIONAL = frozenset({"channels:read", "groups:read", "usergroups:read"})
REFUSALS = frozenset({"invalid_blocks", "invalid_message", "invalid_view"})
MOST_TOLD = 3
"""Faults of one payload that are told."""


class Finding(NamedTuple):
    """What was looked at and how it is: a fault keeps something from working, a note is worth knowing."""

    kind: Literal["good", "note", "fault"]
    told: str


async def report(settings: Settings, corpus: Corpus, tell: Callable[[str], None]) -> bool:
    """Tells every finding on a line of its own as it comes; whether there was no fault."""
    faults = 0
    async for found in examined(settings, corpus):
        faults += found.kind == "fault"
        tell(f"{found.kind:<6} {found.told}")
    return not faults


def report_corpus(corpus: Corpus, tell: Callable[[str], None], *, mend: bool = False) -> bool:
    """Tells of each table that is kept across articles whether it is what they give; whether all are, by now."""
    found = corpus.check_kept(mend=mend)
    for name, count in found.items():
        told = "they are put right." if mend else "`readout doctor --corpus --mend` puts them right."
        tell(f"fault  {count} rows of {name} are not what the articles give: {told}")
    if not found:
        tell("good   What is kept across articles is what they give.")
    return mend or not found


async def examined(settings: Settings, corpus: Corpus) -> AsyncIterator[Finding]:
    """Everything that can be found out without posting a word; stops where nothing else could be."""
    try:
        if slack_tokens(settings) is None:
            yield Finding("fault", "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are missing.")
            return
        client = web_client(settings)
    except SettingsError as error:
        yield Finding("fault", str(error))
        return
    me = await _called(client.auth_test())
    if isinstance(me, str):
        yield Finding("fault", f"Slack does not take SLACK_BOT_TOKEN ({me}): see {BOT_KEY}.")
    else:
        yield Finding("good", f"Slack knows Readout as {me.data['user']} in {me.data['team']}.")
        for found in (*_scopes(me.headers), *_agent(settings, me.headers), *_answered(settings, me.data)):
            yield found
        async for one in _of_editors(settings, client):
            yield one
    yield await _socket(settings, client)
    if not isinstance(me, str):
        async for one in _payloads(client, corpus):
            yield one


async def _called(call: Any) -> Any:
    """What Slack answers; its name for the refusal, or for what is in the way, where it does not."""
    try:
        return await call
    except SlackApiError as error:
        return why(error) or "a page that is none of Slack's"
    except Exception as error:
        return type(error).__name__


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    """What does not work for want of a scope; nothing where Slack does not say which there are."""
    granted = _granted(headers)
    missing = {scope: lost for scope, lost in texts().scopes.items() if scope not in (granted or texts().scopes)}
    for scope, lost in missing.items():
        kind: Literal["note", "fault"] = "note" if scope in OPTIONAL else "fault"
        yield Finding(kind, f"The scope {scope} is not granted: {lost} Add it in manifest.json and install again.")
    if granted and not missing.keys() - OPTIONAL:
        yield Finding("good", "Every scope that it needs is granted.")


def _agent(settings: Settings, headers: Mapping[str, str]) -> Iterator[Finding]:
    """What keeps the app from being the agent that it is set to be."""
    granted = _granted(headers)
    if settings.agent and granted and "assistant:write" not in granted:
        told = "READOUT_AGENT is on and the app is no agent: its manifest comes from `readout manifest --agent`."
        yield Finding("fault", told)


def _granted(headers: Mapping[str, str]) -> frozenset[str]:
    """The scopes by what Slack says; none where it does not say."""
    told = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(one.strip() for one in told.split(",")) - {""}


def _answered(settings: Settings, me: Mapping[str, Any]) -> Iterator[Finding]:
    if settings.workspaces and me.get("team_id") not in settings.workspaces:
        own = f"{me.get('team')} ({me.get('team_id')})"
        yield Finding("fault", f"READOUT_WORKSPACES does not list {own}: nobody of the newsroom is answered.")


async def _of_editors(settings: Settings, client: AsyncWebClient) -> AsyncIterator[Finding]:
    for one in sorted(settings.editors):
        is_group = one.startswith("S")
        found = await _called(client.usergroups_users_list(usergroup=one) if is_group else client.users_info(user=one))
        if isinstance(found, str):
            yield Finding("fault", f"READOUT_EDITORS lists {one}, and Slack does not say who that is ({found}).")
        elif is_group and not found.get("users"):
            yield Finding("note", f"READOUT_EDITORS lists the user group {one}, which has nobody in it.")


async def _socket(settings: Settings, client: AsyncWebClient) -> Finding:
    tokens = slack_tokens(settings)
    token = tokens.app.get_secret_value() if tokens else ""
    opened = await _called(client.apps_connections_open(app_token=token))
    if isinstance(opened, str):
        advice = "Switch Socket Mode on" if opened == "forbidden_request" else f"see {APP_KEY}"
        return Finding("fault", f"Slack opens no connection with SLACK_APP_TOKEN ({opened}): {advice}.")
    return Finding("good", "Slack opens connections for Socket Mode.")


# -- what is sent ------------------------------------------------------------------------------------------------------


async def _payloads(client: AsyncWebClient, corpus: Corpus) -> AsyncIterator[Finding]:
    """Every kind of message and view, as Slack's own validator judges it; nothing of it is posted."""
    try:
        sent = specimens(corpus)
    except StoreError as error:
        yield Finding("fault", f"The corpus cannot be read, so no answer was tried: {error}")
        return
    wrong = 0
    for name, payload in sent.items():
        told = await _judged(client, payload)
        if isinstance(told, str):
            yield Finding("note", f"Slack did not judge the messages that Readout sends ({told}).")
            return
        wrong += bool(told)
        for fault in told[:MOST_TOLD]:
            yield Finding("fault", f"Slack would refuse {name}: {fault}")
    if not wrong:
        yield Finding("good", f"Slack takes all {len(sent)} kinds of messages and views that Readout sends.")


async def _judged(client: AsyncWebClient, payload: Json) -> list[str] | str:
    """What Slack would refuse in a payload; its name for why it does not judge it."""
    surface = "view" if payload.get("type") in ("modal", "home") else "message"
    try:
        # In the body: the SDK's own method sends it in the address, which a long answer does not fit into.
        await client.api_call("blocks.validate", data={surface: json.dumps(payload)})
    except SlackApiError as error:
        if why(error) in REFUSALS and isinstance(error.response.data, dict):
            return list(_told(error.response.data.get("errors") or [])) or [why(error)]
        return known(error) or why(error) or "no answer"
    except Exception as error:
        return type(error).__name__
    return []


def _told(errors: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in errors:
        yield f"{one.get('message') or one.get('code')} (at {one.get('pointer') or '/'})"
