"""A command line that was not understood, as an error of linli's tree: in both languages, with what to do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, get_args

from cyclopts import CycloptsError
from cyclopts.exceptions import (
    CoercionError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from linli.errors import CommandWrong, Said

_NEAR = re.compile(r"Did you mean \"?([^\s\"?]+)\"?\?")
_WANTED: dict[Any, str] = {dt.date: "YYYY-MM-DD", int: "1, 2, 3 …", float: "0.5"}
"""What is wanted, by type, as a reader of either language knows it."""


def told(error: CycloptsError) -> CommandWrong:
    """What was wrong with a command line.

    >>> from linli.messages.catalogue import explain
    >>> explain(told(UnknownCommandError(msg="?", unused_tokens=["audti"])), "en").what
    'The command was not understood: there is no command “audti”.'
    """
    command = " ".join(("linli", *(error.command_chain or ())))
    return CommandWrong(problem=_problem(error), help=f"{command} --help")


def _problem(error: CycloptsError) -> Said | str:
    found = _NEAR.search(str(error))
    near = found[1] if found else None
    rest = list(error.unused_tokens or [""])
    name = error.argument.name if error.argument else ""
    option = getattr(getattr(error, "token", None), "keyword", None) or name
    match error:
        case CoercionError() if error.token is not None:
            given = {"option": option, "value": error.token.value, "wanted": _wanted(error.target_type)}
            problem: Said | str = Said("command_value", given)
        case UnknownOptionError():
            problem = Said("command_option", {"option": option, "near": near})
        case UnknownCommandError():
            problem = Said("command_unknown", {"command": rest[0], "near": near})
        case MissingArgumentError():
            problem = Said("command_missing", {"option": name})
        case RepeatArgumentError():
            problem = Said("command_repeated", {"option": option})
        case UnusedCliTokensError():
            problem = Said("command_more", {"value": " ".join(rest)})
        case _:
            problem = str(error)
    return problem


def _wanted(type_: Any) -> str | None:
    """What would do: the words there are, or a form."""
    return "、".join(str(one) for one in get_args(type_)) or _WANTED.get(type_)
