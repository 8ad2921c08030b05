"""The command that says who covers what, what lapses next, and which gap to act on first."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, table, writing
from linli.errors import OutputUnwritable, ParameterWrong
from linli.model.slot import OFS, Of
from linli.reports.answer import Shown

if TYPE_CHECKING:
    from linli.analysis.coverage.whole import Coverage

HERE = Common()
UNITS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
FITTING = 120
"""Lines of a breakdown that a screen takes."""


def coverage(  # noqa: PLR0913 - each is an option that a person may want to give
    *,
    of: Annotated[
        list[Of] | None,
        Parameter(help="看哪几项覆盖（默认全部）/ which coverages, all unless given", negative=()),
    ] = None,
    by: Annotated[
        Literal["area", "kind", "type"],
        Parameter(help="怎样汇总：各级区域、项目、小区类型 / rolled up by area, slot or type of compound"),
    ] = "kind",
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[
        dt.date | None,
        Parameter(help="看哪一天（默认：最新台账的日期）/ the day (the newest ledger's unless given)"),
    ] = None,
    horizon: Annotated[
        str, Parameter(help="到期看多远：365d、12w、6m、1y / how far ahead ends are looked at")
    ] = "365d",
    slots: Annotated[
        Path | None,
        Parameter(help="本单位的宽限和例外（默认：工作区的slots.yaml）/ own thresholds and exemptions"),
    ] = None,
    format: Annotated[
        Literal["table", "json", "csv", "xlsx"] | None,
        Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
    ] = None,
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    limit: Annotated[int, Parameter(help="每项最多列几处空缺 / gaps shown of each slot")] = 10,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """谁覆盖、哪里没有、什么要到期、先补哪些 / Who covers what, what nobody covers, what lapses next."""
    from linli.services.coverage import coverage as judge
    from linli.services.graph import open_graph

    form = format or (to.suffix.lower().removeprefix(".") if to else "table")
    if form not in ("table", "json", "csv", "xlsx") or (form == "table" and to):
        raise OutputUnwritable(file=str(to), problem=".xlsx, .csv, .json")
    ahead = days(horizon)
    with open_graph(store or common.workspace, os.environ) as graph:
        done = judge(
            graph,
            of=of or OFS,
            area=area,
            as_of=as_of,
            horizon=ahead,
            by=by,
            own=_own(slots, store, common),
        )
        head = {"snapshot": graph.snapshot, "areas": graph.areas(area)}
    if not done.slots and form == "table":
        common.tell("coverage_nothing")
    elif form == "table":
        _print(done, limit, common)
    elif form == "xlsx":
        _workbook(to or Path("coverage.xlsx"), done, common)
    else:
        _text(to, _render(form, done, head, common), common)


def days(horizon: str) -> int:
    """Days of a length of time as written. Raises ParameterWrong.

    >>> days("365d"), days("12w"), days("1y")
    (365, 84, 365)
    """
    said = re.fullmatch(r"(\d{1,5})([dwmy]?)", horizon.strip().lower())
    if said is None:
        raise ParameterWrong(query="coverage", parameter="horizon", value=horizon, wanted="365d, 12w, 6m, 1y")
    return min(int(said[1]) * UNITS[said[2]], 36500)


def _own(slots: Path | None, store: str | None, common: Common) -> Path | None:
    """The file of an office's own thresholds: the one given, else the workspace's if there is one."""
    if slots is not None or store is not None:
        return slots
    from linli.workspace.layout import Layout

    kept = Layout(common.workspace).slots
    return kept if kept.is_file() else None


def _print(done: Coverage, limit: int, common: Common) -> None:
    from linli.reports import coverage as reports

    lang = common.one
    common.tell("coverage_head", day=done.day, until=done.until, days=(done.until - done.day).days)
    _section("coverage_totals", reports.totals(done, lang), common)
    common.tell("coverage_denominator")
    if done.by != "kind":
        shown, left = reports.fitting(done, FITTING)
        _section("coverage_groups", reports.groups(shown, lang), common)
        if left:
            common.tell("coverage_groups_more", count=left)
    _section("coverage_quality", reports.quality(done, lang), common)
    _section("coverage_months", reports.months(done, lang), common)
    if not done.ends.height:
        common.tell("coverage_none_ends")
    lost = reports.ends(done, lang, limit)
    if lost.rows:
        _section("coverage_ends", reports.without(lost, "place_id"), common)
    out.print()
    out.print(Text(common.say("coverage_first"), style="bold"))
    first = reports.first(done, lang, limit)
    if not first.rows:
        common.tell("coverage_none_gaps")
        return
    common.tell("coverage_order", order=reports.order(done, lang))
    table(reports.without(first, "place_id"))
    counts = done.totals.select("slot", "gap").iter_rows()
    for name, count in counts:
        if count > limit:
            common.tell("coverage_more", slot=done.slots[name].label, count=count - limit)


def _section(key: str, shown: Shown, common: Common) -> None:
    out.print()
    out.print(Text(common.say(key), style="bold"))
    if shown.rows:
        table(shown)


def _workbook(path: Path, done: Coverage, common: Common) -> None:
    """A workbook to hand on: totals, quality, months, gaps in order, every place, what it rests on."""
    from linli.reports.coverage import sections
    from linli.reports.render import xlsx

    tables = [
        (section.name, [column.heading for column in section.shown.columns], section.shown.rows)
        for section in sections(done, common.one)
    ]
    with writing(path):
        xlsx.write(path, tables)
    common.tell("coverage_written", file=path)


def _render(form: str, done: Coverage, head: Mapping[str, object], common: Common) -> str:
    from linli.reports import coverage as reports
    from linli.reports.render import csv

    return csv.render(reports.every(done, common.one)) if form == "csv" else reports.render(done, head)


def _text(to: Path | None, text: str, common: Common) -> None:
    if to is None:
        out.file.write(text + "\n")
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")
    common.tell("coverage_written", file=to)


COMMANDS = (coverage,)
