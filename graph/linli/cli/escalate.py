"""The command that asks who answers above a place."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, table, writing
from linli.errors import ParameterMissing, ParameterWrong
from linli.reports.answer import Shown

if TYPE_CHECKING:
    from linli.messages.catalogue import Lang
    from linli.services.graph import Graph

HERE = Common()
Form = Literal["text", "json", "svg", "mermaid", "table", "csv"]


def escalate(  # noqa: PLR0913 - each is an option that a person may want to give
    place: Annotated[
        str | None,
        Parameter(help="小区/楼栋、小区或组织 / compound/building, a compound, or a body"),
    ] = None,
    /,
    *,
    down: Annotated[
        bool, Parameter(negative=(), help="往下：谁在这个组织（岗位）之下 / who stands under this body")
    ] = False,
    to: Annotated[
        list[str] | None, Parameter(help="终点：组织类别或名称，可多个 / ends: kinds of body or names")
    ] = None,
    as_of: Annotated[dt.date | None, Parameter(help="问哪一天 / the day asked about")] = None,
    all_breaks: Annotated[
        bool, Parameter(negative=(), help="一个区域里所有楼栋的断点 / the breaks of every building")
    ] = False,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    contacts: Annotated[
        Path | None,
        Parameter(help="联系方式（csv：组织,职务,联系方式），给了才显示 / contacts, shown only if given"),
    ] = None,
    format: Annotated[
        Form | None,
        Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
    ] = None,
    to_file: Annotated[
        Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")
    ] = None,
    limit: Annotated[int, Parameter(help="最多列几条 / rows shown")] = 20,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """一栋楼、一个小区出了事，一级一级由谁负责，断在哪里 / Who answers above a place, step by step, and where
    the way up is broken.
    """
    from linli.services.graph import open_graph

    if place is None and not all_breaks:
        raise ParameterMissing(query="escalate", parameter="PLACE", wanted="--all-breaks")
    form = _form(format, to_file, "table" if all_breaks or down else "text")
    with open_graph(store or common.workspace, os.environ) as graph:
        given = _Given(graph, area, as_of, form, to_file, limit, common)
        if place is None or all_breaks:
            _all(given)
        elif down:
            _down(given, place)
        else:
            _one(given, place, to or [], contacts)


@dataclass(frozen=True)
class _Given:
    """What was given on the command line, whatever is asked."""

    graph: Graph
    area: list[str] | None
    as_of: dt.date | None
    form: str
    file: Path | None
    limit: int
    common: Common


def _form(given: str | None, file: Path | None, usual: str) -> str:
    endings = {".txt": "text", ".json": "json", ".svg": "svg", ".mmd": "mermaid", ".csv": "csv"}
    return given or (endings.get(file.suffix.lower(), usual) if file else usual)


def _wrong(form: str, wanted: str) -> ParameterWrong:
    return ParameterWrong(query="escalate", parameter="format", value=form, wanted=wanted)


def _one(given: _Given, place: str, to: list[str], contacts: Path | None) -> None:
    from linli.reports import escalation as reports
    from linli.reports.render import svg
    from linli.reports.told import Told, masked
    from linli.services.escalate import escalate as ask
    from linli.services.escalate import read_contacts

    known = read_contacts(contacts) if contacts else None
    form, common = given.form, given.common
    found = ask(given.graph, place, area=given.area, as_of=given.as_of, to=to, contacts=known)
    shown = Told(
        found.place,
        found.name,
        found.day,
        [one.name for one in found.areas],
        found.scheme,
        found.path,
        {key: body.name for key, body in found.bodies.items()},
        [(one.relation, one.body.name) for one in found.asides],
        found.ends or {},
        None if found.contacts is None else masked(found.contacts),
    )
    if form == "json":
        text = reports.render(shown) + "\n"
    elif form == "svg":
        text = svg.render(reports.picture(shown, common.one))
    elif form == "mermaid":
        text = reports.mermaid(shown, common.one)
    elif form == "text":
        languages: tuple[Lang, ...] = ("zh", "en") if common.langs == "both" else (common.one,)
        text = "\n".join("\n".join(reports.sentences(shown, lang)) + "\n" for lang in languages)
    else:
        raise _wrong(form, "text, json, svg, mermaid")
    _give(text, given)


def _all(given: _Given) -> None:
    from linli.reports import breaks as reports
    from linli.reports.render import csv
    from linli.services.breaks import all_breaks

    form, limit, common = given.form, given.limit, given.common
    found = all_breaks(given.graph, area=given.area, as_of=given.as_of)
    causes = reports.causes(found.causes, found.day, common.one)
    if form == "json":
        _give(
            reports.render(found.found, found.day, found.area, found.causes, found.areas, found.buildings),
            given,
        )
    elif form == "csv":
        _give(csv.render(reports.buildings(found.buildings, common.one)), given)
    elif form == "table":
        out.print(Text(reports.head(found.found, found.day, found.area, common.one)), soft_wrap=True)
        out.print()
        table(reports.areas(found.areas, common.one, limit))
        out.print()
        table(Shown(causes.columns, causes.rows[:limit]))
        if len(causes.rows) > limit:
            common.tell("breaks_more", count=len(causes.rows) - limit)
    else:
        raise _wrong(form, "table, json, csv")


def _down(given: _Given, body: str) -> None:
    from linli.reports import under as reports
    from linli.reports.render import csv
    from linli.services.escalate import under

    form, common = given.form, given.common
    name, rows = under(given.graph, body, area=given.area, as_of=given.as_of)
    day = given.as_of or given.graph.day
    shown = reports.show(
        [(one.step, one.name, one.kind, one.above, one.terms) for one in rows], day, common.one
    )
    if form == "json":
        _give(
            reports.render(name, day, [(one.step, one.name, one.kind, one.above, one.terms) for one in rows]),
            given,
        )
    elif form == "csv":
        _give(csv.render(shown), given)
    elif form == "table":
        held = sum(any(term.person for term in one.terms) for one in rows)
        common.tell("under_head", body=name, bodies=len({one.id for one in rows}), held=held, day=day)
        out.print()
        table(shown)
    else:
        raise _wrong(form, "table, json, csv")


def _give(text: str, given: _Given) -> None:
    file = given.file
    if file is None:
        out.file.write(text)
        return
    with writing(file):
        file.write_text(text, encoding="utf-8", newline="")
    given.common.tell("figures_written", file=file)


COMMANDS = (escalate,)
