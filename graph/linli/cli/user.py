"""Commands about who may sign in to what is served."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import cyclopts
from cyclopts import Parameter

from linli.cli.console import Common, table
from linli.cli.kept import now
from linli.errors import LedgerNotFound, ParameterWrong
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    from linli.services.users import Account

HERE = Common()
Role = Literal["presenter", "planner", "auditor", "admin"]
File = Annotated[
    Path | None,
    Parameter(
        name="--password-file",
        help="密码在哪个文件（默认：键盘或标准输入）/ file with the password (else asked for, or stdin)",
    ),
]
Areas = Annotated[
    list[str] | None,
    Parameter(
        name="--area",
        help="可以查看的区划代码，可多次（默认：整个工作区）/ area codes that they may see; all unless given",
    ),
]

user = cyclopts.App(
    name="user",
    help="谁可以登录 / Who may sign in to what `linli serve` shows, in which role, for which areas.",
)


@user.command
def add(
    name: str,
    /,
    *,
    role: Annotated[Role, Parameter(help="角色 / role")],
    area: Areas = None,
    password_file: File = None,
    common: Common = HERE,
) -> None:
    """新建用户；密码从键盘、标准输入或文件读，不写在命令行上 / Make a user; never with the password on the
    command line, where others of this machine can read it.
    """
    from linli.services import users

    made = users.add(common.workspace, name, _password(password_file, common), role, area, now())
    _told("user_added", made, common)


@user.command(name="list")
def list_(*, common: Common = HERE) -> None:
    """全部用户 / All users."""
    from linli.services import users

    found = users.every(common.workspace)
    if not found:
        common.tell("users_none")
        return
    columns = tuple(Column(key, common.say(key), False) for key in ("user_name", "user_role", "user_areas"))
    rows = tuple((one.name, common.say(f"role_{one.role}"), _areas(one, common)) for one in found)
    table(Shown(columns, rows))


@user.command
def role(name: str, role: Role, /, *, common: Common = HERE) -> None:
    """更改角色 / Give a user another role; they have to sign in again."""
    from linli.services import users

    _told("user_changed", users.change(common.workspace, name, now(), role=role), common)


@user.command
def areas(name: str, codes: list[str] | None = None, /, *, common: Common = HERE) -> None:
    """更改可以查看的区域；不写代码就是全部 / Give a user other areas; none written: the whole workspace."""
    from linli.services import users

    _told("user_changed", users.change(common.workspace, name, now(), areas=codes or None), common)


@user.command
def password(name: str, /, *, password_file: File = None, common: Common = HERE) -> None:
    """重设密码 / Set a new password; whoever is signed in as them has to sign in again."""
    from linli.services import users

    made = users.change(common.workspace, name, now(), password=_password(password_file, common))
    _told("user_changed", made, common)


@user.command
def remove(name: str, /, *, common: Common = HERE) -> None:
    """删除用户；访问记录保留 / Remove a user; the access log keeps what they did."""
    from linli.services import users

    common.tell("user_removed", user=users.remove(common.workspace, name).name)


def _password(file: Path | None, common: Common) -> str:
    """A password from a file, a terminal or standard input; its line end is none of it.

    Raises LedgerNotFound, ParameterWrong where the two that were typed differ.
    """
    if file is not None:
        if not file.is_file():
            raise LedgerNotFound(file=str(file))
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(common.say("password_ask"))
    if getpass.getpass(common.say("password_again")) != first:
        raise ParameterWrong(
            query="user", parameter="password", value="…", wanted=common.say("password_same")
        )
    return first


def _told(key: str, made: Account, common: Common) -> None:
    common.tell(key, user=made.name, role=common.say(f"role_{made.role}"), areas=_areas(made, common))


def _areas(one: Account, common: Common) -> str:
    return common.say("areas_all") if one.areas is None else "、".join(one.areas) or "—"


COMMANDS = (user,)
