"""What of an audit a caller may see: findings in their areas, and the names of who is at home there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linli.audit.engine import Finding
from linli.audit.run import Wording
from linli.ports import Value
from linli.services.eyes import Eyes, eyes
from linli_api.access.caller import Caller
from linli_api.access.names import Names, names_of
from linli_api.state import State


@dataclass
class Sight:
    """How one answer about a run shows it.

    areas  codes that were asked for, or that the caller was given; None for everything
    """

    areas: tuple[str, ...] | None
    names: Names
    eyes: Eyes

    @property
    def whole(self) -> bool:
        """Whether every name is shown."""
        return self.names.full and self.eyes.seen is None

    def name(self, name: str) -> str:
        """A person's name as the caller may see it."""
        return self.names.shown(name, inside=self.eyes.sees(name))

    def value(self, wording: Wording, column: str, value: Value) -> Value:
        """A value of a row as the caller may see it."""
        spec = wording.columns.get(column)
        if spec is None or spec.type != "person_name" or not isinstance(value, str):
            return value
        return self.name(value) if value else value

    def finding(self, wording: Wording, one: Finding) -> Finding:
        """A finding as the caller may see it."""
        return replace(
            one, values={name: self.value(wording, name, value) for name, value in one.values.items()}
        )


def areas_of(state: State, caller: Caller, asked: Sequence[str] | None) -> tuple[str, ...] | None:
    """Codes of the areas to tell of; None for everything.

    Raises AreaForbidden, AreaUnknown, PlaceAmbiguous.
    """
    if asked is None and caller.areas is None:
        return None
    return state.reader.read(lambda graph, _: tuple(caller.scope(graph, asked)))


def sight(state: State, home: Path, caller: Caller, snapshot: str, areas: tuple[str, ...] | None) -> Sight:
    """How a caller sees what was found on a snapshot."""
    return Sight(areas, names_of(caller, state), eyes(home, snapshot, caller.areas))
