"""Commands that judge: the audit, and the rules it judges by."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import cyclopts
from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, explained, out, table, writing
from linli.errors import OutputUnwritable
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    from linli.audit.engine import Result
    from linli.audit.pack import Pack
    from linli.services.audit import Audit

HERE = Common()

PackName = Annotated[
    str | None,
    Parameter(help="规则包名称或文件夹（默认按区域选）/ pack or its folder (by the area unless given)"),
]


def audit(  # noqa: PLR0913 - each is an option that a person may want to give
    *,
    pack: PackName = None,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[
        dt.date | None,
        Parameter(help="审哪一天（默认：最新台账的日期）/ the day judged (the newest ledger's unless given)"),
    ] = None,
    format: Annotated[
        Literal["table", "json", "csv", "xlsx"] | None,
        Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
    ] = None,
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    limit: Annotated[int, Parameter(help="每条规则最多列几条 / findings shown for each rule")] = 20,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """按规则审计 / Judge by the rules of the place, with totals that add up."""
    from linli.services.audit import audit as judge
    from linli.services.graph import open_graph

    with open_graph(store or common.workspace, os.environ) as graph:
        done = judge(graph, pack_name=pack, area=area, as_of=as_of)
    form = format or (to.suffix.lower().removeprefix(".") if to else "table")
    if form == "table" and to is None:
        _print(done, limit, common)
    elif form == "xlsx":
        _workbook(to or Path("audit.xlsx"), done, common)
    elif form in ("json", "csv"):
        _text(to, _render(form, done, common), common)
    else:
        raise OutputUnwritable(file=str(to), problem=".xlsx, .csv, .json")


def _print(done: Audit, limit: int, common: Common) -> None:
    from linli.reports.audit import sections

    common.tell("audit_head", pack=done.pack.label.text(common.one), day=done.as_of)
    table(sections(done.results, common.one)[0].shown)
    for result in done.results:
        _findings(result, limit, common)


def _findings(result: Result, limit: int, common: Common) -> None:
    from linli.reports.audit import said

    lang = common.one
    text = result.rule.text
    if result.error:
        out.print(Text(text.title.text(lang), style="bold"))
        explained(result.error, common.langs)
        return
    if not result.findings:
        return
    out.print()
    out.print(Text(f"{text.title.text(lang)}　{text.citation.text(lang)}", style="bold"), soft_wrap=True)
    for finding in result.findings[:limit]:
        doubt = "" if finding.certain else f" {common.say('only_possible')}"
        out.print(Text(f"  {said(result, finding, lang)}{doubt}"), soft_wrap=True)
    if len(result.findings) > limit:
        common.tell("audit_more", count=len(result.findings) - limit)
    out.print(Text(f"→ {text.remedy.text(lang)}"), soft_wrap=True)


def _workbook(path: Path, done: Audit, common: Common) -> None:
    """A workbook to hand on: totals, findings, what nobody can tell, the rules with their citations."""
    from linli.reports.audit import sections
    from linli.reports.render import xlsx

    tables = [
        (section.name, [column.heading for column in section.shown.columns], section.shown.rows)
        for section in sections(done.results, common.one)
    ]
    with writing(path):
        xlsx.write(path, tables)
    common.tell("audit_written", file=path, count=sum(len(r.findings) for r in done.results))


def _render(form: str, done: Audit, common: Common) -> str:
    from linli.reports import audit as reports
    from linli.reports.render import csv

    if form == "csv":
        return csv.render(reports.sections(done.results, common.one)[1].shown)
    head = {
        "pack": done.pack.name,
        "areas": done.areas,
        "as_of": done.as_of,
        "snapshot": done.snapshot,
    }
    return reports.render(done.results, head)


def _text(to: Path | None, text: str, common: Common) -> None:
    if to is None:
        out.file.write(text + "\n")
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")
    common.tell("audit_written", file=to, count="")


rules = cyclopts.App(name="rules", help="规则：列出、查看 / The rules: list and show them.")


@rules.command(name="list")
def list_(*, pack: PackName = None, common: Common = HERE) -> None:
    """列出一个规则包的规则 / List the rules of a pack."""
    chosen = _pack(pack)
    headings = ("rule_code", "rule", "rule_severity", "legal_level", "switched_on")
    columns = tuple(Column(key, common.say(key), number=False) for key in headings)
    rows = tuple(
        (
            rule.name,
            rule.text.title.text(common.one),
            common.say(f"severity_of_{rule.text.severity}"),
            common.say(f"level_of_{rule.text.level}"),
            common.say("yes" if rule.text.on else "no"),
        )
        for rule in chosen.rules
    )
    table(Shown(columns, rows))


def _pack(name: str | None) -> Pack:
    from linli.audit import pack as packs

    return packs.get(name or "base")


COMMANDS = (audit, rules)
