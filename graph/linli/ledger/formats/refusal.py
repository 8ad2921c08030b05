"""Refusals in the reader's own language: what a file is, what is wrong with it, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linli.errors import (
    HeadingMissing,
    HeadingTwice,
    LedgerEmpty,
    LedgerError,
    LedgerForeign,
    LedgerLocked,
    LedgerTooLarge,
    LedgerUnknown,
    LedgerUnreadable,
    Said,
)

REPAIRS = {
    "pdf": "ask",
    "ofd": "ask",
    "picture": "ask",
    "doc": "docx",
    "rtf": "docx",
    "odt": "docx",
    "slides": "paste",
    "xlsb": "xlsx",
    "xml_sheet": "xlsx",
    "xml": "xlsx",
    "mhtml": "xlsx",
    "dbf": "xlsx",
    "numbers": "xlsx",
    "old_xls": "xlsx",
    "et": "xlsx",
    "compound": "xlsx",
    "archive": "unpack",
    "zip_inside": "unpack",
}
"""Format that linli does not read → what to do about it; both are the ends of keys in `words.yaml`."""


def foreign(file: str, form: str) -> LedgerForeign:
    """A file of a format that linli does not read.

    >>> foreign("a.xlsx", "pdf").where["repair"]
    Said(key='repair_ask', values={})
    """
    return LedgerForeign(file=file, form=Said(f"form_{form}"), repair=Said(f"repair_{REPAIRS[form]}"))


def unreadable(file: str, problem: str, **values: object) -> LedgerUnreadable:
    """A file that is of a format linli reads, and is damaged.

    >>> unreadable("a.csv", "quotes", line=3).where["problem"]
    Said(key='problem_quotes', values={'line': 3})
    """
    return LedgerUnreadable(file=file, problem=Said(f"problem_{problem}", values))


_ERRORS = {
    error.code: error
    for error in (
        HeadingMissing,
        HeadingTwice,
        LedgerEmpty,
        LedgerForeign,
        LedgerLocked,
        LedgerTooLarge,
        LedgerUnknown,
        LedgerUnreadable,
    )
}


def plain(where: Mapping[str, object]) -> dict[str, Any]:
    """What an error names, as JSON holds it.

    >>> restored("LN-L10", plain(foreign("a.xlsx", "pdf").where)).where == foreign("a.xlsx", "pdf").where
    True
    """
    return {
        name: {"said": value.key, "values": dict(value.values)} if isinstance(value, Said) else value
        for name, value in where.items()
    }


def restored(code: str, where: Mapping[str, Any]) -> LedgerError:
    """An error of a file from its code and what `plain` made of it."""
    named = {
        name: Said(value["said"], value["values"]) if isinstance(value, dict) else value
        for name, value in where.items()
    }
    return _ERRORS[code](**named)
