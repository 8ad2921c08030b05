"""An audit put into the form of `document`."""

from __future__ import annotations

from collections.abc import Iterator

from linli.audit import engine, reported
from linli.audit.engine import Finding, Result
from linli.audit.reported import Reported, untold
from linli.audit.rule import Rule
from linli.audit.waiver import Standing
from linli.errors import LinliError
from linli.messages.catalogue import explain, say
from linli.model import cell
from linli.model.vocabulary import Label
from linli.reports.audit import document as form
from linli.reports.audit.listing import Tell, facts, teller
from linli.reports.audit.summary import added
from linli.reports.audit.words import doubt, said
from linli.version import VERSION


def render(report: Reported) -> str:
    """An audit as json text. It fits `document.schema()`."""
    return form.adapter().dump_json(document(report)).decode() + "\n"


def document(report: Reported) -> form.Document:
    """An audit in the form of its schema."""
    results = {result.rule.name: result for result in report.results}
    tells = teller("zh"), teller("en")
    return form.Document(
        schema=form.NAME,
        linli=VERSION,
        made=report.made,
        pack=report.pack.name,
        areas=tuple(form.Area(one.code, one.name, one.level) for one in report.areas),
        as_of=report.as_of,
        snapshot=report.snapshot,
        totals=_totals(added(result.totals for result in report.results)),
        parts=tuple(_part(report, one) for one in report.parts),
        rules=tuple(_rule(report, rule, results.get(rule.name), tells) for rule in report.pack.rules),
        waivers=tuple(_waiver(one) for one in report.waived),
        statements=tuple(
            form.Statement(one.ledger, one.area.id, one.day, one.counts, one.by, one.at)
            for one in report.statements
        ),
        lacking=tuple(
            form.Lacking(one.ledger, one.area.code, one.names, one.unknown) for one in report.lacking
        ),
        pairs=tuple(_pair(one) for one in report.pairs),
    )


def _part(report: Reported, one: reported.Part) -> form.Part:
    rules = {name: _totals(parts[one.code]) for name, parts in report.totals.items() if one.code in parts}
    return form.Part(one.code, one.names, one.own, rules)


def _totals(one: engine.Totals) -> form.Totals:
    return form.Totals(**vars(one), asked=one.asked, share=one.share)


def _rule(report: Reported, rule: Rule, result: Result | None, tells: tuple[Tell, Tell]) -> form.Rule:
    text = rule.text
    return form.Rule(
        rule=text.rule,
        version=text.version,
        pack=report.pack.home(rule.name),
        title=_both(text.title),
        severity=text.severity,
        level=text.level,
        citation=_both(text.citation),
        text_found=text.found,
        remedy=_both(text.remedy),
        needs=text.needs,
        parameters={name: _plain(value) for name, value in rule.values.items()},
        asked=result is not None,
        totals=_totals(result.totals if result else engine.Totals()),
        error=_error(result.error) if result and result.error else None,
        findings=tuple(_finding(report, result, one, tells) for one in result.findings) if result else (),
        unknown=tuple(_unknown(report, result)) if result else (),
    )


def _plain(value: object) -> form.Plain:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _finding(report: Reported, result: Result, one: Finding, tells: tuple[Tell, Tell]) -> form.Found:
    stands = report.let_stand.get(one.id)
    return _found(
        report,
        one,
        form.Both(said(result, one, "zh"), said(result, one, "en")),
        stands.waiver.number if stands else None,
        _proof(report, result, one, tells),
    )


def _unknown(report: Reported, result: Result) -> Iterator[form.Found]:
    """What nobody can tell: rows of `find`, and subjects of which the population cannot tell."""
    for one in result.unknown:
        yield _found(report, one, form.Both(doubt(result, one, "zh"), doubt(result, one, "en")), None, None)
    says = form.Both(say("audit_untold", "zh"), say("audit_untold", "en"))
    for subject, place in untold(result).iter_rows():
        bare = Finding("", result.rule.name, subject, place, False, {})
        yield _found(report, bare, says, None, None)


def _found(
    report: Reported, one: Finding, says: form.Both, waived: int | None, proof: form.Proof | None
) -> form.Found:
    where = report.where.get(one.place)
    return form.Found(
        id=one.id,
        subject=one.subject,
        place=one.place,
        part=where.part if where else "",
        path=where.names if where else (),
        certain=one.certain,
        waived=waived,
        says=says,
        row=one.values,
        evidence=proof,
    )


def _proof(report: Reported, result: Result, one: Finding, tells: tuple[Tell, Tell]) -> form.Proof | None:
    found = report.evidence.get(one.id)
    if found is None:
        return None
    zh, en = tells
    return form.Proof(
        kind=found.kind,
        facts=tuple(
            form.Fact(
                id=fact.id,
                table=fact.table,
                ends=tuple(end.id for end in fact.ends),
                says=form.Both(zh(fact, report, result, one), en(fact, report, result, one)),
                decisive=decisive,
                in_force=fact.doubt,
                documents=tuple(doc.number for doc in found.documents if doc.fact == fact.id),
                cells=_cells(fact.cells),
            )
            for fact, decisive in facts(report, result, one)
        ),
        count=found.count,
        missing=tuple(dict.fromkeys(missing.ledger for missing in found.missing)),
        fingerprint=found.fingerprint,
    )


def _error(error: LinliError) -> form.Error:
    zh, en = explain(error, "zh"), explain(error, "en")
    return form.Error(error.code, form.Both(zh.what, en.what), form.Both(zh.do, en.do))


def _waiver(one: Standing) -> form.Waiver:
    waiver = one.waiver
    return form.Waiver(
        waiver.number,
        one.state,
        waiver.finding.id,
        waiver.until,
        waiver.reason,
        waiver.by,
        waiver.at,
        _both(waiver.says),
    )


def _pair(one: reported.Pair) -> form.Pair:
    names = (one.a.name.zh, one.b.name.zh)
    return form.Pair(one.id, (one.a.id, one.b.id), names, one.basis, one.findings, _cells(one.cells))


def _cells(cells: tuple[cell.Cell, ...]) -> tuple[form.Cell, ...]:
    return tuple(form.Cell(**vars(one)) for one in cells)


def _both(label: Label) -> form.Both:
    return form.Both(label.zh, label.en)
