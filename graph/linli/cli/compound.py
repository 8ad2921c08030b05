"""The command that puts a compound on one page."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, table, writing
from linli.messages.catalogue import Lang
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    from linli.services.compound_page import CompoundPage

HERE = Common()
Form = Literal["text", "html", "json"]
ENDINGS: dict[str, Form] = {".html": "html", ".htm": "html", ".json": "json"}


def compound(
    name: Annotated[str, Parameter(help="小区（名称或编号）/ compound by name or id")],
    /,
    *,
    format: Annotated[
        Form | None,
        Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
    ] = None,
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    as_of: Annotated[dt.date | None, Parameter(help="按哪一天看 / the day asked about")] = None,
    pack: Annotated[str | None, Parameter(help="规则包名称或文件夹 / pack of rules or its folder")] = None,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """一页小区：组织、岗位、任职、缺口、问题、台账是否齐全、逐级负责；可打印，不含联系方式 / A compound on
    one page: bodies, posts, holders, gaps, findings, its ledgers, who answers. To print; never a contact.
    """
    from linli.services.compound_page import compound_page

    form = format or (ENDINGS.get(to.suffix.lower(), "text") if to else "text")
    page = compound_page(store or common.workspace, name, os.environ, pack_name=pack, as_of=as_of)
    if form == "text" and to is None:
        for lang in _langs(common):
            _print(page, lang)
        return
    text = _render(page, form, common)
    if to is None:
        out.file.write(text)
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")
    common.tell("page_written", file=to)


def _langs(common: Common) -> tuple[Lang, ...]:
    return ("zh", "en") if common.langs == "both" else (common.one,)


def _render(page: CompoundPage, form: Form, common: Common) -> str:
    from linli.reports import compound_page as reports
    from linli.reports.render import page as html

    if form == "json":
        return reports.render(page) + "\n"
    sheets = [reports.sheet(page, lang) for lang in _langs(common)]
    if form == "html":
        return html.render(sheets)
    return "\n".join(reports.text(one) for one in sheets)


def _print(page: CompoundPage, lang: Lang) -> None:
    from linli.reports.compound_page import sheet

    shown = sheet(page, lang)
    out.print(Text(shown.title, style="bold"), soft_wrap=True)
    out.print(Text(shown.where), soft_wrap=True)
    out.print(Text("  ".join(f"{key} {value}" for key, value in shown.facts)), soft_wrap=True)
    for section in shown.sections:
        out.print()
        out.print(Text(f"{section.title}  {section.note}", style="bold"), soft_wrap=True)
        if section.rows:
            columns = tuple(Column(head, head, False) for head in section.headings)
            table(Shown(columns, section.rows))
    out.print()
    out.print(Text(shown.foot, style="dim"), soft_wrap=True)


COMMANDS = (compound,)
"""The commands of this file."""
