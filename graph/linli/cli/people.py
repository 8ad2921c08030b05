"""Commands about who is who."""

from __future__ import annotations

import datetime as dt
import os
from typing import Annotated

import cyclopts
from cyclopts import Parameter

from linli.cli.console import Common, table
from linli.reports.answer import Column, Shown

HERE = Common()

By = Annotated[str, Parameter(help="决定人 / who decides")]
Note = Annotated[str, Parameter(help="理由 / why")]

people = cyclopts.App(
    name="people", help="谁是谁：核对可能同一人的，记下决定 / Who is who: look at doubtful pairs and decide."
)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


@people.command
def review(
    *,
    area: Annotated[str | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[dt.date | None, Parameter(help="问哪一天 / the day asked about")] = None,
    limit: Annotated[int, Parameter(help="最多列几对 / how many pairs at most")] = 20,
    common: Common = HERE,
) -> None:
    """列出可能同一人的，影响结论的在前 / Who may be one person, those first that would change an answer."""
    from linli.model.vocabulary import load
    from linli.services.graph import open_graph
    from linli.services.people import Side
    from linli.services.people import review as look

    with open_graph(common.workspace, os.environ) as graph:
        pairs = look(graph, area=area, as_of=as_of)
    terms = {t.code: t.zh if common.one == "zh" else t.en for t in load()["post_kind"].terms}

    def posts(side: Side) -> str:
        return "；".join(f"{p.body}·{terms.get(p.post, p.post)} ({p.body_id})" for p in side.posts)

    for number, pair in enumerate(pairs[:limit], start=1):
        common.tell(
            "pair_head",
            number=number,
            name=" / ".join(dict.fromkeys((pair.a.name, pair.b.name))),
            strength=f"{pair.strength:.2f}",
            basis=common.say(f"basis_{pair.basis}"),
            effect=pair.effect,
            findings=pair.findings or "",
        )
        for side in (pair.a, pair.b):
            common.tell("pair_side", person=side.person, posts=posts(side))
    if not pairs:
        common.tell("pairs_none")
        return
    if len(pairs) > limit:
        common.tell("pairs_left", count=len(pairs) - limit)
    common.tell("pairs_hint")


@people.command
def confirm(a: str, b: str, /, *, by: By = "", note: Note = "", common: Common = HERE) -> None:
    """两个人员编号是同一人 / Two persons are one."""
    from linli.services import people as service

    _told(service.confirm(common.workspace, a, b, by, note, _now()).number, "same", common)


@people.command
def differ(a: str, b: str, /, *, by: By = "", note: Note = "", common: Common = HERE) -> None:
    """两个人员编号是两个人 / Two persons are two."""
    from linli.services import people as service

    _told(service.differ(common.workspace, a, b, by, note, _now()).number, "different", common)


@people.command
def split(person: str, bodies: list[str], /, *, by: By = "", note: Note = "", common: Common = HERE) -> None:
    """某人在这些组织（编号）的岗位是另一个人的 / A person's posts in these bodies (ids) are another's."""
    from linli.services import people as service

    _told(service.split(common.workspace, person, bodies, by, note, _now()).number, "split", common)


@people.command
def undo(number: int, /, *, by: By = "", note: Note = "", common: Common = HERE) -> None:
    """撤回一个决定 / Take a decision back."""
    from linli.services import people as service

    _told(service.undo(common.workspace, number, by, note, _now()).number, "undo", common)


@people.command(name="decisions")
def decisions_(*, common: Common = HERE) -> None:
    """仍然有效的决定 / The decisions that stand."""
    from linli.services.people import made

    found = made(common.workspace)
    if not found:
        common.tell("decisions_none")
        return
    headings = ("decision_number", "decision_kind", "decision_at")
    columns = tuple(Column(key, common.say(key), key == "decision_number") for key in headings)
    rows = tuple(
        (str(d.number), common.say(f"decision_{d.kind}"), d.at.isoformat(" ", "minutes")) for d in found
    )
    table(Shown(columns, rows))


def _told(number: int, kind: str, common: Common) -> None:
    common.tell("decision_made", number=number, kind=common.say(f"decision_{kind}"))


COMMANDS = (people,)
