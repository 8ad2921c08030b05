"""The totals of an audit: by area, by rule, by both. Each number has its denominator beside it, and the
tables add up to one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from linli.audit.engine import Result, Totals
from linli.audit.reported import Part, Reported
from linli.messages.catalogue import Lang, explain, say
from linli.reports.answer import Column, Shown
from linli.reports.audit.words import graver_first, part, severities, severity, share, signed
from linli.reports.sheets import Cell, Col, Sheet

SCREEN = ("rule", "rule_severity", "population", "passed", "failed", "unknown_count", "not_applicable")

BY_RULE = (
    Col("rule", 38),
    Col("rule_severity", 11),
    Col("population", 8, "number"),
    Col("not_applicable", 8, "number"),
    Col("audit_asked", 10, "number"),
    Col("passed", 8, "number"),
    Col("failed", 8, "number"),
    Col("audit_surely", 8, "number"),
    Col("unknown_count", 8, "number"),
    Col("audit_share", 30),
)


def screen(results: Sequence[Result], lang: Lang) -> Shown:
    """The totals by rule, for a screen."""
    columns = tuple(Column(name, say(name, lang), place > 1) for place, name in enumerate(SCREEN))
    return Shown(columns, tuple(_screen(result, lang) for result in results))


def by_area(report: Reported, lang: Lang) -> Sheet:
    """Areas below those asked for, and for each severity what failed, what is unknown, and of how many."""
    kinds = severities(report.results)
    columns = [Col("audit_area", 26)]
    for kind in kinds:
        over = signed(kind, lang)
        for key in ("failed", "unknown_count", "audit_denominator"):
            columns.append(Col(key, 7.5, "number", over))
    rows = [
        [part(report, one, lang), *_numbers(_per_severity(report, [one], kind) for kind in kinds)]
        for one in report.parts
    ]
    rows.append(
        [say("audit_total", lang), *_numbers(_per_severity(report, report.parts, kind) for kind in kinds)]
    )
    return Sheet(
        say("audit_by_area", lang), say("audit_by_area_note", lang), tuple(columns), rows, total=True
    )


def by_rule(report: Reported, lang: Lang) -> Sheet:
    """Every rule that was asked, with its totals and its share."""
    results = graver_first(report.results)
    rows = [_rule(result, lang) for result in results]
    sums = added(result.totals for result in report.results)
    rows.append([say("audit_total", lang), "", *_counts(sums), share(sums)])
    tints = [_tint(result.totals, result) for result in results]
    name, note = say("audit_by_rule", lang), say("audit_by_rule_note", lang)
    return Sheet(name, note, BY_RULE, rows, [*tints, ""], total=True)


def by_both(report: Reported, lang: Lang) -> Sheet:
    """Every rule in every area of which it was asked."""
    rows: list[list[Cell]] = []
    tints = []
    for one in report.parts:
        for result in graver_first(report.results):
            totals = report.totals[result.rule.name].get(one.code)
            if totals is not None:
                title = result.rule.text.title.text(lang)
                kind = severity(result.rule, lang)
                rows.append([part(report, one, lang), title, kind, *_counts(totals), share(totals)])
                tints.append(_tint(totals, result))
    columns = (Col("audit_area", 24), Col("rule", 32), *BY_RULE[1:])
    return Sheet(say("audit_by_both", lang), say("audit_by_rule_note", lang), columns, rows, tints)


def added(totals: Iterable[Totals]) -> Totals:
    """Totals of several rules or areas together."""
    sums = [vars(one) for one in totals]
    return Totals(**{name: sum(one[name] for one in sums) for name in vars(Totals())})


def _per_severity(report: Reported, parts: Iterable[Part], kind: str) -> Totals:
    rules = [r.rule.name for r in report.results if r.rule.text.severity == kind]
    return added(totals for one in parts for name in rules if (totals := report.totals[name].get(one.code)))


def _numbers(totals: Iterable[Totals]) -> list[Cell]:
    return [number for one in totals for number in (one.failed, one.unknown, one.asked)]


def _counts(totals: Totals) -> tuple[int, ...]:
    return (
        *(totals.population, totals.not_applicable, totals.asked, totals.passed),
        *(totals.failed, totals.failed_certainly, totals.unknown),
    )


def _rule(result: Result, lang: Lang) -> list[Cell]:
    title, kind = result.rule.text.title.text(lang), severity(result.rule, lang)
    if result.error:
        why = say("audit_failed_rule", lang, error=explain(result.error, lang).what)
        return [title, kind, *[""] * 7, why]
    return [title, kind, *_counts(result.totals), share(result.totals)]


def _tint(totals: Totals, result: Result) -> str:
    if totals.failed:
        return result.rule.text.severity
    return "unknown" if totals.unknown or result.error else ""


def _screen(result: Result, lang: Lang) -> tuple[str, ...]:
    text, totals = result.rule.text, result.totals
    kind = say(f"severity_of_{text.severity}", lang)
    if result.error:
        return (text.title.text(lang), kind, explain(result.error, lang).what, "", "", "", "")
    numbers = (totals.population, totals.passed, totals.failed, totals.unknown, totals.not_applicable)
    return (text.title.text(lang), kind, *map(str, numbers))
