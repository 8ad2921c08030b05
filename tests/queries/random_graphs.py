"""Small random graphs, as dense with traps as a few nodes allow: names and identifiers that begin alike, every
precision of date, parallel links, bodies that report in circles, two superiors, posts nobody holds.

    graphs()        what is given, in the notation of `tests/facts.py`
    askings(given)  parameters of every query for such a graph
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from linli.queries import catalogue
Draw = Callable[[st.SearchStrategy[Any]], Any]
Row = dict[str, Any]
Given = dict[str, list[Row]]

INTERVALS: tuple[dict[str, object] | None, ...] = (
    None,
    None,
    {"from": 2021},
    {"from": "2021-03"},
    {"from": "2021-03-15"},
    {"from": "2021-03-15", "to": "2023-06-30"},
    {"from": "2021-03", "to": "2023-06"},
    {"from": 2021, "to": 2023},
    {"from": 2022, "to": "2022-12"},
    {"to": "2021-03-14"},
    {"to": "2021-03"},
    {"to": 2022},
    {"observed": "2022-06-01"},
    {"standing": "2022-06-01"},
)
DAYS = (
    *("2020-12-31", "2021-01-01", "2021-03-01", "2021-03-14", "2021-03-15", "2021-03-31", "2021-04-01"),
    *("2022-01-01", "2022-06-01", "2022-06-02", "2022-12-31", "2023-06-30", "2023-07-01", "2024-01-01"),
)
NAMES = ("甲", "乙", "甲乙", "𠮷", "｡", "Ab")
LEVELS = ("county", "street", "community", "community", "patch")
KINDS = (
    *("compound_branch", "joint_branch", "grid_branch", "building_group", "community_committee"),
    *("working_committee", "owners_committee", "property_company", "forum"),
)
POSTS = ("secretary", "director", "committee_member", "manager", "grid_head")

intervals = st.sampled_from(INTERVALS)
names = st.sampled_from(NAMES)
counts = st.sampled_from((None, 0, 7, 40))


def _ids(letter: str, number: int) -> list[str]:
    """Identifiers each of which begins with the last: o1, o11, o111."""
    return [letter + "1" * (n + 1) for n in range(number)]


def _dated(draw: Draw, **row: object) -> Row:
    interval = draw(intervals)
    return row if interval is None else {**row, "interval": interval}


def _links(
    draw: Draw, sources: list[str], targets: list[str], most: int, again: bool = False, **more: st.SearchStrategy[Any]
) -> list[Row]:
    """Some dated links between some of these, never to itself; `again`: perhaps several between the same two."""
    pairs = [(a, b) for a in sources for b in targets if a != b]
    if not pairs:
        return []
    ends = draw(st.lists(st.sampled_from(pairs), max_size=most, unique=not again))
    return [_dated(draw, **{"from": a, "to": b}, **{name: draw(of) for name, of in more.items()}) for a, b in ends]


def _one_each(draw: Draw, sources: list[str], targets: list[str]) -> list[Row]:
    """One undated link from each of these."""
    return [{"from": source, "to": draw(st.sampled_from(targets))} for source in sources] if targets else []


@st.composite
def graphs(draw: Draw) -> Given:
    areas = _ids("a", draw(st.integers(1, 5)))
    compounds = _ids("c", draw(st.integers(0, 3)))
    buildings = _ids("b", draw(st.integers(0, 3)) if compounds else 0)
    grids = _ids("g", draw(st.integers(0, 1)))
    bodies = _ids("o", draw(st.integers(0, 6)))
    posts = _ids("t", draw(st.integers(0, 5)) if bodies else 0)
    persons = _ids("p", draw(st.integers(0, 4)))
    statements = _ids("s", draw(st.integers(0, 3)))
    levels = [draw(st.sampled_from(LEVELS)) for _ in areas]
    lies = [
        {"from": area, "to": upper}
        for n, area in enumerate(areas[1:], 1)
        for upper in draw(st.lists(st.sampled_from(areas[:n]), max_size=2, unique=True))
    ]
    mode = st.sampled_from(("own", "joint", "attached"))
    ledger = st.sampled_from(("organizations", "coverage", "posts"))
    doubts = st.lists(st.tuples(st.sampled_from(persons), st.sampled_from(persons)), max_size=3) if persons else st.just([])
    given = dict(
        Area=[{"id": a, "name": draw(names), "level": level} for a, level in zip(areas, levels, strict=True)],
        Compound=[_dated(draw, id=c, name=draw(names), households=draw(counts)) for c in compounds],
        Building=[_dated(draw, id=b, name=draw(names), households=draw(counts)) for b in buildings],
        Grid=[{"id": g, "name": draw(names)} for g in grids],
        Organization=[_dated(draw, id=o, name=draw(names), kind=draw(st.sampled_from(KINDS))) for o in bodies],
        Post=[_dated(draw, id=t, kind=draw(st.sampled_from(POSTS)), seats=draw(counts)) for t in posts],
        Person=[{"id": p, "name": draw(names)} for p in persons],
        Completeness=[{"id": s, "ledger": draw(ledger), "day": draw(st.sampled_from(DAYS))} for s in statements],
        LOCATED_IN=[
            *lies,
            *_one_each(draw, compounds, areas),
            *_one_each(draw, buildings, compounds),
            *_one_each(draw, buildings[:1], grids),
            *_one_each(draw, grids, areas),
        ],
        STATED_FOR=_one_each(draw, statements, areas),
        BASED_IN=_one_each(draw, bodies, areas),
        REPORTS_TO=_links(draw, bodies, bodies, 9),
        COVERS=[
            *_links(draw, bodies, [*compounds, *buildings], 5, mode=mode),
            *_links(draw, bodies, [*grids, *areas], 2, mode=mode),
        ],
        ACTS_FOR=_links(draw, bodies, compounds, 2),
        SERVES=_links(draw, bodies, compounds, 3, again=True),
        POST_IN=[{**link, **_dated(draw)} for link in _one_each(draw, posts, bodies)],
        HOLDS=_links(draw, persons, posts, 8, again=True),
        MAY_BE=[{"from": a, "to": b, "basis": "x"} for a, b in draw(doubts) if a != b],
    )
    return {name: rows for name, rows in given.items() if rows}


@st.composite
def askings(draw: Draw, given: Given) -> dict[str, dict[str, Any]]:
    """Parameters for every query: areas that nest, overlap or are not there, and places that may not be there either."""

    def ids(label: str) -> st.SearchStrategy[str]:
        return st.sampled_from([*(str(row["id"]) for row in given.get(label, ())), "nowhere"])

    areas = st.lists(ids("Area"), min_size=1, max_size=3)
    makers: dict[str, Callable[[], object]] = {
        "date": lambda: draw(st.sampled_from(DAYS)),
        "areas": lambda: draw(areas),
        "name": lambda: draw(st.sampled_from((*NAMES, "", "丙"))),
        "compound": lambda: draw(ids("Compound")),
        "building": lambda: draw(ids("Building")),
        "organization": lambda: draw(ids("Organization")),
    }
    return {
        name: {parameter: makers[kind]() for parameter, kind in query.parameters.items()}
        for name, query in catalogue.load().items()
    }
