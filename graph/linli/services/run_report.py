"""A kept run judged once more on the graph that it was made of: for its reports, and to explain a finding.

What a run keeps are its findings. Their evidence, and the parts that totals are told by, are taken from the
snapshot anew; where that is gone, or a rule judges otherwise by now, nothing is made that would say
something else than the run.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

from linli.audit import engine
from linli.audit import pack as packs
from linli.audit.engine import Finding
from linli.audit.explained import Explained
from linli.audit.pack import Pack
from linli.audit.run import Run, within, wording
from linli.audit.waiver import Standing
from linli.errors import RunPassed, Said
from linli.messages.catalogue import Lang
from linli.reports.audit import json, listing, page, workbook
from linli.reports.render import csv
from linli.services import ground, runs, waivers
from linli.services.audit import Audit, audit
from linli.services.evidence import gather
from linli.services.explain import named
from linli.services.eyes import Shown, Telling, Veiled, veiled
from linli.services.graph import Graph, open_graph
from linli.services.reported import reported
from linli.workspace import snapshots
from linli.workspace.layout import open_layout

Form = Literal["xlsx", "html", "json", "csv"]


def file(
    workspace: Path,
    number: int,
    form: Form,
    lang: Lang,
    now: dt.datetime,
    *,
    areas: Sequence[str] | None = None,
    telling: Telling | None = None,
) -> bytes:
    """The report of a kept run as a file.

    Parameters: `areas`, codes, to tell of these alone; `telling`, how names are written, None for as they
    are.
    Raises RunUnknown; RunPassed where it cannot be made as it was.
    """
    run = runs.load(workspace, number)
    asked = tuple(areas) if areas is not None else run.areas
    with _opened(workspace, run) as (graph, pack):
        done = audit(graph, pack_name=pack.name, area=asked, as_of=run.as_of)
    land: ground.Ground = ground.of_workspace(workspace, run.snapshot)
    told = run if areas is None else within(run, asked)
    waived = waivers.judged(workspace, told, now.date())
    if telling:
        done, land = veiled(done, telling.name), Veiled(land, telling.name)
        waived = [_as_told(one, one.finding, telling.words) for one in waived if one.finding]
    most = {"html": page.MOST, "csv": 0}.get(form)
    report = reported(land, done, waived, now, most=most)
    if form == "xlsx":
        with tempfile.TemporaryDirectory(prefix="linli-") as folder:
            path = Path(folder) / "audit.xlsx"
            workbook.write(path, report, lang)
            return path.read_bytes()
    if form == "html":
        text = page.render(report, lang, page.MOST)
    else:
        text = csv.render(listing.table(report, lang)) if form == "csv" else json.render(report)
    return text.encode()


def _as_told(one: Standing, finding: Finding, words: Shown) -> Standing:
    """A waiver that is judged, by the finding of the run, which is told, and not by what was kept of it."""
    waiver = replace(one.waiver, finding=finding, reason=words(one.waiver.reason))
    return replace(one, waiver=waiver)


def explained(
    workspace: Path,
    number: int,
    finding: str,
    lang: Lang,
    *,
    shown: Shown | None = None,
) -> Explained:
    """A finding of a kept run, or what it could not tell, explained on the snapshot that it was found on.

    Parameters: `finding`, its whole identifier; `shown`, how names are written.
    Raises RunUnknown, RunPassed; FindingGone for one that the run has not.
    """
    run = runs.load(workspace, number)
    rule = next((one.rule for _, one in run.findings() if one.id == finding), None)
    rule = rule or next(
        (name for name, one in run.rules.items() if any(d.id == finding for d in one.unknown)), None
    )
    with _opened(workspace, run, rule) as (graph, pack):
        results = tuple(
            engine.judge(one, graph.sets, run.as_of, run.areas) for one in pack.rules if one.name == rule
        )
    done = Audit(pack, run.areas, run.as_of, run.snapshot, results)
    land: ground.Ground = ground.of_workspace(workspace, run.snapshot)
    if shown:
        done, land = veiled(done, shown), Veiled(land, shown)
    one = named(done, finding)
    evidence = gather(land, done, [one], lang)[one.id]
    return Explained(pack, run.as_of, done.results[0].rule, one, evidence)


@contextmanager
def _opened(workspace: Path, run: Run, rule: str | None = None) -> Iterator[tuple[Graph, Pack]]:
    """The graph that a run was made of, and its pack as it is now; they say what the run said.

    Parameters: `rule`, the only one that matters; None for all.
    Raises RunPassed.
    """
    changed = RunPassed(run=run.number, why=Said("run_rules_changed"))
    if run.pack not in packs.names():
        raise changed
    pack = packs.get(run.pack)
    now = {one.name: wording(one).judges for one in pack.rules}
    asked = run.rules if rule is None else {rule: run.rules[rule]}
    if any(now.get(name) != one.wording.judges for name, one in asked.items()):
        raise changed
    held = {one.name for one in pack.rules if one.text.on and engine.in_force(one, run.as_of)}
    if rule is None and held != set(run.rules):
        raise changed
    if snapshots.find(open_layout(workspace), run.snapshot) is None:
        raise RunPassed(run=run.number, why=Said("run_snapshot_gone"))
    environment: Mapping[str, str] = {}
    with open_graph(workspace, environment, name=run.snapshot) as graph:
        yield graph, pack
