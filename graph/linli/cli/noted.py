"""What the commands of this session leave in the access log: one entry each, made in one place.

A command reads names, takes something out, brings something in or changes something; what it did is told by
its own name, and by whom with the user of the operating system.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.workspace.state.access import Kind

KINDS: dict[str, Kind | None] = {
    "add": "import",
    "ask": "read",
    "audit": "read",
    "brief": "export",
    "build": None,
    "complete": None,
    "compound": "read",
    "coverage": "read",
    "diff": "read",
    "erase": None,  # its own entry is made with what it does, in one writing
    "escalate": "read",
    "explain": "read",
    "figures": None,
    "find": None,
    "init": None,
    "inspect": "read",
    "log": "read",
    "people": "read",
    "push": "export",
    "rectify": "read",
    "rejects": "read",
    "report": "export",
    "resilience": "read",
    "rules": None,
    "runs": None,
    "series": None,
    "serve": None,
    "source": "read",
    "status": None,
    "template": None,
    "user": "change",
    "verify": None,
    "waive": "change",
    "what-if": "read",
}
"""Every command, with what it does to names; None for those that show none and bring none in or out."""

NARROWER: dict[tuple[str, str], Kind | None] = {
    ("people", "confirm"): "change",
    ("people", "differ"): "change",
    ("people", "split"): "change",
    ("people", "undo"): "change",
    ("rectify", "export"): "export",
    ("rectify", "import"): "import",
    ("log", "head"): None,
    ("log", "verify"): None,
    ("user", "list"): None,
}
"""Commands within commands that do something else."""

_OUT = ("--out", "-o")
shown = [-1]
"""How many names the command has shown; -1 where nobody counted."""


def note(arguments: Sequence[str]) -> None:
    """Write down what a command did. Nothing, where there is no workspace or no name was shown.

    Parameters: `arguments`, as given to the program, the command first.
    """
    kind = _kind(arguments)
    workspace = _workspace(arguments)
    names, shown[0] = shown[0], -1
    if kind is None or (kind == "read" and names == 0) or not (workspace / "workspace.json").is_file():
        return
    from linli.cli.kept import now, who
    from linli.services import access_log

    what = " ".join(("linli", *_words(arguments)))
    access_log.note(workspace, kind, what, who(None), names, now())


def _kind(arguments: Sequence[str]) -> Kind | None:
    if not arguments or {"--help", "-h", "--version"} & set(arguments):
        return None
    kind = KINDS.get(arguments[0])
    if kind == "read" and any(one.partition("=")[0] in _OUT for one in arguments):
        return "export"
    return NARROWER.get((arguments[0], arguments[1] if len(arguments) > 1 else ""), kind)


def _words(arguments: Sequence[str]) -> list[str]:
    """The command by its own words: nothing that somebody typed stays, but a question's name of ours."""
    first, second = arguments[0], arguments[1] if len(arguments) > 1 else ""
    if first == "ask":
        from linli.queries import catalogue

        return [first, second] if second in catalogue.load() else [first]
    own = {inner for outer, inner in NARROWER if outer == first} | SUBCOMMANDS.get(first, set())
    return [first, second] if second in own else [first]


SUBCOMMANDS = {
    "user": {"add", "role", "areas", "password", "remove", "list"},
    "people": {"review", "decisions"},
    "log": {"show", "head", "verify"},
}


def _workspace(arguments: Sequence[str]) -> Path:
    """The workspace that a command was about, as its own options say it."""
    given = os.environ.get("LINLI_WORKSPACE", ".")
    for place, argument in enumerate(arguments):
        if argument in ("--workspace", "-w") and place + 1 < len(arguments):
            given = arguments[place + 1]
        elif argument.startswith("--workspace="):
            given = argument.removeprefix("--workspace=")
    return Path(given)
