"""Audits that are kept: listed, compared, taken out on command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linli.audit import run as runs
from linli.audit.difference import Difference, difference
from linli.audit.engine import Finding
from linli.audit.run import STREET, RuleRun, Run
from linli.errors import FindingAmbiguous, FindingUnknown, RunUnknown
from linli.services.audit import Audit, audit
from linli.services.graph import open_graph
from linli.workspace import snapshots
from linli.workspace.layout import Layout, open_layout
from linli.workspace.state import database, events
from linli.workspace.state import runs as state
from linli.workspace.state.events import Fresh

PREFIX = 4
"""Fewest characters by which a finding may be named."""


@dataclass(frozen=True)
class Kept:
    """A run in the list of runs, without its findings; how many it has, and of how many nobody can tell."""

    run: Run
    findings: int
    doubts: int


@dataclass(frozen=True)
class Named:
    """A finding with its rule and the newest run that has it."""

    run: Run
    rule: RuleRun
    finding: Finding


def of(workspace: Path, done: Audit) -> Run:
    """An audit of a workspace as a run that is not kept, with the areas that its findings lie in.

    Raises NoWorkspace.
    """
    return _of(open_layout(workspace), done)


def keep(workspace: Path, run: Run, by: str, now: dt.datetime) -> Run:
    """Keep a run (see `of`). Returns it with its number.

    Parameters: `workspace`; `run`; `by`, who made it; `now`, with its time zone.
    Raises NoWorkspace, WorkspaceBusy, WorkspaceNewer, WorkspaceDamaged, DiskFull, OutputUnwritable.
    """
    run = replace(run, at=now, by=by)
    with database.writing(open_layout(workspace)) as connection:
        return replace(run, number=state.add(connection, run))


def kept(workspace: Path) -> list[Kept]:
    """The runs of a workspace, the newest first."""
    with database.reading(open_layout(workspace)) as connection:
        return [Kept(*head) for head in reversed(state.heads(connection))]


def load(workspace: Path, number: int | None = None) -> Run:
    """A run with its findings, the newest unless a number is given. Raises RunUnknown."""
    with database.reading(open_layout(workspace)) as connection:
        heads = [head.number for head, *_ in state.heads(connection)]
        run = state.load(connection, number or (heads[-1] if heads else 0))
    if run is None:
        known = ", ".join(map(str, reversed(heads[-20:])))
        raise RunUnknown(run=number or None, known=known)
    return run


def last_two(workspace: Path) -> tuple[int, int]:
    """The numbers of the last two runs, the earlier first. Raises RunUnknown where there are fewer."""
    numbers = [one.run.number for one in kept(workspace)]
    if len(numbers) < 2:
        raise RunUnknown(run=None, known=", ".join(map(str, numbers)))
    return numbers[1], numbers[0]


def prune(workspace: Path, keeping: int, by: str, now: dt.datetime) -> list[int]:
    """Take out all runs but the newest. That they were taken out is kept; waivers and lists stay.

    Parameters: `workspace`; `keeping`, how many stay; `by`; `now`. Returns the numbers that went.
    """
    layout = open_layout(workspace)
    with database.writing(layout) as connection:
        numbers = [head.number for head, *_ in state.heads(connection)]
        gone = numbers[: max(len(numbers) - max(keeping, 0), 0)]
        state.drop(connection, gone)
        if gone:
            events.append(connection, [Fresh("prune", "", {"runs": gone}, {"by": by})], now)
    if gone:
        database.shrink(layout)
    return gone


def diff(workspace: Path, first: int, second: int, level: str = STREET) -> Difference:
    """Two kept runs compared. Raises RunUnknown."""
    return difference(load(workspace, first), load(workspace, second), level)


def between(
    workspace: Path,
    days: tuple[dt.date, dt.date],
    environment: Mapping[str, str],
    *,
    pack_name: str | None = None,
    area: str | Sequence[str] | None = None,
    level: str = STREET,
) -> Difference:
    """Two days compared, both audited anew on the snapshot in use; neither audit is kept.

    Parameters: `workspace`; `days`, the earlier first; `environment`; and those of `services.audit.audit`.
    Raises as that does.
    """
    layout = open_layout(workspace)
    with open_graph(workspace, environment) as graph:
        # By one pack on both days, whatever is in force: a change of rules would be no change of the street.
        first, second = (_of(layout, audit(graph, pack_name=pack_name, area=area, as_of=day)) for day in days)
    return difference(first, second, level)


def find(workspace: Path, prefix: str) -> Named:
    """The finding that an identifier, or its beginning, names in the newest run that has one of it.

    Raises FindingUnknown; FindingAmbiguous, naming those that begin so.
    """
    layout = open_layout(workspace)
    with database.reading(layout) as connection:
        numbers = [head.number for head, *_ in state.heads(connection)]
        for number in reversed(numbers) if len(prefix) >= PREFIX else ():
            run = state.load(connection, number)
            found = _beginning(run, prefix) if run else []
            if len(found) > 1:
                raise FindingAmbiguous(finding=prefix, several=[one.id for _, one in found[:5]])
            if run and found:
                return Named(run, *found[0])
    raise FindingUnknown(finding=prefix, runs=len(numbers))


def _beginning(run: Run, prefix: str) -> list[tuple[RuleRun, Finding]]:
    """The findings of a run whose identifiers begin so."""
    near = [
        rule
        for rule in run.rules.values()
        if rule.rows.height and rule.rows["id"].str.starts_with(prefix).any()
    ]
    return [(rule, one) for rule in near for one in rule.findings if one.id.startswith(prefix)]


def _of(layout: Layout, done: Audit) -> Run:
    from linli.services.located import located

    run = runs.of(done.pack, done.results, done.areas, done.as_of, done.snapshot)
    snapshot = snapshots.find(layout, done.snapshot)
    return located(run, snapshot) if snapshot else run
