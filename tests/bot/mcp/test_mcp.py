"""The server by the SDK's own client, over the standard streams and over HTTP; who may connect, and what is refused."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent
from pydantic import SecretStr
from starlette.responses import PlainTextResponse

from bot.mcp import answers
from bot.mcp.serve import Bearers, create_http, listening
from bot.mcp.server import create_server
from bot.settings import SettingsError
from corpus.errors import StoreError
from corpus.keepings import ArticleState
from corpus.store import Corpus
from tests.invented import FOUND, TEXT, article, corpus_of

TOKEN = "a-token-of-the-newsroom's-own"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Corpus]:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        yield corpus


@asynccontextmanager
async def served(corpus: Corpus, token: str | None) -> AsyncIterator[str]:
    """The server on a free port of this machine; its address."""
    secret = SecretStr(token) if token else None
    with listening("127.0.0.1", 0, secret) as bound:
        server = uvicorn.Server(uvicorn.Config(create_http(corpus, secret), log_level="warning", ws="none"))
        running = asyncio.create_task(server.serve(sockets=[bound]))
        try:
            while not server.started:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{bound.getsockname()[1]}/mcp"
        finally:
            server.should_exit = True
            await running


@asynccontextmanager
async def connected(url: str, token: str | None = None) -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        yield client


def text_of(result: CallToolResult) -> str:
    """The one piece of text of an answer."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


async def asked(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """What a tool answers; the same as text and as structure."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert json.loads(text_of(result)) == result.structured_content
    found: dict[str, Any] = result.structured_content
    return found


def cited(node: Any) -> Iterator[dict[str, Any]]:
    """Everything with offsets in an answer."""
    if isinstance(node, dict):
        if {"words", "start", "end"} <= node.keys():
            yield node
        yield from (one for value in node.values() for one in cited(value))
    elif isinstance(node, list):
        yield from (one for value in node for one in cited(value))


async def session(client: Client) -> None:
    """Each tool once, as an assistant uses them."""
    listed = (await client.list_tools()).tools
    assert [one.name for one in listed] == ["quote", "positions", "talks", "check", "article"]
    assert all(one.annotations and one.annotations.read_only_hint for one in listed)
    told = [
        await asked(client, "quote", who="solbaken", since="2031-05-01", until="2031-05-31"),
        await asked(client, "positions", party="Chile", issue="NATO"),
        await asked(client, "talks", about="Lisbon"),
        await asked(client, "check", text="She said “a lot of work remain before anybody signs anything”."),
    ]
    for answer in told:
        places = list(cited(answer))
        assert places, answer
        assert all(TEXT[one["start"] : one["end"]] == one["words"] for one in places)
        assert all({"headline", "outlet", "printed_on", "address", "file"} <= one.keys() for one in places)
    place = next(cited(told[0]))
    whole = await asked(client, "article", article=place["article"])
    assert whole["text"] == TEXT


class TestStandardStreams:
    async def test_an_assistant_asks_each_tool(self, filled: Corpus, tmp_path: Path) -> None:
        environment = {"READOUT_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "READOUT_LOG_LEVEL": "DEBUG"}
        started = StdioServerParameters(command=sys.executable, args=["-m", "bot", "mcp"], env=environment)
        with (tmp_path / "log").open("w") as log:
            async with Client(stdio_client(started, errlog=log)) as client:
                await session(client)


class TestHttp:
    async def test_an_assistant_with_the_token_asks_each_tool(self, filled: Corpus) -> None:
        async with served(filled, TOKEN) as url, connected(url, TOKEN) as client:
            await session(client)

    async def test_without_a_token_programs_of_this_machine_are_answered(self, filled: Corpus) -> None:
        async with served(filled, None) as url, connected(url) as client:
            assert (await asked(client, "talks"))["rounds"]

    async def test_without_the_token_no_path_and_no_method_is_answered(self, filled: Corpus) -> None:
        async with served(filled, TOKEN) as url, httpx2.AsyncClient() as http:
            ways = [("POST", url), ("GET", url), ("GET", url.removesuffix("mcp")), ("GET", f"{url}?token={TOKEN}")]
            for method, path in ways:
                answer = await http.request(method, path, json={} if method == "POST" else None)
                assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
                assert TOKEN not in answer.text

    @pytest.mark.parametrize(
        ("headers", "status"),
        [({"Host": "evil.example"}, 421), ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403)],
    )
    async def test_without_a_token_no_page_of_a_browser_is_answered(
        self, filled: Corpus, headers: dict[str, str], status: int
    ) -> None:
        async with served(filled, None) as url, httpx2.AsyncClient() as http:
            answer = await http.post(url, json={"jsonrpc": "2.0", "id": 1, "method": "ping"}, headers=headers)
            assert answer.status_code == status

    async def test_what_is_too_long_to_be_asked_is_refused_before_it_is_read(self, filled: Corpus) -> None:
        async with served(filled, None) as url, httpx2.AsyncClient() as http:
            answer = await http.post(url, content=b"x" * 1_100_000, headers={"Content-Type": "application/json"})
            assert answer.status_code == 413


AUTHORIZATION = b"authorization"
BORNE = TOKEN.encode()


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(AUTHORIZATION, b"")],
        [(AUTHORIZATION, b"Bearer")],
        [(AUTHORIZATION, b"Bearer ")],
        [(AUTHORIZATION, b"Bearer    ")],
        [(AUTHORIZATION, b"Basic " + BORNE)],
        [(AUTHORIZATION, BORNE)],
        [(AUTHORIZATION, b"Bearer " + BORNE + b"x")],
        [(AUTHORIZATION, b"Bearer " + BORNE[:-1])],
        [(AUTHORIZATION, b"Bearer " + BORNE.upper())],
        [(AUTHORIZATION, b"Bearer \xff\xfe\x00")],
        [(AUTHORIZATION, b"Bearer " + BORNE), (AUTHORIZATION, b"Bearer guess")],
        [(AUTHORIZATION, b"Bearer " + BORNE), (AUTHORIZATION, b"Bearer " + BORNE)],
        [(b"cookie", b"readout=" + BORNE)],
    ],
)
async def test_who_does_not_bear_the_token_is_not_let_in(headers: list[tuple[bytes, bytes]]) -> None:
    assert await let_in(TOKEN, headers) == 401


@pytest.mark.parametrize("borne", [b"Bearer " + BORNE, b"bearer " + BORNE, b"Bearer   " + BORNE + b" "])
async def test_who_bears_it_is(borne: bytes) -> None:
    assert await let_in(TOKEN, [(AUTHORIZATION, borne)]) == 200


async def test_an_empty_token_lets_nobody_in() -> None:
    assert await let_in("", [(AUTHORIZATION, b"Bearer ")]) == 401


async def let_in(token: str, headers: list[tuple[bytes, bytes]]) -> int:
    """The status that such a request gets, 200 where it is let in."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/mcp", "headers": headers}
    await Bearers(PlainTextResponse("in"), token)(scope, receive, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "readout.example", "127.1"])
