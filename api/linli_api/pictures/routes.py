"""GET /pictures/…"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from linli.reports.brief.slide import Picture
from linli.services import covered
from linli_api.asking import Asked, Asking, Look
from linli_api.errors import RESPONSES
from linli_api.pictures import drawn, schemas

router = APIRouter(prefix="/pictures", tags=["pictures"], responses=RESPONSES)
SVG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}}
Form = Annotated[
    schemas.Form,
    Query(description="echarts 给网页，svg 给文件 / echarts for a page, svg for a file"),
]
Width = Annotated[
    int,
    Query(ge=320, le=4000, description="给它多宽，像素；再窄就看不清的，会超出 / width for it, in pixels"),
]
Height = Annotated[int, Query(ge=200, le=4000, description="给它多高，像素 / height for it, in pixels")]


def _drawn(
    asked: Asked,
    what: str,
    form: schemas.Form,
    width: int,
    make: Callable[[Look], Picture],
    version: object = None,
) -> Response:
    def work(look: Look) -> tuple[str, str, dict[str, str]]:
        return schemas.answer(look, make(look), form, width)

    return asked.give(f"pictures/{what}", work, version)


def _own(asked: Asked) -> int:
    """The version of the office's own thresholds of coverage."""
    return covered.stamp(asked.state.settings.home)


@router.get(
    "/tree",
    response_model=schemas.Drawn,
    responses=SVG,
    summary="一个区域的树，一级一级打开 / An area as a tree, opened level by level",
)
def tree(
    asked: Asking,
    root: Annotated[
        str | None, Query(max_length=80, description="从哪个区域打开（编号）/ the area to begin with")
    ] = None,
    open: Annotated[
        list[str] | None,
        Query(
            max_length=1000,
            description="打开了哪些（编号），不说则整级整级打开到放得下为止"
            " / what is open, by identifier; whole levels as far as there is room unless given",
        ),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1500, description="最多几格 / boxes at most")] = 40,
    width: Width = 900,
    format: Form = "echarts",
) -> Response:
    """Areas and compounds with the party body that answers for each and who heads it; what is not open is
    counted. The sentence is about all compounds of the area, shown or not.
    """
    return _drawn(asked, "tree", format, width, lambda look: drawn.tree(look, root, open, limit), _own(asked))


@router.get(
    "/sides",
    response_model=schemas.Drawn,
    responses=SVG,
    summary="一个小区的四个方面和交叉任职 / The four sides of a compound, cross-appointed people between",
)
def sides(
    asked: Asking,
    compound: Annotated[
        str,
        Query(
            max_length=40,
            description="小区编号 / identifier of the compound",
            examples=["c0123456789abcdef0123"],
        ),
    ],
    width: Width = 900,
    format: Form = "echarts",
) -> Response:
    """The bodies of a compound on four sides, and between them who holds posts on several; an arrow leads
    from where they held a post first to where they went.
    """
    return _drawn(asked, "sides", format, width, lambda look: drawn.sides(look, compound))


@router.get(
    "/net",
    response_model=schemas.Drawn,
    responses=SVG,
    summary="一个区域的交叉任职，从哪类组织进入哪类 / Cross appointment of an area, with its direction",
)
def net(asked: Asking, width: Width = 900, format: Form = "echarts") -> Response:
    """Kinds of body, and how many persons went from one kind into another in the same compound. No names."""
    return _drawn(asked, "net", format, width, drawn.net)


@router.get(
    "/matrix",
    response_model=schemas.Drawn,
    responses=SVG,
    summary="交叉任职矩阵：组织类别 × 组织类别 / Cross appointment, kinds of body × kinds of body",
)
def matrix(asked: Asking, width: Width = 900, height: Height = 420, format: Form = "echarts") -> Response:
    """How many persons hold posts in bodies of two kinds in one compound. No names. A cell's identifier is
    kind×kind.
    """
    room = (float(width - 2 * schemas.EDGE), float(height))
    return _drawn(asked, "matrix", format, width, lambda look: drawn.matrix(look, room))


@router.get(
    "/ladder",
    response_model=schemas.Drawn,
    responses=SVG,
    summary="一条上报路径 / The way up from a place",
)
def ladder(
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
    step: Annotated[
        int | None,
        Query(ge=0, le=100, description="走到第几步，不说则全部 / walked as far as; all of it unless given"),
    ] = None,
    width: Width = 900,
    format: Form = "echarts",
) -> Response:
    """The way up as a ladder, each break beside its step; with `step`, as stairs that were walked so far.
    A step's identifier is that of its body and a full stop.
    """
    return _drawn(asked, "ladder", format, width, lambda look: drawn.ladder(look, place, to or (), step))


@router.get(
    "/treemap",
    response_model=schemas.Drawn,
    responses=SVG,
    summary="覆盖：按户数和状态 / Coverage by households and state",
)
def treemap(
    asked: Asking,
    slot: Annotated[str, Query(max_length=60, description="看哪一项 / which coverage")] = "branch",
    limit: Annotated[
        int, Query(ge=1, le=2000, description="最多几处，户数多的先画 / places at most, the largest first")
    ] = 400,
    width: Width = 900,
    height: Height = 480,
    format: Form = "echarts",
) -> Response:
    """Every place that is asked to have something, as large as its households, by whether it has it."""
    room = (float(width - 2 * schemas.EDGE), float(height))
    return _drawn(
        asked, "treemap", format, width, lambda look: drawn.treemap(look, slot, room, limit), _own(asked)
    )
