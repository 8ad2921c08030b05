"""GET /figures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from linli.services import figures
from linli_api.asking import Asking, Look, Plain
from linli_api.errors import RESPONSES
from linli_api.figures import schemas

router = APIRouter(prefix="/figures", tags=["figures"], responses=RESPONSES)


@router.get(
    "", response_model=schemas.Figures, summary="公布的数字与算出的对照 / Published figures beside computed"
)
def every(
    asked: Asking,
    place: Annotated[
        str | None, Query(max_length=80, description="只看一个地方 / one place alone, by either name")
    ] = None,
) -> Response:
    """The figures that the workspace keeps, of places in the areas, each beside the one that the graph gives.
    A figure has its own day, so `as_of` changes nothing.
    """

    def work(look: Look) -> Plain:
        areas = None if asked.caller.areas is None and asked.area is None else look.areas
        found = figures.beside(look.graph, look.snapshot, look.state.settings.home, areas)
        if place is not None:
            chosen = figures.choose([one.place for one in found], place)
            found = [one for one in found if one.place in chosen]
        return schemas.figures(look, found)

    return asked.answer("figures", work, figures.stamp(asked.state.settings.home))
