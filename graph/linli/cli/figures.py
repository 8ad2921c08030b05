"""The command that holds published figures against the graph."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, table, writing
from linli.errors import FiguresNotFound, OutputUnwritable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linli.messages.catalogue import Lang
    from linli.model.measured import CheckedPlace

HERE = Common()


def figures(
    files: list[Path] | None = None,
    /,
    *,
    place: Annotated[str | None, Parameter(help="只看一个地方 / one place alone")] = None,
    format: Annotated[
        Literal["table", "json", "csv", "xlsx"] | None,
        Parameter(
            help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends, if there is one)"
        ),
    ] = None,
    to: Annotated[
        Path | None,
        Parameter(
            name=("--out", "-o"),
            help="写到哪个文件（xlsx 默认 figures.xlsx）/ file to write (figures.xlsx for xlsx unless given)",
        ),
    ] = None,
    keep: Annotated[
        bool,
        Parameter(negative=(), help="把文件收进工作区，以后不用再给 / keep the files in the workspace"),
    ] = False,
    common: Common = HERE,
) -> None:
    """公布的数字与图算出的数字对照 / Published figures beside those computed from the graph.

    不写文件时用工作区收着的。有不一致的，退出码 1。
    Without files, those that the workspace keeps. Exit code 1 where a figure differs.
    """
    from linli.services import figures as service
    from linli.services.graph import open_graph

    if keep:
        if not files:
            raise FiguresNotFound(where="--keep")
        for one, file in service.keep(common.workspace, files or []):
            common.tell("figures_kept", place=one.label.text(common.one), count=len(one.figures), file=file)
        return
    with open_graph(common.workspace, os.environ) as graph:
        places = service.load(files) if files else service.kept(common.workspace)
        checked = service.check(graph, service.choose(places, place) if place else places)
        snapshot = graph.snapshot
    form = format or (to.suffix.lower().removeprefix(".") if to else "table")
    if form == "xlsx":
        _workbook(to or Path("figures.xlsx"), checked, common)
    elif form in ("json", "csv"):
        _text(to, _render(form, checked, snapshot, common), common)
    elif to is None:
        _print(checked, common)
    else:
        raise OutputUnwritable(file=str(to), problem=".xlsx, .csv, .json")
    if any(one.count("differs") for one in checked):
        sys.exit(1)


def _print(places: Sequence[CheckedPlace], common: Common) -> None:
    from linli.reports import figures as report

    for one in places:
        out.print(Text(report.title(one, common.langs), style="bold"), soft_wrap=True)
        table(report.shown(one, common.langs))
        out.print(Text(report.total(one, common.langs)), soft_wrap=True)
        out.print()
    for note in report.notes(places, common.langs):
        out.print(Text(note), soft_wrap=True)


def _render(form: str, places: Sequence[CheckedPlace], snapshot: str, common: Common) -> str:
    from linli.reports import figures as report
    from linli.reports.render import csv

    if form == "json":
        return report.render(places, snapshot) + "\n"
    return csv.render(report.together(places, common.langs))


def _text(to: Path | None, text: str, common: Common) -> None:
    if to is None:
        out.print(Text(text), soft_wrap=True, end="")
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")
    common.tell("figures_written", file=to)


def _workbook(to: Path, places: Sequence[CheckedPlace], common: Common) -> None:
    """A workbook with a sheet in each language, the reader's first."""
    from linli.messages.catalogue import say
    from linli.reports import figures as report
    from linli.reports.render import xlsx

    order: tuple[Lang, Lang] = ("en", "zh") if common.langs == "en" else ("zh", "en")
    tables = [(say("figures_published", lang), report.together(places, lang)) for lang in order]
    sheets = [(name, [column.heading for column in one.columns], one.rows) for name, one in tables]
    with writing(to):
        xlsx.write(to, sheets)
    common.tell("figures_written", file=to)


COMMANDS = (figures,)
