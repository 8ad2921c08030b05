"""Rules in words: all of a rule as a person reads it, what is wrong with a pack, how its cases went."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linli.audit.case import Case, Compared, Row
from linli.audit.lint import Note
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.messages.catalogue import Lang, say
from linli.model import ledger_kind
from linli.ports import Value
from linli.reports.answer import Column, Shown

Line = tuple[str, str]
"""A heading and what stands under it; "" for a line that goes on."""

LIST = ("rule_code", "rule", "rule_severity", "legal_level", "rule_pack", "switched_on")


def listed(pack: Pack, lang: Lang) -> Shown:
    """The rules of a pack as a table."""
    columns = tuple(Column(key, say(key, lang), number=False) for key in LIST)
    rows = tuple(
        (
            rule.name,
            rule.text.title.text(lang),
            say(f"severity_of_{rule.text.severity}", lang),
            say(f"level_of_{rule.text.level}", lang),
            pack.home(rule.name),
            say("yes" if rule.text.on else "no", lang),
        )
        for rule in pack.rules
    )
    return Shown(columns, rows)


def told(pack: Pack, rule: Rule, cases: Sequence[Case], lang: Lang) -> list[Line]:
    """Everything of a rule but its queries.

    Parameters: `pack`, whose values it has; `rule`; `cases` of it; `lang`.
    """
    text = rule.text
    home = pack.home(rule.name)
    lines: list[Line] = [
        ("rule", text.title.text(lang)),
        ("rule_code", say("rule_of_pack", lang, rule=rule.name, version=text.version, pack=home)),
        ("switched_on", _set(say("yes" if text.on else "no", lang), pack, rule, "on", lang)),
        ("rule_severity", _set(say(f"severity_of_{text.severity}", lang), pack, rule, "severity", lang)),
        ("legal_level", _set(say(f"level_of_{text.level}", lang), pack, rule, "level", lang)),
        ("citation", _set(text.citation.text(lang), pack, rule, "citation", lang)),
        ("rule_found", say("yes" if text.found else "rule_not_found", lang)),
        ("rule_subject", text.subject.text(lang)),
        ("rule_evidence", say(f"evidence_of_{text.evidence}", lang)),
    ]
    if text.from_ or text.to:
        lines.append(
            ("rule_in_force", say("from_to", lang, begin=text.from_ or "", end=text.to or "").strip())
        )
    if text.needs:
        kinds = ledger_kind.load()
        needs = [kinds[name].label.text(lang) if name in kinds else name for name in text.needs]
        lines.append(("rule_needs", ("、" if lang == "zh" else ", ").join(needs)))
    for name, spec in text.parameters.items():
        value = f"{name} = {rule.values[name]}　{spec.zh if lang == 'zh' else spec.en}"
        lines.append(("parameters", _set(value, pack, rule, name, lang)))
    lines.append(("rule_message", text.message.text(lang)))
    if text.unknown:
        lines.append(("rule_unknown", text.unknown.text(lang)))
    lines.append(("remedy", text.remedy.text(lang)))
    lines += [
        ("rule_case", say("case_counts", lang, title=case.text.title, counts=_expected(case, lang)))
        for case in cases
    ]
    return [
        (_heading(key, lines[place - 1][0] if place else "", lang), said)
        for place, (key, said) in enumerate(lines)
    ]


def _heading(key: str, before: str, lang: Lang) -> str:
    return "" if key == before else say(key, lang)


def _set(said: str, pack: Pack, rule: Rule, what: str, lang: Lang) -> str:
    """A value, and which pack set it where that is not the rule's own."""
    setter = pack.set_by(rule.name, what)
    return said if setter == pack.home(rule.name) else f"{said}{say('set_by_pack', lang, pack=setter)}"


def _expected(case: Case, lang: Lang) -> str:
    """How many subjects a case expects in each state."""
    text = case.text
    counts = {
        "failed": len({row["subject"] for row in text.fail}),
        "passed": len(text.passing),
        "unknown_count": len(text.unknown),
        "not_applicable": len(text.not_applicable),
    }
    parts = [f"{say(key, lang)} {count}" for key, count in counts.items() if count]
    return ("，" if lang == "zh" else ", ").join(parts)


def noted(notes: Sequence[Note], lang: Lang) -> Shown:
    """Faults and remarks as a table."""
    headings = ("note_weight", "file", "note_field", "note_repair")
    columns = tuple(Column(key, say(key, lang), number=False) for key in headings)
    rows = tuple(
        (say(f"note_{note.weight}", lang), note.file, _place(note.field, lang), note.problem.text(lang))
        for note in notes
    )
    return Shown(columns, rows)


def _place(field: str, lang: Lang) -> str:
    """A place in a file: a line in the reader's words, a field as it is written there."""
    if found := re.fullmatch(r"line (\d+)", field):
        return say("line_number", lang, number=found[1])
    return field


STATES = {
    "fail": "failed",
    "pass": "passed",
    "unknown": "unknown_count",
    "not_applicable": "not_applicable",
}


def compared(found: Sequence[Compared], lang: Lang) -> Shown:
    """A case as a table: what it expects beside what was found; a sign stands where they differ."""
    headings = ("case_state", "case_expected", "case_found", "case_differs")
    columns = tuple(Column(key, say(key, lang), number=False) for key in headings)
    rows = []
    for one in found:
        if one.expected or one.found:
            mark = "" if one.agrees else "✗"
            rows.append((say(STATES[one.state], lang), _names(one.expected), _names(one.found), mark))
        rows += [
            ("", _row(row), _row(_same_columns(row, there)), "✗")
            for row, there in one.missed
            if set(row) != {"subject"}
        ]
        rows += [("", "", _row(row), "✗") for row in one.surplus]
    return Shown(columns, tuple(rows))


def _names(subjects: Sequence[str]) -> str:
    return " ".join(subjects) or "—"


def _same_columns(row: Row, there: Mapping[str, Value] | None) -> Mapping[str, Value]:
    return {name: there.get(name) for name in row} if there else {}


def _row(row: Mapping[str, object]) -> str:
    return "，".join(f"{name}: {_plain(value)}" for name, value in row.items()) or "—"


def _plain(value: object) -> str:
    """A value as YAML has it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
