"""A finding, looked up by its identifier and judged again, with its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linli.audit import engine, pack
from linli.audit.engine import Finding
from linli.audit.explained import Explained
from linli.audit.run import Run
from linli.errors import FindingAmbiguous, FindingGone, FindingUnknown, RunUnknown
from linli.messages.catalogue import Lang
from linli.services import ground, runs
from linli.services.audit import Audit, audit
from linli.services.evidence import gather
from linli.services.graph import Graph, is_address, open_graph

PREFIX = runs.PREFIX
"""Fewest characters by which a finding may be named."""


@dataclass(frozen=True)
class Scope:
    """How a finding is judged: what is not given is as in the newest kept run that has it, else as `audit`
    does by default.
    """

    pack: str | None = None
    area: Sequence[str] | None = None
    as_of: dt.date | None = None

    @property
    def given(self) -> bool:
        """Whether anything of it is given."""
        return bool(self.pack or self.area or self.as_of)


def explain(
    where: str | Path, finding: str, scope: Scope, environment: Mapping[str, str], lang: Lang = "zh"
) -> Explained:
    """Explain a finding, or what nobody can tell, on the snapshot in use.

    Parameters: `where`, a workspace or a server's address; `finding`, its identifier or the beginning of it;
    `scope`; `environment`, for a server's credentials; `lang`, of the headings of cells.
    Raises FindingGone where the audit does not find it; FindingAmbiguous; and as `services.audit.audit` does.
    """
    with open_graph(where, environment) as graph:
        done = _judged(where, finding, scope, graph)
        one = named(done, finding)
        if is_address(where):
            land: ground.Ground = ground.of_store(graph.store, done.areas, graph.tops)
        else:
            land = ground.of_workspace(Path(where), done.snapshot)
        evidence = gather(land, done, [one], lang)[one.id]
    rule = next(result.rule for result in done.results if result.rule.name == one.rule)
    return Explained(done.pack, done.as_of, rule, one, evidence)


def _judged(where: str | Path, finding: str, scope: Scope, graph: Graph) -> Audit:
    """The audit that has the finding: of its rule alone where a kept run knows which one that is."""
    known = None if is_address(where) or scope.given else _kept(Path(where), finding)
    if known is None:
        return audit(graph, pack_name=scope.pack, area=scope.area, as_of=scope.as_of)
    run, name = known
    if run.pack not in pack.names():
        return audit(graph, area=run.areas, as_of=run.as_of)
    chosen = pack.get(run.pack)
    results = tuple(
        engine.judge(rule, graph.sets, run.as_of, run.areas) for rule in chosen.rules if rule.name == name
    )
    return Audit(chosen, run.areas, run.as_of, graph.snapshot, results)


def _kept(workspace: Path, finding: str) -> tuple[Run, str] | None:
    """The newest kept run that has a finding, or the newest of all that cannot tell it, and its rule.

    Raises FindingAmbiguous.
    """
    try:
        known = runs.find(workspace, finding)
        return known.run, known.finding.rule
    except FindingUnknown:
        pass
    try:
        run = runs.load(workspace)
    except RunUnknown:
        return None
    doubts = [one.rule for rule in run.rules.values() for one in rule.unknown if one.id.startswith(finding)]
    return (run, doubts[0]) if len(doubts) == 1 and len(finding) >= PREFIX else None


def named(done: Audit, prefix: str) -> Finding:
    """The finding of an audit, or what it cannot tell, that an identifier or its beginning names.

    Raises FindingGone; FindingAmbiguous, naming those that begin so.
    """
    found = {
        one.id: one
        for result in done.results
        for one in (*result.findings, *result.unknown)
        if one.id.startswith(prefix)
    }
    if len(prefix) < PREFIX or not found:
        raise FindingGone(finding=prefix, pack=done.pack.label, day=done.as_of, areas=list(done.areas))
    if len(found) > 1:
        raise FindingAmbiguous(finding=prefix, several=sorted(found)[:5])
    return next(iter(found.values()))
