"""/users: who may sign in. Admins alone; each change stands in the access log.

An admin who was given some areas has to do with those users alone whose areas all lie in them: whoever could
make a user of the whole workspace could see it all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as InPath

from linli.errors import AreaForbidden, NoSnapshot, NoStateHere, UserUnknown
from linli.services import users as service
from linli.services.handing import inside
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


def manages(caller: Caller, state: State, areas: Sequence[str] | None) -> bool:
    """Whether users of some areas, None for the whole workspace, are an admin's to manage. Raises a
    StoreError.
    """
    granted = caller.areas
    if granted is None or areas is None:
        return granted is None
    try:
        return state.reader.read(lambda graph, _: all(inside(graph, one, granted) for one in areas))
    except NoSnapshot:
        return all(inside(None, one, granted) for one in areas)


def _check_given(caller: Caller, state: State, areas: Sequence[str] | None) -> None:
    """See to it that areas are the caller's to give. Raises AreaForbidden."""
    if not manages(caller, state, areas):
        told = "*" if areas is None else "、".join(areas)
        raise AreaForbidden(area=told, areas="、".join(caller.areas or ()) or "—")


def _check_managed(caller: Caller, state: State, name: str) -> None:
    """See to it that a user is the caller's to manage. Raises UserUnknown, as for one who is not there."""
    if caller.areas is not None and not manages(caller, state, service.one(home(state), name).areas):
        raise UserUnknown(user=name)


@router.get("", summary="有哪些用户 / The users", name="users.list", responses=problems())
def every(caller: Admin, state: Shared) -> Users:
    """Every user with role and areas; of the areas that one was given."""
    return Users(users=[told(one) for one in service.every(home(state)) if manages(caller, state, one.areas)])


@router.post("", status_code=201, summary="新建用户 / Make a user", name="users.add", responses=problems(409))
def add(request: Request, given: NewUser, caller: Admin, state: Shared) -> User:
    """Make a user, for no more areas than one was given."""
    _check_given(caller, state, given.areas)
    password = given.password.get_secret_value()
    made = service.add(home(state), given.name, password, given.role, given.areas, dt.datetime.now(dt.UTC))
    log.read(request, caller, f"users.add {made.id}", made.areas, 0, "change")
    return told(made)


@router.patch(
    "/{name:path}", summary="修改用户 / Change a user", name="users.change", responses=problems(404)
)
def change(request: Request, name: Name, given: Changes, caller: Admin, state: Shared) -> User:
    """Change role, areas or password. Whoever is signed in as them has to sign in again."""
    _check_managed(caller, state, name)
    if "areas" in given.model_fields_set:
        _check_given(caller, state, given.areas)
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
    _check_managed(caller, state, name)
    gone = service.remove(home(state), name)
    log.read(request, caller, f"users.remove {gone.id}", gone.areas, 0, "change")
    return Response(status_code=204)
