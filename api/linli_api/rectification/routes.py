"""/rectification: the list of things to mend (问题整改台账)."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path as Folder
from typing import Annotated

from fastapi import APIRouter, Body, Depends, File, Form, Path, Query, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from linli.errors import FindingUnknown
from linli.messages.catalogue import Lang
from linli.services import rectify as service
from linli.services.returned import take
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import names_of, veil_of
from linli_api.asking import Plain, dumps
from linli_api.audits.sight import areas_of
from linli_api.errors import problems
from linli_api.language import language
from linli_api.ledgers.upload import kept
from linli_api.paging import Paging, paging
from linli_api.rectification import schemas
from linli_api.state import State, state_of

router = APIRouter(prefix="/rectification", tags=["rectification"], responses=problems(404, 409, 413))
Auditor = Annotated[Caller, Depends(allowed("auditor"))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]
AreaNames = Annotated[
    list[str] | None,
    Query(description="区划代码或名称，可多次 / area code or name, repeatable; all that one may see"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get(
    "",
    response_model=schemas.Lines,
    summary="整改到哪一步了 / How the lines stand",
    name="rectification.list",
)
def every(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    pages: Annotated[Paging, Depends(paging)],
    area: AreaNames = None,
    status: Annotated[
        list[schemas.State] | None, Query(description="只看哪些状态，如 overdue / of these states alone")
    ] = None,
) -> Response:
    """Every line with how it stands today: those overdue first, then those signed off and found all the
    same.
    """
    home, areas = state.need_home(), areas_of(state, caller, area)
    today = dt.datetime.now().astimezone().date()
    mine = [
        one
        for one in service.listing(home, today)
        if areas is None or any(other.code in areas for other in one.line.chain)
    ]
    rows = [one for one in mine if status is None or one.state in status]
    page = pages.of(rows, "rectification", len(rows), areas, status, caller.mark, today)
    plain: Plain = {
        "items": [schemas.line(one, lang) for one in page.items],
        "total": page.total,
        "next": page.next,
        "counts": dict(Counter(one.state for one in mine)),
    }
    return _told(request, caller, lang, "rectification.list", plain, len(page.items))


@router.post(
    "/lists",
    response_class=Response,
    responses={
        200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}},
        204: {"description": "nothing is to be mended"},
    },
    summary="写出发给街道的问题整改台账 / Write the list to send, a sheet a street",
    name="rectification.write",
)
def write(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    wanted: Annotated[schemas.Order, Body()],
) -> Response:
    """The findings of a kept audit as a workbook to fill in; what was listed is kept. A line that is on a
    list already keeps its day and what was reported of it.
    """
    home, areas = state.need_home(), areas_of(state, caller, wanted.area)
    order = service.Order(
        areas or (),
        tuple(wanted.severities or service.SEVERITIES),
        wanted.run,
        wanted.due,
        {name: max(0, min(days, 3650)) for name, days in wanted.days.items()},
    )
    shown, now = veil_of(caller, state, names_of(caller, state)), dt.datetime.now().astimezone()
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        path = Folder(folder) / "rectify.xlsx"
        issue = service.export(home, path, order, caller.user, now, lang, shown)
        content = path.read_bytes() if issue.sheets else b""
    log.read(request, caller, "rectification.write", areas, issue.lines, "export")
    if not content:
        return Response(status_code=204)
    headers = {"Content-Disposition": 'attachment; filename="rectify.xlsx"', "Content-Language": lang}
    return Response(content, media_type=XLSX, headers=headers)


@router.post(
    "/returns",
    response_model=schemas.Taken,
    summary="收回填好的台账 / Take a filled-in list back",
    name="rectification.take",
)
def returned(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    file: Annotated[UploadFile, File(description="填好的台账 / the list, filled in")],
    grant: Annotated[
        bool, Form(description="同意改过的整改时限 / grant the days that were asked for")
    ] = False,
) -> Response:
    """Every row is judged: what is taken from it, or why nothing is. Lines of areas that the caller was not
    given are not known.
    """
    home, areas = state.need_home(), areas_of(state, caller, None)
    now = dt.datetime.now().astimezone()
    with kept([file]) as [path]:
        rows = take(home, path, caller.user, now, grant=grant, areas=areas)
    counts = Counter(one.state for one in rows)
    plain: Plain = {name: counts[name] for name in ("accepted", "ignored", "rejected")}
    plain["rows"] = [schemas.row(one, lang) for one in rows]
    return _told(request, caller, lang, "rectification.take", plain, 0, "import")


@router.get(
    "/{finding}/history",
    response_model=schemas.History,
    summary="一个问题的来龙去脉 / All that happened to a finding",
    name="rectification.history",
)
def history(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    finding: Annotated[str, Path(max_length=60, description="问题编号，写前几位即可 / the finding")],
) -> Response:
    """When a finding was listed, reported on, let stand, and what was said."""
    home, areas = state.need_home(), areas_of(state, caller, None)
    identity, steps = service.history(home, finding)
    if areas is not None and not service.lies_inside(home, identity, areas):
        raise FindingUnknown(finding=finding, runs=0)
    plain = {"finding": identity, "steps": [schemas.step(one) for one in steps]}
    return _told(request, caller, lang, "rectification.history", plain, len(steps))


def _told(
    request: Request,
    caller: Caller,
    lang: Lang,
    what: str,
    plain: Plain,
    names: int,
    kind: log.Kind = "read",
) -> Response:
    """An answer with the names that the caller may see, written down."""
    state = state_of(request)
    text = veil_of(caller, state, names_of(caller, state))(dumps(plain))
    log.read(request, caller, what, caller.areas, names, kind)
    return Response(text, media_type="application/json", headers={"Content-Language": lang})
