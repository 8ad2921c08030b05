"""Commands that ask the graph."""

from __future__ import annotations

import datetime as dt
import os
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli import noted
from linli.cli.console import Common, out, table
from linli.errors import ParameterWrong
from linli.ports import Answer
from linli.queries import catalogue
from linli.reports.answer import Column, Shown, show

HERE = Common()


def ask(  # noqa: PLR0913 - each is an option that a person may want to give
    name: Annotated[
        str | None,
        Parameter(
            help="问题，如 compounds/coverage；不写则列出全部 / the question; without it, all are listed"
        ),
    ] = None,
    /,
    *,
    param: Annotated[list[str] | None, Parameter(help="参数 名=值 / a parameter, name=value")] = None,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[
        dt.date | None,
        Parameter(
            help="问哪一天（默认：最新台账的日期）/ the day asked about (the newest ledger's unless given)"
        ),
    ] = None,
    known_on: Annotated[
        dt.date | None, Parameter(help="用哪天为止收到的台账 / what had been received by then")
    ] = None,
    where: Annotated[
        list[str] | None, Parameter(help="只看某列等于某值的行 列=值 / only rows with column=value")
    ] = None,
    columns: Annotated[
        str | None, Parameter(help="只看这些列，逗号分隔 / only these columns, by commas")
    ] = None,
    format: Annotated[
        Literal["table", "json", "csv"], Parameter(help="输出形式 / form of the output")
    ] = "table",
    store: Annotated[
        str | None, Parameter(help="Neo4j 地址（默认：工作区）/ a Neo4j address instead of the workspace")
    ] = None,
    common: Common = HERE,
) -> None:
    """问一个问题 / Ask a question of the catalogue, or list the questions there are."""
    if name is None:
        _list(common)
        return
    from linli.services.graph import open_graph

    query = catalogue.get(name)
    given = dict(_pair(text, name) for text in param or [])
    with open_graph(store or common.workspace, os.environ, known_on) as graph:
        answer = graph.ask(name, area=area, as_of=as_of, **given)
        day = as_of or graph.day
    answer = _only(answer, [_pair(text, name) for text in where or []], name)
    noted.shown[0] = len(
        {
            person
            for column, kind in query.columns.items()
            if kind == "person_name"
            for person in answer.table.column(column).to_pylist()
            if person
        }
    )
    _print(query, answer, format, columns.split(",") if columns else None, day, common)


def _print(
    query: catalogue.Query, answer: Answer, form: str, wanted: list[str] | None, day: dt.date, common: Common
) -> None:
    """Print an answer in the form asked for."""
    from linli.reports.render import csv, json

    for column in wanted or []:
        if column not in query.header.columns:
            known = ", ".join(query.header.columns)
            raise ParameterWrong(query=query.name, parameter="columns", value=column, wanted=known)
    if form == "json":
        out.print(Text(json.render(query.name, answer)), soft_wrap=True)
        return
    shown = show(query, answer, common.langs, wanted)
    if form == "csv":
        out.print(Text(csv.render(shown)), soft_wrap=True, end="")
        return
    what = query.header.what
    for text in [what.zh] * (common.langs != "en") + [what.en] * (common.langs != "zh"):
        out.print(Text(text, style="bold"), soft_wrap=True)
    common.tell("answer_head", rows=len(answer), day=day)
    out.print()
    table(shown)
    if not len(answer):
        absent = query.header.absent
        shown_absent = f"{absent.zh} / {absent.en}" if common.langs == "both" else absent.text(common.langs)
        common.tell("answer_empty", absent=shown_absent)


def find(text: str, /, *, store: str | None = None, common: Common = HERE) -> None:
    """按名称找小区、楼栋（小区/楼栋）、组织 / Find compounds, buildings (compound/building) and bodies by a
    part of their name.
    """
    from linli.services.graph import open_graph

    with open_graph(store or common.workspace, os.environ) as graph:
        compound, _, building = text.rpartition("/")
        answers = {
            "compounds/named": graph.ask("compounds/named", name=text),
            "buildings/named": graph.ask("buildings/named", compound=compound, name=building)
            if compound
            else None,
            "organizations/named": graph.ask("organizations/named", name=text),
        }
    rows = tuple(
        (str(row["place"]), str(row["name"]), name.split("/")[0], str(row["id"]))
        for name, answer in answers.items()
        if answer
        for row in answer.rows()
    )
    table(
        Shown(
            tuple(
                Column(key, common.say(key), number=False)
                for key in ("found_in", "found_name", "found_kind", "found_id")
            ),
            rows,
        )
    )


def _list(common: Common) -> None:
    columns = tuple(
        Column(key, common.say(key), number=False) for key in ("question", "description", "parameters")
    )
    rows = []
    for name, query in catalogue.load().items():
        what = (
            query.header.what.zh
            if common.langs == "zh"
            else query.header.what.en
            if common.langs == "en"
            else f"{query.header.what.zh}\n{query.header.what.en}"
        )
        rows.append((name, what, " ".join(key for key in query.parameters if key not in catalogue.STANDARD)))
    table(Shown(columns, tuple(rows)))


def _pair(text: str, query: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise ParameterWrong(query=query, parameter=key, value="", wanted="name=value")
    return key, value


def _only(answer: Answer, wanted: list[tuple[str, str]], query: str) -> Answer:
    """Rows whose columns have these values, compared as text."""
    table_ = answer.table
    for key, value in wanted:
        if key not in answer.columns:
            raise ParameterWrong(query=query, parameter="where", value=key, wanted=", ".join(answer.columns))
        keep = [
            ("" if cell is None else str(cell).lower()) == value.lower()
            for cell in table_.column(key).to_pylist()
        ]
        table_ = table_.filter(keep)
    return Answer(answer.columns, table_)


COMMANDS = (ask, find)
