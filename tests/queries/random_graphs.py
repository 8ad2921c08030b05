"""Small random graphs, as dense with traps as a few nodes allow: names and identifiers that begin alike,
every precision of date, parallel links, bodies that report in circles, two superiors, posts nobody holds.

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
    *[None] * 12,
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
NAMES = ("甲", "甲乙", "𠮷", "｡")
LEVELS = ("county", "street", "community", "community", "patch", "neighbourhood")
KINDS = (
    *("compound_branch", "joint_branch", "grid_branch", "building_group", "community_committee"),
    *("working_committee", "owners_committee", "property_company", "forum"),
    *("compound_branch", "owners_committee", "owners_committee", "management_committee"),
    *("supervisory_board", "council", "volunteer_team", "coordination_committee", "neighbour_unit"),
)
POSTS = (
    *("secretary", "secretary", "director", "director", "committee_member"),
    *("manager", "grid_head", "neighbour_head", "alternate_member"),
)
ORIGINS = (None, "branch_member", "retired")
DATES = (None, None, 2021, "2021-03", "2021-03-10", "2022-06-01")

LABELS = ("Area", "Building", "Compound", "Organization", "Person")

intervals = st.sampled_from(INTERVALS)
names = st.sampled_from(NAMES)
counts = st.sampled_from((None, 0, 7, 40))
yes_or_no = st.sampled_from((None, True, False))
dates = st.sampled_from(DATES)


def _ids(letter: str, number: int) -> list[str]:
    """Identifiers each of which begins with the last: o1, o11, o111."""
    return [letter + "1" * (n + 1) for n in range(number)]


def _dated(draw: Draw, **row: object) -> Row:
    interval = draw(intervals)
    return row if interval is None else {**row, "interval": interval}


def _links(
    draw: Draw,
    sources: list[str],
    targets: list[str],
    most: int,
    again: bool = False,
    **more: st.SearchStrategy[Any],
) -> list[Row]:
    """Some dated links between some of these, none to itself; `again`: perhaps several between two."""
    pairs = [(a, b) for a in sources for b in targets if a != b]
    if not pairs:
        return []
    ends = draw(
        st.lists(st.sampled_from(pairs), min_size=min(most // 2, len(pairs)), max_size=most, unique=not again)
    )
    return [
        _dated(draw, **{"from": a, "to": b}, **{name: draw(of) for name, of in more.items()}) for a, b in ends
    ]


def _one_each(draw: Draw, sources: list[str], targets: list[str]) -> list[Row]:
    """One undated link from each of these."""
    return [{"from": source, "to": draw(st.sampled_from(targets))} for source in sources] if targets else []


def _compound(draw: Draw, identity: str) -> Row:
    return _dated(
        draw,
        id=identity,
        name=draw(names),
        households=draw(counts),
        weak=draw(yes_or_no),
        moved_in=draw(dates),
        moveback_started=draw(dates),
    )


@st.composite
def graphs(draw: Draw) -> Given:
    areas = _ids("a", draw(st.integers(1, 4)))
    compounds = _ids("c", draw(st.sampled_from((3, 2, 1, 0))))
    buildings = _ids("b", draw(st.sampled_from((3, 2, 1, 0))) if compounds else 0)
    grids = _ids("g", draw(st.integers(0, 1)))
    bodies = _ids("o", draw(st.sampled_from((6, 5, 4, 2, 0))))
    posts = _ids("t", draw(st.sampled_from((5, 4, 2, 0))) if bodies else 0)
    persons = _ids("p", draw(st.sampled_from((3, 2, 1, 0))))
    statements = _ids("s", draw(st.integers(0, 3)))
    venues = _ids("v", draw(st.integers(0, 3)))
    levels = [draw(st.sampled_from(LEVELS)) for _ in areas]
    lies = [
        {"from": area, "to": upper}
        for n, area in enumerate(areas[1:], 1)
        for upper in draw(st.lists(st.sampled_from(areas[:n]), min_size=n % 2, max_size=2, unique=True))
    ]
    mode = st.sampled_from(("own", "joint", "attached"))
    ledger = st.sampled_from(("organizations", "coverage", "posts"))
    part = st.sampled_from(("convenor_part", "member_part"))
    origin = st.sampled_from(ORIGINS)
    doubts = (
        st.lists(st.tuples(st.sampled_from(persons), st.sampled_from(persons)), max_size=3)
        if persons
        else st.just([])
    )
    given = {
        "Area": [
            {"id": a, "name": draw(names), "level": level, "households": draw(counts)}
            for a, level in zip(areas, levels, strict=True)
        ],
        "Compound": [_compound(draw, c) for c in compounds],
        "Building": [_dated(draw, id=b, name=draw(names), households=draw(counts)) for b in buildings],
        "Grid": [{"id": g, "name": draw(names)} for g in grids],
        "Organization": [
            _dated(draw, id=o, name=draw(names), kind=draw(st.sampled_from(KINDS)), members=draw(counts))
            for o in bodies
        ],
        "Post": [_dated(draw, id=t, kind=draw(st.sampled_from(POSTS)), seats=draw(counts)) for t in posts],
        "Person": [{"id": p, "name": draw(names), "party_member": draw(yes_or_no)} for p in persons],
        "Venue": [
            _dated(
                draw, id=v, kind=draw(st.sampled_from((None, "studio", "studio"))), square_metres=draw(counts)
            )
            for v in venues
        ],
        "Completeness": [
            {"id": s, "ledger": draw(ledger), "day": draw(st.sampled_from(DAYS))} for s in statements
        ],
        "LOCATED_IN": [
            *lies,
            *_one_each(draw, compounds, areas),
            *_one_each(draw, buildings, compounds),
            *_one_each(draw, buildings[:1], grids),
            *_one_each(draw, grids, areas),
            *_one_each(draw, venues[:1], areas),
            *_one_each(draw, venues[1:], compounds),
        ],
        "STATED_FOR": _one_each(draw, statements, areas),
        "BASED_IN": _one_each(draw, bodies, areas),
        "REPORTS_TO": _links(draw, bodies, bodies, 9),
        "COVERS": [
            *_links(draw, bodies, [*compounds, *buildings], 8, mode=mode),
            *_links(draw, bodies, [*grids, *areas], 2, mode=mode),
        ],
        "ACTS_FOR": _links(draw, bodies, compounds, 4),
        "SERVES": [
            *_links(draw, bodies, compounds, 3, again=True),
            *_links(draw, venues, compounds, 2, again=True),
        ],
        "REPORTS_IN": _links(draw, bodies[:2], compounds, 3, again=True, members=counts),
        "MEMBER_OF": _links(draw, bodies, bodies[-2:], 4, part=part),
        "POST_IN": _one_each(draw, posts, bodies),
        "HOLDS": _links(draw, persons[:1] * 3 + persons, posts, 8, again=True, origin=origin),
        "MAY_BE": [{"from": a, "to": b, "basis": "x"} for a, b in draw(doubts) if a != b],
    }
    return {name: rows for name, rows in given.items() if rows}


@st.composite
def askings(draw: Draw, given: Given) -> dict[str, dict[str, Any]]:
    """Parameters for every query: areas that nest or are not there, places that may not be either."""
    present = {label: [str(row["id"]) for row in given.get(label, ())] for label in LABELS}
    upper = [str(link["to"]) for link in given.get("REPORTS_TO", ())]
    first = present["Area"][:1] * 4
    kinds = [str(body["kind"]) for body in given.get("Organization", ())] * 3

    def one(*choices: str) -> str:
        return str(draw(st.sampled_from(choices)))

    def parameter(name: str, kind: str) -> object:  # noqa: PLR0911 - one way of drawing for each kind
        match kind:
            case "areas":
                return [one(*first, *present["Area"], "nowhere") for _ in range(draw(st.integers(1, 3)))]
            case "date":
                return (
                    {"begin": DAYS[0], "finish": DAYS[-1]}.get(name, one(*DAYS))
                    if draw(st.booleans())
                    else one(*DAYS)
                )
            case "name":
                return one(*NAMES, "", "丙")
            case "term":
                return one(*kinds, *kinds, *KINDS)
            case "compound" | "building":
                return one(*present[kind.capitalize()] * 3, "nowhere")
            case "person":
                return one(*present["Person"] * 3, "nobody")
            case "organization":
                return one(*upper * 2, *present["Organization"], "nowhere")
        raise NotImplementedError(f"parameter {name} of kind {kind}")

    queries = catalogue.load().items()
    return {
        query: {name: parameter(name, kind) for name, kind in q.parameters.items()} for query, q in queries
    }
