"""Finding what a person means by a name: a compound, a building (written compound/building) or a body, or its
identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from linli.errors import PlaceAmbiguous, PlaceUnknown
from linli.ports import Answer

Ask = Callable[..., Answer]
"""Asks a query of the catalogue by its name, within the caller's areas and day."""

_IDENTIFIER = re.compile(r"[a-z][0-9a-f]{20}")
SHOWN = 5


def resolve(kind: str, value: str, ask: Ask) -> str:
    """The identifier of a compound, building or organization.

    Parameters: `kind`, as in a query's header; `value`, a name or identifier; `ask`.
    A whole name is worth more than a part of one. Raises PlaceUnknown, or PlaceAmbiguous naming some of those
    that fit.
    """
    if _IDENTIFIER.fullmatch(value):
        return value
    from linli.model.types.name import key_of

    if kind == "building":
        compound, _, name = value.rpartition("/")
        rows = ask("buildings/named", compound=compound, name=name).rows()
        whole = [
            row
            for row in rows
            if row["name_key"] == key_of(name) and (not compound or row["place_key"] == key_of(compound))
        ]
    else:
        rows = ask(f"{kind}s/named", name=value).rows()
        whole = [row for row in rows if row["name_key"] == key_of(value)]
    fitting = whole or rows
    if not fitting:
        raise PlaceUnknown(place=value)
    if len(fitting) > 1:
        several = "；".join(f"{row['place']} {row['name']} ({row['id']})" for row in fitting[:SHOWN])
        raise PlaceAmbiguous(place=value, several=several + (" …" if len(fitting) > SHOWN else ""))
    return str(fitting[0]["id"])
