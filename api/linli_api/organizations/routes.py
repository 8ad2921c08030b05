"""GET /organizations and what stands below it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from linli.services import listed, one_body
from linli.services.network import bodies
from linli_api.asking import Asking, Look, Plain
from linli_api.errors import RESPONSES
from linli_api.organizations import schemas
from linli_api.paging import Paging, paging

router = APIRouter(prefix="/organizations", tags=["organizations"], responses=RESPONSES)
Pages = Annotated[Paging, Depends(paging)]
BodyId = Annotated[
    str,
    Path(max_length=40, description="组织编号 / identifier of the body", examples=["o0123456789abcdef0123"]),
]


@router.get("", response_model=schemas.Bodies, summary="有哪些组织 / The organizations")
def every(
    asked: Asking,
    pages: Pages,
    q: Annotated[str, Query(max_length=80, description="名称的一部分 / part of the name")] = "",
    kind: Annotated[list[str] | None, Query(description="组织类别 / kinds of body")] = None,
) -> Response:
    """The organizations that may be there on the day, by name."""

    def work(look: Look) -> Plain:
        wanted = listed.Wanted(q, {"kind": kind or []})
        order = pages.order(["name", "kind", "place"], "name")
        rows = listed.rows(look.known, look.graph, "organizations/named", wanted, order, name="")
        some, page = look.page(pages, rows, q, kind)
        return {"items": [schemas.row(look, row) for row in some.to_dicts()], **page}

    return asked.answer("organizations", work)


@router.get(
    "/{organization}",
    response_model=schemas.Organization,
    summary="一个组织：岗位、任职、地方、上级 / One organization with its posts and holders",
)
def one(asked: Asking, organization: BodyId) -> Response:
    """A body with its posts, who may hold them on the day, and how it stands to other bodies."""
    return asked.answer(
        "organizations/one", lambda look: schemas.one(look, one_body.one_body(look.known, organization))
    )


@router.get(
    "/{organization}/reports-to",
    response_model=schemas.WayUp,
    summary="逐级隶属于谁 / Whom it reports to, step by step",
)
def reports_to(asked: Asking, organization: BodyId) -> Response:
    """Every body that may be above a body on the day, and who heads it."""

    def work(look: Look) -> Plain:
        steps = one_body.way_up(look.known, organization)
        return {"steps": [schemas.step(look, step) for step in steps]}

    return asked.answer("organizations/reports-to", work)


@router.get(
    "/{organization}/below", response_model=schemas.Below, summary="直接下级 / The bodies that report to it"
)
def below(asked: Asking, organization: BodyId, pages: Pages) -> Response:
    """The bodies that may report to a body directly on the day, by name."""

    def work(look: Look) -> Plain:
        number = one_body.number_of(look.known, organization)
        some, page = look.page(pages, one_body.below(look.known, number), organization)
        return {"items": [schemas.body(look, bodies.body(look.known, one)) for one in some], **page}

    return asked.answer("organizations/below", work)


@router.get(
    "/{organization}/places",
    response_model=schemas.PlacesOf,
    summary="覆盖、服务哪些地方 / The places it covers, acts for or serves",
)
def places(asked: Asking, organization: BodyId, pages: Pages) -> Response:
    """The places that a body may have to do with on the day."""

    def work(look: Look) -> Plain:
        number = one_body.number_of(look.known, organization)
        some, page = look.page(pages, one_body.places(look.known, number), organization)
        return {"items": [schemas.at(one) for one in some], **page}

    return asked.answer("organizations/places", work)
