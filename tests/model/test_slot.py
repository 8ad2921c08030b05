"""What places ask for: a file that is wrong is refused, and what one place changes stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.errors import DefinitionError
from linli.model import slot
from linli.model.slot import load, of_area, with_own
from linli.model.vocabulary import load as vocabularies

HEAD = 'place: own\nlabel: {zh: 本单位, en: own}\narea: "350583901"\n'


def own(folder: Path, text: str) -> Path:
    path = folder / "slots.yaml"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_a_place_changes_only_what_it_writes() -> None:
    base, nanan = load()["base"].slots, load()["nanan"].slots
    assert nanan["premises"].by_boundary == {"closed": "own", "open": "joint"}
    assert nanan["premises"].needs == base["premises"].needs and not base["premises"].by_boundary
    assert nanan["property"] == base["property"]


def test_the_branch_is_asked_for_everywhere() -> None:
    assert all(place.slots["branch"].asked for place in load().values())


def test_an_own_file_holds_in_its_area_alone(tmp_path: Path) -> None:
    places = with_own(load(), own(tmp_path, "slots: {branch: {grace_days: 30}}\nsettings: {joint_most: 3}\n"))
    here, beside = of_area("350583901002", places), of_area("350583902001", places)
    assert here.slots["branch"].grace_days == 30 and here.settings.joint_most == 3
    assert here.slots["premises"].near_community, "what the place above asks for stays"
    assert beside.slots["branch"].grace_days == 0 and of_area("990101", places).settings.joint_most == 5
    everywhere = tmp_path / "all.yaml"
    everywhere.write_text("place: x\nlabel: {zh: 全, en: all}\nslots: {branch: {grace_days: 9}}\n", "utf-8")
    changed = with_own(load(), everywhere)
    assert {place.slots["branch"].grace_days for place in changed.values()} == {9}
    assert changed["nanan"].area == "350583" and changed["nanan"].slots["coordination"].asked


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("slots: {branch: {asked: false}}", "slots.branch.asked"),
        ("slots: {branch: {bodies: [no_such]}}", "slots.branch.bodies"),
        ("slots: {branch: {needs: [no_such]}}", "slots.branch.needs"),
        ("slots: {branch: {via: [NO_SUCH]}}", "slots.branch.via"),
        ("slots: {branch: {via: []}}", "slots.branch.via"),
        ("slots: {branch: {posts: [secretary]}}", "slots.branch"),
        ("slots: {branch: {needs: []}}", "slots.branch.needs"),
        ("slots: {branch: {no_such: 1}}", "slots.branch.no_such"),
        ("exempt: [{slot: x, area: '', compound: a, because: {zh: 甲, en: a}}]", "exempt.0.slot"),
        ("exempt: [{slot: branch, area: '', compound: a, because: {zh: 甲, en: a}}]", "exempt.0.slot"),
        ("exempt: [{slot: group, area: '', compound: a, because: {zh: 甲, en: a}}]", "exempt.0.slot"),
        ("settings: {order: [persons]}", "settings.order"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_field(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        with_own(load(), own(tmp_path, text + "\n"))
    assert field in str(refused.value.where["field"])


def test_every_kind_of_body_that_covers_a_place_fills_some_slot() -> None:
    known = {kind for one in load()["base"].slots.values() for kind in (*one.bodies, *one.forming)}
    kinds = vocabularies()["organization_kind"]
    assert set(kinds.codes("tie", "covers")) <= known
    assert tuple(dict.fromkeys(slot.OFS)) == slot.OFS
