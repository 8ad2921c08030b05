"""Commands about the life of a finding: audits that are kept, what changed between two, what is let stand."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Literal

import cyclopts
from cyclopts import Parameter
from rich.text import Text

from linli.cli.audit import PackName
from linli.cli.console import Common, out, table
from linli.cli.kept import By, Form, Out, emit, now, who
from linli.errors import ParameterMissing

if TYPE_CHECKING:
    from linli.audit.difference import Difference, Kind

HERE = Common()


runs = cyclopts.App(name="runs", help="保存的审计 / Audits that are kept.")


@runs.default
def list_(*, format: Form = None, to: Out = None, common: Common = HERE) -> None:
    """列出保存的审计，新的在前 / List the audits that are kept, the newest first."""
    from linli.reports import runs as report
    from linli.services.runs import kept

    found = [(one.run, one.findings, one.doubts) for one in kept(common.workspace)]
    if not found and (format or "table") == "table" and to is None:
        common.tell("runs_none")
        return
    shown = report.runs(found, common.one)
    emit([(common.say("run_number"), shown)], lambda: report.runs_json(found), format, to)


@runs.command
def prune(
    *,
    keep: Annotated[int, Parameter(help="留下最近几次 / how many of the newest stay")],
    by: By = None,
    common: Common = HERE,
) -> None:
    """删去旧的审计；不会自动删 / Take out old audits; nothing is ever taken out by itself."""
    from linli.services.runs import prune as take_out

    gone = take_out(common.workspace, keep, who(by), now())
    common.tell("runs_pruned", count=len(gone), runs=gone)


def diff(  # noqa: PLR0913 - each is an option that a person may want to give
    runs: Annotated[
        tuple[int, int] | None,
        Parameter(help="哪两次（默认：最近两次）/ which two runs (the last two unless given)"),
    ] = None,
    /,
    *,
    between: Annotated[
        tuple[dt.date, dt.date] | None,
        Parameter(help="用同一张图重审这两天 / audit these two days anew, on one graph"),
    ] = None,
    pack: PackName = None,
    area: Annotated[
        list[str] | None, Parameter(help="--between 的区域代码或名称 / areas, with --between")
    ] = None,
    level: Annotated[
        Literal["prefecture", "county", "street", "community"],
        Parameter(help="按哪级区域分 / level of the areas told by"),
    ] = "street",
    format: Form = None,
    to: Out = None,
    limit: Annotated[int, Parameter(help="每类最多列几条 / changes shown of each kind")] = 20,
    common: Common = HERE,
) -> None:
    """两次审计之间：新增、仍在、已改 / What is new, persisting and fixed between two audits."""
    from linli.reports import runs as report
    from linli.services import runs as service

    if between:
        found = service.between(common.workspace, between, os.environ, pack_name=pack, area=area, level=level)
    else:
        first, second = runs or service.last_two(common.workspace)
        found = service.diff(common.workspace, first, second, level)
    if (format or "table") == "table" and to is None:
        _tell(found, limit, common)
        return
    sheets = [
        (common.say("audit_totals"), report.by_rule_and_area(found, common.one)),
        (common.say("change"), report.changes(found.changes, common.one)),
    ]
    emit(sheets, lambda: report.difference_json(found), format, to)


def _tell(found: Difference, limit: int, common: Common) -> None:
    from linli.reports import runs as report

    first, second = found.first, found.second
    common.tell(
        "diff_head",
        first=first.number or "",
        first_day=first.as_of,
        first_pack=first.label.text(common.one),
        second=second.number or "",
        second_day=second.as_of,
        second_pack=second.label.text(common.one),
    )
    moved: tuple[Kind, ...] = ("new", "told", "untold", "fixed")
    if not found.of(*moved):
        common.tell("diff_same", count=len(found.of("persisting")))
    else:
        table(report.by_rule_and_area(found, common.one))
    for kind in moved:
        if changes := found.of(kind):
            word = common.say(f"change_{kind}")
            out.print()
            out.print(Text(common.say("diff_list", kind=word, count=len(changes)), style="bold"))
            for one in changes[:limit]:
                out.print(Text(f"  {report.sentence(one, common.one)}  {one.finding.id}"), soft_wrap=True)
            if len(changes) > limit:
                common.tell("audit_more", count=len(changes) - limit)
    set_apart = found.of(*moved, apart=True)
    if lines := report.apart(found, common.one):
        out.print()
        for line in lines:
            out.print(Text(line), soft_wrap=True)
    if set_apart:
        common.tell("apart_head", count=len(set_apart))
        table(report.changes(set_apart[:limit], common.one))


def waive(
    finding: Annotated[
        str | None, Parameter(help="问题编号，写前几位即可 / the finding's id, or its beginning")
    ] = None,
    /,
    *,
    reason: Annotated[str, Parameter(help="理由 / why")] = "",
    by: By = None,
    until: Annotated[dt.date | None, Parameter(help="有效期至 / the last day it holds")] = None,
    list: Annotated[
        bool, Parameter(negative=(), help="列出豁免，看最近一次审计 / list the waivers, by the newest run")
    ] = False,
    withdraw: Annotated[int | None, Parameter(help="撤回第几号 / take back the waiver of a number")] = None,
    common: Common = HERE,
) -> None:
    """暂不整改一个问题：仍计入，单独列出 / Let a finding stand for a time: still counted, shown apart."""
    from linli.services import waivers

    if list:
        _list(common)
    elif withdraw is not None:
        gone = waivers.withdraw(common.workspace, withdraw, reason, who(by), now())
        common.tell("waiver_withdrawn", number=gone.number, says=gone.says.text(common.one))
    else:
        if finding is None:
            raise ParameterMissing(query="waive", parameter="finding", wanted="f…")
        if until is None:
            raise ParameterMissing(query="waive", parameter="until", wanted="2026-06-30")
        made = waivers.waive(common.workspace, finding, reason, who(by), until, now())
        common.tell("waiver_made", number=made.number, says=made.says.text(common.one), until=until)


def _list(common: Common) -> None:
    from linli.reports.runs import waived
    from linli.services import runs as service
    from linli.services import waivers

    if not waivers.made(common.workspace):
        common.tell("waivers_none")
        return
    standing = waivers.judged(common.workspace, service.load(common.workspace), now().date())
    table(waived(standing, common.one))


COMMANDS = (runs, diff, waive)
