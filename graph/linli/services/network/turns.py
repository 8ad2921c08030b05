"""Whom a compound can turn to besides its chain, by the index: what `chains/links_around` says, in its order.

That query joins ten walks and takes a quarter of a second in a province; here it costs what is around.
"""

from __future__ import annotations

from collections.abc import Iterator

from linli.analysis.escalation.records import Body
from linli.services.asked_chain import Aside
from linli.services.network.index import Index, interval_of

DIRECT = {"SERVES": "contract", "ACTS_FOR": "acts_for", "REPORTS_IN": "reports_in"}
BRANCHES = ("compound_branch", "joint_branch", "grid_branch")
BEYOND = (
    ("out", "MEMBER_OF", "coordination", ("COVERS", "ACTS_FOR")),
    ("in", "GUIDES", "guidance", ("COVERS", "ACTS_FOR", "SERVES")),
    ("in", "SUPERVISES", "supervision", ("COVERS", "ACTS_FOR", "SERVES")),
    ("in", "EVALUATES", "supervision", ("COVERS", "ACTS_FOR", "SERVES")),
)
"""Links of the bodies around to others, the relation that they are, and of which bodies. A company's forums
are left out: it sits in those of every compound it serves.
"""
Found = tuple[str, int, int, int]
"""Relation, number of its lower end, of the body above, of the link."""


def turns(index: Index, compound: int) -> list[Aside]:
    """Whom else a compound can turn to, at any time."""
    rows = {}
    for relation, lower, upper, link in _found(index, compound):
        body, term = index.row(upper), index.links.of(link)
        key = (relation, body["name"], body["id"], index.id(lower), term["id"])
        rows[key] = Aside(
            relation,
            key[3],
            Body(body["id"], body["name"], body["kind"], "", interval_of(body)),
            interval_of(term),
        )
    return [rows[key] for key in sorted(rows)]


def _found(index: Index, compound: int) -> Iterator[Found]:
    around: dict[str, list[int]] = {}
    for link in index.around(compound, "in", ("COVERS", "ACTS_FOR", "SERVES", "REPORTS_IN")):
        if index.label(link.other) == "Organization":
            around.setdefault(link.type, []).append(link.other)
            if link.type in DIRECT:
                yield DIRECT[link.type], compound, link.other, link.number
    for direction, type_, relation, ties in BEYOND:
        for number in {one for tie in ties for one in around.get(tie, ())}:
            for link in index.around(number, "out" if direction == "out" else "in", (type_,)):
                yield relation, number, link.other, link.number
    for area in index.around(compound, "out", ("LOCATED_IN",)):
        yield from _nearby(index, compound, area.other)
        yield from _departments(index, compound, area.other)


def _nearby(index: Index, compound: int, area: int) -> Iterator[Found]:
    """Branches of the other compounds of an area."""
    for other in index.around(area, "in", ("LOCATED_IN",)):
        if index.label(other.other) == "Compound" and other.other != compound:
            for link in index.around(other.other, "in", ("COVERS",)):
                if index.row(link.other).get("kind") in BRANCHES:
                    yield "nearby", compound, link.other, link.number


def _departments(index: Index, compound: int, area: int) -> Iterator[Found]:
    """Departments at home in an area and those above it."""
    for above in index.around(area, "out", ("WITHIN",)):
        for link in index.around(above.other, "in", ("BASED_IN",)):
            if index.row(link.other).get("kind") == "department":
                yield "whistle", compound, link.other, link.number
