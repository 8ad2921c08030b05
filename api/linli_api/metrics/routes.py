"""GET /metrics: figures of the server for Prometheus."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from linli_api.access.caller import Caller, allowed
from linli_api.errors import problems
from linli_api.metrics.counts import FORM, text

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    summary="运行指标（Prometheus）/ Figures of the server, for Prometheus",
    name="metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "figures"},
        **problems(),
    },
)
def metrics(_: Annotated[Caller, Depends(allowed())]) -> Response:
    """Requests by route and status, and how long they took, of all workers. They hold no name and no value
    that anybody asked for. Prometheus signs in with a token like everybody else.
    """
    return Response(text(), media_type=FORM)
