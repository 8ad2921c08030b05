"""What a push has to do: the difference of two sets of facts, pure."""

from __future__ import annotations

import polars as pl
import pytest

from linli.errors import BuildMismatch
from linli.model import schema
from linli.store import changes
from tests.facts import facts
from tests.store.street import street

WHOLE = schema.load()


def test_nothing_changed_is_nothing_to_do() -> None:
    before, after = street(), street()
    for table in WHOLE.tables:
        assert len(changes.between(table, before[table.name], after[table.name])) == 0


def test_a_changed_value_an_added_and_a_gone_row() -> None:
    table = WHOLE.table("Building")
    before = facts(Building=[{"id": "b1", "units": 1}, {"id": "b2"}, {"id": "b3", "units": 3}])["Building"]
    after = facts(Building=[{"id": "b4"}, {"id": "b3"}, {"id": "b1", "units": 1}])["Building"]
    change = changes.between(table, before, after)
    assert change.written["id"].to_list() == ["b3", "b4"]
    assert change.removed.to_list() == ["b2"]


def test_a_link_whose_ends_moved_is_removed_and_made_anew() -> None:
    nodes = {"Person": [{"id": "p1"}, {"id": "p2"}], "Post": [{"id": "t1"}]}
    before = facts(nodes, HOLDS=[{"id": "h", "from": "p1", "to": "t1"}])["HOLDS.Person.Post"]
    after = facts(nodes, HOLDS=[{"id": "h", "from": "p2", "to": "t1"}])["HOLDS.Person.Post"]
    change = changes.between(WHOLE.table("HOLDS.Person.Post"), before, after)
    assert change.written["from"].to_list() == ["p2"]
    assert change.removed.to_list() == ["h"]


@pytest.mark.parametrize(
    ("names", "name", "key", "member"),
    [("full", "张三", "张三", True), ("masked", "张*", None, None), ("none", None, None, None)],
)
def test_names(names: changes.Names, name: str | None, key: str | None, member: bool | None) -> None:
    shown = changes.presented(WHOLE.table("Person"), street()["Person"], names)
    assert shown.row(0, named=True)["name"] == name
    assert shown.row(0, named=True)["name_key"] == key
    assert shown.row(0, named=True)["party_member"] == member
    assert shown.schema == street()["Person"].schema


def test_another_mode_changes_what_is_personal_and_nothing_else() -> None:
    whole = street()
    changed = {
        table.name
        for table in WHOLE.tables
        if len(
            changes.between(
                table,
                changes.presented(table, whole[table.name], "full"),
                changes.presented(table, whole[table.name], "masked"),
            )
        )
    }
    assert changed == {"Person", "HOLDS.Person.Post"}


def test_a_link_to_nowhere_is_refused_before_anything_is_sent() -> None:
    whole = street()
    whole["Building"] = whole["Building"].filter(pl.col("id") != "b1")
    with pytest.raises(BuildMismatch) as caught:
        changes.check_ends(WHOLE, whole)
    assert caught.value.where == {"table": "LOCATED_IN.Building.Compound", "wanted": 3, "found": 2}
