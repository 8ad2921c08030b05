"""What a picture says: red is for party bodies, a finding has a sign, and every look is told in words."""

from __future__ import annotations

import datetime as dt

import pytest

from linli.audit import pack
from linli.audit.engine import Finding, Totals
from linli.audit.explained import Explained
from linli.audit.gathered import Fact, Gathered, Node, Rerun
from linli.model.interval import ALWAYS, MAX
from linli.model.vocabulary import Label
from linli.reports.explain.drawing import draw
from linli.reports.picture.scene import Scene
from linli.reports.render import svg
from tests.svg import overlapping, texts_outside

DAY = dt.date(2024, 1, 1)
BASE = pack.get("base")
RULE = next(rule for rule in BASE.rules if rule.name == "committee_works_for_company")


def node(kind: str, identity: str, name: str, term: str = "") -> Node:
    return Node(kind, identity, Label(name, name), term)


P, Q = node("Person", "p", "张三"), node("Person", "q", "张三")
T, U = node("Post", "t", "委员", "committee_member"), node("Post", "u", "员工", "staff")
K = node("Organization", "o", "某业委会", "owners_committee")
Y = node("Organization", "y", "某物业", "property_company")
B = node("Organization", "b", "某支部", "compound_branch")
C = node("Compound", "c", "某小区")


def link(kind: str, a: Node, b: Node, doubt: str = "sure", **values: str | float) -> Fact:
    dated = (dt.date(2021, 3, 1), dt.date(2021, 3, 31), MAX, MAX) if kind == "HOLDS" else ALWAYS
    table = f"{kind}.{a.kind}.{b.kind}"
    return Fact(table, kind, f"{kind}{a.id}{b.id}", (a, b), values, dated, doubt, ())  # type: ignore[arg-type]


FACTS = (
    link("HOLDS", P, T),
    link("HOLDS", Q, U, "may"),
    link("MAY_BE", P, Q, basis="same_name_in_community", strength=0.5),
    link("POST_IN", T, K),
    link("POST_IN", U, Y),
    link("ACTS_FOR", K, C),
    link("SERVES", Y, C),
    link("COVERS", B, C, mode="own"),
)


@pytest.fixture
def scene() -> Scene:
    values = {
        "subject": "o", "place": "c", "verdict": "fail", "certain": False, "compound": "某小区",
        "holder": "张三", "committee": "某业委会", "committee_post": "committee_member",
        "company": "某物业", "company_post": "staff",
    }  # fmt: skip
    finding = Finding("f1", RULE.name, "o", "c", False, values)
    named = tuple(fact.id for fact in FACTS)
    totals, rerun = Totals(1, 0, 1), Rerun("base", RULE.name, ("k",), DAY, "s")
    found = Gathered("f1", "witness", FACTS, len(FACTS), named, (), (), (), (), totals, rerun, "x")
    return draw(Explained(BASE, DAY, RULE, finding, found))


def test_red_is_for_party_bodies_alone_and_the_finding_has_a_sign(scene: Scene) -> None:
    roles = {box.id: box.role for box in scene.boxes}
    assert roles == {
        "finding": "finding", "p": "person", "q": "person", "t": "post", "u": "post", "o": "owners",
        "y": "company", "b": "party", "c": "place",
    }  # fmt: skip
    assert {box.id for box in scene.boxes if box.sign} == {"finding", "o"}
    red = [part for part in svg.STYLE.split("}") if "#c62828" in part]
    assert len(red) == 1 and red[0].startswith(".party{")
    assert ".finding{" in svg.STYLE and "#d9730d" in svg.STYLE


def test_every_look_stands_in_the_legend_in_both_languages(scene: Scene) -> None:
    told = {(sample.kind, sample.role) for sample in scene.legend}
    assert told == {("box", box.role) for box in scene.boxes} | {("link", "named"), ("line", "may")}
    for sample in scene.legend:
        assert any("\u4e00" <= one <= "\u9fff" for one in sample.line.text)
        assert any("a" <= one <= "z" for one in sample.line.text)


def test_boxes_and_links_say_in_words_what_they_are(scene: Scene) -> None:
    texts = {box.id: [line.text for line in box.lines] for box in scene.boxes}
    assert texts["b"] == ["小区党支部 Party branch of a", "compound", "某支部"]
    labels = {one.id: [line.text for line in one.lines] for one in scene.links}
    assert labels["HOLDSpt"] == ["任职 holds", "2021-03 –"]
    assert labels["COVERSbc"] == ["覆盖 covers", "单独 On its own"]
    assert labels["MAY_BEpq"][0] == "可能同一人 may be"


def test_it_reads_as_svg_and_nothing_overlaps(scene: Scene) -> None:
    text = svg.render(scene)
    assert overlapping(text) == [] and texts_outside(text) == []
    assert "stroke-dasharray:7 4" in text and 'class="link named may"' in text
    assert text.count('class="sign"') == 2
