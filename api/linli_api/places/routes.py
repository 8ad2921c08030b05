"""GET /places and what stands below it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from linli.services import listed, place_tree, search
from linli.services.one_place import one_place
from linli_api.asking import Asking, Look, Plain
from linli_api.errors import RESPONSES
from linli_api.paging import Paging, paging
from linli_api.places import schemas

router = APIRouter(prefix="/places", tags=["places"], responses=RESPONSES)
Pages = Annotated[Paging, Depends(paging)]
PlaceId = Annotated[
    str, Path(max_length=80, description="地方编号 / identifier of the place", examples=["990101001001"])
]


@router.get(
    "", response_model=schemas.Tree, summary="区域、小区、楼栋的树，一级一级打开 / Places, level by level"
)
def tree(
    asked: Asking,
    pages: Pages,
    parent: Annotated[
        str | None, Query(max_length=80, description="上一级的编号 / the place whose parts are wanted")
    ] = None,
) -> Response:
    """The places directly below one, or the areas that the caller may see where no place is named."""

    def work(look: Look) -> Plain:
        known = look.known
        above = None if parent is None else place_tree.place(known, parent)
        some, page = look.page(pages, place_tree.children(known, above), parent)
        leaves = [schemas.leaf(look, place_tree.leaf(known, number)) for number in some]
        return {"parent": parent, "items": leaves, **page}

    return asked.answer("places", work)


@router.get(
    "/search",
    response_model=schemas.Found,
    summary="按名称、拼音或拼音首字母查找 / Find by name, by its pinyin or the initials of it",
)
def found(
    asked: Asking,
    pages: Pages,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=80,
            description="名称、拼音的一部分，或拼音首字母 / part of a name, of its pinyin, or initials",
        ),
    ],
    type: Annotated[
        list[schemas.FoundType] | None, Query(description="只找这些类型 / only these types")
    ] = None,
) -> Response:
    """Areas, compounds, buildings, grids, venues and bodies whose name holds a text; never persons. A
    building may be written compound/building.
    """

    def work(look: Look) -> Plain:
        hits = search.search(look.known, q, type or search.TYPES)
        some, page = look.page(pages, hits, q, type)
        return {"items": [schemas.hit(one) for one in some], **page}

    return asked.answer("places/search", work)


@router.get("/compounds", response_model=schemas.Compounds, summary="有哪些小区 / The compounds")
def compounds(
    asked: Asking,
    pages: Pages,
    q: Annotated[str, Query(max_length=80, description="名称的一部分 / part of the name")] = "",
    type: Annotated[list[str] | None, Query(description="小区类型 / kinds of compound")] = None,
    weak: Annotated[bool | None, Query(description="是否薄弱小区 / listed as weak")] = None,
) -> Response:
    """The compounds of the areas. Sorted by community and name; `sort` may name any column of a number."""

    def work(look: Look) -> Plain:
        wanted = listed.Wanted(q, {"type": type or []}, {} if weak is None else {"weak": weak})
        order = pages.order(["community", "name", "households", "full_members"], "community")
        rows = listed.rows(look.known, look.graph, "compounds/list", wanted, order)
        some, page = look.page(pages, rows, q, type, weak)
        return {"items": [schemas.compound(look, row) for row in some.to_dicts()], **page}

    return asked.answer("places/compounds", work)


@router.get(
    "/{place:path}", response_model=schemas.Place, summary="一个地方，谁负责 / One place, who answers for it"
)
def one(asked: Asking, place: PlaceId) -> Response:
    """A place with the areas it lies in, the bodies that answer for it and who heads them."""

    def work(look: Look) -> Plain:
        return schemas.place(look, one_place(look.known, place, place_tree.BELOW))

    return asked.answer("places/one", work)
