"""Commands that judge: the audit, and the rules it judges by."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.text import Text

from linli.cli.audited import Form
from linli.cli.console import Common, explained, out, table
from linli.cli.kept import as_run, keep_run, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linli.audit.engine import Result
    from linli.audit.waiver import Standing
    from linli.services.audit import Audit

HERE = Common()
SHORT = 9
"""Characters of a finding's identifier that are printed: enough to name it to `linli explain`."""

SHOWN = 20
"""Findings of each rule that are printed on a screen."""

PackName = Annotated[
    str | None,
    Parameter(help="规则包名称或文件夹（默认按区域选）/ pack or its folder (by the area unless given)"),
]

FormName = Annotated[
    Form | None,
    Parameter(
        help="输出形式（写文件时看扩展名）；schema 是 json 的格式说明 / "
        "form of the output (as the file's name ends); schema describes the json"
    ),
]
To = Annotated[
    Path | None,
    Parameter(
        name=("--out", "-o"),
        help="写到哪个文件；标注台账时写到哪个文件夹 / file to write; the folder for annotated ledgers",
    ),
]
Ledgers = Annotated[
    list[Path] | None,
    Parameter(
        consume_multiple=True,
        help="交来的台账原件：在副本上标出作为证据的单元格 / "
        "ledgers as they were handed in: cells that are evidence are marked on a copy",
    ),
]
Limit = Annotated[
    int | None,
    Parameter(
        help="每条规则最多列几条（屏幕 20，网页 50；其他形式全列）/ "
        "findings listed for each rule (20 on the screen, 50 in html; other forms list all)"
    ),
]
WithEvidence = Annotated[
    bool, Parameter(help="收进证据（xlsx、html、json）/ gather the evidence (xlsx, html, json)")
]


def audit(  # noqa: PLR0913 - each is an option that a person may want to give
    *,
    pack: PackName = None,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[
        dt.date | None,
        Parameter(help="审哪一天（默认：最新台账的日期）/ the day judged (the newest ledger's unless given)"),
    ] = None,
    format: FormName = None,
    to: To = None,
    annotate: Ledgers = None,
    limit: Limit = None,
    evidence: WithEvidence = True,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    keep: Annotated[
        bool, Parameter(help="把这次审计存进工作区 / keep this audit in the workspace (linli runs)")
    ] = True,
    common: Common = HERE,
) -> None:
    """按规则审计 / Judge by the rules of the place, with totals that add up."""
    from linli.cli import audited
    from linli.services.audit import audit as judge
    from linli.services.graph import is_address, open_graph

    form = audited.form(format, to, annotate)
    if form == "schema":
        audited.write_schema(to)
        return
    where = store or common.workspace
    with open_graph(where, os.environ) as graph:
        done = judge(graph, pack_name=pack, area=area, as_of=as_of)
        run = None if store or is_address(where) else as_run(common.workspace, done)
        waived = standing(common.workspace, run) if run else ()
        if form == "table":
            _print(done, waived, SHOWN if limit is None else limit, common)
        elif form == "annotated":
            audited.annotated(done, waived, annotate or [], to, common)
        else:
            land = audited.ground(where, graph, done)
            audited.write(audited.Asked(done, waived, form, to, limit, evidence), land, common)
    if keep and run:
        keep_run(run, common)


def _print(done: Audit, waived: Sequence[Standing], limit: int, common: Common) -> None:
    from linli.reports.audit.summary import screen
    from linli.reports.runs import waived as shown

    common.tell("audit_head", pack=done.pack.label.text(common.one), day=done.as_of)
    table(screen(done.results, common.one))
    for result in done.results:
        _findings(result, {one.waiver.finding.id for one in waived if one.state == "holds"}, limit, common)
    if waived:
        out.print()
        table(shown(waived, common.one), common.say("waivers_head"))


def _findings(result: Result, waived: set[str], limit: int, common: Common) -> None:
    from linli.reports.audit.words import said

    lang = common.one
    text = result.rule.text
    if result.error:
        out.print(Text(text.title.text(lang), style="bold"))
        explained(result.error, common.langs)
        return
    findings = [one for one in result.findings if one.id not in waived]
    if not findings:
        return
    out.print()
    out.print(Text(f"{text.title.text(lang)}　{text.citation.text(lang)}", style="bold"), soft_wrap=True)
    for finding in findings[:limit]:
        doubt = "" if finding.certain else f" {common.say('only_possible')}"
        out.print(Text(f"  {said(result, finding, lang)}{doubt}　[{finding.id[:SHORT]}]"), soft_wrap=True)
    if len(findings) > limit:
        common.tell("audit_more", count=len(findings) - limit)
    out.print(Text(f"→ {text.remedy.text(lang)}"), soft_wrap=True)


COMMANDS = (audit,)
