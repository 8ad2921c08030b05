"""Whatever the graph, nothing in its picture overlaps, and every link runs from its one end to the other."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from linli.reports.picture.layout import Edge, Item, Layout, Rect, arrange

Graph = tuple[list[Item], list[Edge]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 12))
    items = [
        Item(f"n{n}", draw(st.sampled_from([40.0, 196.0])), draw(st.floats(20, 120)), draw(st.integers(0, 5)))
        for n in range(count)
    ]
    ends = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(ends, ends, st.booleans(), st.booleans()), max_size=20))
    edges = [
        Edge(f"e{n}", f"n{a}", f"n{b}", (80.0, 30.0) if labelled else (0, 0), flat)
        for n, (a, b, labelled, flat) in enumerate(pairs)
        if a != b
    ]
    return items, edges


CIRCLE: Graph = (
    [Item(name, 100, 40) for name in "abc"],
    [Edge("1", "a", "b", (50, 20)), Edge("2", "b", "c", (50, 20)), Edge("3", "c", "a", (50, 20))],
)


def through(layout: Layout, edge: Edge, box: Rect) -> bool:
    """Whether a link runs through a box: level within a column, else bending between two."""
    return any(
        min(x, x2) < box.right - 1e-6
        and max(x, x2) > box.x + 1e-6
        and min(y, y2) < box.y + box.height - 1e-6
        and max(y, y2) > box.y + 1e-6
        for (x, y), (x2, y2) in pairwise(layout.paths[edge.id])
    )


@given(graphs())
@example(CIRCLE)
@settings(max_examples=150)
def test_nothing_overlaps_and_links_tie_their_ends(graph: Graph) -> None:
    items, edges = graph
    layout = arrange(items, edges)
    assert set(layout.boxes) == {item.id for item in items}
    assert set(layout.labels) == {edge.id for edge in edges if edge.label[0]}
    places = [*layout.boxes.values(), *layout.labels.values()]
    assert not [pair for pair in combinations(places, 2) if pair[0].meets(pair[1])]
    for rect in places:
        assert rect.x >= -1e-6 and rect.y >= -1e-6
        assert rect.right <= layout.width + 1e-6 and rect.y + rect.height <= layout.height + 1e-6
    for edge in edges:
        path = layout.paths[edge.id]
        for end, (x, y) in ((edge.source, path[0]), (edge.target, path[-1])):
            box = layout.boxes[end]
            assert min(abs(x - box.x), abs(x - box.right)) < 1e-6 and abs(y - box.middle) < 1e-6
        for other, box in layout.boxes.items():
            assert other in (edge.source, edge.target) or not through(layout, edge, box)


@given(graphs())
@settings(max_examples=30)
def test_the_same_graph_is_always_drawn_alike(graph: Graph) -> None:
    assert arrange(*graph) == arrange(*graph)


def test_links_lead_from_left_to_right_and_doubts_side_by_side() -> None:
    items = [Item(name, 100, 40) for name in ("p", "q", "t", "o")]
    edges = [
        Edge("1", "p", "t"),
        Edge("2", "q", "t"),
        Edge("3", "t", "o"),
        Edge("4", "p", "q", (60, 20), flat=True),
    ]
    boxes = arrange(items, edges).boxes
    assert boxes["p"].x == boxes["q"].x < boxes["t"].x < boxes["o"].x


def test_what_nothing_leads_to_stands_next_to_what_it_leads_to() -> None:
    items = [Item(name, 100, 40) for name in ("a", "b", "c", "s")]
    boxes = arrange(items, [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "s", "c")]).boxes
    assert boxes["s"].x == boxes["b"].x
