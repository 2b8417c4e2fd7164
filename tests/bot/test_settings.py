"""Settings come from the environment alone, are checked with a sentence that helps, and keep secrets to themselves."""

import logging
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.logs import RedactingFormatter, redacted
from bot.settings import Settings, SettingsError, load_settings, slack_tokens
from corpus.store.dialects.engines import Server

BOT = "xoxb-1111-2222-abcdefSECRET"
APP = "xapp-1-A11-333-feedSECRET"
NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_CLI_XOXB",
    "SLACK_CLI_XAPP",
    "SLACK_API_URL",
    "READOUT_DATABASE_URL",
    "READOUT_DATABASE_CONNECTIONS",
    "READOUT_DATABASE_TIMEOUT",
    "READOUT_DATABASE_REPLICA",
    "READOUT_SEEDS",
    "READOUT_LOG_LEVEL",
    "READOUT_WORKSPACES",
    "READOUT_CHANNELS",
    "READOUT_ANSWERS_PER_MINUTE",
    "READOUT_MINUTES_BETWEEN_ALERTS",
    "READOUT_AUDIT_WORDS",
)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_a_setting_there_is_a_default() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///readout.db"
    assert settings.seeds == Path("seeds")
    assert settings.log_level == "INFO"
    assert settings.api_url == "https://slack.com/api/"
    assert settings.workspaces == settings.channels == frozenset()
    assert (settings.answers_per_minute, settings.minutes_between_alerts) == (120, 10)
    assert settings.audit_words is False
    assert slack_tokens(settings) is None


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("T1", {"T1"}),
        ("T1,T2", {"T1", "T2"}),
        (" T1 ,  T2,\n", {"T1", "T2"}),
        ("T1 T2\tT3", {"T1", "T2", "T3"}),
        (",, ,", set()),
        ("", set()),
    ],
)
@pytest.mark.parametrize("name", ["READOUT_WORKSPACES", "READOUT_CHANNELS"])
def test_ids_are_listed_on_a_line(name: str, line: str, ids: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, line)
    settings = load_settings()
    assert (settings.workspaces if name == "READOUT_WORKSPACES" else settings.channels) == ids


def test_how_often_and_what_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_ANSWERS_PER_MINUTE", "0")
    monkeypatch.setenv("READOUT_MINUTES_BETWEEN_ALERTS", "0.5")
    monkeypatch.setenv("READOUT_AUDIT_WORDS", "yes")
    settings = load_settings()
    assert (settings.answers_per_minute, settings.minutes_between_alerts) == (0, 0.5)
    assert settings.audit_words is True


def test_the_env_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\nREADOUT_SEEDS=wire\n")
    monkeypatch.setenv("READOUT_SEEDS", "desk")
    settings = load_settings()
    tokens = slack_tokens(settings)
    assert tokens is not None
    assert tokens.bot.get_secret_value() == BOT
    assert tokens.app.get_secret_value() == APP
    assert settings.seeds == Path("desk")


