"""Writing the problems of a build to a file that an office can open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from linli.messages.catalogue import Lang, say
from linli.reports.answer import Column, Shown
from linli.reports.render import csv, xlsx
from linli.services.rejects import Problem, of_workspace

FIELDS = ("severity", "file", "sheet", "address", "column", "value", "what_is_wrong", "what_to_do")


def shown(problems: Sequence[Problem], lang: Lang) -> Shown:
    """Problems as a table of texts."""
    columns = tuple(Column(name, say(name, lang), number=False) for name in FIELDS)
    rows = tuple(
        (
            say(f"severity_{p.severity}", lang),
            p.file,
            p.sheet,
            p.address or (str(p.row) if p.row else ""),
            p.column,
            p.value,
            p.what,
            p.do,
        )
        for p in problems
    )
    return Shown(columns, rows)


def within(problems: Sequence[Problem], sources: Collection[int] | None) -> list[Problem]:
    """The problems of some tables, by their places among the snapshot's sources; None for all."""
    return [one for one in problems if sources is None or one.source in sources]


def write(path: Path, workspace: Path, lang: Lang, sources: Collection[int] | None = None) -> tuple[int, int]:
    """Write the problems of the snapshot in use: as xlsx with a sheet in each language, `lang` first, or as
    csv in `lang` where the file's name ends so; of the tables at some places among the sources alone, or
    all.

    Returns how many rows were rejected, and how many warnings, repetitions and parts left out there are.
    Raises NoSnapshot.
    """
    order: tuple[Lang, Lang] = ("zh", "en") if lang == "zh" else ("en", "zh")
    found = {one: within(of_workspace(workspace, one), sources) for one in order}
    if path.suffix.lower() == ".csv":
        path.write_text(csv.render(shown(found[lang], lang)), encoding="utf-8", newline="")
    else:
        tables = [(say("rejects", one), shown(found[one], one)) for one in order]
        xlsx.write(path, [(name, [c.heading for c in table.columns], table.rows) for name, table in tables])
    wrong = len({(p.file, p.sheet, p.row) for p in found[lang] if p.severity == "error"})
    return wrong, sum(p.severity != "error" for p in found[lang])
