"""An audit as tables of texts and as json: the totals of every rule, every finding with its sentence, and the
rules with their citations.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.audit.engine import Finding, Result
from linli.messages.catalogue import Lang, explain, say
from linli.model.vocabulary import Label
from linli.reports.answer import Column, Shown
from linli.reports.findings import sentence

TOTALS = ("rule", "rule_severity", "population", "passed", "failed", "unknown_count", "not_applicable")
FINDINGS = ("rule", "rule_severity", "finding", "doubt", "citation", "remedy", "finding_id", "place_id")
UNKNOWNS = ("rule", "finding", "place_id")
RULES = ("rule_code", "rule", "rule_severity", "legal_level", "citation", "parameters", "version")


@dataclass(frozen=True)
class Section:
    """A table with its name: the totals, the findings, what nobody can tell, the rules."""

    name: str
    shown: Shown


def sections(results: Sequence[Result], lang: Lang) -> list[Section]:
    """The tables of a report, in the order in which an auditor reads them."""
    return [
        Section(say("audit_totals", lang), _table(TOTALS, [_totals(r, lang) for r in results], lang, 2)),
        Section(
            say("audit_findings", lang),
            _table(FINDINGS, [_finding(r, f, lang) for r in results for f in r.findings], lang),
        ),
        Section(
            say("audit_unknown", lang),
            _table(
                UNKNOWNS,
                [
                    (r.rule.text.title.text(lang), doubt(r, f, lang), f.place)
                    for r in results
                    for f in r.unknown
                ],
                lang,
            ),
        ),
        Section(say("audit_rules", lang), _table(RULES, [_rule(r, lang) for r in results], lang)),
    ]


def said(result: Result, finding: Finding, lang: Lang) -> str:
    """A finding in a sentence."""
    return sentence(result.rule.text.message, result.rule.find, finding.values, lang)


def doubt(result: Result, finding: Finding, lang: Lang) -> str:
    """Why nobody can tell, in a sentence."""
    text = result.rule.text
    return sentence(text.unknown or text.message, result.rule.find, finding.values, lang)


def render(results: Sequence[Result], head: Mapping[str, object]) -> str:
    """All of it as json text, for programs: both languages, totals, findings with their rows."""
    plain = {**head, "rules": [_json(result) for result in results]}
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)


def _json(result: Result) -> dict[str, object]:
    text = result.rule.text
    return {
        "rule": text.rule,
        "version": text.version,
        "title": _both(text.title),
        "severity": text.severity,
        "level": text.level,
        "citation": _both(text.citation),
        "text_found": text.found,
        "parameters": result.rule.values,
        "totals": vars(result.totals),
        "error": str(result.error) if result.error else None,
        "findings": [
            {
                "id": f.id,
                "subject": f.subject,
                "place": f.place,
                "certain": f.certain,
                "says": {"zh": said(result, f, "zh"), "en": said(result, f, "en")},
                "row": dict(f.values),
            }
            for f in result.findings
        ],
        "unknown": [
            {
                "subject": f.subject,
                "place": f.place,
                "says": {"zh": doubt(result, f, "zh"), "en": doubt(result, f, "en")},
            }
            for f in result.unknown
        ],
    }


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _table(
    names: Sequence[str], rows: Sequence[tuple[str, ...]], lang: Lang, numbers_from: int | None = None
) -> Shown:
    columns = tuple(
        Column(name, say(name, lang), numbers_from is not None and i >= numbers_from)
        for i, name in enumerate(names)
    )
    return Shown(columns, tuple(rows))


def _totals(result: Result, lang: Lang) -> tuple[str, ...]:
    text, totals = result.rule.text, result.totals
    kind = say(f"severity_of_{text.severity}", lang)
    if result.error:
        return (text.title.text(lang), kind, explain(result.error, lang).what, "", "", "", "")
    numbers = (totals.population, totals.passed, totals.failed, totals.unknown, totals.not_applicable)
    return (text.title.text(lang), kind, *map(str, numbers))


def _finding(result: Result, finding: Finding, lang: Lang) -> tuple[str, ...]:
    text = result.rule.text
    return (
        text.title.text(lang),
        say(f"severity_of_{text.severity}", lang),
        said(result, finding, lang),
        "" if finding.certain else say("only_possible", lang),
        text.citation.text(lang),
        text.remedy.text(lang),
        finding.id,
        finding.place,
    )


def _rule(result: Result, lang: Lang) -> tuple[str, ...]:
    text = result.rule.text
    return (
        text.rule,
        text.title.text(lang),
        say(f"severity_of_{text.severity}", lang),
        say(f"level_of_{text.level}", lang),
        text.citation.text(lang),
        "；".join(f"{name} = {value}" for name, value in result.rule.values.items()),
        str(text.version),
    )
