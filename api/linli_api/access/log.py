"""Entries of the access log: one for each answer that shows names, each export, each import, each change.

An entry tells who, what by the route's own name, which areas, when and how many names; never what somebody
typed. It is kept before the answer leaves: an answer that cannot be written down is not given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from starlette.requests import Request

from linli.services.door import Fresh
from linli_api.access.caller import Caller
from linli_api.state import state_of

Kind = Literal["read", "export", "import", "change"]


def read(
    request: Request,
    caller: Caller,
    what: str,
    area: Sequence[str] | None,
    names: int,
    kind: Kind = "read",
) -> None:
    """Write an answer down.

    Parameters: `what`, by a name of ours ("people/posts", "runs.xlsx"), without parameters; `area`, codes of
    the areas asked about; `names`, how many were shown (`Names.count`). A reading that shows none needs no
    entry; exports, imports and changes always have one.
    Raises NoStateHere where a user signed in and there is no place for the log, and as writing does.
    """
    door = state_of(request).door
    if (kind == "read" and not names) or (door is None and caller.kind != "user"):
        return
    assert door is not None, "nobody signs in without one"
    called = caller.id or door.opaque(caller.kind, caller.user)
    entry = Fresh(called, caller.user, kind, what, tuple(area or ()), names)
    door.note(entry, dt.datetime.now(dt.UTC))
