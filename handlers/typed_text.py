"""Marked-up text of Slack's as people read it."""

import re

_REFERENCE = re.compile(r"<(?P<target>(?:[@#!][^<>|\n]*|(?:https?|mailto|tel):[^<>|\n]*))(?:\|(?P<label>[^<>\n]*))?>")
_EMOJI = re.compile(r"(?<!\w):(?:[+-]1|[a-z][a-z0-9_+'-]*):(?!\w)")
_STYLE = re.compile(r"(?<![^\W_])[*_~`]+|[*_~`]+(?![^\W_])")


def as_read(text: str) -> str:
    """Marked-up text as people read it: links and mentions as their labels, styles and emoji left out.

    A line that is quoted keeps its mark, which says that the words are somebody else's.
    """
    bare = _STYLE.sub("", _EMOJI.sub("", _REFERENCE.sub(_label, text)))
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _label(found: re.Match[str]) -> str:
    address = found["target"] if found["target"].startswith("http") else ""
    return found["label"] or address
