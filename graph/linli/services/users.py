"""Users of a workspace: who may sign in to what is served, in which role, for which areas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from linli.errors import ParameterWrong, UserExists, UserUnknown
from linli.services import passwords
from linli.workspace.layout import open_layout
from linli.workspace.state import database
from linli.workspace.state import users as rows
from linli.workspace.state.users import User

Role = Literal["presenter", "planner", "auditor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class Account:
    """A user, as told: areas None for the whole workspace."""

    id: str
    name: str
    role: str
    areas: tuple[str, ...] | None


def add(
    workspace: Path, name: str, password: str, role: str, areas: Sequence[str] | None, now: dt.datetime
) -> Account:
    """Make a user.

    Parameters: `areas`, codes that the user may see, None for the whole workspace.
    Raises UserExists, PasswordWeak, ParameterWrong for a blank name or a role that is none.
    """
    _check(name, role)
    hashed = passwords.hashed(password)
    with database.writing(open_layout(workspace)) as connection:
        if rows.find(connection, name):
            raise UserExists(user=name)
        return _account(rows.add(connection, name, hashed, role, areas, now))


def every(workspace: Path) -> list[Account]:
    """All users by name."""
    with database.reading(open_layout(workspace)) as connection:
        return [_account(user) for user in rows.every(connection)]


def one(workspace: Path, name: str) -> Account:
    """A user by name. Raises UserUnknown."""
    with database.reading(open_layout(workspace)) as connection:
        return _account(_find(rows.find(connection, name), name))


def change(
    workspace: Path,
    name: str,
    now: dt.datetime,
    *,
    role: str | None = None,
    areas: Sequence[str] | Literal["keep"] | None = "keep",
    password: str | None = None,
) -> Account:
    """Give a user another role, other areas or another password; what is not given stays.

    Whoever is signed in as them has to sign in again. Raises UserUnknown, PasswordWeak, ParameterWrong.
    """
    if role is not None:
        _check(name, role)
    hashed = passwords.hashed(password) if password is not None else None
    with database.writing(open_layout(workspace)) as connection:
        user = _find(rows.find(connection, name), name)
        kept = user.areas if isinstance(areas, str) else areas
        rows.change(
            connection, user, now, role=role or user.role, areas=kept, password=hashed or user.password
        )
        return _account(_find(rows.find(connection, name), name))


def remove(workspace: Path, name: str) -> Account:
    """Take a user out; the access log keeps what they did. Raises UserUnknown."""
    with database.writing(open_layout(workspace)) as connection:
        user = _find(rows.find(connection, name), name)
        rows.remove(connection, user)
    return _account(user)


def _check(name: str, role: str) -> None:
    if not rows.folded(name):
        raise ParameterWrong(query="user", parameter="name", value=name, wanted="text")
    if role not in ROLES:
        raise ParameterWrong(query="user", parameter="role", value=role, wanted=", ".join(ROLES))


def _find(user: User | None, name: str) -> User:
    if user is None:
        raise UserUnknown(user=name)
    return user


def _account(user: User) -> Account:
    return Account(user.id, user.name, user.role, user.areas)