def test_an_address_that_others_reach_is_not_listened_on_without_a_token(host: str) -> None:
    with pytest.raises(SettingsError, match="READOUT_MCP_TOKEN"):
        listening(host, 0, None)


def test_with_a_token_it_may_be(filled: Corpus) -> None:
    with listening("0.0.0.0", 0, SecretStr(TOKEN)) as bound:
        assert bound.getsockname()[1]


HOSTILE: list[tuple[str, dict[str, Any], str]] = [
    ("quote", {}, "who"),
    ("quote", {"who": ""}, "who"),
    ("quote", {"who": "   "}, "who"),
    ("quote", {"who": "x" * 5_000}, "who"),
    ("quote", {"who": "Sol\x00bakken"}, "who"),
    ("quote", {"who": "Sol\x1b[31mbakken"}, "who"),
    ("quote", {"who": "Sol\nbakken"}, "who"),
    ("quote", {"who": 5}, "who"),
    ("quote", {"who": None}, "who"),
    ("quote", {"who": ["Solbakken"]}, "who"),
    ("quote", {"who": {"$ne": ""}}, "who"),
    ("quote", {"who": "Norway", "limit": 0}, "limit"),
    ("quote", {"who": "Norway", "limit": "all"}, "limit"),
    ("quote", {"who": "Norway", "limit": True}, "limit"),
    ("quote", {"who": "Norway", "limit": 10**30}, "limit"),
    ("quote", {"who": "Norway", "skip": -1}, "skip"),
    ("quote", {"who": "Norway", "since": "the war"}, "since"),
    ("quote", {"who": "Norway", "since": 5}, "since"),
    ("quote", {"who": "Norway", "drop table": 1}, "drop table"),
    ("positions", {}, "party"),
    ("talks", {"which": "newest"}, "which"),
    ("check", {"text": ""}, "text"),
    ("check", {"text": "“" * 200_000}, "text"),
    ("check", {"text": "a\x00b"}, "text"),
    ("article", {"article": ""}, "article"),
    ("article", {"article": "x", "start": -5}, "start"),
    ("article", {"article": "x", "length": 10**9}, "length"),
]


