"""Every query of the catalogue answered again in plain Python, from what its header says in words.

    answers(Graph(facts), "compounds/coverage", parameters)    rows, in order

Slow, short and without any engine: lists and dicts, one walk at a time. It takes from the derived links only
SHARES_HOLDER and ANSWERS_TO, which `tests/workspace/test_derive.py` walks again by itself. A module a noun,
each with its own `ANSWERS`.
"""

from __future__ import annotations

from tests.queries.oracle import areas, around, chains, compounds, doubts, organizations, people
from tests.queries.oracle.graph import Answers, Asked, Graph, Row

__all__ = ["ANSWERS", "Graph", "answers"]

ANSWERS: Answers = {
    **areas.ANSWERS,
    **around.ANSWERS,
    **chains.ANSWERS,
    **compounds.ANSWERS,
    **doubts.ANSWERS,
    **organizations.ANSWERS,
    **people.ANSWERS,
}


def answers(graph: Graph, name: str, asked: Asked) -> list[Row]:
    """Rows of a query in its order. `asked` is as `Query.bind` gives it."""
    return ANSWERS[name](graph, asked)
