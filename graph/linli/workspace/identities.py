"""What people have decided about persons: who is one, who is two, and what of it was taken back.

Kinds of decision: `same` and `different` name two mentions (`a`, `b`); `split` names the mentions
(`mentions`, by commas) that are a person of their own; `undo` names the number of a decision that no longer
stands. All by keys of mentions, opaque and never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable

from linli.ledger.identify import Decided
from linli.workspace.decisions import Decision

KINDS = ("same", "different", "split")
"""Kinds that are about persons."""

TAKEN_BACK = (*KINDS, "scenario")
"""Kinds that can be taken back; `scenario` is an applied one (`applied.py`)."""


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that stand, oldest first: without those taken back, and without the taking back."""
    made = list(decisions)
    undone = {int(d.data["number"]) for d in made if d.kind == "undo"}
    return [d for d in made if d.kind != "undo" and d.number not in undone]


def decided(decisions: Iterable[Decision]) -> Decided:
    """Decisions that stand, as identification takes them."""
    same: list[tuple[str, str]] = []
    different: list[tuple[str, str]] = []
    split: list[tuple[str, ...]] = []
    for decision in decisions:
        if decision.kind == "same":
            same.append((decision.data["a"], decision.data["b"]))
        elif decision.kind == "different":
            different.append((decision.data["a"], decision.data["b"]))
        elif decision.kind == "split":
            split.append(tuple(decision.data["mentions"].split(",")))
    return Decided(tuple(same), tuple(different), tuple(split))