@pytest.mark.parametrize(("tool", "arguments", "named"), HOSTILE)
async def test_arguments_that_are_none_get_a_sentence_that_repeats_nothing_of_them(
    filled: Corpus, tool: str, arguments: dict[str, Any], named: str
) -> None:
    async with Client(create_server(filled)) as client:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        told = text_of(result)
        assert named in told
        assert told.endswith(".")
        assert len(told) < 200
        assert told.isprintable()
        assert (await asked(client, "talks"))["rounds"]


STRANGE = [
    "' OR 1=1 --",
    "../../etc/passwd",
    "*",
    "NEAR(a b)",
    '"',
    "<!channel>",
    "\u202eyawroN",
    "party:norway'",
    "%",
    "page 2",
    "follow",
]


@pytest.mark.parametrize("words", STRANGE)
async def test_strange_words_are_only_words(filled: Corpus, words: str) -> None:
    async with Client(create_server(filled)) as client:
        for tool, arguments in (
            ("quote", {"who": words}),
            ("quote", {"who": "Norway", "words": words}),
            ("positions", {"party": words}),
            ("positions", {"issue": words}),
            ("talks", {"about": words}),
            ("check", {"text": words}),
            ("article", {"article": words}),
        ):
            answer = await asked(client, tool, **arguments)
            assert all(TEXT[one["start"] : one["end"]] == one["words"] for one in cited(answer))


async def test_a_tool_that_there_is_not_is_an_error_of_the_protocol(filled: Corpus) -> None:
    async with Client(create_server(filled)) as client:
        with pytest.raises(MCPError, match="quote, positions, talks, check, article"):
            await client.call_tool("remove", {})


async def test_what_may_not_be_shown_never_appears(filled: Corpus) -> None:
    async with Client(create_server(filled)) as client:
        held = next(cited(await asked(client, "talks")))["article"]
        assert filled.desk.rule(held, ArticleState.KILLED, by="ada")
        told = [
            await asked(client, "quote", who="Norway"),
            await asked(client, "positions", party="Chile"),
            await asked(client, "talks", which="all"),
            await asked(client, "check", text="“A lot of work remain before anybody signs anything”"),
            await asked(client, "article", article=held),
        ]
        assert not list(cited(told))
        assert told[3]["quotations"][0]["verdict"] == "not in the corpus"
        assert "killed" not in str(told[3])
        assert told[4]["text"] == ""


async def test_a_corpus_that_is_away_and_a_fault_of_ours_are_sentences(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Client(create_server(filled)) as client:
        for raised, shown in ((StoreError("The database is away."), "is away"), (ValueError("secret"), "our side")):
            monkeypatch.setattr(answers, "article", lambda *_, raised=raised: (_ for _ in ()).throw(raised))
            result = await client.call_tool("article", {"article": "x"})
            assert result.is_error
            assert shown in text_of(result)
            assert "secret" not in text_of(result)


def test_the_serving_process_does_not_load_what_speaks_to_assistants() -> None:
    code = "import bot.serve, bot.app, bot.cli.main, sys; sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


async def test_an_assistant_that_had_an_answer_is_on_the_receipt_of_its_recall(filled: Corpus) -> None:
    async with served(filled, None) as url, connected(url) as client:
        await client.call_tool("quote", {"who": "Solbakken"})
        await client.call_tool("quote", {"who": "Nobody Atall"})
    filled.desk.rule(article().id, ArticleState.KILLED, by="ada")
    (step,) = filled.ledger.steps(article().id)
    assert (step.shown.kind, step.shown.channel, step.trouble) == ("assistant", "mcp", "an assistant has it")
    assert step.shown.line == 'quote {"who": "Solbakken"}'


async def test_a_ledger_that_cannot_be_written_costs_an_assistant_no_answer(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> int:
        raise StoreError("The database is locked.")

    monkeypatch.setattr(filled.ledger, "note", away)
    async with served(filled, None) as url, connected(url) as client:
        found = await client.call_tool("quote", {"who": "Solbakken"})
    assert not found.is_error
