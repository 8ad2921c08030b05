"""The page: whole in itself, in both languages, and no text of a ledger is markup in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.audit.reported import Reported
from linli.reports.audit import words
from linli.reports.audit.page import render
from linli.reports.render import html
from tests.reports.audit.streets import MARKUP, made

REPORT = made().report
VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """A page read as a browser reads it: its elements, and its texts by the language they are in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("lang") or (self._open[-1][1] if self._open else "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open[-1][0] != "style":
            self.texts.append((self._open[-1][1], data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def said(self, lang: str) -> str:
        return "\n".join(text for spoken, text in self.texts if spoken == lang)


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render(REPORT, "zh"))


@given(st.text(), st.text())
def test_whatever_a_text_is_it_stays_a_text(zh: str, en: str) -> None:
    made = html.tag("p", html.both(zh, en), title=zh)
    read = Page(str(made))
    assert {name for name, _ in read.elements} <= {"p", "span"}
    assert read.all("p") == [{"title": re.sub("\r\n?", "\n", zh)}] or "\x00" in zh or "\r" in zh


def test_nothing_of_it_lies_elsewhere_and_nothing_runs(page: Page) -> None:
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "base", "form"}
    policy = [one["content"] for one in page.all("meta") if one.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
    assert all(str(one["href"]).startswith("#") for one in page.all("a"))
    style = re.search(r"<style>(.*?)</style>", render(REPORT, "zh"), re.DOTALL)
    assert style and "url(" not in style[1] and "@import" not in style[1]


def test_names_with_markup_are_names(page: Page) -> None:
    assert any(MARKUP in text for _, text in page.texts)
    assert any("<b>timeout</b>" in text for _, text in page.texts)
    assert not page.all("script") and not page.all("b")


def test_every_link_leads_somewhere_and_no_place_has_two(page: Page) -> None:
    places = Counter(str(one["id"]) for _, one in page.elements if "id" in one)
    assert set(places.values()) == {1}
    assert {str(one["href"])[1:] for one in page.all("a")} <= set(places)
    open_ = {one.id for _, one in REPORT.findings() if one.id not in REPORT.let_stand}
    assert open_ <= {str(one["href"])[1:] for one in page.all("a")}


def test_both_languages_are_there_and_one_is_shown(page: Page) -> None:
    assert [one.get("id") for one in page.all("input") if "checked" in one] == ["zh"]
    other = Page(render(REPORT, "en"))
    assert [one.get("id") for one in other.all("input") if "checked" in one] == ["en"]
    assert "小区没有党支部覆盖" in page.said("zh") and "Compound that no branch covers" in page.said("en")
    sentences = [text for text in page.said("en").split("\n") if re.search("[，。；：（）]", text)]
    assert not sentences, "Chinese punctuation in an English text"


def test_what_cannot_be_told_says_so_and_severity_is_never_colour_alone(page: Page) -> None:
    kinds = [text for _, text in page.texts if text.strip() in {*words.SIGNS.values(), words.UNKNOWN}]
    marks = [one for _, one in page.elements if str(one.get("class", "")).startswith("kind")]
    assert kinds and len(marks) >= len(kinds)
    assert "不知道" in page.said("zh") and "样板社区" in "".join(text for _, text in page.texts)


def test_totals_stand_in_the_tables(page: Page) -> None:
    text = render(REPORT, "zh")
    assert "[2/5, 4/5] = [40%, 80%]" in text
    assert text.count('class="total"') == 2


def many(report: Reported, times: int) -> Reported:
    """The report with each row of a rule many times."""
    [one] = [result for result in report.results if result.rule.name == "compound_without_branch"]
    rows = pl.concat([one.rows] * times).with_row_index("n")
    rows = rows.with_columns(pl.concat_str("id", pl.col("n").cast(pl.String)).alias("id")).drop("n")
    return replace(report, results=(replace(one, rows=rows),), evidence={})


def test_a_page_of_a_hundred_thousand_stays_small_and_says_what_is_left_out() -> None:
    text = render(many(REPORT, 10_000), "zh")
    assert len(text) < 400_000
    assert "这里只列前 50 条，另有 19,950 条".replace(",", "") in text
    assert "linli audit --pack base --area 990101 --as-of 2025-06-30 --out 审计.xlsx" in text
