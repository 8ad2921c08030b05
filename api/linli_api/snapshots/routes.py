"""GET /snapshots, the one in use, one by its hash; POST /snapshots has one built."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from linli.errors import NoSnapshot
from linli.messages.catalogue import Lang
from linli.services import snapshots as service
from linli.services.graph import Graph
from linli.services.handing import inside
from linli_api.access.caller import Caller, allowed
from linli_api.asking import Plain
from linli_api.errors import problems
from linli_api.jobs.asking import accepted, answer
from linli_api.jobs.schemas import JobShown
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.snapshots import schemas
from linli_api.state import State, state_of

router = APIRouter(prefix="/snapshots", tags=["snapshots"], responses=problems(404))
Anybody = Annotated[Caller, Depends(allowed())]
Builder = Annotated[Caller, Depends(allowed("auditor"))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]


@router.get(
    "",
    response_model=schemas.Snapshots,
    summary="已生成的快照 / Snapshots that are built",
    name="snapshots.list",
)
def every(_: Anybody, state: Shared, lang: Language, pages: Annotated[Paging, Depends(paging)]) -> Response:
    """The snapshots of the workspace. Any of them is asked by `known_on`."""
    home = state.need_home()
    current = service.current(home)
    page = pages.of(service.every(home), "snapshots", current)
    items = [schemas.told(one, current) for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.get(
    "/current",
    response_model=schemas.SnapshotShown,
    summary="现用的快照 / The snapshot in use",
    name="snapshots.current",
)
def in_use(_: Anybody, state: Shared, lang: Language) -> Response:
    """The snapshot that questions are answered from."""
    home = state.need_home()
    current = service.current(home)
    if current is None:
        raise NoSnapshot(folder=str(home))
    return answer(schemas.told(service.one(home, current), current), lang)


@router.get(
    "/{snapshot}",
    response_model=schemas.SnapshotWhole,
    summary="一个快照和它用到的台账 / A snapshot and its ledgers",
    name="snapshots.one",
)
def one(
    caller: Annotated[Caller, Depends(allowed("planner", "auditor"))],
    state: Shared,
    lang: Language,
    snapshot: Annotated[str, Path(max_length=64, description="快照编号 / hash of the snapshot")],
) -> Response:
    """A snapshot with the tables that it was built from."""
    found = service.one(state.need_home(), snapshot)

    def told(graph: Graph, current: str) -> Plain:
        granted = caller.areas
        return schemas.whole(found, current, lambda area: granted is None or inside(graph, area, granted))

    return answer(state.reader.read(told), lang)


@router.post(
    "",
    status_code=202,
    response_model=JobShown,
    responses=problems(409),
    summary="由台账生成图（任务）/ Build the graph from the ledgers (a job)",
    name="snapshots.build",
)
def build(
    request: Request,
    caller: Builder,
    state: Shared,
    lang: Language,
    wanted: Annotated[schemas.Wanted, Body()],
) -> Response:
    """Build from all that has been received, and put it in use; or, with `known_on`, from what had been
    received by that day. One build is under way at a time. Nobody who reads is disturbed: the next request
    sees the new snapshot.
    """
    day = wanted.known_on.isoformat() if wanted.known_on else None
    return accepted(state, "build", {"known_on": day}, caller, lang)
