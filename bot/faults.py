"""What Slack would refuse in what it is sent, over limits.toml: the tests, the fake Slack and the app ask here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import Field

from corpus.models import Record
from handlers.blocks.limits import slack_limits

Node = Any
"""A piece of JSON: whatever a payload holds, however broken."""


class Rule(Record):
    """What one property of an object may hold; see the head of limits.toml."""

    required: bool = False
    chars: tuple[int, int] | None = None
    count: tuple[int, int] | None = None
    of: tuple[str, ...] = ()
    shape: str | None = Field(default=None, alias="as")
    among: tuple[str, ...] = ()
    pattern: str | None = None
    number: tuple[int, int] | None = None
    flag: bool = False
    each: tuple[int, int] | None = None


class Whole(Record):
    blocks_text: int
    markdown_text: int
    tables: int
    view_bytes: int
    live: str
    lively_but_safe: tuple[str, ...]


class Limits(Record):
    """Everything in limits.toml: the rules of every property by object and name."""

    whole: Whole
    either: Mapping[str, tuple[str, ...]]
    not_both: Mapping[str, tuple[str, ...]]
    ordered: Mapping[str, tuple[str, str]]
    needs: Mapping[str, Mapping[str, str]]
    has: Mapping[str, Mapping[str, Rule]]
    cells: tuple[int, int]


@cache
def limits() -> Limits:
    """The rules of every property, read once."""
    has = {shape: dict(rules) for shape, rules in slack_limits()["has"].items()}
    return Limits.model_validate({**slack_limits(), "has": has, "cells": has["table"].pop("cells")})


def faults(payload: Node, surface: str = "") -> list[str]:
    """What Slack would refuse in a payload, each with its JSON path; else nothing.

    The surface is "message", "modal", "home", "choices" (what a typeahead offers) or "submission" (what a submitted
    view is answered with). Without one, a payload of type `modal` or `home` is a view, one with `options` or
    `option_groups` a list of options, one with `response_action` a submission, and all else a message.
    """
    if not isinstance(payload, dict):
        return ["/: not an object"]
    shape = surface or _surface(payload)
    within = payload.get("view") if shape == "submission" else None
    return [
        *_object(payload, "", shape),
        *_needs(payload, shape),
        *_together(payload),
        *_ids(_blocks(payload)),
        *_texts(payload),
        *(f"/view{fault}" for fault in (faults(within) if isinstance(within, dict) else ())),
    ]


def _surface(payload: dict[str, Node]) -> str:
    if payload.get("type") in ("modal", "home"):
        return str(payload["type"])
    if "response_action" in payload:
        return "submission"
    return "choices" if {"options", "option_groups"} & payload.keys() and "text" not in payload else "message"


def _object(node: dict[str, Node], path: str, shape: str) -> Iterator[str]:
    rules = limits().has[shape]
    for name in node.keys() - rules.keys():
        yield f"{path}/{name}: no property of {shape}"
    wanted = limits().either.get(shape)
    if wanted and not any(name in node if shape == "choices" else node.get(name) for name in wanted):
        yield f"{path}: a {shape} needs {' or '.join(wanted)}"
    yield from _among_properties(node, path, shape)
    for name, rule in rules.items():
        if node.get(name) is not None:
            yield from _value(node[name], f"{path}/{name}", rule)
        elif rule.required:
            yield f"{path}/{name}: missing"


def _among_properties(node: dict[str, Node], path: str, shape: str) -> Iterator[str]:
    """What no property breaks alone."""
    alone = limits().not_both.get(shape, ())
    if sum(name in node for name in alone) > 1:
        yield f"{path}: a {shape} has not both {' and '.join(alone)}"
    least, most = (node.get(name) for name in limits().ordered.get(shape, ("", "")))
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"{path}: {' is more than '.join(limits().ordered[shape])}"
    yield from _initially(node, path)


def _initially(node: dict[str, Node], path: str) -> Iterator[str]:
    """What is chosen at first is one of what is offered, to the letter."""
    groups = [_items(group.get("options")) for group in _items(node.get("option_groups")) if isinstance(group, dict)]
    offered = [*_items(node.get("options")), *(option for group in groups for option in group)]
    chosen = [*_items(node.get("initial_options")), *([node["initial_option"]] if node.get("initial_option") else [])]
    if offered and not all(option in offered for option in chosen):
        yield f"{path}: what is chosen at first is not offered"


def _value(value: Node, path: str, rule: Rule) -> Iterator[str]:
    if rule.count:
        yield from _list(value, path, rule, rule.count)
    elif rule.of or rule.shape:
        yield from _composed(value, path, rule)
    elif rule.chars or rule.pattern or rule.among:
        yield from _string(value, path, rule)
    elif rule.number:
        yield from _number(value, path, rule.number)
    elif rule.flag and not isinstance(value, bool):
        yield f"{path}: neither true nor false"
    elif rule.each:
        yield from _mapping(value, path, rule.each)


def _number(value: Node, path: str, bounds: tuple[int, int]) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield f"{path}: not a whole number"
    elif not bounds[0] <= value <= bounds[1]:
        yield f"{path}: {value}, {bounds[0]}-{bounds[1]} allowed"


def _mapping(value: Node, path: str, chars: tuple[int, int]) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{path}: not an object with a text for each name"
        return
    for name, text in value.items():
        yield from _string(text, f"{path}/{name}", Rule(chars=chars))


def _list(value: Node, path: str, rule: Rule, count: tuple[int, int]) -> Iterator[str]:
    if not isinstance(value, list | tuple):
        yield f"{path}: not a list"
        return
    if not count[0] <= len(value) <= count[1]:
        yield f"{path}: {len(value)} items, {count[0]}-{count[1]} allowed"
    for i, item in enumerate(value):
        if not rule.of and not rule.shape:
            yield from _string(item, f"{path}/{i}", rule)
        elif isinstance(item, list | tuple) and path.endswith("/rows"):
            yield from _list(item, f"{path}/{i}", rule, limits().cells)
        else:
            yield from _composed(item, f"{path}/{i}", rule)


def _composed(value: Node, path: str, rule: Rule) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: not an object"
        return
    kind = rule.shape or value.get("type")
    if rule.of and kind not in rule.of:
        yield f"{path}: {kind!r} does not belong here, only {', '.join(rule.of)}"
        return
    if rule.chars:
        yield from _string(value.get("text"), f"{path}/text", rule)
    yield from _object(value, path, str(kind))


def _string(value: Node, path: str, rule: Rule) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{path}: not a string"
        return
    if rule.chars and not rule.chars[0] <= len(value) <= rule.chars[1]:
        yield f"{path}: {len(value)} characters, {rule.chars[0]}-{rule.chars[1]} allowed"
    if rule.among and value not in rule.among:
        yield f"{path}: {value!r} is none of {', '.join(rule.among)}"
    if rule.pattern and not re.match(rule.pattern, value):
        yield f"{path}: {value[:40]!r} does not match {rule.pattern}"


def _needs(payload: dict[str, Node], shape: str) -> Iterator[str]:
    """What a payload must have beside what it holds: a form is submitted with a button."""
    held = {str(block.get("type")) for block in _blocks(payload)} | {str(payload.get("response_action"))}
    for what, name in limits().needs.get(shape, {}).items():
        if what in held and not payload.get(name):
            yield f"/{name}: missing, for there is {what}"


def _together(payload: dict[str, Node]) -> Iterator[str]:
    """What no block breaks alone."""
    blocks = _blocks(payload)
    whole = limits().whole
    if (size := _characters(blocks)) > whole.blocks_text:
        yield f"/blocks: {size} characters in all, {whole.blocks_text} allowed"
    if (size := _characters([b for b in blocks if b.get("type") == "markdown"])) > whole.markdown_text:
        yield f"/blocks: {size} characters of markdown in all, {whole.markdown_text} allowed"
    if sum(node.get("focus_on_load") is True for _, node in _walk(blocks, "")) > 1:
        yield "/blocks: focus_on_load more than once"
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > whole.tables:
        yield f"/blocks: {len(tables)} tables, {whole.tables} allowed"
    for table in tables:
        if len({len(row) for row in _items(table.get("rows")) if isinstance(row, list)}) > 1:
            yield "/blocks: the rows of a table differ in length"


def _blocks(payload: dict[str, Node]) -> list[dict[str, Node]]:
    return [block for block in _items(payload.get("blocks")) if isinstance(block, dict)]


def _items(node: Node) -> list[Node]:
    return list(node) if isinstance(node, list | tuple) else []


def _characters(node: Node) -> int:
    """Characters of every `text` in a piece of JSON, however deep."""
    own = len(node["text"]) if isinstance(node, dict) and isinstance(node.get("text"), str) else 0
    return own + sum(_characters(child) for _, child in _children(node))


def _ids(blocks: list[dict[str, Node]]) -> Iterator[str]:
    """A block_id names one block of a message, an action_id one element of a block."""
    for block_id, times in Counter(str(b["block_id"]) for b in blocks if b.get("block_id")).items():
        if times > 1:
            yield f"/blocks: block_id {block_id!r} used {times} times"
    for i, block in enumerate(blocks):
        actions = Counter(str(node["action_id"]) for _, node in _walk(block, "") if node.get("action_id"))
        for action_id, times in actions.items():
            if times > 1:
                yield f"/blocks/{i}: action_id {action_id!r} used {times} times"


def _texts(payload: dict[str, Node]) -> Iterator[str]:
    """Text that would ping, mislead or never arrive; only `text`, mrkdwn and markdown hold control sequences."""
    for path, node in _walk(payload, ""):
        for name, value in node.items():
            if not isinstance(value, str):
                continue
            if re.search("[\0\ud800-\udfff]", value):
                yield f"{path}/{name}: NUL or half a surrogate pair"
            if name == "text" and (path == "" or node.get("type") in ("mrkdwn", "markdown")):
                yield from (f"{path}/text: live control sequence {found!r}" for found in _live(value))
    if not str(payload.get("text", "-")).strip():
        yield "/text: blank: notifications and screen readers read it"


def _live(text: str) -> Iterator[str]:
    whole = limits().whole
    for found in re.finditer(whole.live, text, re.IGNORECASE):
        if not text.startswith(whole.lively_but_safe, found.start()):
            yield text[found.start() : found.start() + 40]


def _walk(node: Node, path: str) -> Iterator[tuple[str, dict[str, Node]]]:
    """Every object of a piece of JSON with its path."""
    if isinstance(node, dict):
        yield path, node
    for name, child in _children(node):
        yield from _walk(child, f"{path}/{name}")


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, dict):
        yield from ((str(name), child) for name, child in node.items())
    elif isinstance(node, list | tuple):
        yield from ((str(i), child) for i, child in enumerate(node))
