"""GET /resilience and what stands below it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from linli.services import resilience
from linli_api.asking import Asking, Look, Plain, day_of
from linli_api.errors import RESPONSES
from linli_api.paging import Paging, paging
from linli_api.resilience import schemas

router = APIRouter(prefix="/resilience", tags=["resilience"], responses=RESPONSES)
Pages = Annotated[Paging, Depends(paging)]


@router.get(
    "/posts", response_model=schemas.Posts, summary="哪些岗位一空，多少楼栋就断了 / What hangs on each post"
)
def posts(asked: Asking, pages: Pages) -> Response:
    """Leading posts with the buildings that would have no whole way up without each."""

    def work(look: Look) -> Plain:
        found = resilience.kept(look.graph, look.snapshot, look.areas, look.day)
        some, page = look.page(pages, found.posts)
        items = [schemas.post(look, row) for row in some.to_dicts()]
        return {**schemas.head(found), "items": items, **page}

    return asked.answer("resilience/posts", work)


@router.get(
    "/persons", response_model=schemas.Persons, summary="哪些人身上系着什么 / What hangs on those who lead"
)
def persons(asked: Asking, pages: Pages) -> Response:
    """Those on whom something hangs, ordered by place and post; people are not ranked."""

    def work(look: Look) -> Plain:
        found = resilience.kept(look.graph, look.snapshot, look.areas, look.day)
        some, page = look.page(pages, found.persons)
        items = [schemas.person(look, row) for row in some.to_dicts()]
        return {**schemas.head(found), "items": items, **page}

    return asked.answer("resilience/persons", work)


@router.get(
    "/drop-out", response_model=schemas.Lost, summary="假定一些人离任，失去什么 / What is lost if some leave"
)
def drop_out(
    asked: Asking,
    pages: Pages,
    leave: Annotated[
        list[str] | None,
        Query(max_length=50, description="组织/职务，或岗位、人员编号 / body/post, or identifiers"),
    ] = None,
    ending_by: Annotated[
        str | None,
        Query(
            description="到这天任期确定届满的都离任 / all whose terms have certainly ended by this day",
            json_schema_extra={"format": "date"},
        ),
    ] = None,
) -> Response:
    """What is lost if some leave on one day and nobody follows: posts, bodies, buildings."""
    by = day_of(ending_by, "ending_by", "/resilience/drop-out")

    def work(look: Look) -> Plain:
        found = resilience.drop_out(look.graph, leave or (), ending_by=by, area=look.areas, as_of=look.day)
        some, page = look.page(pages, found.places, leave, by)
        return {
            **schemas.head(found),
            "leaving": [schemas.leaving(look, row) for row in found.leaving.to_dicts()],
            "bodies": found.bodies.to_dicts(),
            "items": [schemas.lost(row) for row in some.to_dicts()],
            **page,
        }

    return asked.answer("resilience/drop-out", work)
