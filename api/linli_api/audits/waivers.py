"""/waivers: findings that somebody has decided to let stand for a time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as Folder
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from linli.audit.waiver import Waiver
from linli.errors import RunUnknown, WaiverUnknown
from linli.messages.catalogue import Lang
from linli.services import findings as tables
from linli.services import runs
from linli.services import waivers as service
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import names_of, veil_of
from linli_api.asking import Plain, dumps
from linli_api.audits import schemas
from linli_api.audits.sight import areas_of
from linli_api.errors import problems
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.state import State, state_of

router = APIRouter(prefix="/waivers", tags=["waivers"], responses=problems(404, 409))
Auditor = Annotated[Caller, Depends(allowed("auditor"))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]


@router.get(
    "", response_model=schemas.Waivers, summary="暂不整改的问题 / Findings let stand", name="waivers.list"
)
def every(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    pages: Annotated[Paging, Depends(paging)],
) -> Response:
    """Waivers that were not taken back, and how each stands in the newest run."""
    home = state.need_home()
    mine = _mine(home, areas_of(state, caller, None))
    try:
        judged = {
            one.waiver.number: one
            for one in service.judged(home, runs.load(home), dt.datetime.now().astimezone().date())
        }
    except RunUnknown:
        judged = {}
    page = pages.of(mine, "waivers", len(mine), caller.mark)
    items = [schemas.waiver(one, judged.get(one.number), lang) for one in page.items]
    # The sentences of findings may name people: each counts for one.
    log.read(request, caller, "waivers.list", caller.areas, len(items))
    return _told(state, caller, lang, {"items": items, "total": page.total, "next": page.next})


@router.post(
    "",
    status_code=201,
    response_model=schemas.WaiverShown,
    summary="暂不整改一个问题 / Let a finding stand",
    name="waivers.add",
)
def add(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    wanted: Annotated[schemas.NewWaiver, Body()],
) -> Response:
    """Let a finding of the newest run that has it stand until a day. It is still counted, and shown apart;
    when what it rests on changes, it is open again.
    """
    home, areas = state.need_home(), areas_of(state, caller, None)
    named = runs.find(home, wanted.finding)
    # What lies elsewhere is not there for this caller.
    tables.find(tables.table(home, named.run.number), named.finding.id, areas, {})
    now = dt.datetime.now().astimezone()
    made = service.waive(home, named.finding.id, wanted.reason, caller.user, wanted.until, now)
    log.read(request, caller, f"waivers.add {made.number}", areas, 0, "change")
    return _told(state, caller, lang, schemas.waiver(made, None, lang), 201)


@router.delete(
    "/{waiver}",
    response_model=schemas.WaiverShown,
    summary="撤回 / Take a waiver back",
    name="waivers.withdraw",
)
def withdraw(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    waiver: Annotated[int, Path(ge=1, le=1 << 31, description="第几号 / number of the waiver")],
    why: Annotated[schemas.Withdrawal, Body()] = schemas.Withdrawal(),  # noqa: B008
) -> Response:
    """Take a waiver back. That it was given stays on record."""
    home, areas = state.need_home(), areas_of(state, caller, None)
    mine = _mine(home, areas)
    if waiver not in {one.number for one in mine}:
        raise WaiverUnknown(number=waiver, known=", ".join(str(one.number) for one in mine))
    gone = service.withdraw(home, waiver, why.reason, caller.user, dt.datetime.now().astimezone())
    log.read(request, caller, f"waivers.withdraw {waiver}", areas, 0, "change")
    return _told(state, caller, lang, schemas.waiver(gone, None, lang))


def _told(state: State, caller: Caller, lang: Lang, plain: Plain, status: int = 200) -> Response:
    """An answer with the names that the caller may see: sentences and reasons may tell of anybody."""
    text = veil_of(caller, state, names_of(caller, state))(dumps(plain))
    return Response(text, status, {"Content-Language": lang}, "application/json")


def _mine(home: Folder, areas: tuple[str, ...] | None) -> list[Waiver]:
    """The waivers of findings in some areas."""
    return [
        one for one in service.made(home) if areas is None or any(area.code in areas for area in one.chain)
    ]
