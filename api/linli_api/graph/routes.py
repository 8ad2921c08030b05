"""GET /graph/neighbourhood and /graph/tree."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from linli.errors import ParameterWrong
from linli.model.schema import load as load_schema
from linli.reports.render import svg
from linli.services.neighbourhood import neighbourhood
from linli.services.unfold import unfold
from linli_api.asking import Asking, Look, dumps
from linli_api.errors import RESPONSES
from linli_api.graph import schemas

router = APIRouter(prefix="/graph", tags=["graph"], responses=RESPONSES)
Form = Annotated[Literal["json", "svg"], Query(description="输出形式 / form of the answer")]
SVG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}}


@router.get(
    "/neighbourhood",
    response_model=schemas.Neighbours,
    responses=SVG,
    summary="一个节点周围 / What is around a node",
)
def around(
    asked: Asking,
    node: Annotated[str, Query(min_length=1, max_length=80, description="节点编号 / identifier of the node")],
    steps: Annotated[int, Query(ge=1, le=4, description="几步以内 / steps away")] = 1,
    limit: Annotated[int, Query(ge=1, le=500, description="最多几个节点 / nodes at most")] = 200,
    type: Annotated[
        list[str] | None, Query(description="只走这些关系 / types of link to follow", max_length=30)
    ] = None,
    format: Form = "json",
) -> Response:
    """Nodes and links up to some steps from a node, with coordinates. From nodes outside the areas nothing is
    followed. What there is no room for is counted.
    """
    known = load_schema().links
    for one in type or ():
        if one not in known:
            raise ParameterWrong(query="graph", parameter="type", value=one, wanted=", ".join(known))

    def made(look: Look) -> tuple[str, str, dict[str, str]]:
        found = neighbourhood(look.known, node, steps=steps, most=limit, types=type or ())
        if format == "svg":
            scene, _ = schemas.picture(look, found)
            return svg.render(scene), "image/svg+xml", {}
        head = {"snapshot": look.snapshot, "as_of": look.day, "area": look.areas}
        return dumps({**head, **schemas.neighbours(look, found)}), "application/json", {}

    return asked.give("graph/neighbourhood", made)


@router.get(
    "/tree",
    response_model=schemas.Tree,
    responses=SVG,
    summary="一棵树，一级一级打开 / A tree, level by level",
)
def tree(
    asked: Asking,
    root: Annotated[
        str | None, Query(max_length=80, description="从哪里打开（编号）/ where to begin, by identifier")
    ] = None,
    of: Annotated[
        Literal["places", "bodies"],
        Query(description="地方，或组织的隶属 / places, or bodies by whom they report to"),
    ] = "places",
    depth: Annotated[int, Query(ge=0, le=6, description="打开几级 / levels to open")] = 1,
    limit: Annotated[int, Query(ge=1, le=1000, description="最多几个节点 / nodes at most")] = 300,
    format: Form = "json",
) -> Response:
    """Places in places, or bodies under bodies, from a root downwards, with coordinates."""

    def made(look: Look) -> tuple[str, str, dict[str, str]]:
        twigs = unfold(look.known, root, of, depth=depth, most=limit)
        if format == "svg":
            scene, _ = schemas.tree_picture(look, twigs)
            return svg.render(scene), "image/svg+xml", {}
        head = {"snapshot": look.snapshot, "as_of": look.day, "area": look.areas}
        return dumps({**head, **schemas.tree(look, root, twigs)}), "application/json", {}

    return asked.give("graph/tree", made)
