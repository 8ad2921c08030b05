"""GET /escalation and what stands below it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import polars as pl
from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from linli.analysis.escalation.breaks import BIT
from linli.reports import escalation as reports
from linli.reports.render import svg
from linli.services.escalate import under
from linli.services.way_up import breaks_of, way_up
from linli_api.asking import Asking, Look, Plain, dumps
from linli_api.errors import RESPONSES
from linli_api.escalation import schemas
from linli_api.paging import Paging, paging

router = APIRouter(prefix="/escalation", tags=["escalation"], responses=RESPONSES)
Pages = Annotated[Paging, Depends(paging)]
Form = Literal["json", "text", "svg", "mermaid", "picture"]
Kind = Literal[
    "vacant", "lapsed", "missing_level", "unknown", "cycle", "dead_end", "no_contact", "two_levels"
]
Kinds = Annotated[list[Kind] | None, Query(description="只看这些断点 / these kinds of break alone")]
TEXTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "image/svg+xml": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
            "text/vnd.mermaid": {"schema": {"type": "string"}},
        }
    }
}


@router.get(
    "",
    response_model=schemas.Way,
    responses=TEXTS,
    summary="一栋楼、一个小区出了事，一级一级由谁负责"
    " / Who answers above a place, and where the way is broken",
)
def way(
    asked: Asking,
    place: Annotated[
        str,
        Query(
            min_length=1,
            max_length=120,
            description="小区/楼栋、小区、组织，名称或编号"
            " / compound/building, compound or body, by name or id",
        ),
    ],
    to: Annotated[
        list[str] | None,
        Query(description="终点：组织类别或名称 / ends: kinds of body, or names", max_length=8),
    ] = None,
    format: Annotated[Form, Query(description="输出形式 / form of the answer")] = "json",
) -> Response:
    """The way up from a place, step by step: who holds each post since when, what is broken, whom else to
    turn to. `picture` gives the boxes and links of the SVG with their coordinates.
    """

    def made(look: Look) -> tuple[str, str, dict[str, str]]:
        found = way_up(look.graph, look.known, place, to or ())
        told = schemas.told(look, found)
        head = {"snapshot": look.snapshot, "as_of": found.day, "area": look.areas}
        if format == "svg":
            return svg.render(reports.picture(told, look.lang)), "image/svg+xml", {}
        if format == "mermaid":
            return reports.mermaid(told, look.lang), "text/vnd.mermaid", {}
        if format == "text":
            return "\n".join([*reports.sentences(told, look.lang), ""]), "text/plain", {}
        if format == "picture":
            return dumps({**head, **schemas.scene(reports.picture(told, look.lang))}), "application/json", {}
        return dumps({**head, **schemas.way(told, look.lang)}), "application/json", {}

    return asked.give("escalation", made)


@router.get(
    "/breaks", response_model=schemas.Broken, summary="一个区域的断点汇总 / What is broken in an area"
)
def broken(asked: Asking) -> Response:
    """How many buildings have a whole way up, and how many each kind of break, by area."""
    return asked.answer(
        "escalation/breaks",
        lambda look: schemas.broken(look, breaks_of(look.graph, look.snapshot, look.areas, look.day)),
    )


@router.get(
    "/breaks/causes", response_model=schemas.Causes, summary="断在哪里，影响多少楼栋 / What breaks most ways"
)
def causes(asked: Asking, pages: Pages, kind: Kinds = None) -> Response:
    """Causes of breaks with the number of buildings that each cuts off: posts and bodies, never persons."""

    def work(look: Look) -> Plain:
        rows = breaks_of(look.graph, look.snapshot, look.areas, look.day).causes
        if kind:
            rows = rows.filter(pl.col("kind").is_in(kind))
        some, page = look.page(pages, rows, kind)
        return {"items": [schemas.cause(look, row) for row in some.to_dicts()], **page}

    return asked.answer("escalation/causes", work)


@router.get(
    "/breaks/buildings",
    response_model=schemas.Buildings,
    summary="每栋楼上面断在哪里 / Breaks, building by building",
)
def buildings(asked: Asking, pages: Pages, kind: Kinds = None) -> Response:
    """Every building with what is broken above it; with `kind`, those that have one of these breaks."""

    def work(look: Look) -> Plain:
        rows = breaks_of(look.graph, look.snapshot, look.areas, look.day).buildings
        if kind:
            rows = rows.filter((pl.col("bits") & sum(BIT[one] for one in set(kind))) > 0)
        some, page = look.page(pages, rows, kind)
        return {"items": [schemas.building(row, BIT) for row in some.to_dicts()], **page}

    return asked.answer("escalation/buildings", work)


@router.get(
    "/below",
    response_model=schemas.Below,
    summary="谁在这个组织（岗位）之下 / Who stands under a body or post",
)
def below(
    asked: Asking,
    pages: Pages,
    body: Annotated[
        str,
        Query(
            min_length=1,
            max_length=120,
            description="组织，或组织/职务，名称或编号 / a body, or body/post, by name or identifier",
        ),
    ],
) -> Response:
    """Every body below a body, the nearest first, and who leads it."""

    def work(look: Look) -> Plain:
        name, rows = under(look.graph, body, area=look.areas, as_of=look.day)
        some, page = look.page(pages, rows, body)
        return {"body": name, "items": [schemas.under(look, row) for row in some], **page}

    return asked.answer("escalation/below", work)
