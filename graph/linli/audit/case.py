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

from linli.audit.engine import Finding, Result
from linli.audit.rule import Rule
from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.notation import facts

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
    plain = definition.read(path.read_text(encoding="utf-8"), file)
    if isinstance(plain, dict) and "pass" in plain:
        plain["passing"] = plain.pop("pass")
    text = definition.build(plain, _File, file)
    try:
        return Case(file, text, facts(text.given))
    except ValueError as error:
        raise DefinitionError(file=file, field="given", problem=str(error)) from error


def differences(case: Case, result: Result) -> list[str]:
    """What a result says otherwise than the case expects, one line each; empty where they agree."""
    if result.error:
        return [str(result.error)]
    told = case.text
    said: dict[str, set[str]] = {}
    for subject, state in result.states.select("subject", "state").iter_rows():
        said.setdefault(state, set()).add(subject)
    wanted: dict[str, set[str]] = {
        "fail": {str(row["subject"]) for row in told.fail},
        "unknown": {row if isinstance(row, str) else str(row["subject"]) for row in told.unknown},
        "pass": set(told.passing),
        "not_applicable": set(told.not_applicable),
    }
    lines = [
        f"{state}: expected {sorted(subjects)}, found {sorted(said.get(state, set()))}"
        for state, subjects in wanted.items()
        if subjects != said.get(state, set())
    ]
    lines += _rows("fail", told.fail, result.findings)
    lines += _rows(
        "unknown", [row for row in told.unknown if isinstance(row, dict)], result.unknown, all_=False
    )
    return lines


def _rows(state: str, wanted: Sequence[Row], found: Sequence[Finding], *, all_: bool = True) -> list[str]:
    """Rows expected that were not found; and, where all are to be named, how many are too many."""
    left = list(found)
    lines = []
    for row in wanted:
        hit = next((one for one in left if all(_same(one.values.get(k), v) for k, v in row.items())), None)
        if hit is None:
            lines.append(f"{state}: no row has {row}; there are {[dict(one.values) for one in left]}")
        else:
            left.remove(hit)
    if all_ and left and not lines:
        lines.append(f"{state}: {len(left)} more: {[dict(one.values) for one in left]}")
    return lines


def _same(found: object, wanted: Cell) -> bool:
    return (found.isoformat() if isinstance(found, dt.date) else found) == wanted
