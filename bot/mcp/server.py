"""The tools by the Model Context Protocol: lists them, reads their arguments, answers or says why not."""

import logging
from functools import partial
from typing import Any

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
from bot.release import VERSION
from corpus.errors import CorpusError
from corpus.store import Corpus

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 4
"""Answers that are looked for at the same time; others wait."""

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def create_server(corpus: Corpus) -> Server[Any]:
    """The server over a corpus, for any transport. Its tools run in threads."""
    threads = anyio.CapacityLimiter(MOST_AT_ONCE)
    known = {one.name: one for one in TOOLS}

    async def on_list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(one) for one in TOOLS])

    async def on_call_tool(_: Any, call: CallToolRequestParams) -> CallToolResult:
        tool = known.get(call.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no such tool; the tools are {', '.join(known)}.")
        return await anyio.to_thread.run_sync(partial(_answered, tool, call.arguments, corpus), limiter=threads)

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


def _answered(tool: ReadTool, arguments: Any, corpus: Corpus) -> CallToolResult:
    """The record as JSON; a sentence, marked as an error, for arguments that are none and a corpus that is away."""
    try:
        found = tool.ask(read_arguments(tool.takes, arguments), corpus)
    except (Wrong, CorpusError) as error:
        return _refused(str(error))
    except Exception:
        ref = reference()
        logger.exception("The tool %s failed [%s]", tool.name, ref)
        return _refused(f"Something went wrong on our side; the log has it under {ref}.")
    told = found.model_dump(mode="json")
    return CallToolResult(content=[TextContent(text=found.model_dump_json())], structured_content=told)


def _refused(why: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=why)], is_error=True)
