"""POST /console."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from linli.messages.catalogue import Lang
from linli.services import console
from linli.services.graph import Graph
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import names_of
from linli_api.asking import dumps
from linli_api.console import schemas
from linli_api.errors import RESPONSES
from linli_api.language import language
from linli_api.state import State, state_of

router = APIRouter(tags=["console"], responses=RESPONSES)


@router.post(
    "/console", response_model=schemas.Answer, summary="只读 Cypher 控制台 / A console of read-only Cypher"
)
def ask(
    request: Request,
    asked: schemas.Asked,
    state: Annotated[State, Depends(state_of)],
    caller: Annotated[Caller, Depends(allowed("admin", whole=True))],
    lang: Annotated[Lang, Depends(language)],
) -> Response:
    """Cypher that reads, judged before the engine sees it, in a read transaction, with limits of rows and
    time. It is asked of the whole graph, hence only by admins of the whole workspace.
    """

    def work(graph: Graph, snapshot: str) -> Response:
        day = asked.as_of or graph.day
        found = console.ask(graph, asked.text, asked.parameters, day, rows=asked.rows, seconds=asked.seconds)
        names = names_of(caller, state)
        told = {"snapshot": snapshot, "as_of": day, **schemas.answer(found, names, lang)}
        log.read(request, caller, "console", graph.tops, names.count)
        return Response(dumps(told), media_type="application/json", headers={"Content-Language": lang})

    return state.reader.read(work)
