"""Writing the problems of a build to a file that an office can open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from linli.messages.catalogue import Lang, say
from linli.reports.answer import Column, Shown
from linli.reports.render import csv, xlsx
from linli.services.rejects import Problem

FIELDS = ("severity", "file", "sheet", "address", "column", "value", "what_is_wrong", "what_to_do")


def shown(problems: Sequence[Problem], lang: Lang) -> Shown:
    """Problems as a table of texts."""
    columns = tuple(Column(name, say(name, lang), number=False) for name in FIELDS)
    rows = tuple(
        (
            say(f"severity_{p.severity}", lang),
            p.file,
            p.sheet,
            p.address or str(p.row),
            p.column,
            p.value,
            p.what,
            p.do,
        )
        for p in problems
    )
    return Shown(columns, rows)


def write(path: Path, problems: Sequence[Problem], lang: Lang) -> None:
    """Write them as xlsx, or as csv where the file's name ends so."""
    table = shown(problems, lang)
    if path.suffix.lower() == ".csv":
        path.write_text(csv.render(table), encoding="utf-8", newline="")
    else:
        xlsx.write(path, [(say("rejects", lang), [c.heading for c in table.columns], table.rows)])
