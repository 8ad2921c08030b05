"""The command that tries changes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, table, writing
from linli.errors import ParameterMissing
from linli.messages.catalogue import Lang, say
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    from linli.services.escalate import Escalation
    from linli.services.what_if import WhatIf

HERE = Common()
Form = Literal["text", "json"]


def what_if(  # noqa: PLR0913 - each is an option that a person may want to give
    changes: Annotated[
        str | None,
        Parameter(
            help="变动文件 CHANGES.yaml，或存下的设想的名称 / a file of changes, or a kept scenario's name"
        ),
    ] = None,
    /,
    *,
    save: Annotated[str | None, Parameter(help="推演后存为什么名称 / keep it under this name")] = None,
    compare: Annotated[
        str | None, Parameter(help="与另一个设想（文件或名称）比较 / compare with another file or name")
    ] = None,
    list_: Annotated[
        bool, Parameter(name="--list", negative=(), help="列出存下的设想 / list what is kept")
    ] = False,
    apply: Annotated[
        bool,
        Parameter(
            negative=(), help="作为决定记下，下次生成时生效 / record it; the next build carries it out"
        ),
    ] = False,
    by: Annotated[str, Parameter(help="谁决定、谁存的 / who decides or keeps it")] = "",
    note: Annotated[str, Parameter(help="理由 / why")] = "",
    pack: Annotated[str | None, Parameter(help="规则包名称或文件夹 / pack of rules or its folder")] = None,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[dt.date | None, Parameter(help="按哪一天看 / the day judged")] = None,
    format: Annotated[Form, Parameter(help="输出形式 / form of the output")] = "text",
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """设想：任命、结束、成立、合并、划归，会出现和消除哪些问题，覆盖和逐级负责怎样变；只推演 / What if
    somebody is appointed, something ends, is founded, merged or attached: findings, coverage and paths
    before and after, without writing.
    """
    from linli.services import scenarios
    from linli.services.what_if import opened

    if list_:
        _list(common)
        return
    if changes is None:
        raise ParameterMissing(query="what-if", parameter="CHANGES", wanted="CHANGES.yaml")
    if apply and not by.strip():
        raise ParameterMissing(query="what-if", parameter="by", wanted="--apply --by …")
    title, text = scenarios.load(common.workspace, changes)
    given = opened(store or common.workspace, os.environ, pack_name=pack, area=area, as_of=as_of)
    with given as bench:
        found = bench.try_(bench.plan(title, text))
        other = None
        if compare:
            other = bench.try_(bench.plan(*scenarios.load(common.workspace, compare)))
    _give(found, other, format, to, common)
    now = dt.datetime.now().astimezone()
    if save:
        scenarios.keep(common.workspace, save, text, by, now)
        common.tell("what_if_saved", name=save)
    if apply:
        _decide(found, by, note, now, common)


def _decide(found: WhatIf, by: str, note: str, now: dt.datetime, common: Common) -> None:
    from linli.services.scenarios import decide

    made = decide(common.workspace, found.planned, by, note, now)
    common.tell("decision_made", number=made.number, kind=common.say("decision_scenario"))


def _list(common: Common) -> None:
    from linli.services import scenarios

    found = scenarios.kept(common.workspace)
    if not found:
        common.tell("what_if_none")
        return
    columns = tuple(
        Column(key, common.say(key), False) for key in ("what_if_name", "what_if_by", "what_if_at")
    )
    table(Shown(columns, tuple((one.name, one.by, one.at.isoformat(" ", "minutes")) for one in found)))


def _give(found: WhatIf, other: WhatIf | None, form: Form, to: Path | None, common: Common) -> None:
    from linli.reports import what_if as reports
    from linli.services.told_ways import document

    if form == "json" or to is not None:
        text = document(found) + "\n"
        if to is None:
            out.file.write(text)
            return
        with writing(to):
            to.write_text(text, encoding="utf-8")
        return
    langs: tuple[Lang, ...] = ("zh", "en") if common.langs == "both" else (common.one,)
    for lang in langs:
        _tell(found, lang)
        if other:
            _tell(other, lang)
            _lines(reports.compared(found, other, lang))


def _tell(found: WhatIf, lang: Lang) -> None:
    from linli.reports import what_if as reports

    first, *rest = reports.head(found, lang)
    _lines([("head", first), *(("line", line) for line in rest)])
    _lines(reports.judged(found, lang))
    shown = reports.coverage(found, lang)
    _lines([("head", say("what_if_coverage", lang, count=len(shown.rows)))])
    if shown.rows:
        table(shown)
    _lines([("head", say("what_if_ways", lang, count=found.places, shown=len(found.ways)))])
    for way in found.ways:
        before, after = (_sentences(side, lang) for side in (way.before, way.after))
        name = next(side.name for side in (way.after, way.before) if side)
        if before == after:
            _lines([("line", say("what_if_way_same", lang, place=name))])
            continue
        _lines([("line", say("what_if_way", lang, place=name))])
        table(reports.beside(before, after, lang))


def _sentences(side: Escalation | None, lang: Lang) -> list[str]:
    from linli.reports.escalation import sentences
    from linli.services.told_ways import told

    # Whom else to turn to is not the way up; the first line only says for which day.
    return sentences(replace(told(side), asides=()), lang)[1:] if side else []


def _lines(lines: Iterable[tuple[str, str]]) -> None:
    for kind, text in lines:
        bold = "bold" if kind == "head" else ""
        out.print(Text(text if kind == "head" else f"  {text}", style=bold), soft_wrap=True)


COMMANDS = (what_if,)
