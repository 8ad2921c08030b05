"""Whose ledgers a caller may hand in and look at: those of the areas that they were given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from linli.errors import AreaForbidden, NoSnapshot
from linli.services import handing
from linli.services.add import Handed, Looked
from linli.services.handing import IntakeTable
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.errors import sent
from linli_api.ledgers.schemas import Said
from linli_api.state import State, state_of


@dataclass
class Grant:
    """A caller who handles ledgers."""

    request: Request
    caller: Caller
    state: State

    def inside(self, area: str) -> bool:
        """Whether a table of an area, by its code, is the caller's to see. Raises a StoreError."""
        granted = self.caller.areas
        if granted is None:
            return True
        try:
            return self.state.reader.read(lambda graph, _: handing.inside(graph, area, granted))
        except NoSnapshot:
            return handing.inside(None, area, granted)

    def check(self, tables: Iterable[IntakeTable]) -> None:
        """See to it that tables speak of nothing but the caller's areas. Raises AreaForbidden."""
        for one in tables:
            if not self.inside(one.area):
                self._refuse(one.area or one.sheet)

    def check_looked(self, paths: Iterable[Path], looked: Looked) -> None:
        """The same of files that were looked at, and of those that were there already."""
        self.check(table for one in looked.judged.values() for table, _ in one.tables)
        if self.caller.areas is not None:
            for path in paths:
                self.check(handing.handed_in(self.state.need_home(), path))

    def handed(self, given: Said) -> Handed:
        """What is said of files, by this caller.

        Raises AreaForbidden for a series by name, which might be another's, unless the caller has the whole
        workspace; DefinitionSent for a mapping that does not read.
        """
        if self.caller.areas is not None and given.series:
            self._refuse(given.series)
        with sent():
            return handing.handed(**given.model_dump(exclude={"likeliest"}))

    @cached_property
    def sources(self) -> frozenset[int] | None:
        """The tables of the snapshot in use that the caller may see, by their place; None for all."""
        home, granted = self.state.need_home(), self.caller.areas
        if granted is None:
            return None
        return self.state.reader.read(lambda graph, _: handing.sources_inside(home, graph, granted))

    def note(self, what: str, names: int, kind: log.Kind = "read") -> None:
        """Write it down in the access log."""
        log.read(self.request, self.caller, what, self.caller.areas, names, kind)

    def _refuse(self, what: str) -> None:
        raise AreaForbidden(area=what, areas="、".join(self.caller.areas or ()) or "—")


def grant(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("auditor"))],
    state: Annotated[State, Depends(state_of)],
) -> Grant:
    """A dependency of routes about ledgers."""
    return Grant(request, caller, state)
