"""The tools by the Model Context Protocol: lists them, reads their arguments, answers or says why not."""

import json
import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

import anyio
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from bot.logs import reference
from bot.mcp.asked import Wrong, read_arguments
from bot.mcp.tools import INSTRUCTIONS, TOOLS, ReadTool
from bot.noting import all_words, note_quietly
from bot.release import VERSION
from corpus.errors import CorpusError
from corpus.keepings import Shown
from corpus.store import Corpus

logger = logging.getLogger(__name__)

_LONGEST_NAME, _LONGEST_LINE = 80, 300

MOST_AT_ONCE = 4
"""Answers that are looked for at the same time; others wait."""

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def create_server(corpus: Corpus) -> Server[Any]:
    """The server over a corpus, for any transport. Its tools run in threads."""
    threads = anyio.CapacityLimiter(MOST_AT_ONCE)
    known = {one.name: one for one in TOOLS}

    async def on_list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(one) for one in TOOLS])

    async def on_call_tool(context: Any, call: CallToolRequestParams) -> CallToolResult:
        tool = known.get(call.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no such tool; the tools are {', '.join(known)}.")
        asked = Asked(tool, call.arguments, _who(context))
        return await anyio.to_thread.run_sync(partial(_answered, asked, corpus), limiter=threads)

    return Server(
        "readout",
        title="Readout",
        version=VERSION,
        instructions=INSTRUCTIONS,
        on_list_tools=on_list_tools,
        on_call_tool=on_call_tool,
    )


def _listed(tool: ReadTool) -> Tool:
    return Tool(
        name=tool.name,
        title=tool.title,
        description=tool.told,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=_READS,
    )


class Asked(NamedTuple):
    """A tool with its arguments, as they came, and the name of the program that asks, as it gives it."""

    tool: ReadTool
    arguments: Any
    who: str


def _who(context: Any) -> str:
    """What a program calls itself; "" where it does not say."""
    told = getattr(getattr(context, "session", None), "client_params", None)
    return str(getattr(getattr(told, "client_info", None), "name", ""))[:_LONGEST_NAME]


def _answered(asked: Asked, corpus: Corpus) -> CallToolResult:
    """The record as JSON; a sentence, marked as an error, for arguments that are none and a corpus that is away."""
    tool = asked.tool
    try:
        found = tool.ask(read_arguments(tool.takes, asked.arguments), corpus)
    except (Wrong, CorpusError) as error:
        return _refused(str(error))
    except Exception:
        ref = reference()
        logger.exception("The tool %s failed [%s]", tool.name, ref)
        return _refused(f"Something went wrong on our side; the log has it under {ref}.")
    told = found.model_dump(mode="json")
    line = f"{tool.name} {json.dumps(asked.arguments, ensure_ascii=False)}"[:_LONGEST_LINE]
    note_quietly(corpus, Shown(
        at=datetime.now(UTC), kind="assistant", channel="mcp", user=asked.who, line=line, words=all_words(told)
    ))  # fmt: skip
    return CallToolResult(content=[TextContent(text=found.model_dump_json())], structured_content=told)


def _refused(why: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=why)], is_error=True)
