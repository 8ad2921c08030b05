"""What became of the findings between two runs, and what changed only because something else was asked.

A finding is known by its identity, which no rebuild renames. What the second run could not have found, or the
first could not, is set apart with the reason: it says nothing about the street.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linli.audit.engine import Finding
from linli.audit.run import STREET, Area, RuleRun, Run

Kind = Literal["new", "told", "persisting", "untold", "fixed"]
"""new: only in the second run; told: likewise, and in the first nobody could tell; persisting: in both;
untold: only in the first, and now nobody can tell, which mends nothing; fixed: only in the first.
"""

Apart = Literal["rule_absent", "rule_failed", "rule_changed", "out_of_scope"]
"""Why a change says nothing: the rule was not run in one of the two; it could not be run in one; it judges
otherwise than before; or one of the two did not ask of the place.
"""

KINDS: tuple[Kind, ...] = ("new", "told", "persisting", "untold", "fixed")
BEFORE: tuple[Kind, ...] = ("persisting", "untold", "fixed")
AFTER: tuple[Kind, ...] = ("new", "told", "persisting")


@dataclass(frozen=True)
class Change:
    """What became of one finding.

    rule   as the run has it that the finding is taken from: the second, unless only the first has it
    area   of the level compared by; None where the place lies nowhere that is known
    """

    kind: Kind
    apart: Apart | None
    rule: RuleRun
    finding: Finding
    area: Area | None


@dataclass(frozen=True)
class RuleChange:
    """A rule that was not asked alike in both runs, and why; with the runs that lack it or failed."""

    rule: RuleRun
    why: Apart
    runs: tuple[Literal["first", "second"], ...]


@dataclass(frozen=True)
class Difference:
    """Two runs compared. Every finding of the first is in `changes` once, as persisting, untold or fixed;
    every finding of the second once, as new, told or persisting.

    severities   rules whose findings are of another severity in the second run
    """

    first: Run
    second: Run
    changes: tuple[Change, ...]
    rules: tuple[RuleChange, ...]
    severities: tuple[tuple[RuleRun, RuleRun], ...]

    def of(self, *kinds: Kind, apart: bool = False) -> list[Change]:
        """The changes of some kinds: those that say something, or with `apart` those that do not."""
        return [one for one in self.changes if one.kind in kinds and (one.apart is not None) == apart]


def difference(first: Run, second: Run, level: str = STREET) -> Difference:
    """Compare two runs.

    Parameters: `first`, the earlier, and `second`; `level`, of the areas by which changes are told.
    """
    changes: list[Change] = []
    rules: list[RuleChange] = []
    severities: list[tuple[RuleRun, RuleRun]] = []
    for name in sorted({*first.rules, *second.rules}):
        a, b = first.rules.get(name), second.rules.get(name)
        known = b or a
        assert known
        if found := _unlike(a, b):
            rules.append(RuleChange(known, *found))
        if a and b and a.wording.severity != b.wording.severity:
            severities.append((a, b))
        changes += _changes(first, second, (a, b), found[0] if found else None, level)
    return Difference(first, second, tuple(changes), tuple(rules), tuple(severities))


def _unlike(
    a: RuleRun | None, b: RuleRun | None
) -> tuple[Apart, tuple[Literal["first", "second"], ...]] | None:
    """Why a rule was not asked alike, and in which runs; None where it was."""
    both: tuple[tuple[Literal["first", "second"], RuleRun | None], ...] = (("first", a), ("second", b))
    if lacking := tuple(name for name, one in both if one is None):
        return "rule_absent", lacking
    if failed := tuple(name for name, one in both if one and one.error):
        return "rule_failed", failed
    if a and b and a.wording.judges != b.wording.judges:
        return "rule_changed", ()
    return None


def _changes(
    first: Run, second: Run, pair: tuple[RuleRun | None, RuleRun | None], apart: Apart | None, level: str
) -> list[Change]:
    """What became of the findings of one rule: those of the second run in its order, then the others."""
    a, b = pair
    before = {one.id: one for one in a.findings} if a else {}
    after = {one.id: one for one in b.findings} if b else {}
    found: list[Change] = []
    for one in after.values():
        assert b
        area = second.at_level(one.place, level)
        if one.id in before:
            found.append(Change("persisting", None, b, one, area))
            continue
        kind: Kind = "told" if doubted(a, one) else "new"
        found.append(Change(kind, apart or _outside(first, second, one), b, one, area))
    for one in before.values():
        if one.id in after:
            continue
        assert a
        gone: Kind = "untold" if doubted(b, one) else "fixed"
        found.append(
            Change(gone, apart or _outside(second, first, one), a, one, first.at_level(one.place, level))
        )
    return found


def _outside(silent: Run, run: Run, finding: Finding) -> Apart | None:
    """Whether the run that lacks a finding did not ask of its place, which the other run knows."""
    return None if silent.reaches(run.chain(finding.place)) else "out_of_scope"


def doubted(rule: RuleRun | None, finding: Finding) -> bool:
    """Whether nobody could tell of a finding, by the rule in some run: there is a doubt of its identity, or
    one of its subject that leaves open what it concerns.
    """
    if rule is None:
        return False
    return any(
        all(doubt.values.get(name) in (None, "", finding.values.get(name)) for name in rule.wording.key)
        for doubt in rule.doubts(finding.subject)
    )


def counts(changes: Sequence[Change]) -> dict[tuple[str, str], dict[Kind, int]]:
    """How many of each kind, by rule and code of area, in the order of the changes."""
    found: dict[tuple[str, str], dict[Kind, int]] = {}
    for one in changes:
        key = (one.rule.wording.rule, one.area.code if one.area else "")
        row = found.setdefault(key, dict.fromkeys(KINDS, 0))
        row[one.kind] += 1
    return found
