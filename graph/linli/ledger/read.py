"""Reading ledger files: any number of them, each into its sheets."""

from __future__ import annotations

import os
from pathlib import Path

from linli.errors import LedgerEmpty, LedgerNotFound
from linli.ledger.formats import limits, one, process
from linli.ledger.formats.kind import kind
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Sheet


def read(paths: list[Path]) -> dict[Path, list[Sheet]]:
    """The sheets of each file that have anything in them; xlsx, xlsm, xls, et, ods, docx, csv and other text
    in columns, tables of web pages, and zips of these. Told by content: names are not trusted.

    Raises, naming the file (and the one in it, for a zip): LedgerNotFound; LedgerEmpty; LedgerForeign, of a
    format that is not read; LedgerLocked, by a password; LedgerTooLarge; LedgerUnreadable, damaged or not
    permitted. The first file that cannot be read refuses them all.
    """
    texts = {path: _is_text(path) for path in paths}
    sheets = process.read([path for path, text in texts.items() if not text])
    # Text cannot bring its reader down, and needs no process of its own.
    return {
        path: one.read(path.read_bytes(), path.name) if text else sheets[path] for path, text in texts.items()
    }


def _is_text(path: Path) -> bool:
    if not path.is_file():
        raise LedgerNotFound(file=str(path))
    if not os.access(path, os.R_OK):
        raise unreadable(path.name, "permission")
    size = path.stat().st_size
    if size == 0:
        raise LedgerEmpty(file=path.name, sheet="")
    limits.check_size(path.name, size)
    with path.open("rb") as file:
        return kind(file.read(4096)) == "text"
