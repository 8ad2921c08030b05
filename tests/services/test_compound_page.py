"""A compound on one page: what stands on it, on the screen, as a page that prints, and for programs."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from linli.audit import pack as packs
from linli.errors import PlaceUnknown
from linli.reports import compound_page as reports
from linli.reports.render import page as html
from linli.services.compound_page import CompoundPage, compound_page
from tests.services.test_what_if import street

RULES = ("answers_to_themselves", "branch_enters_committee", "compound_without_branch", "post_vacant")


@pytest.fixture(scope="module")
def pages() -> dict[str, CompoundPage]:
    base = packs.get("base")
    few = replace(base, rules=tuple(base.rule(name) for name in RULES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linli.services.what_if.for_areas", lambda areas: few)
        return {name: compound_page(street(), name, os.environ) for name in ("松涛苑", "翠湖居")}


def test_bodies_posts_holders_and_terms(pages: dict[str, CompoundPage]) -> None:
    page = pages["松涛苑"]
    told = {
        (body.name, seat.kind): [held.name for held in seat.held]
        for body in page.bodies
        for seat in body.seats
    }
    assert told["松涛苑小区党支部", "secretary"] == ["张三"]
    assert told["松涛苑小区党支部", "deputy_secretary"] == [], "a vacant post is there"
    assert told["示例物业公司", "manager"] == ["赵六"]
    assert [one.part for one in page.bodies if one.name == "松涛苑1栋党小组"] == ["1栋"]
    assert {one.name for one in page.bodies if one.tie == "SERVES"} == {"示例物业公司"}
    assert page.areas[0] == "松涛社区" and page.buildings == 2


def test_gaps_findings_ledgers_and_the_way_up(pages: dict[str, CompoundPage]) -> None:
    page = pages["翠湖居"]
    states = {one.slot: dict(one.states) for one in page.slots if one.whole}
    assert states["branch"] == {"gap": 1}
    assert states[next(name for name in states if "propert" in name or "service" in name)] != {"gap": 1}
    assert {one.rule.name for one in page.findings} == {"compound_without_branch"}
    assert not page.way.path.whole
    whole = {one.kind for one in page.ledgers if one.day}
    assert whole == {"organizations", "coverage", "posts", "property"}
    mine = {one.rule.name for one in pages["松涛苑"].findings}
    assert {"answers_to_themselves", "post_vacant"} & mine and "compound_without_branch" not in mine


def test_both_languages_and_programs(pages: dict[str, CompoundPage]) -> None:
    zh, en = (reports.text(reports.sheet(pages["松涛苑"], lang)) for lang in ("zh", "en"))
    assert "副书记 | 空缺" in zh and "Deputy secretary | vacant" in en
    plain = json.loads(reports.render(pages["松涛苑"]))
    assert plain["name"] == "松涛苑" and plain["bodies"][0]["posts"]
    assert "13800000000" not in zh + en + json.dumps(plain), "never a contact"


def test_the_page_needs_nothing_else_and_escapes_every_text(pages: dict[str, CompoundPage]) -> None:
    sharp = "<script>alert('x')</script>&\"松涛苑"
    page = pages["松涛苑"]
    bodies = tuple(replace(one, name=sharp, superior=sharp, part=sharp) for one in page.bodies)
    hostile = replace(page, name=sharp, areas=(sharp,), grids=(sharp,), venues=(sharp,), bodies=bodies)
    text = html.render([reports.sheet(hostile, "zh"), reports.sheet(page, "en")])
    assert "<script" not in text and "&lt;script&gt;alert(&#x27;x&#x27;)" in text
    assert "http://" not in text and "https://" not in text and "src=" not in text and "url(" not in text
    assert text.count("<article") == 2 and "size: A4" in text


def test_a_compound_that_is_not_there() -> None:
    with pytest.raises(PlaceUnknown):
        compound_page(Path(street()), "无此小区", os.environ)
