"""A file of published figures is read strictly and held against the catalogue: what does not fit is refused
with file, field and repair.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from linli.errors import DefinitionError, FiguresNotFound
from linli.messages.catalogue import explain
from linli.model import definition
from linli.model.figure import AsOf, Condition, Take
from linli.queries.figures import load
from tests.figures import FIGURE, HEAD, SHARE, STREET, changed, write

CASES = definition.load(Path(__file__).parent / "figures.yaml", dict[str, list[dict[str, str]]])


def text_of(case: dict[str, str]) -> str:
    if "whole" in case:
        return case["whole"]
    return changed(case["old"], case["new"], HEAD + (SHARE if case.get("base") == "share" else FIGURE))


def refusal(tmp_path: Path, text: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        load(write(tmp_path, text))
    return caught.value


def test_what_fits_is_read(tmp_path: Path) -> None:
    place = load(write(tmp_path, "\ufeff" + STREET))
    covered, share, households, space = place.figures
    assert (place.place, place.area, place.report.published) == ("street", "990101001", None)
    assert covered.as_of == AsOf(None)
    assert share.as_of == AsOf(dt.date(2025, 1, 1), made_up=True)
    assert households.as_of == AsOf(dt.date(2025, 6, 30))
    assert covered.ask is not None
    assert covered.ask.where == {"state": Condition(("own",))}
    assert covered.ask.take == Take("count", "rows")
    assert (share.unit.zh, share.percent, space.ask) == ("%", True, None)


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["new"].strip())
def test_what_may_be_written(tmp_path: Path, case: dict[str, str]) -> None:
    load(write(tmp_path, text_of(case)))


@pytest.mark.parametrize(
    ("value", "ask"),
    [
        ("示例街道", "{query: areas/counts, take: {only: name}}"),
        ("街道", "{query: areas/counts, take: {only: level}}"),
        ("street", "{query: areas/counts, take: {only: level}}"),
        ("true", "{query: compounds/coverage, take: {only: certain}}"),
        ("2021-06", "{query: people/posts, params: {name: 张三}, take: {min: since}}"),
        ("2021", "{query: people/posts, params: {name: 张三}, take: {only: since}}"),
    ],
)
def test_a_published_fact_may_be_a_text_a_date_or_yes_and_no(tmp_path: Path, value: str, ask: str) -> None:
    text = HEAD + FIGURE[: FIGURE.index("    ask:")] + f"    ask: {ask}\n"
    load(write(tmp_path, changed("value: 1\n", f"value: {value}\n", text)))
    refusal(tmp_path, changed("value: 1\n", "value: {zh: 一, en: one}\n", text))


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["title"])
def test_what_does_not_fit_is_refused(tmp_path: Path, case: dict[str, str]) -> None:
    told = explain(refusal(tmp_path, text_of(case)), "en")
    assert told.where["file"] == str(tmp_path / "figures.yaml")
    assert case["field"] in told.where["field"]
    assert case["repair"] in told.where["problem"]


def test_the_file_that_the_how_to_shows_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "published-figures.md").read_text("utf-8")
    shown = page.split("```yaml\n")[1].split("```")[0]
    place = load(write(tmp_path, shown))
    assert (place.ledgers, len(place.figures)) == ("own", 2)


def test_an_identifier_that_stands_twice_is_refused(tmp_path: Path) -> None:
    told = explain(refusal(tmp_path, HEAD + FIGURE + FIGURE), "en")
    assert (told.where["field"], "twice" in told.what) == ("figures.covered", True)


def test_all_that_is_wrong_is_told_at_once_in_the_readers_language(tmp_path: Path) -> None:
    text = changed("take: {sum: households}", "take: {sum: nothing}", STREET)
    error = refusal(tmp_path, text.replace("state: own", "state: mine", 1))
    zh, en = explain(error, "zh"), explain(error, "en")
    assert zh.where["field"] == "figures.covered.ask.where.state; figures.households.ask.nothing"
    assert "没有“mine”" in zh.what and "没有这一列" in zh.what
    assert "no such column" in en.what and "没有" not in en.what


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    gbk = tmp_path / "gbk.yaml"
    gbk.write_bytes(STREET.encode("gb18030"))
    with pytest.raises(DefinitionError) as caught:
        load(gbk)
    assert "UTF-8" in explain(caught.value, "en").what
    with pytest.raises(FiguresNotFound):
        load(tmp_path / "nothing.yaml")
    assert "too large" in explain(refusal(tmp_path, "#" * (5 << 20)), "en").what
