"""The schema loads whole, and a file that is wrong is refused with file, field and repair."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.errors import DefinitionError
from linli.model import definition, ids, ledger_kind, schema, vocabulary
from linli.model.interval import certain, intersect, possible
from linli.model.ledger_kind import SUFFIXES
from linli.model.types import NAMES, column_type
from linli.reports import documents

DESIGN = {
    "Person", "Post", "Organization", "Area", "Compound", "Building", "Grid", "Venue",
    "HOLDS", "POST_IN", "REPORTS_TO", "GUIDES", "SUPERVISES", "EVALUATES", "SERVES", "ACTS_FOR", "COVERS",
    "LOCATED_IN", "MEMBER_OF", "REPORTS_IN", "MAY_BE", "SHARES_HOLDER", "ANSWERS_TO",
}  # fmt: skip


def test_everything_that_the_design_names_is_there() -> None:
    loaded = schema.load()
    assert {*loaded.nodes, *loaded.links} >= DESIGN


def test_no_type_keeps_what_must_not_be_kept() -> None:
    names = {
        column.name
        for kind in (*schema.load().nodes.values(), *schema.load().links.values())
        for column in kind.columns
    }
    assert not names & {"identity", "id_number", "ethnicity", "religion", "health", "phone", "birth"}


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "repair"),
    [
        (
            "compound.yaml",
            "type: count, label: {zh: 户数",
            "type: number, label: {zh: 户数",
            "properties.households.type",
            "use one of",
        ),
        ("compound.yaml", "prefix: c", "prefix: b", "prefix", "choose another"),
        (
            "compound.yaml",
            "vocabulary: boundary",
            "vocabulary: fence",
            "properties.boundary.vocabulary",
            "add vocabulary/fence.yaml",
        ),
        ("compound.yaml", "name: weak", "name: households", "properties.households", "rename one"),
        ("compound.yaml", "interval: always", "interval: forever", "interval", "'always'"),
        ("compound.yaml", "interval: always", "intervall: always", "intervall", "nexpected"),
        (
            "compound.yaml",
            "interval: always",
            "interval: always\ninterval: none",
            "interval (line",
            "keep one",
        ),
        ("holds.yaml", "to: Post", "to: Position", "ends", "add the type"),
        ("holds.yaml", "ends: [{from: Person, to: Post}]", "ends: []", "node, link", "`ends:`"),
        ("holds.yaml", "label: {zh: 任职, en: holds}", "label: {zh: 任职}", "label.en", "equired"),
    ],
)
def test_a_wrong_file_is_refused_with_file_field_and_repair(
    tmp_path: Path, file: str, old: str, new: str, field: str, repair: str
) -> None:
    folder = tmp_path / "schema"
    shutil.copytree(schema.FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        schema.load(folder)
    assert caught.value.where["file"] == file
    assert field in str(caught.value.where["field"])
    assert repair in str(caught.value.where["problem"])


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("20_compounds.yaml", "type: area_code", "type: code", "columns.area.type"),
        ("20_compounds.yaml", "key: [area, name_key]\nsays", "key: [area, title_key]\nsays", "key.title_key"),
        (
            "20_compounds.yaml",
            "{link: LOCATED_IN, from: this, to: home}",
            "{link: SERVES, from: this, to: home}",
            "says[2].from, to",
        ),
        (
            "20_compounds.yaml",
            "{link: LOCATED_IN, from: this, to: home}",
            "{link: LOCATED_IN, from: this, to: there}",
            "says[2].from, to",
        ),
        ("20_compounds.yaml", "{node: Compound, as: this", "{node: Estate, as: this", "says[1]"),
        ("20_compounds.yaml", "vocabulary: boundary", "vocabulary: fence", "columns.boundary.vocabulary"),
        (
            "80_posts.yaml",
            "{find: Organization, as: office",
            "{node: Post, as: early, key: [post], set: {kind: post}}\n  - {find: Organization, as: office",
            "says[2]",
        ),
    ],
)
def test_a_wrong_kind_of_ledger_is_refused(tmp_path: Path, file: str, old: str, new: str, field: str) -> None:
    folder = tmp_path / "ledgers"
    shutil.copytree(ledger_kind.FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        ledger_kind.load(folder)
    assert (caught.value.where["file"], field in str(caught.value.where["field"])) == (file, True)


def test_a_word_means_one_thing(tmp_path: Path) -> None:
    text = (
        (vocabulary.FOLDER / "boundary.yaml")
        .read_text(encoding="utf-8")
        .replace("synonyms: [开放式", "synonyms: [封闭式, 开放式")
    )
    with pytest.raises(DefinitionError, match="封闭式"):
        definition.build(definition.read(text, "boundary.yaml"), vocabulary.Vocabulary, "boundary.yaml")


def test_types_yield_the_columns_that_the_schema_expects() -> None:
    for name, suffixes in SUFFIXES.items():
        if name == "term":
            continue
        assert name in NAMES
        assert tuple(column_type(name).clean(pl.Series(["2024"])).values) == suffixes, name


def test_generated_pages_are_not_behind_the_code() -> None:
    for name, text in documents.pages().items():
        assert (documents.FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run `make docs`"


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), unique=True, min_size=2))
def test_different_keys_have_different_identifiers(keys: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(keys, schema=["a", "b"], orient="row")
    made = frame.select(ids.expr("c", [pl.col("a"), pl.col("b")]).alias("id"))["id"]
    plain = [key for key in keys if "\x1f" not in key[0] + key[1]]
    assert len({value for key, value in zip(keys, made, strict=True) if key in plain}) == len(plain)
    assert all(value == ids.one("c", *key) for key, value in zip(keys[:3], made, strict=False))


days = st.dates()
intervals = (
    st.tuples(days, days, days, days)
    .map(lambda d: (*sorted(d[:2]), *sorted(d[2:])))
    .filter(lambda i: i[0] < i[3])
)


@given(intervals, intervals, days)
def test_what_is_in_force_in_both_is_in_force_in_the_intersection(a: tuple, b: tuple, day: object) -> None:  # type: ignore[type-arg]
    both = intersect(a, b)
    assert (possible(a, day) and possible(b, day)) == (both is not None and possible(both, day))  # type: ignore[arg-type]
    assert (certain(a, day) and certain(b, day)) == (both is not None and certain(both, day))  # type: ignore[arg-type]
