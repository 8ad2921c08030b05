"""XML of office files, read without trust."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from xml.parsers import expat

from linli.ledger.formats.refusal import unreadable

_Element = ET.Element


class _Begun(Exception):
    """The root element was reached."""


class _Declared(Exception):
    """A document type was declared."""


def parse(data: bytes, file: str, part: str) -> _Element:
    """The root of an XML part.

    Parameters: `data`; `file` and `part`, for messages.
    Raises LedgerUnreadable where it is not well formed, or declares entities: office programs never do, and
    entities that name each other grow a page into gigabytes.
    """
    guard(data, file, part)
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise unreadable(file, "part", part=part) from error


def guard(data: bytes, file: str, part: str) -> None:
    """Refuse XML that declares a document type. Only what stands before the root element is read.

    Raises LedgerUnreadable.
    """
    parser = expat.ParserCreate()

    def declared(*_: object) -> None:
        raise _Declared

    def begun(*_: object) -> None:
        raise _Begun

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.Parse(data, True)
    except _Begun:
        return
    except _Declared as error:
        raise unreadable(file, "entities", part=part) from error
    except expat.ExpatError as error:
        raise unreadable(file, "part", part=part) from error


def local(tag: str) -> str:
    """A tag or attribute without its namespace.

    >>> local("{urn:x}tbl")
    'tbl'
    """
    return tag.rpartition("}")[2]


def attribute(element: _Element, name: str) -> str:
    """An attribute by its local name; "" where it is not there. Transitional and Strict files differ in
    namespaces alone.
    """
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
