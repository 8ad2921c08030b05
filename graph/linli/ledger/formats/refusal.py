"""Refusals in the reader's own language: what a file is, what is wrong with it, what to do."""

from __future__ import annotations

from linli.errors import LedgerForeign, LedgerUnreadable, Said

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
