"""Reading xlsx, in a process of its own.

A workbook of a few kilobytes can bring a reader to its end: two cells at opposite corners make calamine ask
for a table of 17 thousand million cells and abort, which nothing in Python can catch. So the reading happens
in a child process with a memory limit; if it dies, the file is refused and linli lives. The sizes that the
zip promises are looked at before.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import polars as pl

from linli.errors import LedgerTooLarge, LedgerUnreadable
from linli.ledger.sheet import Sheet

UNPACKED = 1 << 30
"""Bytes that a workbook may unpack to."""

MEMORY = 4 << 30
"""Bytes of address space that its reader may take."""


def read(paths: list[Path]) -> dict[Path, list[Sheet]]:
    """The sheets of each workbook.

    One child reads them all, since starting it costs more than reading a small workbook.
    Raises LedgerUnreadable or LedgerTooLarge, naming the file.
    """
    for path in paths:
        _check(path)
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        # -X utf8: names and sheet names are passed as they are, whatever the machine's locale
        command = [
            sys.executable,
            "-X",
            "utf8",
            "-m",
            "linli.ledger.read_xlsx_child",
            folder,
            str(MEMORY),
            *map(str, paths),
        ]
        child = subprocess.run(command, capture_output=True, check=False)
        lines = child.stdout.decode("utf-8", "replace").splitlines()
        result: dict[Path, list[Sheet]] = {path: [] for path in paths}
        for line in lines:
            verb, number, rest = line.split("\t", 2)
            path = paths[int(number)]
            if verb == "sheet":
                file, name = rest.split("\t", 1)
                result[path].append(Sheet(name, pl.read_ipc(Path(folder) / file)))
            elif verb == "unreadable":
                raise LedgerUnreadable(file=path.name, problem=rest)
            elif verb == "memory":
                raise LedgerTooLarge(file=path.name, limit=f"{MEMORY >> 30} GiB", found=rest)
        if child.returncode:
            begun = [int(line.split("\t")[1]) for line in lines if line.startswith("begin")]
            raise LedgerTooLarge(
                file=paths[begun[-1] if begun else 0].name,
                limit=f"{MEMORY >> 30} GiB",
                found=f"exit {child.returncode}",
            )
        return result


def _check(path: Path) -> None:
    """Refuse what is no workbook, or unpacks to more than any ledger."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise LedgerUnreadable(file=path.name, problem=str(error)) from error
    if "xl/workbook.xml" not in names:
        raise LedgerUnreadable(file=path.name, problem="xl/workbook.xml")
    if unpacked > UNPACKED:
        raise LedgerTooLarge(file=path.name, limit=f"{UNPACKED >> 20} MiB", found=f"{unpacked >> 20} MiB")
