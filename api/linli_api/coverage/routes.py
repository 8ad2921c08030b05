"""GET /coverage and what stands below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from linli.model.slot import OFS, Of
from linli.reports import coverage as reports
from linli.services import covered
from linli_api.asking import Asked, Asking, Look, Plain
from linli_api.coverage import schemas
from linli_api.errors import RESPONSES
from linli_api.paging import Paging, paging

router = APIRouter(prefix="/coverage", tags=["coverage"], responses=RESPONSES)
Pages = Annotated[Paging, Depends(paging)]
By = Literal["area", "kind", "type"]
State = Literal["own", "joint", "attached", "forming", "gap", "unknown", "not_applicable"]
FAR = 36500


@dataclass(frozen=True)
class Choice:
    """Which coverage is asked about."""

    of: tuple[Of, ...]
    horizon: int

    def found(self, look: Look, by: By = "area") -> covered.Covered:
        """The coverage of the areas."""
        return covered.covered(
            look.graph,
            look.snapshot,
            look.areas,
            of=self.of,
            as_of=look.dated,
            horizon=self.horizon,
            by=by,
            home=look.state.settings.home,
        )


async def choice(
    of: Annotated[
        list[Of] | None, Query(description="看哪几项覆盖，默认全部 / which coverages, all unless given")
    ] = None,
    horizon: Annotated[
        int, Query(ge=1, le=FAR, description="到期看多少天 / days ahead in which ends are looked at")
    ] = 365,
) -> Choice:
    """A dependency of all that is about coverage."""
    return Choice(tuple(of or OFS), horizon)


Chosen = Annotated[Choice, Depends(choice)]
Slots = Annotated[list[str] | None, Query(description="只看这些项目 / these slots alone", max_length=40)]


def _own(asked: Asked) -> int:
    """The version of the office's own thresholds."""
    return covered.stamp(asked.state.settings.home)


@router.get(
    "", response_model=schemas.Rolled, summary="覆盖汇总和到期 / Coverage rolled up, and the months ahead"
)
def rolled(
    asked: Asking,
    chosen: Chosen,
    by: Annotated[By, Query(description="怎样汇总 / rolled up by area, slot, or type of compound")] = "area",
    levels: Annotated[
        int, Query(ge=0, le=8, description="所问区域以下几级 / levels of area below those asked about")
    ] = 1,
) -> Response:
    """How many places each slot covers, by area or type, with the interval in which the ratio lies; and the
    months in which something ends. `as_of` is by default the newest ledger's day of these areas.
    """
    return asked.answer(
        "coverage", lambda look: schemas.rolled(chosen.found(look, by), look.lang, levels), _own(asked)
    )


@router.get(
    "/gaps", response_model=schemas.Gaps, summary="先补哪些空缺，为什么 / Gaps in order, with reasons"
)
def gaps(asked: Asking, chosen: Chosen, pages: Pages, slot: Slots = None) -> Response:
    """Gaps in the order in which to act on them, with what decides the order and what could be done."""

    def work(look: Look) -> Plain:
        found = chosen.found(look)
        done = found.done
        some, page = look.page(pages, found.rows("gaps", slot or ()), chosen, slot)
        items = [schemas.gap(look, done, row) for row in some.to_dicts()]
        return {"as_of": done.day, "order": reports.order(done, look.lang), "items": items, **page}

    return asked.answer("coverage/gaps", work, _own(asked))


@router.get(
    "/places",
    response_model=schemas.PlaceStates,
    summary="每个地方的状态和原因 / Every place's state and why",
)
def places(
    asked: Asking,
    chosen: Chosen,
    pages: Pages,
    slot: Slots = None,
    state: Annotated[list[State] | None, Query(description="只看这些状态 / these states alone")] = None,
) -> Response:
    """Every place with its state and the reason of it."""

    def work(look: Look) -> Plain:
        found = chosen.found(look)
        done = found.done
        some, page = look.page(
            pages, found.rows("places", slot or (), "state", state or ()), chosen, slot, state
        )
        items = [schemas.state(done, row, look.lang) for row in some.to_dicts()]
        return {"as_of": done.day, "items": items, **page}

    return asked.answer("coverage/places", work, _own(asked))


@router.get(
    "/ends", response_model=schemas.Endings, summary="什么要到期，留下什么 / What ends, and what that leaves"
)
def ends(
    asked: Asking,
    chosen: Chosen,
    pages: Pages,
    slot: Slots = None,
    leaves: Annotated[list[State] | None, Query(description="留下的状态 / the states it leaves")] = None,
) -> Response:
    """What ends within the horizon, and what that leaves."""

    def work(look: Look) -> Plain:
        found = chosen.found(look)
        done = found.done
        some, page = look.page(
            pages, found.rows("ends", slot or (), "leaves", leaves or ()), chosen, slot, leaves
        )
        items = [schemas.ending(done, row, look.lang) for row in some.to_dicts()]
        return {"as_of": done.day, "until": done.until, "items": items, **page}

    return asked.answer("coverage/ends", work, _own(asked))
