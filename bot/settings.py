"""What a newsroom sets, from the environment or .env; nothing else reads either."""

import difflib
import os
import re
import secrets
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

from corpus.store.dialects.engines import CONNECTIONS, LONGEST_STATEMENT, Server, is_postgresql

Ids = Annotated[frozenset[str], NoDecode]
"""Slack's ids as a line lists them, with commas or blanks between."""

LogFormat = Literal["text", "json"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

BOT_KEY = "api.slack.com/apps -> Readout -> OAuth & Permissions -> Bot User OAuth Token"
APP_KEY = "api.slack.com/apps -> Readout -> Basic Information -> App-Level Tokens, with the scope connections:write"


LEAST_TOKEN = 20
"""Characters of a token that opens something of ours to others."""


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and what to do, and holds no secret."""


class Tokens(NamedTuple):
    """The two tokens that Socket Mode needs."""

    bot: SecretStr
    app: SecretStr


class Settings(BaseSettings):
    """The settings, with what holds without them. The Slack CLI hands its tokens over under names of its own."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    cli_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_CLI_XOXB")
    cli_app_token: SecretStr | None = Field(None, validation_alias="SLACK_CLI_XAPP")
    api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")
    database_url: str = Field("sqlite:///readout.db", validation_alias="READOUT_DATABASE_URL", repr=False)
    database_connections: int = Field(CONNECTIONS, ge=2, le=1000, validation_alias="READOUT_DATABASE_CONNECTIONS")
    database_timeout: float = Field(LONGEST_STATEMENT, gt=0, validation_alias="READOUT_DATABASE_TIMEOUT")
    database_replica: str = Field("", validation_alias="READOUT_DATABASE_REPLICA", repr=False)
    seeds: Path = Field(Path("seeds"), validation_alias="READOUT_SEEDS")
    feeds: bool = Field(False, validation_alias="READOUT_FEEDS")
    feed_minutes: float = Field(15, ge=1, validation_alias="READOUT_FEED_MINUTES")
    feed_pages: bool = Field(False, validation_alias="READOUT_FEED_PAGES")
    feeds_private: bool = Field(False, validation_alias="READOUT_FEEDS_PRIVATE")
    log_level: LogLevel = Field("INFO", validation_alias="READOUT_LOG_LEVEL")
    log_format: LogFormat = Field("text", validation_alias="READOUT_LOG_FORMAT")
    metrics_port: int = Field(0, ge=0, le=65_535, validation_alias="READOUT_METRICS_PORT")
    workspaces: Ids = Field(frozenset(), validation_alias="READOUT_WORKSPACES")
    channels: Ids = Field(frozenset(), validation_alias="READOUT_CHANNELS")
    editors: Ids = Field(frozenset(), validation_alias="READOUT_EDITORS")
    answers_per_minute: int = Field(120, ge=0, validation_alias="READOUT_ANSWERS_PER_MINUTE")
    minutes_between_alerts: float = Field(10, ge=0, validation_alias="READOUT_MINUTES_BETWEEN_ALERTS")
    agent: bool = Field(False, validation_alias="READOUT_AGENT")
    audit_words: bool = Field(False, validation_alias="READOUT_AUDIT_WORDS")
    mcp_port: int = Field(8334, ge=0, le=65_535, validation_alias="READOUT_MCP_PORT")
    mcp_token: SecretStr | None = Field(None, validation_alias="READOUT_MCP_TOKEN")
    web_port: int = Field(8333, ge=0, le=65_535, validation_alias="READOUT_WEB_PORT")
    web_tokens: SecretStr = Field(SecretStr(""), validation_alias="READOUT_WEB_TOKENS")
    web_user_header: str = Field("", validation_alias="READOUT_WEB_USER_HEADER")
    web_editors: Ids = Field(frozenset(), validation_alias="READOUT_WEB_EDITORS")
    web_hosts: Ids = Field(frozenset(), validation_alias="READOUT_WEB_HOSTS")

    @property
    def server(self) -> Server:
        """How a PostgreSQL is used."""
        return Server(self.database_connections, self.database_timeout, self.database_replica or None)

    @field_validator("workspaces", "channels", "editors", "web_editors", "web_hosts", mode="before")
    @classmethod
    def _ids(cls, listed: object) -> object:
        return frozenset(re.split(r"[\s,]+", listed.strip(" ,"))) - {""} if isinstance(listed, str) else listed

    @field_validator("database_replica")
    @classmethod
    def _follows(cls, url: str, info: ValidationInfo) -> str:
        if url and not (is_postgresql(url) and is_postgresql(info.data.get("database_url", ""))):
            raise ValueError(
                "must be the postgresql+psycopg:// address of a server that follows that of READOUT_DATABASE_URL"
            )
        return url

    @field_validator("bot_token", "app_token", "cli_bot_token", "cli_app_token")
    @classmethod
    def _without_blanks(cls, token: SecretStr | None) -> SecretStr | None:
        stripped = token.get_secret_value().strip() if token else ""
        return SecretStr(stripped) if stripped else None

    @field_validator("mcp_token")
    @classmethod
    def _long_enough(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and len(token.get_secret_value().strip()) < LEAST_TOKEN:
            raise ValueError(f"must have {LEAST_TOKEN} characters or more, such as {secrets.token_urlsafe(24)}")
        return token

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, level: object) -> object:
        return level.strip().upper() if isinstance(level, str) else level

    @field_validator("api_url")
    @classmethod
    def _safe_url(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
            raise ValueError("must be an https address; plain http only on this machine, for tokens travel with it")
        return url.rstrip("/") + "/"


HOME = "READOUT_HOME"
"""The one setting that .env cannot hold, for it says where that lies."""


def go_home() -> None:
    """Stand in the folder that READOUT_HOME names, if any: what the other settings call by a short name lies there.

    Raises SettingsError where it is no folder.
    """
    if home := os.environ.get(HOME):
        try:
            os.chdir(home)
        except OSError as error:
            raise SettingsError(f"{HOME}: {home} cannot be used: {error.strerror}.") from None


def doubts() -> Iterator[str]:
    """A sentence for each setting that is set and means nothing: a slip of the keyboard, a folder that is not there."""
    known = {HOME, *(str(field.validation_alias) for field in Settings.model_fields.values())}
    typed = {name.upper() for name in [*os.environ, *DotEnvSettingsSource(Settings, env_file=".env").env_vars]}
    for name in sorted(typed - known):
        if name.startswith("READOUT_"):
            meant = difflib.get_close_matches(name, known, 1)
            yield f"{name} is no setting of Readout" + (f": did you mean {meant[0]}?" if meant else ".")


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError that names the variable and what is wrong with it."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = (_sentence(str(fault["loc"][0]), fault["msg"]) for fault in error.errors())
        raise SettingsError("\n".join(wrong)) from None


def slack_tokens(settings: Settings) -> Tokens | None:
    """Both tokens, None when neither is set; those of `slack run` where there are no others.

    Raises SettingsError when one is missing, of the wrong kind, or would be paired with another app's.
    """
    own, others = (settings.bot_token, settings.app_token), (settings.cli_bot_token, settings.cli_app_token)
    if any(own) and not all(own) and any(others):
        raise SettingsError(TWO_APPS)
    bot, app = own if any(own) else others
    if bot is None and app is None:
        return None
    return Tokens(
        bot=_checked("SLACK_BOT_TOKEN", bot, "xoxb-", "bot token", BOT_KEY),
        app=_checked("SLACK_APP_TOKEN", app, "xapp-", "app-level token", APP_KEY),
    )


TWO_APPS = (
    "Only one of SLACK_BOT_TOKEN and SLACK_APP_TOKEN is set, and the Slack CLI brings the tokens of an app of its own: "
    "set both, or neither."
)


def _checked(name: str, token: SecretStr | None, start: str, kind: str, where: str) -> SecretStr:
    if token is None:
        raise SettingsError(f"{name} is missing: set it to the {kind}, which starts with {start} ({where}).")
    if not token.get_secret_value().startswith(start):
        raise SettingsError(
            f"{name} holds another kind of token: it must be the {kind}, which starts with {start} ({where})."
        )
    return token


def is_loopback(host: str | None) -> bool:
    """Whether only this machine reaches that host."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _sentence(name: str, message: str) -> str:
    what = message.removeprefix("Value error, ")
    return f"{name}: {what[:1].lower()}{what[1:]}."
