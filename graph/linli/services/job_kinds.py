"""What jobs there are, and what each does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class Progress(Protocol):
    """Told the stage that begins, and how far it is; raises to stop the work."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Say it."""


@dataclass(frozen=True)
class Task:
    """A job as it is done.

    workspace    folder in which results are kept; store: folder or address of the graph
    environment  for a server's credentials
    given        what it was asked with; by: what the user is called who asked
    now          when it begins, with its time zone
    """

    workspace: Path
    store: str
    environment: Mapping[str, str]
    given: Mapping[str, Any]
    by: str
    now: dt.datetime
    progress: Progress


@dataclass(frozen=True)
class Kind:
    """A kind of job: what it does, and whether one of it is under way at a time."""

    work: Callable[[Task], dict[str, Any]]
    alone: bool


def _build(task: Task) -> dict[str, Any]:
    """Build the graph from what has been received, by `known_on` where that is given."""
    from linli.services.build import build

    day = task.given.get("known_on")
    known_on = dt.date.fromisoformat(day) if day else None
    snapshot, built = build(task.workspace, task.progress, known_on)
    manifest = snapshot.manifest
    return {
        "snapshot": manifest.hash,
        "built": built,
        "known_on": day,
        "day": str(manifest.day),
        "rows": dict(manifest.rows),
    }


def _audit(task: Task) -> dict[str, Any]:
    """Audit some areas and keep the run."""
    from linli.audit.pack import get
    from linli.services import findings, runs
    from linli.services.audit import audit, for_areas
    from linli.services.graph import open_graph

    day = task.given.get("as_of")
    with open_graph(task.store, task.environment) as graph:
        areas = graph.areas(task.given.get("areas"))
        pack = get(task.given["pack"]) if task.given.get("pack") else for_areas(areas)
        places = {rule.name: place for place, rule in enumerate(pack.rules)}
        done = audit(
            graph,
            pack_name=task.given.get("pack"),
            area=areas,
            as_of=dt.date.fromisoformat(day) if day else None,
            progress=lambda rule: task.progress(rule, places[rule], len(places)),
        )
        run = runs.of(task.workspace, done)
    task.progress("keep", len(places), len(places))
    kept = runs.keep(task.workspace, run, task.by, task.now)
    # Whoever asked for the audit asks for its first page next: 0.6 s of a province, made here instead.
    findings.table(task.workspace, kept.number)
    return {"run": kept.number, "snapshot": kept.snapshot, "as_of": str(kept.as_of), "pack": kept.pack}


def _compare(task: Task) -> dict[str, Any]:
    """Audit two days and lay them by, for who compares them."""
    from linli.services import compared

    areas, days = tuple(task.given["areas"]), task.given["days"]
    first, second = (dt.date.fromisoformat(day) for day in days)
    rules = 0

    def progress(rule: str) -> None:
        nonlocal rules
        task.progress(rule, rules, 0)
        rules += 1

    asked = compared.Asked(areas, (first, second))
    snapshot = compared.make(task.workspace, task.store, task.environment, asked, task.now, progress)
    return {"snapshot": snapshot, "areas": list(areas), "days": list(days)}


KINDS: dict[str, Kind] = {
    "build": Kind(_build, alone=True),
    "audit": Kind(_audit, alone=False),
    "compare": Kind(_compare, alone=False),
}
