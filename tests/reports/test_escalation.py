"""What is made of a path, all breaks and the bodies below: sentences, a chart, a picture, tables, json."""

from __future__ import annotations

import datetime as dt
import json

import polars as pl
import pytest

from linli.analysis.escalation.breaks import BIT, CAUSES, Breaks
from linli.analysis.escalation.path import walk
from linli.analysis.escalation.records import KINDS, Body, Break, Cover, Path, Step, Surroundings, Term, Up
from linli.messages.catalogue import Lang
from linli.model.chain import load
from linli.model.interval import ALWAYS
from linli.reports import breaks, escalation, under
from linli.reports.render import svg
from linli.reports.told import Told

DAY = dt.date(2024, 1, 1)


def made(name: str = '支部"<b>') -> Told:
    known = Surroundings(
        "h",
        "k",
        {"b": Body("b", name, "compound_branch", "k"), "c": Body("c", "党委", "community_committee", "k")},
        (Cover("b"),),
        {"b": (Up("c"),)},
        {"b": (Term("t", "secretary", "p", "张三"),)},
        {"k": frozenset({"posts", "organizations", "coverage"})},
    )
    path = walk(known, load()["nanan"], DAY)
    return Told(
        "h", "楼", DAY, ["社区"], load()["nanan"], path, {"b": name, "c": "党委"}, [("contract", "物业")]
    )


def test_matters_stop_where_the_place_says() -> None:
    lines = escalation.sentences(made("支部"), "zh")
    assert "大事到“小区”为止：支部。" in lines
    assert "  ⚠ 空缺：党委没有人担任负责岗位" in lines
    assert "  合同：物业" in lines


def test_a_chart_shows_names_as_they_are() -> None:
    chart = escalation.mermaid(made(), "zh")
    assert "支部&quot;&lt;b&gt;<br/>书记 张三" in chart
    assert "style s2 stroke:#d9730d" in chart, "the vacant step"
    assert "⚠ 缺一级" in chart, "what is at no body stands at the place"


def test_a_picture_has_the_top_above_and_no_two_boxes_meet() -> None:
    scene = escalation.picture(made(), "en")
    boxes = [box.rect for box in scene.boxes]
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    assert all(
        box.x >= 0 and box.right <= scene.width and box.y + box.height <= scene.height for box in boxes
    )
    assert "&lt;b&gt;" in svg.render(scene) and "<b>" not in svg.render(scene)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_break_has_its_sentence(lang: Lang) -> None:
    whats = {"lapsed": ("term", "link", "coverage"), "unknown": ("post", "link", "coverage", "level"),
             "dead_end": ("link", "coverage")}  # fmt: skip
    step = Step(Body("b", "支部", "compound_branch"), 1, (), "covers", ALWAYS, certain=True)
    for kind in KINDS:
        for what in whats.get(kind, ("",)):
            one = Break(kind, "b", 1, DAY, what, "p", "c")
            shown = made("支部")
            shown = Told(
                "h", "楼", DAY, (), shown.scheme, Path("h", (step,), (one,), reached=False), shown.names
            )
            said = escalation.sentence(shown, one, lang)
            assert said and "{" not in said
            assert said in "\n".join(escalation.sentences(shown, lang))
            assert json.loads(escalation.render(shown))["breaks"][0]["says"][lang] == said


def test_all_breaks_as_tables_add_up() -> None:
    places = pl.DataFrame(
        {"place": ["h", "i"], "area": ["k", "k"], "bits": [0, BIT["vacant"] | BIT["cycle"]]}
    )
    found = Breaks(places, pl.DataFrame(schema=CAUSES))
    rows = found.by_area().with_columns(area_name=pl.lit("社区"))
    shown = breaks.areas(rows, "zh")
    assert [row[:4] for row in shown.rows] == [("社区", "2", "1", "1"), ("合计", "2", "1", "1")]
    assert "1栋（50.0%，分母是全部楼栋）" in breaks.head(found, DAY, ["区"], "zh")
    buildings = places.with_columns(
        area_name=pl.lit("社区"), compound_name=pl.lit("苑"), name=pl.col("place")
    )
    marks = breaks.buildings(buildings, "en").rows
    assert [sum(cell == "yes" for cell in row) for row in marks] == [0, 2]
    row = {
        "kind": "missing_level",
        "what": "level",
        "level": 1,
        "area_name": "社区",
        "places": 7,
        "scheme": "nanan",
        **dict.fromkeys(("body_name", "since", "person_name", "other_name")),
    }
    cause = pl.DataFrame([row])
    assert breaks.causes(cause, DAY, "zh").rows == (("缺一级", "小区", "", "社区", "", "", "", "7"),)
    told_ = json.loads(breaks.render(found, DAY, ["区"], cause, rows, buildings))
    assert told_["buildings"][1]["breaks"] == ["vacant", "cycle"] and told_["counts"]["whole"] == 1


def test_who_stands_under_a_body_is_shown_with_and_without_leaders() -> None:
    rows = [
        (1, "支部", "compound_branch", "党委", [Term("t", "secretary", "p", "张三")]),
        (1, "队", "grid_team", "党委", []),
    ]
    shown = under.show(rows, DAY, "zh")
    assert [row[1:6] for row in shown.rows] == [
        ("支部", "小区党支部", "党委", "书记", "张三"),
        ("队", "网格队伍", "党委", "", ""),
    ]
    assert json.loads(under.render("党委", DAY, rows))["under"][1]["leaders"] == []
