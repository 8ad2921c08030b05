"""Every layout, whatever it is given: nothing overlaps, nothing leaves the frame, twice the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.reports.picture import (
    cards,
    frame,
    matrix,
    net,
    sides,
    stairs,
    tree,
    treemap,
)
from linli.reports.picture.ladder import Rung
from linli.reports.picture.layout import Rect
from linli.reports.picture.scene import Scene
from tests.reports.picture.scenes import sound

FEW = settings(max_examples=10)
NAMES = st.text(alphabet="松涛苑小区党支部业委会 abW（1）", min_size=1, max_size=40)
TEXTS = st.lists(NAMES, max_size=3)
ROLES = st.sampled_from(["party", "owners", "finding", "place", "unknown"])


@st.composite
def trees(draw: st.DrawFn) -> tree.Node:
    """Trees of up to forty nodes, of any shape."""
    parents = draw(st.lists(st.integers(0, 38), max_size=39))
    below: dict[int, list[int]] = {}
    for child, parent in enumerate(parents, start=1):
        below.setdefault(min(parent, child - 1), []).append(child)

    def node(number: int) -> tree.Node:
        children = [node(child) for child in below.get(number, ())]
        return tree.Node(f"n{number}", draw(NAMES), draw(TEXTS), draw(ROLES), draw(st.booleans()), children)

    return node(0)


@FEW
@given(trees())
def test_a_tree_is_sound_and_its_parents_stand_before_the_middle_of_their_children(root: tree.Node) -> None:
    made = tree.scene("", root)
    sound(made)
    assert made == tree.scene("", root)
    at = {box.id: box.rect for box in made.boxes}
    assert len(at) == tree.size(root)
    left = [root]
    while left:
        one = left.pop()
        if one.children:
            ends = at[one.children[0].id].middle, at[one.children[-1].id].middle
            assert at[one.id].middle == pytest.approx(sum(ends) / 2)
            assert all(at[child.id].x > at[one.id].right for child in one.children)
            heights = [at[child.id].y for child in one.children]
            assert heights == sorted(heights)
        left += one.children


@FEW
@given(trees(), st.integers(1, 40))
def test_a_folded_tree_has_no_more_boxes_than_it_may_and_counts_the_rest(root: tree.Node, most: int) -> None:
    made = tree.folded(root, most)
    shown, left = 0, [made]
    while left:
        one = left.pop()
        shown += 1
        left += one.children
    assert shown <= most
    assert tree.size(made) == tree.size(root)


def test_a_tree_too_large_for_its_frame_is_folded_until_it_can_be_read() -> None:
    leaves = [tree.Node(f"c{n}", f"小区{n}") for n in range(1000)]
    groups = [tree.Node(f"g{n}", f"社区{n}", children=leaves[n * 100 : n * 100 + 100]) for n in range(10)]
    made = tree.within("", tree.Node("top", "街道", children=groups), (1184, 448), "另有{}".format)
    assert frame.scale(made, (1184, 448)) >= tree.LEAST
    assert {box.id for box in made.boxes} == {"top", *(group.id for group in groups)}
    assert "另有100" in made.boxes[1].lines[0].text


RUNGS = st.lists(st.tuples(NAMES, TEXTS, TEXTS), min_size=1, max_size=8).map(
    lambda rows: [
        Rung(f"r{n}", name, led, "party", "隶属", "sure", notes) for n, (name, led, notes) in enumerate(rows)
    ]
)


@FEW
@given(RUNGS, st.integers(0, 8))
def test_stairs_are_sound_and_nothing_moves_as_one_walks(rungs: Sequence[Rung], step: int) -> None:
    whole, walked = stairs.scene("", rungs), stairs.scene("", rungs, step)
    sound(whole)
    sound(walked)
    at = {box.id: box.rect for box in whole.boxes}
    assert all(at[box.id] == box.rect for box in walked.boxes)
    assert [box.id for box in walked.boxes if box.role == "later"] == [rung.id for rung in rungs[step + 1 :]]
    assert all(not box.lines and not box.sign for box in walked.boxes if box.role == "later")


SIDES = st.lists(
    st.tuples(st.sampled_from((*sides.LEFT, *sides.RIGHT)), NAMES, TEXTS, st.booleans()),
    min_size=1,
    max_size=8,
)


@FEW
@given(SIDES, st.data())
def test_the_four_sides_are_sound_with_every_tie_at_its_ends(
    rows: list[tuple[sides.Side, str, list[str], bool]], data: st.DataObject
) -> None:
    bodies = [
        sides.Body(f"b{n}", side, name, texts, "body", sign)
        for n, (side, name, texts, sign) in enumerate(rows)
    ]
    ties = st.lists(st.tuples(st.sampled_from(bodies), NAMES), min_size=1, max_size=4)
    people = [
        sides.Person(f"p{n}", "张*", [sides.Tie(body.id, post) for body, post in data.draw(ties)])
        for n in range(data.draw(st.integers(0, 5)))
    ]
    heads: dict[sides.Side, str] = dict.fromkeys((*sides.LEFT, *sides.RIGHT), "一方")
    made = sides.scene("", heads, bodies, people, "没有查到")
    sound(made)
    at = {box.id: box.rect for box in made.boxes}
    for link in made.links:
        start, end = at[link.source], at[link.target]
        assert link.path[0] in ((start.right, start.middle), (start.x, start.middle))
        assert link.path[-1][0] in (end.x, end.right) and end.y <= link.path[-1][1] <= end.y + end.height
    assert len(made.links) == sum(len(one.ties) for one in people)


GROUPS = st.lists(
    st.lists(st.tuples(NAMES, st.none() | st.integers(0, 3000), TEXTS), max_size=12), min_size=1, max_size=6
)


@FEW
@given(GROUPS)
def test_a_treemap_fills_its_frame_by_households(rows: list[list[tuple[str, int | None, list[str]]]]) -> None:
    groups = [
        treemap.Group(
            f"g{n}",
            "社区",
            [
                treemap.Leaf(f"g{n}.{m}", name, size, texts, "own")
                for m, (name, size, texts) in enumerate(leaves)
            ],
        )
        for n, leaves in enumerate(rows)
    ]
    made = treemap.scene("", groups, (1184, 448))
    sound(made)
    assert made == treemap.scene("", groups, (1184, 448))
    assert {box.id for box in made.boxes if box.role == "own"} == {
        one.id for group in groups for one in group.leaves
    }


def test_of_many_places_the_larger_still_stand_out() -> None:
    """What a small place has at least must not make hundreds of them all alike."""
    leaves = [treemap.Leaf(f"c{n}", "苑", 100 + 10 * n, (), "own") for n in range(400)]
    boxes = treemap.scene("", [treemap.Group("g", "社区", leaves)], (1184, 448)).boxes
    areas = {box.id: box.rect.width * box.rect.height for box in boxes}
    assert areas["c399"] > 5 * areas["c0"]


@FEW
@given(st.lists(st.floats(0.5, 1000), min_size=1, max_size=30).map(lambda some: sorted(some, reverse=True)))
def test_squarified_rectangles_have_the_areas_asked_for(sizes: list[float]) -> None:
    made = list(treemap.squarified(sizes, Rect(0, 0, 400, 300)))
    for size, rect in zip(sizes, made, strict=True):
        assert rect.width * rect.height == pytest.approx(120000 * size / sum(sizes))


HEADS = st.lists(NAMES, min_size=1, max_size=14)


@FEW
@given(HEADS, HEADS, st.sampled_from(["", "3", "▲12", "·"]))
def test_a_matrix_is_sound(rows: list[str], columns: list[str], text: str) -> None:
    cells = [[None if n > m else matrix.Cell(text) for n in range(len(columns))] for m in range(len(rows))]
    heads = [matrix.Head(f"r{n}", name) for n, name in enumerate(rows)]
    over = [matrix.Head(f"c{n}", name) for n, name in enumerate(columns)]
    sound(matrix.scene("", heads, over, cells, (1184, 448)))


@FEW
@given(st.lists(st.tuples(NAMES, TEXTS, st.booleans()), max_size=14))
def test_cards_are_sound_and_keep_their_order(rows: list[tuple[str, list[str], bool]]) -> None:
    made = cards.scene(
        "",
        [cards.Card(f"k{n}", name, texts, sign=sign) for n, (name, texts, sign) in enumerate(rows)],
        (1184, 448),
    )
    sound(made)
    assert [box.id for box in made.boxes] == [f"k{n}" for n in range(len(made.boxes))]
    assert bool(made.boxes) == bool(rows)


@FEW
@given(st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=8), st.data())
def test_a_net_is_sound(rows: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    things = [net.Thing(f"t{n}", name, texts) for n, (name, texts) in enumerate(rows)]
    pairs = data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8))
    ties = [net.Tie(f"e{n}", f"t{a}", f"t{b}", "委员") for n, (a, b) in enumerate(pairs)]
    made = net.scene("", things, ties)
    sound(made)
    assert len(made.links) == sum(max(a, b) < len(things) for a, b in pairs)


def test_a_picture_keeps_its_shape_in_a_frame() -> None:
    made = stairs.scene("", [Rung(f"r{n}", "组织", (), "party") for n in range(4)])
    placed = frame.fitted(made, Rect(100, 50, 300, 900))
    factor = 300 / made.width
    for before, after in zip(made.boxes, placed.boxes, strict=True):
        assert after.rect.width == pytest.approx(before.rect.width * factor)
        assert after.rect.x == pytest.approx(100 + before.rect.x * factor)
    assert max(box.rect.right for box in placed.boxes) <= placed.width == 400


def test_lines_under_a_picture_are_in_its_frame() -> None:
    made = frame.under(Scene(300, 100, "", (), (), (), ()), ["这张图说的是：" * 20, "第二句"])
    assert all(y < made.height for (_, y), _ in made.foot) and len(made.foot) > 3
