"""Commands about the list of things to mend (问题整改台账): written, taken back, looked through."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import cyclopts
from cyclopts import Parameter

from linli.audit.rule import Severity
from linli.cli.console import Common, out, table
from linli.cli.kept import By, Form, Out, emit, now, who
from linli.errors import OutputUnwritable, ParameterWrong

if TYPE_CHECKING:
    from linli.audit.rectification import Judged, Returned

HERE = Common()

rectify = cyclopts.App(
    name="rectify",
    help="问题整改台账：发出、收回、查看 / Findings to mend: write the list, take it back, look through it.",
)


@rectify.command
def export(  # noqa: PLR0913 - each is an option that a person may want to give
    *,
    area: Annotated[
        list[str] | None, Parameter(help="街道等区域的代码或名称（默认全部）/ areas by code or name (all)")
    ] = None,
    to: Annotated[
        Path,
        Parameter(
            name=("--out", "-o"),
            help="写到哪个文件（默认 rectify.xlsx）/ file to write (rectify.xlsx unless given)",
        ),
    ] = Path("rectify.xlsx"),
    severity: Annotated[
        list[Severity] | None,
        Parameter(help="哪些性质的问题（默认：禁止、不符合、应公开、提示）/ severities listed"),
    ] = None,
    due: Annotated[dt.date | None, Parameter(help="统一的整改时限 / one day for all new lines")] = None,
    days: Annotated[
        list[str] | None,
        Parameter(help="某种性质给几天，如 breach=20（默认见 linli.toml）/ days by severity, as breach=20"),
    ] = None,
    run: Annotated[
        int | None, Parameter(help="按第几次审计（默认最近一次）/ which run (the newest unless given)")
    ] = None,
    by: By = None,
    common: Common = HERE,
) -> None:
    """写出发给街道的问题整改台账，一个街道一张表 / Write the list to send, a sheet a street."""
    from linli.services import rectify as service

    if to.suffix.lower() != ".xlsx":
        raise OutputUnwritable(file=str(to), problem=".xlsx")
    order = service.Order(
        areas=tuple(area or ()),
        severities=tuple(severity or service.SEVERITIES),
        run=run,
        due=due,
        days=dict(_days(one) for one in days or ()),
    )
    issue = service.export(common.workspace, to, order, who(by), now(), common.one)
    waived = issue.waived or None
    if not issue.sheets:
        common.tell("rectify_nothing", waived=waived)
        return
    counts = {"sheets": len(issue.sheets), "lines": issue.lines, "fresh": issue.fresh, "waived": waived}
    common.tell("rectify_written", file=to, **counts)
    if issue.behind:
        common.tell("rectify_behind", run=issue.run)


def _days(said: str) -> tuple[str, int]:
    """Days by severity, as given: breach=20. Raises ParameterWrong."""
    name, _, count = said.partition("=")
    if name not in get_args(Severity) or not count.isdecimal():
        wanted = f"{'|'.join(get_args(Severity))}=20"
        raise ParameterWrong(query="rectify export", parameter="days", value=said, wanted=wanted)
    return name, int(count)


@rectify.command(name="import")
def import_(
    file: Path,
    /,
    *,
    grant: Annotated[
        bool, Parameter(negative=(), help="同意改过的整改时限 / grant the days that were asked for")
    ] = False,
    to: Out = None,
    by: By = None,
    common: Common = HERE,
) -> None:
    """收回填好的台账，逐行说明采用、略过还是退回 / Take a filled-in list back; every row is judged."""
    from linli.reports.rectify import returned
    from linli.services.returned import take

    rows = take(common.workspace, file, who(by), now(), grant=grant)
    shown = returned(rows, common.one)
    if to:
        emit([(common.say("rectify_result"), shown)], lambda: _json(rows), None, to)
    else:
        said = returned([one for one in rows if not _plain(one)], common.one)
        if said.rows:
            table(said)
    states = Counter(one.state for one in rows)
    common.tell(
        "rectify_taken",
        read=len(rows),
        **{state: states[state] for state in ("accepted", "ignored", "rejected")},
    )


def _plain(row: Returned) -> bool:
    """Whether of a row nothing is to be said but that it brings nothing new."""
    return row.state == "ignored" and all(one.code == "rectify_unchanged" for one in row.remarks)


def _json(rows: list[Returned]) -> str:
    import json
    from dataclasses import asdict

    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)


@rectify.command(name="list")
def list_(
    *,
    overdue: Annotated[bool, Parameter(negative=(), help="只列逾期的 / those overdue alone")] = False,
    area: Annotated[str | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    format: Form = None,
    to: Out = None,
    common: Common = HERE,
) -> None:
    """整改到哪一步了 / How the lines stand, those that want looking at first."""
    from linli.reports import rectify as report
    from linli.services.rectify import listing

    found = [
        one
        for one in listing(common.workspace, now().date())
        if (not overdue or one.state == "overdue") and (area is None or _inside(one, area))
    ]
    if not found and (format or "table") == "table" and to is None:
        common.tell("rectify_none")
        return
    shown = report.listed(found, common.one)
    emit([(common.say("rectify_state"), shown)], lambda: report.listed_json(found), format, to)
    if to is None and (format or "table") == "table":
        counts = Counter(one.state for one in found)
        states = [f"{common.say(f'rectify_{state}')} {count}" for state, count in counts.items()]
        out.print()
        common.tell("rectify_counts", count=len(found), states=states)


def _inside(one: Judged, area: str) -> bool:
    return any(area in (other.code, other.name) for other in one.line.chain)


@rectify.command
def history(finding: str, /, *, common: Common = HERE) -> None:
    """一个问题的来龙去脉 / All that happened to a finding."""
    from linli.reports.rectify import history as shown
    from linli.services.rectify import history as look

    identity, steps = look(common.workspace, finding)
    table(shown(steps, common.one), identity)


COMMANDS = (rectify,)
