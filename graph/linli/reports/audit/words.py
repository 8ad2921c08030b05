"""What all reports of an audit say in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from linli.audit.engine import Finding, Result, Totals
from linli.audit.gathered import Fact
from linli.audit.pack import Pack
from linli.audit.reported import Part, Reported, Where
from linli.audit.rule import Rule, Severity
from linli.messages.catalogue import Lang, say
from linli.reports.explain.facts import stretches
from linli.reports.findings import percent, sentence

SIGNS: dict[Severity, str] = {
    "prohibited": "×",
    "breach": "▲",
    "disclose": "◆",
    "warning": "!",
    "target": "◎",
    "information": "○",
}
"""A sign for each severity, gravest first, so that colour alone never says which it is."""

UNKNOWN = "?"
"""The sign of what nobody can tell."""


def said(result: Result, finding: Finding, lang: Lang) -> str:
    """A finding in a sentence."""
    return sentence(result.rule.text.message, result.rule.find, finding.values, lang)


def doubt(result: Result, finding: Finding, lang: Lang) -> str:
    """Why nobody can tell, in a sentence."""
    text = result.rule.text
    return sentence(text.unknown or text.message, result.rule.find, finding.values, lang)


def severity(rule: Rule, lang: Lang) -> str:
    """What a failure of a rule is, with its sign."""
    return signed(rule.text.severity, lang)


def signed(kind: Severity, lang: Lang) -> str:
    """A severity with its sign."""
    return f"{SIGNS[kind]} {say(f'severity_of_{kind}', lang)}"


def severities(results: Sequence[Result]) -> list[Severity]:
    """The severities that the rules asked have, gravest first."""
    there = {result.rule.text.severity for result in results}
    return [kind for kind in SIGNS if kind in there]


def graver_first(results: Sequence[Result]) -> list[Result]:
    """Results by severity, the gravest first; those of one severity in the order of the pack."""
    order = list(SIGNS)
    return sorted(results, key=lambda result: order.index(result.rule.text.severity))


def share(totals: Totals) -> str:
    """The share of failures with its denominator: one number, or from what is certain to what is possible.

    >>> share(Totals(population=8, passed=5, failed=1, failed_certainly=1, not_applicable=2))
    '1/6 = 16.7%'
    >>> share(Totals(population=7, passed=4, failed=1, unknown=2, failed_certainly=1))
    '[1/7, 3/7] = [14.3%, 42.9%]'
    >>> share(Totals(population=2, not_applicable=2))
    '—'
    """
    if totals.share is None:
        return "—"
    least, most = totals.failed_certainly, totals.failed + totals.unknown
    low, high = map(percent, totals.share)
    asked = totals.asked
    if least == most:
        return f"{least}/{asked} = {low}"
    return f"[{least}/{asked}, {most}/{asked}] = [{low}, {high}]"


def part(report: Reported, one: Part, lang: Lang) -> str:
    """The name of a part."""
    if one.code not in report.short:
        return say("audit_nowhere", lang)
    name = report.short[one.code]
    return say("audit_own", lang, area=name) if one.own else name


def part_of(report: Reported, place: str, lang: Lang) -> str:
    """The name of the part that a place counts in."""
    where = report.where.get(place)
    found = report.part.get(where.part) if where else None
    return part(report, found, lang) if found else say("audit_nowhere", lang)


def place(where: Where | None) -> str:
    """The names from the area asked for down to a place."""
    return path(where.names) if where else ""


def place_below(report: Reported, place: str) -> str:
    """The names of a place below its part; the last name where it is the part itself."""
    where = report.where.get(place)
    if where is None or not where.names:
        return ""
    above = report.part[where.part].names if where.part in report.part else ()
    below = where.names[len(above) :] if where.names[: len(above)] == above else where.names
    return path(below or where.names[-1:])


def path(names: Sequence[str]) -> str:
    """Names of places, from the large to the small."""
    return " / ".join(names)


def verdict(report: Reported, finding: Finding, lang: Lang) -> str:
    """Certain or only possible, waived, or unknown."""
    if finding.values["verdict"] == "unknown":
        return say("verdict_unknown", lang)
    if finding.id in report.let_stand:
        return say("verdict_waived", lang)
    return say("verdict_certain" if finding.certain else "verdict_possible", lang)


def parameters(pack: Pack, rule: Rule, lang: Lang) -> str:
    """The parameters of a rule as set, each with the pack that set it where that is not the rule's own."""
    parts = []
    for name, spec in rule.text.parameters.items():
        value = rule.values[name]
        shown = percent(value) if spec.type == "ratio" and isinstance(value, float | int) else str(value)
        setter = pack.set_by(rule.name, name)
        by = "" if setter == pack.home(rule.name) else say("set_by_pack", lang, pack=setter)
        parts.append(f"{spec.zh if lang == 'zh' else spec.en} {name} = {shown}{by}")
    return ("；" if lang == "zh" else "; ").join(parts)


def cells(fact: Fact, most: int, lang: Lang) -> str:
    """Where a fact is stated, as a person looks it up; the first where there are many."""
    found = stretches(fact.cells)
    text = ("；" if lang == "zh" else "; ").join(found[:most])
    return say("audit_cells_more", lang, cells=text, count=len(found)) if len(found) > most else text


def head(report: Reported, lang: Lang) -> tuple[str, ...]:
    """By what, for when, of what, on what, when."""
    areas = [area.name for area in report.areas]
    return (
        say("audit_pack", lang, pack=report.pack.label),
        say("audit_day", lang, day=report.as_of),
        say("audit_areas", lang, areas=areas),
        say("audit_snapshot", lang, snapshot=report.snapshot[:16]),
        say("audit_made", lang, made=report.made.isoformat(" ", "minutes")),
    )


def sums(report: Reported, lang: Lang) -> str:
    """All of it in one sentence."""
    found = [one for _, one in report.findings()]
    return say(
        "audit_sums",
        lang,
        rules=sum(result.error is None for result in report.results),
        findings=len(found),
        possible=sum(not one.certain for one in found),
        waived=sum(one.id in report.let_stand for one in found),
        unknown=sum(result.totals.unknown for result in report.results),
        errors=sum(result.error is not None for result in report.results) or None,
    )
