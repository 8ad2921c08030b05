"""Finding which areas a person means: by code, or by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from linli.errors import AreaUnknown, PlaceAmbiguous
from linli.ports import Answer, Value

SHOWN = 5


def resolve_areas(wanted: Sequence[str], ask: Callable[[str], Answer]) -> list[str]:
    """The codes of areas, in the order they were asked for.

    Parameters: `wanted`, codes or whole names; `ask`, a query of the catalogue by its name, over all areas.
    A code is worth more than a name, and a name as written more than one that is only written alike.
    Raises AreaUnknown, or PlaceAmbiguous naming some of the areas that fit.
    """
    rows = ask("areas/named").rows()
    return [_code(one, rows) for one in wanted]


def _code(wanted: str, rows: list[dict[str, Value]]) -> str:
    fitting = [row for row in rows if row["id"] == wanted] or [row for row in rows if row["name"] == wanted]
    if not fitting:
        from linli.model.types.name import key_of

        key = key_of(wanted)
        fitting = [row for row in rows if row["name_key"] == key]
    if not fitting:
        raise AreaUnknown(area=wanted)
    if len(fitting) > 1:
        several = "；".join(f"{row['name']} ({row['id']})" for row in fitting[:SHOWN])
        raise PlaceAmbiguous(place=wanted, several=several + (" …" if len(fitting) > SHOWN else ""))
    return str(fitting[0]["id"])
