"""The command that asks what hangs on whom."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from linli.cli.console import Common, out, table, writing
from linli.reports.answer import Shown

if TYPE_CHECKING:
    from linli.services.resilience import DropOut, Resilience

HERE = Common()
POSTS = ("area", "body", "kind", "holders", "places")
PERSONS = (
    "area", "body", "kind", "name", "places", "answers_now", "answers_then", "led", "bodies", "posts",
)  # fmt: skip


def resilience(  # noqa: PLR0913 - each is an option that a person may want to give
    *,
    leave: Annotated[
        list[str] | None,
        Parameter(help="假定离任：组织/职务，或岗位、人员编号 / who leaves: body/post, or an id"),
    ] = None,
    ending_by: Annotated[
        dt.date | None,
        Parameter(help="假定到这天任期届满的都离任 / all whose terms have ended by this day leave"),
    ] = None,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[dt.date | None, Parameter(help="问哪一天 / the day asked about")] = None,
    format: Annotated[
        Literal["table", "json", "csv"] | None, Parameter(help="输出形式 / form of the output")
    ] = None,
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    limit: Annotated[int, Parameter(help="每张表最多列几条 / rows shown of each table")] = 30,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """哪些岗位一空，多少楼栋就再没有路；或假定一些人离任 / What hangs on each post, or what is lost if
    some leave.
    """
    from linli.services.graph import open_graph
    from linli.services.resilience import drop_out
    from linli.services.resilience import resilience as ask

    form = format or (to.suffix.lower().removeprefix(".") if to else "table")
    with open_graph(store or common.workspace, os.environ) as graph:
        if leave or ending_by:
            _dropped(
                drop_out(graph, leave or [], ending_by=ending_by, area=area, as_of=as_of),
                form,
                to,
                limit,
                common,
            )
        else:
            _weighed(ask(graph, area=area, as_of=as_of), form, to, limit, common)


def _weighed(found: Resilience, form: str, to: Path | None, limit: int, common: Common) -> None:
    from linli.reports import resilience as reports
    from linli.reports.render import csv

    posts = reports.show(found.posts, POSTS, common.one)
    if form == "json":
        head = {"as_of": found.day, "areas": found.area, "whole": found.whole, "buildings": found.of}
        _give(reports.render(head, posts=found.posts, persons=found.persons), to, common)
    elif form == "csv":
        _give(csv.render(posts), to, common)
    else:
        _head(found, "res_head", common)
        _some(posts, limit, common)
        out.print()
        common.tell("res_persons")
        _some(reports.show(found.persons, PERSONS, common.one), limit, common)


def _dropped(found: DropOut, form: str, to: Path | None, limit: int, common: Common) -> None:
    from linli.reports import resilience as reports
    from linli.reports.render import csv

    places = reports.show(found.places, ("area", "compound_name", "name"), common.one, name="building")
    if form == "json":
        head = {"as_of": found.day, "areas": found.area, "whole": found.whole, "buildings": found.of}
        tables = {"leaving": found.leaving, "bodies": found.bodies, "lost": found.places}
        _give(reports.render(head, **tables), to, common)
    elif form == "csv":
        _give(csv.render(places), to, common)
    else:
        _head(found, "res_drop", common, lost=found.places.height, leaving=found.leaving.height)
        for shown in (
            reports.show(found.leaving, ("area", "body", "kind", "name"), common.one),
            reports.show(found.bodies, ("area", "body"), common.one, body="res_fell"),
            places,
        ):
            out.print()
            _some(shown, limit, common)


def _head(found: Resilience | DropOut, key: str, common: Common, **more: object) -> None:
    names = "、".join(found.area) if common.langs != "en" else ", ".join(found.area)
    share = f"{found.whole / found.of:.1%}" if found.of else "–"
    common.tell(key, area=names, day=found.day, whole=found.whole, all=found.of, share=share, **more)


def _some(shown: Shown, limit: int, common: Common) -> None:
    table(Shown(shown.columns, shown.rows[:limit]))
    if len(shown.rows) > limit:
        common.tell("breaks_more", count=len(shown.rows) - limit)


def _give(text: str, file: Path | None, common: Common) -> None:
    if file is None:
        out.file.write(text)
        return
    with writing(file):
        file.write_text(text, encoding="utf-8", newline="")
    common.tell("figures_written", file=file)


COMMANDS = (resilience,)
