"""All that is wrong with a pack at once, and what makes one frown though it loads.

Loading stops at the first fault, since a pack that is wrong must not judge; whoever writes one wants to see
them all. A fault keeps the pack from loading; a remark does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from linli.audit import case as cases
from linli.audit import pack as packs
from linli.audit import rule as rules
from linli.audit.case import Case
from linli.audit.pack import Pack, PackText
from linli.audit.rule import Fault, Rule
from linli.errors import DefinitionError, ParameterWrong
from linli.model import definition
from linli.model.vocabulary import Label
from linli.queries import allowed

Weight = Literal["fault", "remark"]


@dataclass(frozen=True)
class Note:
    """A fault or a remark: the file under the pack's folder, the place in it, what to do."""

    weight: Weight
    file: str
    field: str
    problem: Label


def lint(folder: Path) -> list[Note]:
    """Everything to be said of a pack's folder: faults first, each list in the order of the files.

    Never raises for what stands in the files.
    """
    found = [*_pack(folder)]
    for home in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        found += _rule(home)
    return sorted(found, key=lambda note: note.weight != "fault")


def _fault(fault: Fault) -> Note:
    return Note("fault", fault.file, fault.field, fault.problem)


def _pack(folder: Path) -> Iterator[Note]:
    """What is wrong with `pack.yaml`."""
    file = f"{folder.name}/pack.yaml"
    try:
        plain = definition.read(definition.text(folder / "pack.yaml", file), file)
        if faults := definition.faults(plain, PackText):
            yield from (Note("fault", file, field, problem) for field, problem in faults)
            return
        base = packs.extended(folder, packs.text(folder))
        below = packs.load(base) if base else None
    except DefinitionError as error:
        yield _fault(Fault.of(error))
        return
    yield from _changes(definition.build(plain, PackText, file), folder, below)


def _changes(text: PackText, folder: Path, below: Pack | None) -> Iterator[Note]:
    """What is wrong with the changes of a pack to the rules that it inherits or has."""
    file = f"{folder.name}/pack.yaml"
    known = {rule.name: rule for rule in below.rules} if below else {}
    own = {path.parent.name for path in folder.glob("*/rule.yaml")}
    for name, change in text.rules.items():
        where = f"rules.{name}"
        rule = rules.examine(folder / name)[0] if name in own else known.get(name)
        if rule is None:
            if name not in own:
                yield Note("fault", file, where, packs.NOT_INHERITED)
            continue
        try:
            _bound(packs.changed(rule, change, file))
        except DefinitionError as error:
            yield _fault(Fault.of(error))
        except ParameterWrong as error:
            yield Note("fault", file, f"{where}.parameters", _value(error))


def _bound(rule: Rule) -> None:
    """Bind the rule's values to its queries. Raises ParameterWrong for one that does not read."""
    for query in (rule.find, rule.population):
        given = {name: value for name, value in rule.values.items() if name in query.parameters}
        query.bind({"as_of": "2024-01-01", "areas": [], **given})


def _value(error: ParameterWrong) -> Label:
    name, value, wanted = (str(error.where.get(key, "")) for key in ("parameter", "value", "wanted"))
    kind = _KINDS.get(wanted, Label(wanted, wanted))
    zh = f"参数 {name} 的值 {value} 不对，应是{kind.zh}"
    return Label(zh, f"the value {value} of {name} is wrong; it should be {kind.en}")


_KINDS = {
    "count": Label("整数", "a whole number"),
    "days": Label("天数（整数）", "a number of days"),
    "ratio": Label("小数，如 0.5", "a number such as 0.5"),
    "date": Label("日期，如 2025-06-30", "a date such as 2025-06-30"),
}


def _rule(folder: Path) -> Iterator[Note]:
    """What is wrong with a rule's folder, and what to look at again."""
    rule, faults = rules.examine(folder)
    yield from map(_fault, faults)
    read: list[Case] = []
    for path in sorted((folder / "cases").glob("*.yaml")):
        try:
            read.append(cases.load(path))
        except DefinitionError as error:
            yield _fault(Fault.of(error))
    if rule is None:
        return
    for case in read:
        yield from _case(case, rule)
    try:
        _bound(rule)
    except ParameterWrong as error:
        yield Note("fault", f"{folder.name}/rule.yaml", "parameters", _value(error))
    yield from _remarks(rule, folder, read)


def _case(case: Case, rule: Rule) -> Iterator[Note]:
    """What a case names that the rule does not have, and subjects that it expects twice."""
    told, columns = case.text, rule.find.columns
    rows = [("fail", row) for row in told.fail]
    rows += [("unknown", row) for row in told.unknown if isinstance(row, dict)]
    for field, row in rows:
        for name in sorted(set(row) - set(columns)):
            problem = Label(f"find.cypher 没有 {name} 这一列", f"{name} is no column of find.cypher")
            yield Note("fault", case.file, field, problem)
        if "subject" not in row:
            yield Note("fault", case.file, field, Label("每一行要写 subject", "every row names its subject"))
    for name in sorted(set(told.parameters) - set(rule.values)):
        problem = Label("这条规则没有这个参数", "the rule has no such parameter")
        yield Note("fault", case.file, f"parameters.{name}", problem)


_CASES = (
    ("fail", Label("没有一个用例是不符合的，请加一个", "no case fails; add one")),
    ("pass", Label("没有一个用例是符合的，请加一个", "no case passes; add one")),
    (
        "unknown",
        Label(
            "没有一个用例是说不清的（台账没写、日期含糊、可能同一人），请加一个",
            "no case cannot be told (a blank, a vague date, perhaps one person); add one",
        ),
    ),
)


def _remarks(rule: Rule, folder: Path, read: list[Case]) -> Iterator[Note]:
    file, text = f"{folder.name}/rule.yaml", rule.text
    there = {
        "fail": any(case.text.fail for case in read),
        "pass": any(case.text.passing for case in read),
        "unknown": any(
            case.text.unknown or any(row.get("certain") is False for row in case.text.fail) for case in read
        ),
    }
    for state, problem in _CASES:
        if not there[state]:
            yield Note("remark", f"{folder.name}/cases", state, problem)
    named = set(re.findall(r"\{([a-z_]+)\}", text.message.zh)) & set(rule.find.header.columns)
    if not any(rule.find.header.columns[name].type in ("name", "person_name") for name in named):
        problem = Label(
            "句子里没有地方或组织的名称，看的人不知道说的是哪里",
            "the sentence names no place or body, so nobody knows where it is",
        )
        yield Note("remark", file, "message", problem)
    if text.evidence == "absence" and text.unknown is None:
        problem = Label(
            "台账不全时说不清：请写这时怎么说", "say why nobody can tell where ledgers are not whole"
        )
        yield Note("remark", file, "unknown", problem)
    if text.from_ and text.to and text.to < text.from_:
        yield Note("remark", file, "to", Label("止在起之前，永远不施行", "it ends before it begins"))
    yield from _traps(rule, folder)


def _traps(rule: Rule, folder: Path) -> Iterator[Note]:
    """Forms of a query that give wrong rows on large graphs."""
    for part, query in (("find", rule.find), ("population", rule.population)):
        file = f"{folder.name}/{part}.cypher"
        source = definition.text(folder / f"{part}.cypher", file)
        for trap in allowed.traps(allowed.read(query.text)):
            yield Note("remark", file, f"line {rules.line_of(source, trap.line)}", trap.problem)
