"""What the routes share: the settings and the graph."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from linli.services.serve import Reader
from linli_api.settings import Settings


@dataclass(frozen=True)
class State:
    """One a running API."""

    settings: Settings
    reader: Reader


def state_of(request: Request) -> State:
    """The state of the application that a request came to. A dependency of routes."""
    state = request.app.state.linli
    assert isinstance(state, State)
    return state
