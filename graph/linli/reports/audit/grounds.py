"""What an audit rests on: what the ledgers are stated to hold, what nobody has stated, and the rules."""

from __future__ import annotations

from linli.audit.engine import in_force
from linli.audit.gathered import Statement
from linli.audit.reported import Lacking, Reported
from linli.audit.rule import Rule
from linli.messages.catalogue import Lang, explain, say
from linli.reports.audit.words import parameters, path, severity
from linli.reports.sheets import Cell, Col, Sheet

WHOLE = (
    Col("audit_area", 24),
    Col("ledger_kind", 26),
    Col("audit_stated_on", 12, "centre"),
    Col("audit_counts", 18),
    Col("audit_stated_by", 18),
    Col("audit_stated_at", 18),
)
LACKING = (
    Col("audit_area", 28),
    Col("ledger_kind", 20),
    Col("unknown_count", 8, "number"),
    Col("audit_open_rules", 50),
    Col("audit_settle", 60),
)
RULES = (
    Col("rule_code", 29),
    Col("rule", 24),
    Col("rule_severity", 11),
    Col("legal_level", 12),
    Col("rule_found", 11),
    Col("citation", 42),
    Col("parameters", 34),
    Col("audit_asked_of", 14),
    Col("rule_pack", 10),
    Col("version", 5, "centre"),
)


def whole(report: Reported, lang: Lang) -> Sheet:
    """Which ledgers are stated to be whole, for which area and day."""
    rows = [_stated(one, lang) for one in report.statements]
    return Sheet(say("audit_whole", lang), say("audit_whole_note", lang), WHOLE, rows)


def _stated(one: Statement, lang: Lang) -> list[Cell]:
    return [
        one.area.name.text(lang),
        one.label.text(lang),
        str(one.day),
        say("yes" if one.counts else "audit_counts_late", lang),
        one.by,
        one.at.isoformat(" ", "minutes") if one.at else "",
    ]


def lacking(report: Reported, lang: Lang) -> Sheet:
    """Which statements nobody has made, and which rules cannot tell without them."""
    rows = [_lacking(report, one, lang) for one in report.lacking]
    return Sheet(say("audit_lacking", lang), say("audit_lacking_note", lang), LACKING, rows)


def _lacking(report: Reported, one: Lacking, lang: Lang) -> list[Cell]:
    titles = {result.rule.name: result.rule.text.title.text(lang) for result in report.results}
    rules = [say("audit_rule_count", lang, rule=titles[name], count=n) for name, n in one.unknown.items()]
    values = {"area": one.area.name, "code": one.area.code, "ledger": one.label, "kinds": one.ledger}
    return [
        path(one.names),
        one.label.text(lang),
        sum(one.unknown.values()),
        ("；" if lang == "zh" else "; ").join(rules),
        say("settle_statement", lang, day=report.as_of, **values),
    ]


def rules(report: Reported, lang: Lang) -> Sheet:
    """Every rule of the pack, with its citation and its parameters as set; those that were not asked too."""
    rows = [_rule(report, rule, lang) for rule in report.pack.rules]
    return Sheet(say("audit_rules", lang), say("audit_rules_note", lang), RULES, rows)


def _rule(report: Reported, rule: Rule, lang: Lang) -> list[Cell]:
    text = rule.text
    return [
        text.rule,
        text.title.text(lang),
        severity(rule, lang),
        say(f"level_of_{text.level}", lang),
        say("yes" if text.found else "rule_not_found", lang),
        text.citation.text(lang),
        parameters(report.pack, rule, lang),
        asked(report, rule, lang),
        report.pack.home(rule.name),
        str(text.version),
    ]


def asked(report: Reported, rule: Rule, lang: Lang) -> str:
    """Whether a rule was asked, else why not."""
    result = next((one for one in report.results if one.rule.name == rule.name), None)
    if result is not None:
        if result.error:
            return say("audit_failed_rule", lang, error=explain(result.error, lang).what)
        return say("yes", lang)
    if not rule.text.on:
        return say("audit_off", lang)
    return say("no" if in_force(rule, report.as_of) else "audit_not_in_force", lang)
