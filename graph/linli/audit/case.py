"""A case of a rule: a few facts, and what the rule must say of them.

    title       the trap, as a sentence
    given       facts, in the notation of `linli.model.notation`; links are derived from them as in a build
    as_of       the day; areas: identifiers; parameters: values of the rule's own, where not its defaults
    fail        rows of `find`, by the columns that they name; unknown: rows of `find`, or subjects
    pass        subjects; not_applicable: subjects

Every subject of the population stands in one of the four, so that a case says all that it expects.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from linli.audit.engine import Finding, Result, State
from linli.audit.rule import Rule
from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.notation import facts
from linli.model.vocabulary import Label
from linli.ports import Value

Cell = str | int | float | bool | None
Row = dict[str, Cell]


@dataclass(frozen=True)
class _File(Strict):
    title: str
    given: dict[str, list[dict[str, object]]]
    as_of: dt.date
    areas: tuple[str, ...]
    parameters: dict[str, int | float | str | bool] = field(default_factory=dict)
    fail: tuple[Row, ...] = ()
    unknown: tuple[Row | str, ...] = ()
    passing: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A case as read; `facts` are without derived links."""

    file: str
    text: _File
    facts: Mapping[str, pl.DataFrame]

    def rule(self, rule: Rule) -> Rule:
        """The rule with the case's own parameters."""
        return replace(rule, values={**rule.values, **self.text.parameters})


def load(path: Path) -> Case:
    """A case from its file. Raises DefinitionError with file, field and repair."""
    file = f"{path.parent.parent.name}/cases/{path.name}"
    plain = definition.read(definition.text(path, file), file)
    if isinstance(plain, dict) and "pass" in plain:
        plain["passing"] = plain.pop("pass")
    text = definition.build(plain, _File, file)
    try:
        return Case(file, text, facts(text.given))
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        # What the notation cannot make facts of is for whoever wrote the case, however it failed.
        said = f"{error.args[0]} is not given" if isinstance(error, KeyError) else str(error)
        problem = Label(f"写不成数据：{said}", said)
        raise DefinitionError(file=file, field="given", problem=problem) from error


@dataclass(frozen=True)
class Compared:
    """One state of a case: the subjects expected in it and those found in it.

    missed   rows that the case expects and the rule does not give, each with the row given for its subject
    surplus  rows that the rule gives and the case does not expect
    """

    state: State
    expected: tuple[str, ...]
    found: tuple[str, ...]
    missed: tuple[tuple[Row, Mapping[str, Value] | None], ...] = ()
    surplus: tuple[Mapping[str, Value], ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the rule says what the case expects."""
        return self.expected == self.found and not self.missed and not self.surplus


def compare(case: Case, result: Result) -> list[Compared]:
    """What a case expects beside what a rule says, state by state. The result must be without an error."""
    told = case.text
    said: dict[str, set[str]] = {}
    for subject, state in result.states.select("subject", "state").iter_rows():
        said.setdefault(state, set()).add(subject)
    doubts = [row for row in told.unknown if isinstance(row, dict)]
    failed, surplus = _matched(told.fail, result.findings)
    doubted, _ = _matched(doubts, result.unknown)
    wanted: dict[State, set[str]] = {
        "fail": {str(row["subject"]) for row in told.fail},
        "unknown": {row if isinstance(row, str) else str(row["subject"]) for row in told.unknown},
        "pass": set(told.passing),
        "not_applicable": set(told.not_applicable),
    }
    rows = {"fail": (failed, surplus if not failed else ()), "unknown": (doubted, ())}
    return [
        Compared(
            state, tuple(sorted(subjects)), tuple(sorted(said.get(state, set()))), *rows.get(state, ((), ()))
        )
        for state, subjects in wanted.items()
    ]


def differences(case: Case, result: Result) -> list[str]:
    """What a result says otherwise than the case expects, one line each; empty where they agree."""
    if result.error:
        return [str(result.error)]
    lines = []
    for one in compare(case, result):
        if one.expected != one.found:
            lines.append(f"{one.state}: expected {list(one.expected)}, found {list(one.found)}")
        lines += [f"{one.state}: no row has {row}; there is {there}" for row, there in one.missed]
        lines += [f"{one.state}: one more: {dict(row)}" for row in one.surplus]
    return lines


def _matched(
    wanted: Sequence[Row], found: Sequence[Finding]
) -> tuple[tuple[tuple[Row, Mapping[str, Value] | None], ...], tuple[Mapping[str, Value], ...]]:
    """Rows expected that were not found, each with what was found for its subject; and rows left over."""
    left = [one.values for one in found]
    missed: list[Row] = []
    for row in wanted:
        hit = next((one for one in left if all(_same(one.get(k), v) for k, v in row.items())), None)
        if hit is None:
            missed.append(row)
        else:
            left.remove(hit)
    near = [next((o for o in left if o.get("subject") == row.get("subject")), None) for row in missed]
    return tuple(zip(missed, near, strict=True)), tuple(left)


def _same(found: object, wanted: Cell) -> bool:
    return (found.isoformat() if isinstance(found, dt.date) else found) == wanted
