"""A briefing of a small made-up street: the default one, what its slides say, names masked, faults named."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from linli.analysis.escalation.records import Path
from linli.errors import AreaUnknown, DefinitionError
from linli.model.brief import briefing
from linli.model.brief.briefing import Briefing, Shot
from linli.model.vocabulary import Label
from linli.reports.brief.slide import Deck, Slide, drawn
from linli.services import brief, offices, tied
from linli.services.graph import Graph, open_graph
from linli.services.network.known import known
from linli.services.way_up import way_up
from tests.services.test_what_if import street

MADE = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)
TITLE = Label("甲", "A")


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with open_graph(street(), os.environ) as opened:
        yield opened


def deck(graph: Graph, *shots: Shot, lang: str = "zh", full: bool = False) -> Deck:
    eyes = brief.Eyes(brief.plain, "brief_unmasked") if full else brief.Eyes(brief.masked(offices.load()))
    made = Briefing(TITLE, "990101001", shots)
    return brief.slides(graph, made, "en" if lang == "en" else "zh", MADE, eyes, "b.yaml")


def texts(slide: Slide) -> str:
    scene = drawn(slide)
    lines = [line.text for box in scene.boxes for line in box.lines]
    return "\n".join([*lines, *(line.text for _, line in scene.head), slide.notes])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_default_briefing_is_read_back_and_has_all_its_scenes(graph: Graph, lang: str) -> None:
    made = brief.new(graph, "示例街道")
    assert briefing.read(briefing.write(made), "b.yaml") == made
    kinds = [shot.picture for shot in made.scenes]
    assert kinds == ["structure", "coverage", "coverage", "cross", "sides", "escalation", "lapses", "mend"]
    told = deck(graph, *made.scenes, lang=lang)
    steps = [slide for slide in told.slides if slide.id.startswith("s6.")]
    assert len(told.slides) == 1 + 7 + len(steps) and len(steps) > 2
    assert all(slide.notes for slide in told.slides[1:])
    assert lang == "en" or told == deck(graph, *made.scenes, lang=lang)


def test_an_area_that_is_not_there_is_refused(graph: Graph) -> None:
    with pytest.raises(AreaUnknown):
        brief.new(graph, "没有的街道")


def test_structure_says_who_answers_and_where_nobody_does(graph: Graph) -> None:
    slide = deck(graph, Shot(TITLE, "structure")).slides[1]
    roles = {box.hint.split()[0]: box.role for box in slide.scene.boxes if box.hint}
    assert roles["松涛苑"] == "party" and roles["翠湖居"] == "finding"
    assert "书记 张三" in texts(slide), "the office of a branch's secretary is public"
    assert "没有的：" in slide.blocks[0].texts[0] and "翠湖居" in slide.blocks[0].texts[0]


def test_the_four_sides_show_who_stands_on_several(graph: Graph) -> None:
    slide = deck(graph, Shot(TITLE, "sides", filter={"compound": "松涛苑"})).slides[1]
    people = {box.hint for box in slide.scene.boxes if box.role == "person"}
    assert "张三" in people
    ends = {(link.hint, link.target) for link in slide.scene.links}
    assert {post for post, _ in ends} >= {"书记", "主任"}


def test_names_of_offices_that_are_not_public_are_masked(graph: Graph) -> None:
    shot = Shot(TITLE, "escalation", filter={"place": "松涛苑/1栋"})
    masked, whole = texts(deck(graph, shot).slides[1]), texts(deck(graph, shot, full=True).slides[1])
    assert "乙某" in whole and "乙某" not in masked and "乙*" in masked


def test_who_stands_on_two_steps_is_named_at_both_or_at_neither(graph: Graph) -> None:
    """A break says that they are one person, so the secretary's public name would be the group leader's."""
    areas = graph.areas(None)
    seen = known(graph, graph.snapshot, areas, graph.day)
    path = way_up(graph, seen, "松涛苑/1栋").path
    shown = brief.masked(offices.load())
    assert "张三" in leaders(tied.path(path, shown))
    [secretary] = [term for step in path.steps for term in step.terms if term.name == "张三"]
    first = replace(path.steps[0], terms=(replace(secretary, kind="group_leader"),))
    assert leaders(path) != leaders(tied.path(replace(path, steps=(first, *path.steps[1:])), shown))
    assert "张三" not in leaders(tied.path(replace(path, steps=(first, *path.steps[1:])), shown))


def leaders(path: Path) -> list[str]:
    return [term.name for step in path.steps for term in step.terms]


def test_a_walk_is_one_slide_a_step_in_the_same_place(graph: Graph) -> None:
    shot = Shot(TITLE, "escalation", filter={"place": "松涛苑/1栋"}, step="each")
    slides = deck(graph, shot).slides[1:]
    shown = [sum(box.role not in ("later", "finding", "accent") for box in one.scene.boxes) for one in slides]
    assert shown == list(range(1, len(slides) + 1))
    two = deck(graph, replace(shot, step=2)).slides[1]
    assert [box.role for box in two.scene.boxes] == [box.role for box in slides[2].scene.boxes]


WRONG = {
    "scenes.0.filter.compound": Shot(TITLE, "sides", filter={"compound": "没有的小区"}),
    "scenes.0.filter.place": Shot(TITLE, "escalation", filter={"place": "没有的小区/1栋"}),
    "scenes.0.filter.slot": Shot(TITLE, "coverage", filter={"slot": "没有的项目"}),
    "scenes.0.area": Shot(TITLE, "structure", area="没有的街道"),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_the_graph_does_not_have_is_refused_with_file_and_field(graph: Graph, field: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        deck(graph, WRONG[field])
    assert caught.value.where["file"] == "b.yaml" and caught.value.where["field"] == field


def test_a_scene_of_text_alone_has_no_picture(graph: Graph) -> None:
    slide = deck(graph, Shot(TITLE, "text", text=Label("一句话", "a sentence"))).slides[1]
    assert "一句话" in texts(slide) and [box.id for box in slide.scene.boxes] == ["bar"]
