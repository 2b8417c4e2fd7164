"""XML and HTML, read so that neither entities nor other files come in, and what of them is text."""

import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import ArticleError
from corpus.knowledge import words_of

_DEEPEST = 200
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def parse_xml(data: bytes) -> Any:
    """The root of an XML document. Raises `ArticleError` where it is not whole, or declares entities of its own."""
    from lxml import etree

    refuse_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"is XML that is not whole or not well formed: {_line(error)}") from error


def refuse_entities(data: bytes) -> None:
    """Raises `ArticleError` for a document that declares entities: no article needs them, and attacks do."""
    if b"<!ENTITY" in data or b"<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y" in data:
        raise ArticleError("declares entities of its own, which no article needs")


def parse_html(fragment: str) -> Any:
    """The root of a piece of HTML, as browsers read it."""
    from lxml import etree, html

    if not fragment.strip():
        return etree.Element("div")
    try:
        return html.fragment_fromstring(_without_declaration(fragment), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"holds HTML that cannot be read: {_line(error)}") from error


def _without_declaration(fragment: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", fragment).replace("\x00", "")


def plain(fragment: str) -> str:
    """The text of a piece of HTML, its paragraphs a blank line apart."""
    return prose(parse_html(fragment))


def prose(root: Any) -> str:
    """The text of an element: blocks a blank line apart, blanks as one, without what is not shown."""
    blocks: list[list[str]] = [[]]
    for words in _flow(root, 0):
        if words is None:
            blocks.append([])
        else:
            blocks[-1].append(words)
    told = (_SPACE.sub(" ", "".join(block)).strip() for block in blocks)
    return "\n\n".join(block for block in told if block)


def _flow(element: Any, depth: int) -> Iterator[str | None]:
    """The words of an element in their order; None where a block begins or ends."""
    if depth > _DEEPEST:
        raise ArticleError("nests its elements deeper than any article does")
    tag = local(element)
    if tag not in words_of("markup.toml", "hidden") or depth == 0:
        edge = () if tag in words_of("markup.toml", "inline") else (None,)
        yield from edge
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from _flow(child, depth + 1)
            yield child.tail or ""
        yield from edge


def local(element: Any) -> str:
    """The name of an element in small letters, without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def first(root: Any, *names: str) -> Any:
    """The first element below `root` of one of these names, tried in turn; None without any."""
    for name in names:
        for element in root.iter():
            if local(element) == name.lower():
                return element
    return None


def text_of_first(root: Any, *names: str) -> str | None:
    """The words of the first element of one of these names that has any, blanks as one."""
    for name in names:
        for element in root.iter():
            if local(element) == name.lower() and (words := " ".join("".join(element.itertext()).split())):
                return words
    return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
