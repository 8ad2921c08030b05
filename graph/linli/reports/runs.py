"""Runs and what became of findings between two of them, as tables of texts and as json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from linli.audit.difference import KINDS, Change, Difference, RuleChange, counts
from linli.audit.run import Run
from linli.audit.waiver import Standing, Waiver
from linli.messages.catalogue import Lang, explain, say
from linli.model.vocabulary import Label
from linli.reports.answer import Column, Shown
from linli.reports.findings import filled

RUNS = (
    *("run_number", "run_at", "run_by", "run_pack", "run_areas", "run_as_of", "run_snapshot"),
    *("failed", "unknown_count"),
)
COUNTS = ("rule", "run_area", *(f"change_{kind}" for kind in KINDS))
CHANGES = ("change", "rule", "run_area", "finding", "change_apart", "finding_id")
WAIVERS = (
    *("waiver_number", "waiver_state", "finding", "waiver_until", "waiver_reason", "waiver_by", "waiver_at"),
    "finding_id",
)


def runs(kept: Iterable[tuple[Run, int, int]], lang: Lang) -> Shown:
    """Runs, each with the number of its findings and of what nobody can tell."""
    rows = [
        (
            str(run.number),
            run.at.isoformat(" ", "minutes"),
            run.by,
            f"{run.label.text(lang)} {run.pack_hash[:8]}",
            "、".join(run.areas),
            str(run.as_of),
            run.snapshot[:12],
            str(findings),
            str(doubts),
        )
        for run, findings, doubts in kept
    ]
    return _table(RUNS, rows, lang, {"run_number", "failed", "unknown_count"})


def by_rule_and_area(found: Difference, lang: Lang) -> Shown:
    """How many findings are new, persisting, fixed, by rule and area; what says nothing is left out."""
    changes = [one for one in found.changes if one.apart is None]
    titles = {one.rule.wording.rule: one.rule.wording.title for one in changes}
    names = {one.area.code: one.area.name for one in changes if one.area}
    rows = [
        (titles[rule].text(lang), names.get(area, ""), *(str(count[kind]) for kind in KINDS))
        for (rule, area), count in sorted(counts(changes).items())
    ]
    if rows:
        sums = [sum(count[kind] for count in counts(changes).values()) for kind in KINDS]
        rows.append((say("change_sum", lang), "", *map(str, sums)))
    return _table(COUNTS, rows, lang, set(COUNTS[2:]))


def changes(found: Iterable[Change], lang: Lang) -> Shown:
    """Changes, each with its finding in a sentence."""
    rows = [
        (
            say(f"change_{one.kind}", lang),
            one.rule.wording.title.text(lang),
            one.area.name if one.area else "",
            sentence(one, lang),
            say(f"apart_{one.apart}", lang) if one.apart else "",
            one.finding.id,
        )
        for one in found
    ]
    return _table(CHANGES, rows, lang)


def sentence(change: Change, lang: Lang) -> str:
    """A change's finding in a sentence, in the words of its own run."""
    wording = change.rule.wording
    return filled(wording.message, wording.columns, change.finding.values, lang)


def apart(found: Difference, lang: Lang) -> list[str]:
    """What was not asked alike in both runs, in sentences."""
    said = [_rule_apart(one, lang) for one in found.rules]
    for a, b in found.severities:
        before, after = (say(f"severity_of_{one.wording.severity}", lang) for one in (a, b))
        title = b.wording.title.text(lang)
        said.append(say("apart_severity", lang, rule=title, before=before, after=after))
    if found.first.pack != found.second.pack:
        labels = {"before": found.first.label.text(lang), "after": found.second.label.text(lang)}
        said.append(say("apart_pack", lang, **labels))
    if set(found.first.areas) != set(found.second.areas):
        areas = {"before": "、".join(found.first.areas), "after": "、".join(found.second.areas)}
        said.append(say("apart_areas", lang, **areas))
    return said


def _rule_apart(one: RuleChange, lang: Lang) -> str:
    which = "、".join(say(f"run_{name}", lang) for name in one.runs)
    why = say(f"apart_{one.why}", lang)
    error = f"（{explain(one.rule.error, lang).what}）" if one.why == "rule_failed" and one.rule.error else ""
    return say("apart_rule", lang, rule=one.rule.wording.title.text(lang), why=why, runs=which) + error


def difference_json(found: Difference) -> str:
    """All of it as json text, in both languages."""
    plain = {
        **{name: _head(run) for name, run in (("first", found.first), ("second", found.second))},
        "rules_not_asked_alike": [
            {"rule": one.rule.wording.rule, "why": one.why, "runs": one.runs} for one in found.rules
        ],
        "severities": [
            {"rule": b.wording.rule, "before": a.wording.severity, "after": b.wording.severity}
            for a, b in found.severities
        ],
        "changes": [
            {
                "kind": one.kind,
                "apart": one.apart,
                "rule": one.rule.wording.rule,
                "area": vars(one.area) if one.area else None,
                "id": one.finding.id,
                "certain": one.finding.certain,
                "says": {"zh": sentence(one, "zh"), "en": sentence(one, "en")},
                "row": dict(one.finding.values),
            }
            for one in found.changes
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)


def runs_json(kept: Iterable[tuple[Run, int, int]]) -> str:
    """Runs as json text."""
    plain = [{**_head(run), "findings": findings, "unknown": doubts} for run, findings, doubts in kept]
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)


def _head(run: Run) -> dict[str, object]:
    return {
        "run": run.number or None,
        "at": run.at if run.number else None,
        "by": run.by,
        "pack": run.pack,
        "pack_hash": run.pack_hash,
        "areas": run.areas,
        "as_of": run.as_of,
        "snapshot": run.snapshot,
    }


def waived(found: Sequence[Standing], lang: Lang) -> Shown:
    """Waivers with their states in a run."""
    rows = [_waiver(one.waiver, say(f"waiver_{one.state}", lang), _said(one, lang), lang) for one in found]
    return _table(WAIVERS, rows, lang)


def _said(one: Standing, lang: Lang) -> str:
    """The finding as the run has it, else as it was when it was waived."""
    if one.rule and one.finding:
        wording = one.rule.wording
        return filled(wording.message, wording.columns, one.finding.values, lang)
    return one.waiver.says.text(lang)


def _waiver(waiver: Waiver, state: str, says: str, lang: Lang) -> tuple[str, ...]:
    at = waiver.at.isoformat(" ", "minutes")
    words = (str(waiver.until), waiver.reason, waiver.by, at, waiver.finding.id)
    return (str(waiver.number), state, says, *words)


def waived_json(found: Sequence[Standing]) -> list[dict[str, object]]:
    """Waivers with their states as plain data."""
    return [
        {
            "waiver": one.waiver.number,
            "state": one.state,
            "finding": one.waiver.finding.id,
            "until": one.waiver.until,
            "reason": one.waiver.reason,
            "by": one.waiver.by,
            "at": one.waiver.at,
            "says": _both(Label(_said(one, "zh"), _said(one, "en"))),
        }
        for one in found
    ]


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _table(
    names: Sequence[str], rows: Sequence[tuple[str, ...]], lang: Lang, numbers: set[str] | None = None
) -> Shown:
    columns = tuple(Column(name, say(name, lang), name in (numbers or ())) for name in names)
    return Shown(columns, tuple(rows))
