"""Commands that make, feed and build a workspace."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated

from cyclopts import Parameter

from linli.cli.console import Common, out, progress, table
from linli.reports.answer import Column, Shown

HERE = Common()


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def init(*, common: Common = HERE) -> None:
    """新建工作区 / Make a workspace in an empty folder."""
    from linli.services.init import init as make

    identity = make(common.workspace)
    common.tell("init_done", folder=common.workspace, identity=identity)


def complete(
    kinds: list[str],
    /,
    *,
    area: Annotated[str, Parameter(help="区划代码 / area code")],
    on: Annotated[dt.date, Parameter(help="日期 / day")],
    by: Annotated[str, Parameter(help="声明人 / who states it")] = "",
    common: Common = HERE,
) -> None:
    """声明某类台账在某区域某日是全的 / State that kinds of ledger are whole for an area on a day."""
    from linli.model import ledger_kind
    from linli.services.complete import complete as state

    state(common.workspace, kinds, area, on, by, _now())
    labels = [ledger_kind.load()[kind].label.text(common.one) for kind in kinds]
    common.tell("complete_done", kinds="、".join(labels), area=area, day=on)


def build(
    *,
    known_on: Annotated[
        dt.date | None, Parameter(help="只用到那天为止收到的台账 / only what had been received by then")
    ] = None,
    common: Common = HERE,
) -> None:
    """由台账生成图 / Build the graph from the ledgers. Unchanged inputs are not built again."""
    from linli.services.build import build as make
    from linli.services.rejects import of_workspace
    from linli.services.rejects_file import write

    with progress(common) as stages:
        snapshot, built = make(common.workspace, stages, known_on)
    rows = snapshot.manifest.rows
    common.tell(
        "build_done" if built else "build_same", hash=snapshot.manifest.hash, day=snapshot.manifest.day
    )
    common.tell("rows_sum", **rows)
    nodes = sum(n for name, n in snapshot.manifest.counts.items() if "." not in name)
    common.tell("graph_sum", nodes=nodes, links=sum(snapshot.manifest.counts.values()) - nodes)
    if of_workspace(common.workspace, common.one):
        file = common.workspace / f"rejects-{snapshot.manifest.hash[:8]}.xlsx"
        wrong, warned = write(file, common.workspace, common.one)
        common.tell("rejects_written", errors=wrong, warnings=warned, file=file)


def verify(*, common: Common = HERE) -> None:
    """由台账重新计算并核对 / Build again from the sources in memory and compare. Exit code 1 where anything
    differs.
    """
    from linli.services.build import verify as check

    with progress(common) as stages:
        snapshot, differences = check(common.workspace, stages)
    if not differences:
        common.tell("verify_same", hash=snapshot.manifest.hash, tables=len(snapshot.manifest.counts))
        return
    for what, wanted, found in differences:
        common.tell("verify_differs", what=what, wanted=wanted, found=found)
    sys.exit(1)


def status(*, common: Common = HERE) -> None:
    """工作区里有什么 / What the workspace holds, and whether its graph is up to date."""
    from linli.model import ledger_kind
    from linli.services.status import status as look

    state = look(common.workspace)
    headings = ("file", "sheet", "ledger_kind", "ledger_day", "received", "rows", "series", "counts_now")
    columns = tuple(Column(key, common.say(key), key == "rows") for key in headings)
    yes_no = {True: common.say("yes"), False: common.say("replaced")}
    rows = tuple(
        (
            intake.name,
            one.sheet,
            ledger_kind.load()[one.kind].label.text(common.one),
            str(one.day),
            str(intake.received.date()),
            str(one.rows),
            one.series,
            yes_no[counts],
        )
        for intake, one, counts in state.tables
    )
    table(Shown(columns, rows))
    out.print()
    common.tell("status_decisions", count=state.decisions)
    if state.snapshot is None:
        common.tell("status_none")
    else:
        common.tell(
            "status_current" if state.current else "status_behind",
            hash=state.snapshot.manifest.hash,
            day=state.snapshot.manifest.day,
        )
        common.tell("rows_sum", **state.snapshot.manifest.rows)


COMMANDS = (init, complete, build, verify, status)
