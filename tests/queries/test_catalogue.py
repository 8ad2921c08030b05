"""The loader refuses a query whose header does not fit its text, and `bind` wrong parameters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from linli.errors import DefinitionError, ParameterMissing, ParameterWrong, QueryUnknown
from linli.ports import Parameter
from linli.queries import catalogue
from linli.queries.catalogue import Query, parse

HEADER = """\
// what: {zh: 有哪些小区。, en: Which compounds there are.}
// grain: one row a compound
// absent: {zh: 台账里没有, en: it is not in the ledgers}
// parameters:
//   name: {type: name, zh: 名称, en: name}
// columns:
//   name: {type: name, zh: 小区, en: Compound}
//   since: {type: start, zh: 起, en: Since}
//   id: {type: text, zh: 编号, en: Id}
// key: [id]
"""
TEXT = """\
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND c.from_min <= $as_of AND c.name_key CONTAINS $name
RETURN DISTINCT c.name AS name, c.from_min AS since_min, c.from_max AS since_max, c.id AS id
ORDER BY name, id
"""
CASE = (Path("a.yaml"),)


def made(old: str = "", new: str = "", cases: tuple[Path, ...] = CASE) -> Query:
    """The query above with one part of it replaced."""
    source = HEADER + TEXT
    assert old in source
    return parse("compounds/test", source.replace(old, new, 1), cases)


def test_what_fits_is_a_query() -> None:
    query = made()
    assert query.parameters == {"as_of": "date", "areas": "areas", "name": "name"}
    assert query.columns == {"name": "name", "since_min": "date", "since_max": "date", "id": "text"}
    assert query.text.startswith("MATCH")
    assert "//" not in query.text


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        pytest.param(", c.from_max AS since_max", "", "columns", id="a column of the header is not returned"),
        pytest.param("c.id AS id", "c.id AS id, 1 AS one", "columns", id="a column that the header lacks"),
        pytest.param("c.id AS id", "c.id AS ident", "columns", id="a column of another name"),
        pytest.param("c.id AS id", "c.id", "columns", id="a column without a name"),
        pytest.param("DISTINCT c.name", "c.id AS id, c.name", "columns", id="columns in another order"),
        pytest.param("$name", "$nam", "parameters", id="a parameter that is not declared"),
        pytest.param("AND c.name_key CONTAINS $name", "", "parameters", id="a parameter that is not used"),
        pytest.param("top.id IN $areas AND ", "", "parameters", id="a query that takes no scope"),
        pytest.param("AND c.from_min <= $as_of ", "", "parameters", id="a query that takes no day"),
        pytest.param("ORDER BY name, id", "", "ORDER BY", id="no order"),
        pytest.param("key: [id]", "key: [id, kind]", "key", id="a key that is no column"),
        pytest.param("[:LOCATED_IN]", "[:LOCATED_IN*]", "text", id="an unbounded path"),
        pytest.param("[:LOCATED_IN]", "[:LOCATED_IN*1..]", "text", id="a path without an upper bound"),
        pytest.param("[:LOCATED_IN]", "[:LOCATED_IN*..]", "text", id="a path without bounds"),
        pytest.param("RETURN", "SET c.name = 'x' RETURN", "text", id="a text that sets"),
        pytest.param("MATCH", "MERGE (:Area) WITH 1 AS one MATCH", "text", id="a text that merges"),
        pytest.param("RETURN", "DETACH DELETE c RETURN", "text", id="a text that deletes"),
        pytest.param("RETURN", "CALL (c) { RETURN 1 AS one } RETURN", "text", id="a text that calls"),
        pytest.param("// grain: one row a compound\n", "", "grain", id="a header without its grain"),
        pytest.param("// grain:", "// grains:", "grain", id="a misspelt part of the header"),
        pytest.param("{type: text,", "{type: txt,", "columns.id.type", id="a type that is none"),
        pytest.param("key: [id]", "key: [id", "line", id="a header that is no YAML"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(old: str, new: str, field: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        made(old, new)
    assert caught.value.where["file"] == "compounds/test.cypher"
    assert field in str(caught.value.where["field"])
    assert caught.value.where["problem"]


def test_a_query_without_a_case_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        made(cases=())
    assert caught.value.where["field"] == "cases"


def test_a_folder_is_loaded_by_noun_and_name(tmp_path: Path) -> None:
    cases = tmp_path / "compounds" / "all.cases"
    cases.mkdir(parents=True)
    (tmp_path / "compounds" / "all.cypher").write_text(HEADER + TEXT, encoding="utf-8")
    with pytest.raises(DefinitionError):
        catalogue.load(tmp_path)
    (cases / "one.yaml").touch()
    (cases / "note.txt").touch()
    loaded = catalogue.load(tmp_path)
    assert [(name, query.name, query.cases) for name, query in loaded.items()] == [
        ("compounds/all", "compounds/all", (cases / "one.yaml",))
    ]


def test_every_query_of_ours_loads_and_is_found() -> None:
    assert {name for name in catalogue.load() if catalogue.get(name).name != name} == set()


@pytest.mark.parametrize("query", catalogue.load().values(), ids=lambda query: query.name)
def test_every_query_orders_by_a_whole_key(query: Query) -> None:
    """So that two engines, and two runs, cannot give rows in two orders."""
    order = query.header.order
    if not order:
        text = query.text[query.text.rindex("ORDER BY") + len("ORDER BY") :]
        order = tuple(part.strip() for part in text.split(","))
    assert set(query.header.key) <= set(order)


TWO_PARTS = f"{TEXT.replace('ORDER BY name, id', 'UNION ALL')}{TEXT.replace('ORDER BY name, id', '')}"


def test_a_query_of_several_parts_says_its_order() -> None:
    ordered = HEADER.replace("key: [id]", "key: [id]\n// order: [name, id]")
    assert parse("compounds/test", ordered + TWO_PARTS, CASE).header.order == ("name", "id")


@pytest.mark.parametrize(
    ("order", "text", "field"),
    [
        pytest.param("", TWO_PARTS, "ORDER BY", id="no order of the parts"),
        pytest.param("", TWO_PARTS + "ORDER BY name, id", "ORDER BY", id="only the last part is in order"),
        pytest.param("[name]", TWO_PARTS, "order", id="an order without the key"),
        pytest.param("[name, id, kind]", TWO_PARTS, "order", id="an order by what is no column"),
        pytest.param("[name, id]", TWO_PARTS.replace("AS id", "AS it", 1), "columns", id="parts that differ"),
    ],
)
def test_several_parts_without_one_order_are_refused(order: str, text: str, field: str) -> None:
    header = HEADER.replace("key: [id]", f"key: [id]\n// order: {order or '[]'}")
    with pytest.raises(DefinitionError) as caught:
        parse("compounds/test", header + text, CASE)
    assert caught.value.where["field"] == field


def test_a_name_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryUnknown) as caught:
        catalogue.get("compounds/covrage")
    assert caught.value.where["near"] == "compounds/coverage"


GIVEN: dict[str, Parameter] = {"as_of": "2024-02-29", "areas": ["990101"], "name": "恆興　綠景"}


def test_parameters_are_typed_and_names_folded() -> None:
    assert made().bind(GIVEN) == {"as_of": dt.date(2024, 2, 29), "areas": ["990101"], "name": "恒兴绿景"}
    assert made().bind({**GIVEN, "as_of": dt.date(2024, 1, 1)})["as_of"] == dt.date(2024, 1, 1)
    assert made().bind({**GIVEN, "areas": "990101,990102"})["areas"] == ["990101", "990102"]


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("null", [True, False], ids=["null", "absent"])
def test_a_missing_parameter_is_named(name: str, null: bool) -> None:
    given = {**GIVEN, name: None} if null else {key: value for key, value in GIVEN.items() if key != name}
    with pytest.raises(ParameterMissing) as caught:
        made().bind(given)
    assert caught.value.where["parameter"] == name


@pytest.mark.parametrize(
    ("name", "value"),
    [("as_of", "2024-02-30"), ("as_of", "yesterday"), ("as_of", 2024), ("areas", 990101), ("nmae", "甲")],
)
def test_a_wrong_or_unknown_parameter_is_named(name: str, value: object) -> None:
    with pytest.raises(ParameterWrong) as caught:
        made().bind({**GIVEN, name: value})  # type: ignore[dict-item]
    assert caught.value.where["parameter"] == name


def test_a_count_is_a_whole_number() -> None:
    query = made("{type: name, zh: 名称, en: name}", "{type: count, zh: 数, en: number}")
    assert query.bind({**GIVEN, "name": "12"})["name"] == 12
    with pytest.raises(ParameterWrong):
        query.bind({**GIVEN, "name": "a dozen"})


TERM = "{type: term, vocabulary: organization_kind, zh: 类别, en: kind}"


@pytest.mark.parametrize("word", ["业委会", "业主委员会", "owners_committee", " Owners' committee "])
def test_a_term_is_any_word_that_means_it(word: str) -> None:
    query = made("{type: name, zh: 名称, en: name}", TERM)
    assert query.bind({**GIVEN, "name": word})["name"] == "owners_committee"


def test_a_word_of_no_term_is_told_the_terms() -> None:
    query = made("{type: name, zh: 名称, en: name}", TERM)
    with pytest.raises(ParameterWrong) as caught:
        query.bind({**GIVEN, "name": "书记"})
    assert caught.value.where["value"] == "书记"
    assert "业主委员会 (owners_committee)" in str(caught.value.where["wanted"])


@pytest.mark.parametrize(
    "spec",
    [
        pytest.param("{type: term, zh: 类别, en: kind}", id="a term without a vocabulary"),
        pytest.param(TERM.replace("organization_kind", "moon_kind"), id="a vocabulary that is none"),
        pytest.param(TERM.replace("type: term", "type: text"), id="a text with a vocabulary"),
        pytest.param("{type: text, vocabulary: x, zh: 类别, en: kind}", id="a text with one that is none"),
    ],
)
def test_a_term_names_its_vocabulary_and_nothing_else_does(spec: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        made("{type: name, zh: 名称, en: name}", spec)
    assert caught.value.where["field"] == "parameters.name.vocabulary"


def test_days_are_bound_and_not_asked_for() -> None:
    head = HEADER.replace("key: [id]", "key: [id]\n// days: {ten_days: 10}")
    text = TEXT.replace("$as_of AND", "$as_of + $ten_days AND")
    query = parse("compounds/test", head + text, CASE)
    assert "ten_days" not in query.parameters
    assert query.bind(GIVEN)["ten_days"] == dt.timedelta(days=10)
    with pytest.raises(ParameterWrong):
        query.bind({**GIVEN, "ten_days": 3})


@pytest.mark.parametrize(
    ("days", "text"), [("ten_days: 10", TEXT), ("", TEXT.replace("$as_of AND", "$as_of + $ten_days AND"))]
)
def test_days_are_declared_and_used(days: str, text: str) -> None:
    head = HEADER.replace("key: [id]", f"key: [id]\n// days: {{{days}}}")
    with pytest.raises(DefinitionError) as caught:
        parse("compounds/test", head + text, CASE)
    assert caught.value.where["field"] == "parameters"
