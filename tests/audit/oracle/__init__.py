"""Every rule of the packs judged again in plain Python, from what its `rule.yaml` says in words.

    judged(Graph(tables), "committee_size", Asked(day, areas, values))

Slow, short and without any engine or query: lists and dicts, one walk at a time, over the base facts alone. A
module a family of rules, each with its own `RULES`.

What the words of all rules take for granted, since they do not say it each time:

- What may be in force on the day is there. What certainly is makes a finding certain, a person who may be
  another never does.
- A ledger has to be stated whole for something to be missing, or too few; what is known and keeps the rule
  keeps it, whatever else the ledger lacks.
- A body is of the area that it is based in, a place of the area that it lies in, and of all areas above.
- A post that somebody certainly holds is there, whenever a ledger first named it.

Where the words of one rule leave something open that its query or cases settle, its function says what.
"""

from __future__ import annotations

from tests.audit.oracle import branches, chains, committees, pairs, places, terms
from tests.audit.oracle.facts import Asked, Graph, Verdicts

__all__ = ["RULES", "Asked", "Graph", "Verdicts", "judged"]

RULES = {
    **branches.RULES,
    **chains.RULES,
    **committees.RULES,
    **pairs.RULES,
    **places.RULES,
    **terms.RULES,
}
"""The rules by name."""


def judged(graph: Graph, rule: str, asked: Asked) -> Verdicts:
    """What a rule comes to."""
    return RULES[rule](graph, asked)
