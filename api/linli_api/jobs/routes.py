"""GET /jobs, one job, its events as they come, and calling it off."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from linli.errors import AreaForbidden
from linli.messages.catalogue import Lang
from linli.services.jobs import Job
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.asking import dumps
from linli_api.errors import problems
from linli_api.jobs import schemas
from linli_api.jobs.asking import answer, sleep, who
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.state import State, state_of

router = APIRouter(prefix="/jobs", tags=["jobs"], responses=problems(404))
Worker = Annotated[Caller, Depends(allowed("planner", "auditor"))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]

LONGEST = 110.0
"""Seconds after which a stream of events ends; who still listens comes again, as browsers do by
themselves.
"""

RETRY = 2000
"""Milliseconds after which a listener comes again."""


def job_of(
    state: Shared,
    _: Worker,
    job: Annotated[
        str, Path(max_length=40, description="任务编号 / the job", examples=["j0123456789abcdef"])
    ],
) -> Job:
    """The job of an address. Raises JobUnknown before anything is streamed."""
    return state.need_jobs().find(job, time.time())


Found = Annotated[Job, Depends(job_of)]


@router.get(
    "", response_model=schemas.Jobs, summary="任务，新的在前 / Jobs, the newest first", name="jobs.list"
)
def every(
    _: Worker,
    state: Shared,
    lang: Language,
    pages: Annotated[Paging, Depends(paging)],
    kind: Annotated[schemas.Kind | None, Query(description="只看哪一类 / of this kind alone")] = None,
    status: Annotated[schemas.State | None, Query(description="只看哪种状态 / in this state alone")] = None,
) -> Response:
    """Long work that was asked for: waiting, under way, and what came of the last hundreds."""
    rows = [
        one
        for one in state.need_jobs().every(time.time())
        if kind in (None, one.kind) and status in (None, one.state)
    ]
    page = pages.of(rows, "jobs", kind, status)
    items = [schemas.told(one, lang) for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.get(
    "/{job}",
    response_model=schemas.JobShown,
    summary="一个任务到哪一步了 / How a job stands",
    name="jobs.one",
)
def one(found: Found, lang: Language) -> Response:
    """A job, whichever worker does it. `lost` says that its worker stopped without a word."""
    return answer(schemas.told(found, lang), lang)


@router.get(
    "/{job}/events",
    response_class=EventSourceResponse,
    summary="一个任务的进展，随时推送 / How a job goes on, as it does",
    name="jobs.events",
)
async def events(
    request: Request, found: Found, state: Shared, lang: Language
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: the job each time that it moves, last of all when it is over; then the stream
    ends.

    A stream also ends after two minutes; the job is told anew to who comes again.
    """
    jobs, before, end = state.need_jobs(), "", time.monotonic() + LONGEST
    while True:
        now = dumps(schemas.told(found, lang))
        if now != before:
            before = now
            yield ServerSentEvent(raw_data=now, event="job", id=str(found.state), retry=RETRY)
        if found.over or time.monotonic() > end or state.closing or await request.is_disconnected():
            return
        await sleep()
        found = await run_in_threadpool(jobs.find, found.id, time.time())


@router.delete(
    "/{job}", response_model=schemas.JobShown, summary="取消一个任务 / Call a job off", name="jobs.cancel"
)
def cancel(request: Request, found: Found, caller: Worker, state: Shared, lang: Language) -> Response:
    """Call a job off. One that waits is over at once; one under way ends at its next step and leaves
    nothing half done; one that is over stays as it is. Who was given some areas calls off their own alone.
    """
    if caller.areas is not None and found.who != who(state, caller)[0]:
        areas = found.given.get("areas") or ["*"]
        raise AreaForbidden(area="、".join(areas), areas="、".join(caller.areas) or "—")
    gone = state.need_jobs().cancel(found.id, time.time())
    log.read(request, caller, "job.cancel", (), 0, "change")
    return answer(schemas.told(gone, lang), lang)
