"""Letting a finding stand for a time: who decided it, why, until when; and taking that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import polars as pl

from linli.audit import pack as packs
from linli.audit.engine import Finding, Result
from linli.audit.run import Area, Run, fingerprint, retold, told, wording
from linli.audit.waiver import Print, Standing, Waiver, standing
from linli.errors import ParameterWrong, WaiverUnknown
from linli.model.vocabulary import Label
from linli.reports.findings import filled
from linli.services import runs
from linli.services.audit import Audit
from linli.services.runs import Named
from linli.workspace import snapshots
from linli.workspace.layout import open_layout
from linli.workspace.state import database, events
from linli.workspace.state.events import Event, Fresh


def waive(workspace: Path, finding: str, reason: str, by: str, until: dt.date, now: dt.datetime) -> Waiver:
    """Let a finding stand until a day, that day included.

    Parameters: `finding`, the identifier of one in a kept run, or its beginning; `reason`, `by`, free text
    that is kept; `until`; `now`.
    Raises FindingUnknown, FindingAmbiguous; ParameterWrong for a day that is over, or where nobody says who
    or why.
    """
    for name, text in (("reason", reason), ("by", by)):
        if not text.strip():
            raise ParameterWrong(query="waive", parameter=name, value=text, wanted="text")
    if until < now.date():
        raise ParameterWrong(query="waive", parameter="until", value=str(until), wanted=f"≥ {now.date()}")
    named = runs.find(workspace, finding)
    chain = named.run.chain(named.finding.place)
    mark = prints(workspace, named.run, [named.finding])[named.finding.id]
    data = {
        "rule": named.finding.rule,
        "run": named.run.number,
        "until": until.isoformat(),
        "row": mark.row,
        "evidence": mark.evidence,
        "chain": [[area.code, area.name, area.level] for area in chain],
    }
    note = {"by": by, "reason": reason, "finding": told(named.finding), "says": asdict(_says(named))}
    with database.writing(open_layout(workspace)) as connection:
        [number] = events.append(connection, [Fresh("waive", named.finding.id, data, note)], now)
    return Waiver(number, named.finding, chain, until, mark, by, reason, now, _says(named))


def withdraw(workspace: Path, number: int, reason: str, by: str, now: dt.datetime) -> Waiver:
    """Take a waiver back; that it was given stays on record. Raises WaiverUnknown."""
    with database.writing(open_layout(workspace)) as connection:
        stand = {one.number: one for one in _standing(events.read(connection))}
        if number not in stand:
            raise WaiverUnknown(number=number, known=", ".join(map(str, stand)))
        note = {"by": by, "reason": reason}
        fresh = Fresh("withdraw", stand[number].finding.id, {"waiver": number}, note)
        events.append(connection, [fresh], now)
    return stand[number]


def made(workspace: Path) -> list[Waiver]:
    """The waivers that were not taken back, oldest first, whether or not they still hold."""
    with database.reading(open_layout(workspace)) as connection:
        return _standing(events.read(connection))


def judged(workspace: Path, run: Run, today: dt.date) -> list[Standing]:
    """What the waivers of a workspace mean for a run.

    Parameters: `run`, kept or not (`runs.of`); `today`, by which they expire.
    """
    waivers = made(workspace)
    wanted = {one.finding.id for one in waivers}
    found = [one for _, one in run.findings() if one.id in wanted]
    return standing(waivers, run, today, prints(workspace, run, found))


def prints(workspace: Path, run: Run, findings: Sequence[Finding]) -> dict[str, Print]:
    """Fingerprints of what findings of a run rest on, by their identities."""
    evidence = _evidence(workspace, run, findings) if findings else {}
    return {one.id: Print(fingerprint(one), evidence.get(one.id, "")) for one in findings}


def _evidence(workspace: Path, run: Run, findings: Sequence[Finding]) -> dict[str, str]:
    """Fingerprints of the facts of findings, where the rule still judges as it did in the run, and the
    snapshot is there.
    """
    from linli.services import evidence
    from linli.services.ground import OfFacts

    snapshot = snapshots.find(open_layout(workspace), run.snapshot)
    if snapshot is None or run.pack not in packs.names():
        return {}
    pack = packs.get(run.pack)
    results = {
        rule.name: Result(rule, kept.totals, pl.DataFrame(), kept.rows)
        for rule in pack.rules
        if (kept := run.rules.get(rule.name)) and wording(rule).judges == kept.wording.judges
    }
    shown = [
        one for one in findings if one.rule in results and results[one.rule].rule.text.evidence != "aggregate"
    ]
    done = Audit(pack, run.areas, run.as_of, run.snapshot, tuple(results.values()))
    gathered = evidence.gather(OfFacts(snapshot.facts()), done, shown)
    return {identity: one.fingerprint for identity, one in gathered.items()}


def _standing(made: list[Event]) -> list[Waiver]:
    gone = {event.data["waiver"] for event in made if event.kind == "withdraw"}
    return [_waiver(event) for event in made if event.kind == "waive" and event.number not in gone]


def _says(named: Named) -> Label:
    """The finding in a sentence, in the words of its rule as they are now."""
    wording = named.rule.wording
    columns, row = wording.columns, named.finding.values
    return Label(filled(wording.message, columns, row, "zh"), filled(wording.message, columns, row, "en"))


def _waiver(event: Event) -> Waiver:
    data, note = event.data, event.note
    kept = note.get("finding")
    gone: dict[str, object] = {"id": event.finding, "rule": data["rule"]}
    return Waiver(
        event.number,
        retold(kept if isinstance(kept, dict) else gone),
        areas(data["chain"]),
        dt.date.fromisoformat(str(data["until"])),
        Print(str(data["row"]), str(data["evidence"])),
        str(note.get("by", "")),
        str(note.get("reason", "")),
        event.at,
        label(note.get("says")),
    )


def areas(chain: object) -> tuple[Area, ...]:
    """Areas as an event keeps them."""
    return tuple(Area(*map(str, area)) for area in chain) if isinstance(chain, list) else ()


def label(said: object) -> Label:
    """A text in both languages as an event keeps it; blank where it was erased."""
    return Label(str(said["zh"]), str(said["en"])) if isinstance(said, dict) else Label("", "")
