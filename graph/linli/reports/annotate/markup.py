"""XML as bytes with places in them. Something is changed by putting bytes in at a place, so that all the rest
(prefixes, the order of attributes, extensions of other programs) stays as the sender's program wrote it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from xml.parsers import expat

TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
"""A start tag of XML that is known to be well formed."""

_DECLARED = re.compile(r"""^(<\?xml[^>]*?\bencoding\s*=\s*)(["'])([A-Za-z0-9._-]+)\2""")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Malformed(ValueError):
    """A part of a workbook that is not as workbooks are."""


@dataclass(eq=False)
class Element:
    """An element, and where it stands in the bytes.

    space, name  its namespace and local name
    prefix       what stands before its name, colon included
    attributes   by local name, or `{namespace}name` where they have one
    start, open  before and after the start tag
    close, end   before and after the end tag; an element without content has `close` = `open` = `end`
    text         its own text
    """

    space: str
    name: str
    prefix: bytes
    attributes: dict[str, str]
    start: int
    open: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Everything inside it of this local name, at any depth."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def child(self, name: str) -> Element | None:
        """Its first child of this local name."""
        return next((child for child in self.children if child.name == name), None)


def parse(data: bytes) -> Element:
    """The root of a part, with all that is in it.

    Raises Malformed, also for a document type: no part of a workbook has one, and entities are how a small
    file becomes a large one.
    """
    builder = Builder(data)
    run(builder.parser, data)
    return builder.root


def run(parser: expat.XMLParserType, data: bytes) -> None:
    """Let a parser read bytes, and refuse what workbooks do not have. Raises Malformed."""

    def refuse(*_: object) -> None:
        raise Malformed("DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Malformed(str(error)) from error


class Builder:
    """Makes the tree as expat tells of it.

    Places are right because expat says where in the bytes it is: at a start tag, at an end tag, and for an
    element without content behind it.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.path: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.stop
        self.parser.CharacterDataHandler = self.said

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        at = self.parser.CurrentByteIndex
        element = Element(*split(name), prefix(self.data, at), _named(attributes), at, tag_end(self.data, at))
        if self.path:
            self.path[-1].children.append(element)
        else:
            self.root = element
        self.path.append(element)

    def stop(self, _: str) -> None:
        """An end tag, or the end of an element that has none."""
        element = self.path.pop()
        if self.data[element.open - 2 : element.open] == b"/>":
            element.close = element.end = element.open
        else:
            element.close = self.parser.CurrentByteIndex
            element.end = self.data.index(b">", element.close) + 1

    def said(self, text: str) -> None:
        """Text."""
        self.path[-1].text += text


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of a name as expat gives it."""
    space, _, local = name.rpartition(" ")
    return space, local


def _named(attributes: Mapping[str, str]) -> dict[str, str]:
    return {f"{{{key.replace(' ', '}')}" if " " in key else key: value for key, value in attributes.items()}


def prefix(data: bytes, at: int) -> bytes:
    """The prefix of the start tag at a place, colon included.

    >>> prefix(b"<x:row r='1'>", 0), prefix(b"<row/>", 0)
    (b'x:', b'')
    """
    found = re.compile(rb"<([^\s/>:]+:)").match(data, at)
    return found[1] if found else b""


def tag_end(data: bytes, at: int) -> int:
    """The place after the start tag at a place."""
    found = TAG.match(data, at)
    if found is None:
        raise Malformed("tag")
    return found.end()


def with_attributes(tag: bytes, values: Mapping[str, str]) -> bytes:
    """A start tag with attributes set that have no namespace; all others as they were.

    >>> with_attributes(b'<c r="A1" s="3"/>', {"s": "7", "t": "n"})
    b'<c r="A1" s="7" t="n"/>'
    """
    for name, value in values.items():
        key = name.encode()
        written = b' %s="%s"' % (key, escape(value))
        found = _attribute(key).search(tag)
        if found:
            tag = tag[: found.start()] + written + tag[found.end() :]
        else:
            at = len(tag) - (2 if tag.endswith(b"/>") else 1)
            tag = tag[:at].rstrip() + written + tag[at:]
    return tag


@cache
def _attribute(key: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"""\s+%s\s*=\s*("[^"]*"|'[^']*')""" % re.escape(key))


class Edits:
    """Changes to one part, each at a place of its bytes as they were."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._made: list[tuple[int, int, bytes]] = []

    def put(self, at: int, new: bytes) -> None:
        """Insert at a place; what is put at one place stands in the order in which it was put."""
        self._made.append((at, at, new))

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put something else in a stretch."""
        self._made.append((start, end, new))

    def set(self, element: Element, **values: str) -> None:
        """Set attributes of an element."""
        tag = self.data[element.start : element.open]
        self.replace(element.start, element.open, with_attributes(tag, values))

    def append(self, parent: Element, new: bytes, **values: str) -> None:
        """Insert behind the last thing in an element, and set attributes of it."""
        tag = with_attributes(self.data[parent.start : parent.open], values)
        if parent.close == parent.open == parent.end:  # it has no end tag yet
            name = re.match(rb"<([^\s/>]+)", tag)
            assert name
            self.replace(parent.start, parent.end, tag[:-2].rstrip() + b">" + new + b"</%s>" % name[1])
        else:
            if values:
                self.replace(parent.start, parent.open, tag)
            self.put(parent.close, new)

    def made(self) -> bytes:
        """The bytes with all changes in them."""
        parts: list[bytes] = []
        at = 0
        for start, end, new in sorted(self._made, key=lambda edit: edit[:2]):
            parts += [self.data[at:start], new]
            at = end
        return b"".join([*parts, self.data[at:]])


def place(parent: Element, name: str, order: tuple[str, ...]) -> int:
    """Where a new child belongs among those that are there.

    Parameters: `parent`, which has an end tag; `name` of the child; `order`, in which the schema wants
    children. Those that the order does not know (extensions) stay behind it.
    """
    before = set(order[: order.index(name)])
    return max((child.end for child in parent.children if child.name in before), default=parent.open)


def utf8(data: bytes) -> bytes:
    """A part in UTF-8, which nearly all are. Raises Malformed for an encoding that nobody knows."""
    text = ""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        declared = _DECLARED.match(data[:200].decode("latin-1"))
        if declared is None or declared[3].lower() in ("utf-8", "utf8", "us-ascii"):
            return data
        try:
            text = data.decode(declared[3])
        except (LookupError, UnicodeDecodeError) as error:
            raise Malformed(declared[3]) from error
    return _DECLARED.sub(r"\1\2UTF-8\2", text).encode()


def escape(text: str) -> bytes:
    """A text as it stands in XML, be it between tags or in quotes. What XML cannot hold becomes U+FFFD.

    >>> escape('<a & "b">')
    b'&lt;a &amp; &quot;b&quot;&gt;'
    """
    clean = _ILLEGAL.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;")
    return clean.replace(">", "&gt;").replace('"', "&quot;").encode()


@lru_cache(4096)  # a ledger's mistakes are the same few, again and again
def text(content: str, limit: int = 32_767) -> bytes:
    """A text as it stands in a cell or note: no longer than they may be, and such that what looks like a
    spreadsheet's escape is read as it was written.

    >>> text("a_x0041_<"), text("1234567", 4)
    (b'a_x005F_x0041_&lt;', b'123\\xe2\\x80\\xa6')
    """
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    short = content if len(content) <= limit else content[: limit - 1] + "…"
    return escape(_ESCAPE.sub("_x005F_", short))


def text_width(line: str) -> int:
    """Columns of print that a line takes: a Chinese character is twice as wide as a Latin one.

    >>> text_width("户数 31")
    7
    """
    return sum(2 if character >= "\u2e80" else 1 for character in line)