def test_the_sample_file_sets_nothing(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / ".env.sample"
    (tmp_path / ".env").write_text(sample.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_settings() == Settings(_env_file=None)


def test_the_tokens_of_the_slack_cli_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_CLI_XOXB", BOT)
    monkeypatch.setenv("SLACK_CLI_XAPP", APP)
    assert slack_tokens(load_settings()) is not None


def test_the_tokens_of_two_apps_are_never_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("SLACK_CLI_XOXB", "xoxb-developmentSECRET")
    monkeypatch.setenv("SLACK_CLI_XAPP", "xapp-1-developmentSECRET")
    with pytest.raises(SettingsError, match="an app of its own: set both, or neither") as refused:
        slack_tokens(load_settings())
    assert "SECRET" not in str(refused.value)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)
    tokens = slack_tokens(load_settings())
    assert tokens is not None
    assert (tokens.bot.get_secret_value(), tokens.app.get_secret_value()) == (BOT, APP)


@pytest.mark.parametrize(
    ("environment", "named", "place"),
    [
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN", "connections:write"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "OAuth & Permissions"),
        ({"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "xoxb-"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": BOT}, "SLACK_APP_TOKEN", "xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxp-userSECRET", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "api.slack.com/apps"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": "   "}, "SLACK_APP_TOKEN is missing", "Basic Information"),
    ],
)
def test_a_token_missing_or_of_the_wrong_kind_is_named_with_its_place(
    environment: dict[str, str], named: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        slack_tokens(load_settings())
    assert named in str(caught.value)
    assert place in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_no_secret_shows_in_a_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("READOUT_DATABASE_URL", "postgresql+psycopg://desk:SECRET@db/readout")
    settings = load_settings()
    assert "SECRET" not in repr(settings)
    assert "SECRET" not in str(settings)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load_settings().log_level = "DEBUG"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READOUT_LOG_LEVEL", "LOUD-SECRET"),
        ("SLACK_API_URL", "http://slack.example/SECRET"),
        ("SLACK_API_URL", "ftp-SECRET"),
        ("READOUT_ANSWERS_PER_MINUTE", "-1"),
        ("READOUT_ANSWERS_PER_MINUTE", "SECRET"),
        ("READOUT_MINUTES_BETWEEN_ALERTS", "-0.1"),
        ("READOUT_MINUTES_BETWEEN_ALERTS", "nan"),
        ("READOUT_AUDIT_WORDS", "SECRET"),
        ("READOUT_MCP_TOKEN", "SHORT-SECRET"),
        ("READOUT_MCP_PORT", "70000"),
    ],
)
def test_a_wrong_value_is_told_by_its_variable_and_not_repeated(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings()
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://127.0.0.1:9000/api", "http://127.0.0.1:9000/api/"),
        ("http://localhost:9000/api/", "http://localhost:9000/api/"),
        ("https://slack.example/api", "https://slack.example/api/"),
    ],
)
def test_plain_http_stays_on_this_machine(given: str, kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", given)
    assert load_settings().api_url == kept


def test_the_log_level_is_taken_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_LOG_LEVEL", " debug ")
    assert load_settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    "line",
    [
        f"token {BOT} refused",
        f"Authorization: Bearer {APP}",
        "connecting to wss://wss-primary.slack.com/link/?ticket=SECRET&app_id=1",
        "ws://127.0.0.1:9/link?ticket=SECRET",
        "POST https://hooks.slack.com/commands/T1/2/SECRET",
        "{'response_url': 'http://127.0.0.1:9/response/SECRET', 'text': ''}",
        '{"response_url": "https://slack.example/SECRET"}',
        '{\\"response_url\\": \\"https://slack.example/SECRET\\"}',
        "OperationalError: locked\n[SQL: SELECT 1 WHERE x = ?]\n[parameters: ('SECRET',)]\n(Background: e3q8)",
    ],
)
def test_a_log_line_loses_its_secrets(line: str) -> None:
    assert "SECRET" not in redacted(line)


def test_a_trace_loses_its_secrets_too() -> None:
    try:
        raise ValueError(f"refused {BOT}")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "with %s", (APP,), (ValueError, error, error.__traceback__)
        )
    line = RedactingFormatter("%(message)s").format(record)
    assert "SECRET" not in line
    assert "Traceback" in line


def test_redacting_leaves_ordinary_words() -> None:
    line = "Readout is ready: 1 article, 5 people and 7 quotes; listening to Slack as readout in Loopback"
    assert redacted(line) == line


def test_how_a_postgresql_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().server == Server(15, 30, None)
    monkeypatch.setenv("READOUT_DATABASE_URL", "postgresql+psycopg://desk:SECRET@db/readout")
    monkeypatch.setenv("READOUT_DATABASE_CONNECTIONS", "40")
    monkeypatch.setenv("READOUT_DATABASE_TIMEOUT", "2.5")
    monkeypatch.setenv("READOUT_DATABASE_REPLICA", "postgresql://desk:SECRET@second/readout")
    settings = load_settings()
    assert settings.server == Server(40, 2.5, "postgresql://desk:SECRET@second/readout")
    assert "SECRET" not in f"{settings!r} {settings.server!r}"


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("READOUT_DATABASE_CONNECTIONS", "many", "valid integer"),
        ("READOUT_DATABASE_CONNECTIONS", "1", "greater than or equal to 2"),
        ("READOUT_DATABASE_TIMEOUT", "0", "greater than 0"),
        ("READOUT_DATABASE_TIMEOUT", "30s", "valid number"),
        ("READOUT_DATABASE_REPLICA", "sqlite:///SECRET.db", "must be the postgresql"),
        ("READOUT_DATABASE_REPLICA", "second.SECRET.example", "must be the postgresql"),
    ],
)
def test_what_is_mistyped_is_said_without_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, name: str, typed: str, told: str
) -> None:
    monkeypatch.setenv("READOUT_DATABASE_URL", "postgresql+psycopg://desk@db/readout")
    monkeypatch.setenv(name, typed)
    with pytest.raises(SettingsError, match=f"^{name}: .*{told}.*\\.$") as refused:
        load_settings()
    assert "SECRET" not in str(refused.value)


def test_a_file_has_no_replica(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_DATABASE_REPLICA", "postgresql+psycopg://desk@second/readout")
    with pytest.raises(SettingsError, match="a server that follows that of READOUT_DATABASE_URL"):
        load_settings()
