"""POST, GET and DELETE /session: sign in, who am I, sign out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from linli.errors import SignInWrong
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import names_of
from linli_api.access.tokens import address, bearer
from linli_api.errors import problems
from linli_api.session.schemas import Credentials, Session, Who
from linli_api.state import State, state_of

router = APIRouter(prefix="/session", tags=["session"])


@router.post(
    "",
    status_code=201,
    summary="登录 / Sign in",
    name="session.sign_in",
    responses=problems(413),
)
def sign_in(request: Request, given: Credentials, state: Annotated[State, Depends(state_of)]) -> Session:
    """Sign in by name and password. A wrong one is told after as long as a right one, and after a few of
    them, by name or by address, none is judged for a while.
    """
    door, now, hours = state.need_door(), dt.datetime.now(dt.UTC), state.settings.hours
    if state.settings.demo and given.role and not given.name:
        token, signed = door.demo(given.role, now, hours)
    elif not given.name:
        raise SignInWrong
    else:
        password = given.password.get_secret_value()
        token, signed = door.sign_in(given.name, password, address(request), now, hours)
    return Session(token=token, expires=dt.datetime.fromtimestamp(signed.expires, dt.UTC))


@router.get("", summary="我是谁 / Who am I", name="session.who", responses=problems())
def who(caller: Annotated[Caller, Depends(allowed())], state: Annotated[State, Depends(state_of)]) -> Who:
    """Who the token is of, what they may, and where."""
    return Who(
        user=caller.user,
        kind=caller.kind,
        role=caller.role,
        areas=None if caller.areas is None else list(caller.areas),
        names=names_of(caller, state).full,
        demo=bool(state.settings.demo),
    )


@router.delete("", status_code=204, summary="退出 / Sign out", name="session.sign_out", responses=problems())
def sign_out(
    request: Request,
    caller: Annotated[Caller, Depends(allowed())],
    state: Annotated[State, Depends(state_of)],
) -> Response:
    """Take the token back. Who came without one has nothing to take back."""
    token = bearer(request)
    if token and state.door:
        state.door.sign_out(token)
    return Response(status_code=204)
