"""The lists of an audit: findings, what nobody can tell, what is waived, the evidence, who may be one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from linli.audit.engine import Finding, Result
from linli.audit.explained import Explained
from linli.audit.gathered import Fact
from linli.audit.reported import Pair, Reported, untold
from linli.messages.catalogue import Lang, say
from linli.reports.answer import Column, Shown
from linli.reports.audit.words import (
    SIGNS,
    cells,
    doubt,
    part_of,
    place,
    place_below,
    said,
    severity,
    verdict,
)
from linli.reports.explain.facts import Context, sentence
from linli.reports.sheets import Cell, Col, Sheet

STRETCHES = 12
"""Stretches of cells that a row of the evidence names."""

FINDINGS = (
    Col("audit_serial", 5, "number"),
    Col("audit_area", 16),
    Col("audit_place", 18),
    Col("rule_severity", 10),
    Col("rule", 18),
    Col("finding", 36),
    Col("audit_verdict", 6, "centre"),
    Col("citation", 30),
    Col("remedy", 24),
    Col("finding_id", 12),
)
UNKNOWNS = (
    Col("audit_serial", 5, "number"),
    Col("audit_area", 16),
    Col("audit_place", 24),
    Col("rule_severity", 9),
    Col("rule", 26),
    Col("audit_doubt", 54),
    Col("finding_id", 12),
)
WAIVED = (
    Col("waiver_number", 6, "number"),
    Col("waiver_state", 12),
    Col("audit_area", 14),
    Col("audit_place", 20),
    Col("rule", 18),
    Col("finding", 34),
    Col("waiver_reason", 24),
    Col("waiver_by", 10),
    Col("waiver_at", 12),
    Col("waiver_until", 11),
    Col("finding_id", 12),
)
EVIDENCE = (
    Col("finding_id", 12),
    Col("rule", 18),
    Col("audit_fact", 46),
    Col("audit_decisive", 6, "centre"),
    Col("audit_in_force", 6, "centre"),
    Col("file", 24),
    Col("sheet", 12),
    Col("address", 16),
    Col("audit_document", 18),
    Col("audit_fact_id", 12),
)
PAIRS = (
    Col("audit_pair_a", 10),
    Col("audit_pair_b", 10),
    Col("audit_basis", 20),
    Col("found_in", 40),
    Col("audit_touches", 30),
    Col("audit_settle", 50),
)
CSV = (
    "audit_verdict", "rule_severity", "rule", "rule_code", "audit_area", "audit_place", "finding", "citation",
    "legal_level", "remedy", "waiver_until", "finding_id", "audit_subject_id", "place_id",
)  # fmt: skip


def findings(report: Reported, lang: Lang) -> Sheet:
    """Every finding that is not waived, area by area, the gravest first."""
    rows: list[list[Cell]] = []
    tints = []
    for number, (result, one) in enumerate(in_order(report), start=1):
        text = result.rule.text
        rows.append(
            [
                number,
                part_of(report, one.place, lang),
                place_below(report, one.place),
                severity(result.rule, lang),
                text.title.text(lang),
                said(result, one, lang),
                verdict(report, one, lang),
                text.citation.text(lang),
                text.remedy.text(lang),
                one.id,
            ]
        )
        tints.append(text.severity)
    return Sheet(say("audit_findings", lang), say("audit_findings_note", lang), FINDINGS, rows, tints)


def in_order(report: Reported) -> list[tuple[Result, Finding]]:
    """The findings that are not waived, by area, severity and rule."""
    grave = list(SIGNS)
    parts = {one.code: place for place, one in enumerate(report.parts)}

    def rank(pair: tuple[Result, Finding]) -> tuple[int, int]:
        where = report.where.get(pair[1].place)
        return parts.get(where.part if where else "", len(parts)), grave.index(pair[0].rule.text.severity)

    return sorted((pair for pair in report.findings() if pair[1].id not in report.let_stand), key=rank)


def unknown(report: Reported, lang: Lang) -> Sheet:
    """All that nobody can tell."""
    rows: list[list[Cell]] = []
    for result in report.results:
        open_ = [(one.place, doubt(result, one, lang), one.id) for one in result.unknown]
        bare = [(where, say("audit_untold", lang), "") for _, where in untold(result).iter_rows()]
        title, kind = result.rule.text.title.text(lang), severity(result.rule, lang)
        for where, why, identity in (*open_, *bare):
            own = [part_of(report, where, lang), place_below(report, where), kind, title, why, identity]
            rows.append([len(rows) + 1, *own])
    tints = ["unknown"] * len(rows)
    return Sheet(say("audit_unknown", lang), say("audit_unknown_note", lang), UNKNOWNS, rows, tints)


def waived(report: Reported, lang: Lang) -> Sheet:
    """Waivers as they stand, with their findings."""
    rows: list[list[Cell]] = []
    for one in report.waived:
        waiver = one.waiver
        found = one.finding or waiver.finding
        chain = " / ".join(area.name for area in reversed(waiver.chain))
        rows.append(
            [
                waiver.number,
                say(f"waiver_{one.state}", lang),
                part_of(report, found.place, lang) if found.place in report.where else "",
                place(report.where.get(found.place)) or chain,
                one.rule.wording.title.text(lang) if one.rule else found.rule,
                waiver.says.text(lang),
                waiver.reason,
                waiver.by,
                waiver.at.isoformat(" ", "minutes"),
                str(waiver.until),
                waiver.finding.id,
            ]
        )
    return Sheet(say("audit_waived", lang), say("audit_waived_note", lang), WAIVED, rows)


def evidence(report: Reported, lang: Lang) -> Sheet:
    """The facts that findings rest on, each with where it is stated: a row for every sheet that states it."""
    rows: list[list[Cell]] = []
    tell = teller(lang)
    for result, one in report.findings():
        for fact, decisive in facts(report, result, one):
            numbers = _documents(report, one, fact)
            head = [one.id, result.rule.text.title.text(lang), tell(fact, report, result, one)]
            mark = [say("yes", lang) if decisive else "", say(f"in_force_{fact.doubt}", lang)]
            rows += [[*head, *mark, *where, numbers, fact.id] for where in _sheets(fact, lang)]
    return Sheet(say("audit_evidence", lang), say("audit_evidence_note", lang), EVIDENCE, rows)


def facts(report: Reported, result: Result, finding: Finding) -> Iterator[tuple[Fact, bool]]:
    """The facts that are told of a finding, and whether it falls with each: its subject, where it is about
    what that is or lacks; links; statements that ledgers are whole.
    """
    gathered = report.evidence.get(finding.id)
    if gathered is None:
        return
    named = set(gathered.named)
    if not named:
        yield from ((fact, False) for fact in gathered.facts if fact.id == finding.subject)
    explained = Explained(report.pack, report.as_of, result.rule, finding, gathered)
    yield from ((fact, fact.id in named) for fact in explained.shown if fact.id != finding.subject)
    whole = {one.id for one in gathered.statements if one.counts}
    stated = (fact for fact in gathered.facts if fact.type == "STATED_FOR")
    yield from ((fact, False) for fact in stated if fact.ends[0].id in whole)


Tell = Callable[[Fact, Reported, Result, Finding], str]


def teller(lang: Lang) -> Tell:
    """A function that puts facts into sentences, each only once: findings of one compound share most."""

    told: dict[tuple[str, bool], str] = {}

    def tell(fact: Fact, report: Reported, result: Result, finding: Finding) -> str:
        counted = "party_member" in result.rule.find.text
        key = (fact.id, counted)
        if key not in told and fact.type == "STATED_FOR":
            told[key] = _stated(report, finding, fact, lang)
        elif key not in told:
            around = report.evidence[finding.id].facts
            posts = {one.ends[0].id: one.ends[1] for one in around if one.type == "POST_IN"}
            persons = {one.id: one.values for one in around if one.type == "Person"} if counted else {}
            told[key] = sentence(fact, Context(posts, persons), lang)
        return told[key]

    return tell


def _stated(report: Reported, finding: Finding, fact: Fact, lang: Lang) -> str:
    """Who has stated that a ledger is whole, for which area and day."""
    known = (one for one in report.evidence[finding.id].statements if one.id == fact.ends[0].id)
    one = next(known)
    values = {"by": one.by, "area": one.area.name, "ledger": one.label, "day": one.day}
    return say("explain_stated", lang, at=one.at.date() if one.at else "", **values)


def pairs(report: Reported, lang: Lang) -> Sheet:
    """Who may be one person, what hangs on it, and what settles it."""
    rows = [_pair(one, lang) for one in report.pairs]
    return Sheet(say("audit_pairs", lang), say("audit_pairs_note", lang), PAIRS, rows)


def _pair(one: Pair, lang: Lang) -> list[Cell]:
    fact = Fact("", "MAY_BE", one.id, (one.a, one.b), {}, None, "sure", one.cells)
    listed = ("、" if lang == "zh" else ", ").join(one.findings[:20])
    if len(one.findings) > 20:
        listed = say("audit_cells_more", lang, cells=listed, count=len(one.findings))
    return [
        one.a.name.text(lang),
        one.b.name.text(lang),
        say(f"basis_{one.basis}", lang),
        cells(fact, STRETCHES, lang),
        listed,
        say("settle_identity", lang, one=one.a.id, other=one.b.id),
    ]


def table(report: Reported, lang: Lang) -> Shown:
    """Findings and all that nobody can tell as one table, for other programs to read as csv."""
    rows = []
    for result in report.results:
        text = result.rule.text
        bare = [(subject, where) for subject, where in untold(result).iter_rows()]
        told = [
            *((one, said(result, one, lang)) for one in result.findings),
            *((one, doubt(result, one, lang)) for one in result.unknown),
        ]
        ends = [(verdict(report, one, lang), why, one.id, one.subject, one.place) for one, why in told]
        ends += [
            (say("verdict_unknown", lang), say("audit_untold", lang), "", subject, where)
            for subject, where in bare
        ]
        for state, why, identity, subject, where in ends:
            stands = report.let_stand.get(identity)
            rows.append(
                (
                    state,
                    say(f"severity_of_{text.severity}", lang),
                    text.title.text(lang),
                    text.rule,
                    part_of(report, where, lang),
                    place(report.where.get(where)),
                    why,
                    text.citation.text(lang),
                    say(f"level_of_{text.level}", lang),
                    text.remedy.text(lang),
                    str(stands.waiver.until) if stands else "",
                    *(identity, subject, where),
                )
            )
    return Shown(tuple(Column(key, say(key, lang), number=False) for key in CSV), tuple(rows))


def _sheets(fact: Fact, lang: Lang) -> list[tuple[str, str, str]]:
    """File, sheet and cells of a fact, for each sheet that states it; blank where none is known."""
    sheets: dict[tuple[str, str], list[str]] = {}
    for cell in fact.cells:
        sheets.setdefault((cell.file, cell.sheet), []).append(cell.address)
    found = []
    for file, sheet in sheets:
        own = tuple(one for one in fact.cells if (one.file, one.sheet) == (file, sheet))
        whole = Fact(fact.table, fact.type, fact.id, fact.ends, {}, None, fact.doubt, own)
        prefix = " ".join(part for part in (file, sheet) if part) + " "
        found.append((file, sheet, cells(whole, STRETCHES, lang).replace(prefix, "")))
    return found or [("", "", "")]


def _documents(report: Reported, finding: Finding, fact: Fact) -> str:
    numbers = [one.number for one in report.evidence[finding.id].documents if one.fact == fact.id]
    return "；".join(dict.fromkeys(numbers))
