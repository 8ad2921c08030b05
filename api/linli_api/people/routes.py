"""GET /people and what stands below it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from linli.ports import Answer
from linli.queries import catalogue
from linli.services import listed
from linli.services.one_person import one_person
from linli_api.access.names import masked
from linli_api.asking import Asking, Look, Plain
from linli_api.errors import RESPONSES
from linli_api.paging import Paging, paging
from linli_api.people import schemas

router = APIRouter(prefix="/people", tags=["people"], responses=RESPONSES)
Pages = Annotated[Paging, Depends(paging)]
PersonId = Annotated[
    str,
    Path(
        max_length=40, description="人员编号 / identifier of the person", examples=["p0123456789abcdef0123"]
    ),
]


def _page(
    look: Look, pages: Paging, query: str, wanted: listed.Wanted, bound: tuple[object, ...], **own: str
) -> Plain:
    """A page of a catalogue's answer with names as the caller may see them."""
    rows = listed.rows(look.known, look.graph, query, wanted, None, **own)
    some, page = look.page(pages, rows, *bound)
    spec = catalogue.get(query)
    answer = masked(spec, Answer(tuple(spec.columns), some.to_arrow()), look.names, look.caller, look.graph)
    return {"items": [schemas.row(look, dict(one)) for one in answer.rows()], **page}


@router.get(
    "", response_model=schemas.Named, summary="叫这个姓名的人担任的岗位 / Posts of all who bear a name"
)
def named(
    asked: Asking,
    pages: Pages,
    name: Annotated[str, Query(min_length=1, max_length=80, description="完整姓名 / the whole name")],
) -> Response:
    """The posts that persons of one name may hold on the day. The name is asked for whole: people are not
    listed or found by parts of their names.
    """

    def work(look: Look) -> Plain:
        return _page(look, pages, "people/posts", listed.Wanted(), (name,), name=name)

    return asked.answer("people/posts", work)


@router.get(
    "/several",
    response_model=schemas.Several,
    summary="谁在同一小区的几个组织里任职 / Who holds posts in several bodies of a compound",
)
def several(
    asked: Asking,
    pages: Pages,
    compound: Annotated[
        str | None,
        Query(max_length=40, description="只看这个小区（编号）/ this compound alone, by identifier"),
    ] = None,
) -> Response:
    """Pairs of posts in two bodies of one compound that one person may hold at once."""

    def work(look: Look) -> Plain:
        wanted = listed.Wanted(equal={} if compound is None else {"compound_id": compound})
        return _page(look, pages, "people/several_bodies", wanted, (compound,))

    return asked.answer("people/several", work)


@router.get("/{person}", response_model=schemas.Person, summary="一个人的岗位 / A person's posts")
def one(asked: Asking, person: PersonId) -> Response:
    """The posts that a person may hold on the day inside the areas, and how many elsewhere."""

    def work(look: Look) -> Plain:
        return schemas.person(look, one_person(look.known, person))

    return asked.answer("people/one", work)
