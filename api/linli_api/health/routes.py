"""GET /health and GET /ready."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from linli.errors import LinliError
from linli.version import VERSION
from linli_api import errors
from linli_api.health.schemas import Alive, Ready
from linli_api.state import State, state_of

router = APIRouter(tags=["health"])


@router.get("/health", summary="服务器在运行 / The server runs")
async def health() -> Alive:
    """Liveness: it touches nothing, so it answers also when the graph is away."""
    return Alive(version=VERSION)


@router.get(
    "/ready",
    summary="图可以查询 / The graph can be asked",
    response_model=Ready,
    responses={503: errors.RESPONSES[503]},
)
def ready(request: Request) -> Ready | JSONResponse:
    """Readiness: opens the graph. Whatever keeps it from opening is a 503."""
    state: State = state_of(request)
    try:
        return state.reader.read(
            lambda graph, snapshot: Ready(snapshot=snapshot, day=graph.day, names=state.settings.names)
        )
    except LinliError as error:
        return errors.problem(request, error, status=503)
