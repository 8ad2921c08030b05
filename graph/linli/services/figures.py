"""Published figures beside those computed from the graph.

A place's figures stand in a file (`model/figure.py`); those that a workspace keeps lie in its folder
`figures/`. Each question is asked once for all the figures that need it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from linli.errors import AreaUnknown, FiguresNotFound, PlaceUnknown
from linli.model.figure import Ask, Figure, Place
from linli.model.measured import Checked, CheckedPlace, Measured, Words, verdict, word
from linli.ports import Parameter, Value
from linli.queries import catalogue, measure
from linli.queries import figures as reading
from linli.services.graph import Graph
from linli.services.scope import closure
from linli.workspace.layout import open_layout, space, write_atomically

NAME = "figures.yaml"
"""What a file of figures is called in a folder that holds other things as well."""

Parameters = Mapping[str, bool | int | float | str]


def load(paths: Iterable[Path]) -> list[Place]:
    """The figures of files, or of folders: every `figures.yaml` in one and below, else its `*.yaml`.

    Raises FiguresNotFound, or DefinitionError that names file, field and repair.
    """
    return [reading.load(file) for path in paths for file in _files(path)]


def kept(workspace: Path) -> list[Place]:
    """The figures that a workspace keeps. Raises NoWorkspace, FiguresNotFound, DefinitionError."""
    return load([open_layout(workspace).figures])


def keep(workspace: Path, paths: Iterable[Path]) -> list[tuple[Place, Path]]:
    """Keep files of figures in a workspace, one a place; an earlier file of the place gives way.

    Returns each place with the file it is kept in. All files are judged before any is kept.
    Raises NoWorkspace, FiguresNotFound, DefinitionError.
    """
    layout = open_layout(workspace)
    files = [(reading.load(file), file) for path in paths for file in _files(path)]
    with space(layout.root):
        layout.figures.mkdir(exist_ok=True)
        done = []
        for place, file in files:
            target = layout.figures / f"{place.place}.yaml"
            write_atomically(target, file.read_text(encoding="utf-8-sig"))
            done.append((place, target))
    return done


def choose(places: Sequence[Place], name: str) -> list[Place]:
    """The places of a name, in either language. Raises PlaceUnknown."""
    found = [one for one in places if name in (one.place, one.label.zh, one.label.en)]
    if not found:
        raise PlaceUnknown(place=name)
    return found


def check(graph: Graph, places: Iterable[Place]) -> list[CheckedPlace]:
    """Every figure of the places beside the one that the graph gives.

    A figure without a date is computed on the day of the newest ledger of its area.
    Raises AreaUnknown for a place that the graph does not hold, PlaceUnknown or PlaceAmbiguous for a compound
    or body that a question names, or a StoreError.
    """
    return [_Checker(graph, place).check() for place in places]


def beside(
    graph: Graph, snapshot: str, workspace: Path | None, areas: Sequence[str] | None
) -> list[CheckedPlace]:
    """The figures that a workspace keeps beside those computed, of places in some areas; each place is worked
    out once.

    Parameters: `workspace`, None where there is none; `areas`, codes, None for all. A place that this graph
    does not hold is left out.
    Raises FiguresNotFound where none are kept, DefinitionError, or a StoreError.
    """
    if workspace is None:
        raise FiguresNotFound(where=NAME)
    own = stamp(workspace)
    if not own:
        raise FiguresNotFound(where=open_layout(workspace).figures.name)
    inside = closure(graph)
    found = []
    for place in kept(workspace):
        try:
            codes = graph.areas(place.area)
        except AreaUnknown:
            continue
        if areas is None or all(inside.inside(code, areas) for code in codes):
            key = ("figures", snapshot, place.place, own)
            found.append(graph.kept.get(key, partial(_checked, graph, place)))
    return found


def stamp(workspace: Path | None) -> tuple[tuple[str, int], ...]:
    """What is another whenever a kept file of figures is."""
    if workspace is None:
        return ()
    files = open_layout(workspace).figures.glob("*.yaml")
    return tuple(sorted((file.name, file.stat().st_mtime_ns) for file in files))


def _checked(graph: Graph, place: Place) -> CheckedPlace:
    return _Checker(graph, place).check()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.rglob(NAME)) or sorted(path.glob("*.yaml"))
    else:
        found = [path] if path.is_file() else []
    if not found:
        raise FiguresNotFound(where=str(path))
    return found


class _Checker:
    """Checks the figures of one place, and remembers what was answered."""

    def __init__(self, graph: Graph, place: Place) -> None:
        self._graph = graph
        self._place = place
        self._areas = graph.areas(place.area)
        self._day = max(graph.ledger_day(area) for area in self._areas)
        self._rows: dict[tuple[object, ...], list[dict[str, Value]]] = {}

    def check(self) -> CheckedPlace:
        """All of them, in the file's order."""
        return CheckedPlace(self._place, tuple(map(self._figure, self._place.figures)))

    def _figure(self, figure: Figure) -> Checked:
        if figure.ask is None:
            return Checked(figure, "not_graph", figure.as_of.day)
        day = figure.as_of.day or self._day
        measured, over = self._measured(figure, figure.ask, day)
        if isinstance(measured, Words):
            spec = catalogue.get(figure.ask.query).header.columns[figure.ask.take.column]
            folded = Words(None if measured.text is None else measure.canonical(spec, measured.text))
            found = verdict(figure, folded, text=measure.canonical(spec, word(figure.value)))
        else:
            found = verdict(figure, measured, ratio=over is not None or figure.percent)
        return Checked(figure, found, day, measured, over)

    def _measured(self, figure: Figure, ask: Ask, day: dt.date) -> tuple[Measured, Measured | None]:
        """What the graph gives for a figure, and the denominator if there is one."""
        query = catalogue.get(ask.query)
        part = measure.measure(query, self._answer(ask.query, ask.params, day), ask.where, ask.take)
        if ask.over is None:
            return measure.hundredths(figure, query, ask.take, part), None
        name, params = ask.over.query or ask.query, ask.over.params
        if params is None:
            params = {} if ask.over.query else ask.params
        rows = self._answer(name, params, day)
        whole = measure.measure(catalogue.get(name), rows, ask.over.where, ask.over.take)
        return measure.ratio(figure, part, whole), whole

    def _answer(self, name: str, params: Parameters, day: dt.date) -> list[dict[str, Value]]:
        asked = (name, day, tuple(sorted((key, str(value)) for key, value in params.items())))
        if asked not in self._rows:
            scope: dict[str, Parameter] = {"as_of": day, "areas": self._areas}
            self._rows[asked] = self._graph.ask_within(scope, name, **params).rows()
        return self._rows[asked]
