"""A message of Slack's as its writer sees it."""

import re

_REFERENCE = re.compile(r"<(?:[@#!][^<>|\n]*|(?:https?|mailto|tel):[^<>|\n]*)(?:\|(?P<label>[^<>\n]*))?>")
_EMOJI = re.compile(r"(?<!\w):[a-z][a-z0-9_+'-]*:(?!\w)")
_STYLE = re.compile(r"(?<![^\W_])[*_~]+|[*_~]+(?![^\W_])")


def as_read(text: str) -> str:
    """A message without Slack's markup and escapes: links and mentions as their labels, styles and emoji left out."""
    labelled = _REFERENCE.sub(lambda found: found["label"] or "", text)
    plain = labelled.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _STYLE.sub("", _EMOJI.sub("", plain))
