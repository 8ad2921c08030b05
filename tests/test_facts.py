"""The notation in which tests write facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from linli.model import schema
from linli.model.interval import ALWAYS, MAX, MIN
from tests.facts import days, facts, interval, load_case


def test_every_table_is_there_with_its_columns() -> None:
    whole = facts()
    assert list(whole) == [table.name for table in schema.load().tables]
    for table in schema.load().tables:
        assert whole[table.name].columns == [column.name for column in table.columns]


def test_defaults() -> None:
    whole = facts(Compound=[{"id": "c1"}], Organization=[{"id": "o1"}], Completeness=[{"id": "s1"}])
    compound = whole["Compound"].row(0, named=True)
    assert (compound["name"], compound["name_key"], compound["type"], compound["weak"]) == (
        "c1",
        "c1",
        None,
        None,
    )
    assert tuple(compound[name] for name in ("from_min", "from_max", "to_min", "to_max")) == ALWAYS
    assert whole["Organization"]["kind"].to_list() == ["x"]
    assert whole["Completeness"].row(0, named=True) == {
        "id": "s1",
        "ledger": "s1",
        "day": dt.date(2024, 1, 1),
    }


def test_links_find_their_table_and_count_their_ids() -> None:
    whole = facts(
        Area=[{"id": "a1"}],
        Compound=[{"id": "c1"}],
        Person=[{"id": "p1"}],
        Post=[{"id": "t1"}],
        LOCATED_IN=[{"from": "c1", "to": "a1"}],
        HOLDS=[{"from": "p1", "to": "t1"}, {"from": "p1", "to": "t1"}],
    )
    assert whole["LOCATED_IN.Compound.Area"]["id"].to_list() == ["LOCATED_IN:c1:a1:0"]
    assert whole["HOLDS.Person.Post"]["id"].to_list() == ["HOLDS:p1:t1:0", "HOLDS:p1:t1:1"]


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ({}, ALWAYS),
        ({"from": 2020}, (dt.date(2020, 1, 1), dt.date(2020, 12, 31), MAX, MAX)),
        ({"to": "2024-06-30"}, (MIN, MIN, dt.date(2024, 7, 1), dt.date(2024, 7, 1))),
        ({"observed": "2024-03-01"}, (MIN, dt.date(2024, 3, 1), dt.date(2024, 3, 2), MAX)),
        ({"standing": dt.date(2024, 3, 1)}, (MIN, dt.date(2024, 3, 1), MAX, MAX)),
    ],
)
def test_intervals(said: dict[str, object], bounds: tuple[dt.date, ...]) -> None:
    assert interval(said) == bounds


def test_days_keep_their_precision() -> None:
    assert days("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    "wrong",
    [
        {"Compound": [{"id": "c1", "nmae": "x"}]},
        {"LOCATED_IN": [{"from": "c1", "to": "a1"}]},
        {"Person": [{"id": "p1", "interval": {"from": 2020}}]},
        {"Area": [{"id": "a1"}], "Person": [{"id": "p1"}], "HOLDS": [{"from": "p1", "to": "a1"}]},
        {"Area": [{"id": "a1", "interval": {"frm": 2020}}]},
        {"Aera": [{"id": "a1"}]},
    ],
)
def test_what_is_misspelt_is_refused(wrong: dict[str, list[dict[str, object]]]) -> None:
    with pytest.raises(ValueError, match=r"."):
        facts(wrong)


def test_a_case_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    given = 'given:\n  Area: [{id: "990101", interval: {from: 2020-03, to: 2024}}]'
    text = f"title: t\n{given}\nparameters: {{as_of: 2024-01-01}}\nexpected: []\n"
    path.write_text(text, encoding="utf-8")
    case = load_case(path)
    assert (case.title, case.parameters, case.expected) == ("t", {"as_of": "2024-01-01"}, [])
    assert case.facts["Area"]["to_max"].to_list() == [dt.date(2025, 1, 1)]
    path.write_text(text.replace("expected", "expcted"), encoding="utf-8")
    with pytest.raises(ValueError, match="expcted"):
        load_case(path)
