"""What commands about findings share: who acts and when, tables to a file, an audit with its waivers."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, err, out, table, writing
from linli.errors import OutputUnwritable

if TYPE_CHECKING:
    from linli.audit.run import Run
    from linli.audit.waiver import Standing
    from linli.reports.answer import Shown
    from linli.services.audit import Audit

By = Annotated[
    str | None, Parameter(help="经办人（默认：登录名）/ who does it (the login name unless given)")
]
Form = Annotated[
    Literal["table", "json", "csv", "xlsx"] | None,
    Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
]
Out = Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")]


def now() -> dt.datetime:
    """This moment, with its time zone."""
    return dt.datetime.now().astimezone()


def who(by: str | None) -> str:
    """Who does it: as given, else by the login name, else nobody that is known."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def emit(
    sheets: Sequence[tuple[str, Shown]], json: Callable[[], str], format: str | None, to: Path | None
) -> None:
    """Write tables to a file or to the screen.

    Parameters: `sheets`, of which csv takes the last; `json`, a function that gives the text.
    Raises OutputUnwritable.
    """
    from linli.reports.render import csv, xlsx

    form = format or (to.suffix.lower().removeprefix(".") if to else "table")
    if form == "table" and to is None:
        for _, shown in sheets:
            table(shown)
        return
    if form == "xlsx" and to:
        with writing(to):
            xlsx.write(to, [(name, [c.heading for c in s.columns], s.rows) for name, s in sheets])
        return
    if form not in ("json", "csv"):
        raise OutputUnwritable(file=str(to), problem=".xlsx, .csv, .json")
    text = json() if form == "json" else csv.render(sheets[-1][1])
    if to is None:
        out.file.write(text + "\n")
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")


def as_run(workspace: Path, done: Audit) -> Run:
    """An audit of a workspace as a run that is not kept yet."""
    from linli.services import runs as service

    return service.of(workspace, done)


def standing(workspace: Path, run: Run) -> tuple[Standing, ...]:
    """The waivers of a workspace, as they stand in an audit of it."""
    from linli.services import waivers

    return tuple(waivers.judged(workspace, run, now().date()))


def keep_run(run: Run, common: Common) -> None:
    """Keep an audit of a workspace, and say its number where no program reads it."""
    from linli.services import runs as service

    number = service.keep(common.workspace, run, who(None), now()).number
    err.print(Text(common.say("run_kept", number=number)), soft_wrap=True)
