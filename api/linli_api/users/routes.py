"""/users: who may sign in. Admins alone; each change stands in the access log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as InPath

from linli.errors import NoStateHere
from linli.services import users as service
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.errors import problems
from linli_api.state import State, state_of
from linli_api.users.schemas import Changes, NewUser, User, Users, told

router = APIRouter(prefix="/users", tags=["users"])
Admin = Annotated[Caller, Depends(allowed("admin"))]
Shared = Annotated[State, Depends(state_of)]
Name = Annotated[str, InPath(max_length=100, description="用户名 / name of the user")]


def home(state: State) -> Path:
    """The folder that keeps the users. Raises NoStateHere."""
    if state.settings.home is None:
        raise NoStateHere
    return state.settings.home


@router.get("", summary="有哪些用户 / The users", name="users.list", responses=problems())
def every(_: Admin, state: Shared) -> Users:
    """Every user with role and areas."""
    return Users(users=[told(one) for one in service.every(home(state))])


@router.post("", status_code=201, summary="新建用户 / Make a user", name="users.add", responses=problems(409))
def add(request: Request, given: NewUser, caller: Admin, state: Shared) -> User:
    """Make a user."""
    password = given.password.get_secret_value()
    made = service.add(home(state), given.name, password, given.role, given.areas, dt.datetime.now(dt.UTC))
    log.read(request, caller, f"users.add {made.id}", made.areas, 0, "change")
    return told(made)


@router.patch(
    "/{name:path}", summary="修改用户 / Change a user", name="users.change", responses=problems(404)
)
def change(request: Request, name: Name, given: Changes, caller: Admin, state: Shared) -> User:
    """Change role, areas or password. Whoever is signed in as them has to sign in again."""
    password = given.password.get_secret_value() if given.password else None
    made = service.change(
        home(state),
        name,
        dt.datetime.now(dt.UTC),
        role=given.role,
        areas=given.areas if "areas" in given.model_fields_set else "keep",
        password=password,
    )
    log.read(request, caller, f"users.change {made.id}", made.areas, 0, "change")
    return told(made)


@router.delete(
    "/{name:path}",
    status_code=204,
    summary="删除用户 / Remove a user",
    name="users.remove",
    responses=problems(404),
)
def remove(request: Request, name: Name, caller: Admin, state: Shared) -> Response:
    """Take a user out. The access log keeps what they did."""
    gone = service.remove(home(state), name)
    log.read(request, caller, f"users.remove {gone.id}", gone.areas, 0, "change")
    return Response(status_code=204)
