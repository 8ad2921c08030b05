"""Which ledger a sheet is, and which column is what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from linli.errors import HeadingMissing, HeadingTwice, LedgerUndated, LedgerUnknown
from linli.ledger.recognise import Recognised, demand
from linli.ledger.recognise import recognise as recognise_table
from linli.ledger.sheet import Sheet
from linli.ledger.tables import find_tables
from linli.model import ledger_kind
from linli.reports.render import template
from linli.services.add import Handed, add
from linli.workspace.layout import create
from tests.street import NOW, STREET, built, write


def sheet(*rows: tuple[str | None, ...]) -> Sheet:
    width = max(map(len, rows))
    return Sheet(
        "",
        pl.DataFrame(
            [(*row, *[None] * (width - len(row))) for row in rows],
            schema=[f"c{i}" for i in range(width)],
            orient="row",
        ),
    )


def recognise(whole: Sheet, file: str, only: str | None = None) -> Recognised:
    """The one table of a sheet, recognised with nothing missing in it."""
    (table,) = find_tables(whole)
    return demand(recognise_table(table, file, only), table, file)


@pytest.mark.parametrize("kind", ledger_kind.load())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_is_known_by_its_own_headings(kind: str, lang: str) -> None:
    headings = tuple(column.label.text(lang) for column in ledger_kind.load()[kind].columns)
    found = recognise(sheet(headings, ("x",) * len(headings)), "a")
    assert found.kind.name == kind
    assert list(found.columns) == [column.name for column in found.kind.columns]


@pytest.mark.parametrize("kind", ledger_kind.load())
def test_every_kind_is_known_by_its_required_headings_alone(kind: str) -> None:
    wanted = ledger_kind.load()[kind]
    headings = tuple(column.label.zh for column in wanted.columns if column.required)
    found = recognise(sheet(headings, ("x",) * len(headings)), "a", only=kind)
    assert found.kind.name == kind


def test_headings_below_a_title_and_a_date_line_in_another_order_and_width() -> None:
    found = recognise(
        sheet(
            ("示例街道小区台账",),
            ("单位：示例街道", "日期：２０２５年６月３０日"),
            ("小区\n名称", "民族", "社区代码 *", "总户数"),
            ("a", "b", "c", "1"),
        ),
        "a",
    )
    assert (found.kind.name, found.day) == ("compounds", dt.date(2025, 6, 30))
    assert found.columns == {"area": 2, "name": 0, "households": 3}
    assert [(c.heading, c.status) for c in found.choices if not c.column] == [("民族", "dropped")]


def test_a_missing_required_heading_is_named() -> None:
    with pytest.raises(HeadingMissing) as caught:
        recognise(sheet(("小区名称", "小区类型", "户数", "封闭或开放"), ("a", "b", "1", "c")), "a")
    assert "社区代码" in str(caught.value.where["headings"])


def test_a_column_that_stands_twice_is_named() -> None:
    with pytest.raises(HeadingTwice):
        recognise(sheet(("社区代码", "小区名称", "小区名称"), ("a", "b", "c")), "a")


def test_what_is_no_ledger_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(LedgerUnknown) as caught:
        recognise(sheet(("菜名", "价格"), ("a", "1")), "a")
    assert "任职台账" in str(caught.value.where["kinds"])


def test_a_ledger_without_any_date_is_asked_for_one(tmp_path: Path) -> None:
    create(tmp_path / "w")
    with pytest.raises(LedgerUndated):
        add(tmp_path / "w", write(tmp_path / "f", {"areas": STREET["areas"]}), Handed(), NOW)
    assert not list((tmp_path / "w" / "sources").iterdir())


def test_a_date_in_the_files_name_counts(tmp_path: Path) -> None:
    create(tmp_path / "w")
    (added,) = add(
        tmp_path / "w", write(tmp_path / "f", {"区划台账_2025-06-30": STREET["areas"]}), Handed(), NOW
    )
    assert added.intake.tables[0].day == dt.date(2025, 6, 30)


def test_one_bad_file_among_good_ones_keeps_them_all_out(tmp_path: Path) -> None:
    create(tmp_path / "w")
    files = write(tmp_path / "f", {"areas": STREET["areas"], "menu": "菜名,价格\n豆腐,3\n"})
    with pytest.raises(LedgerUnknown):
        add(tmp_path / "w", files, Handed(day=dt.date(2025, 6, 30)), NOW)
    assert not list((tmp_path / "w" / "sources").iterdir())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_templates_filled_with_their_own_examples_make_a_street(tmp_path: Path, lang: str) -> None:
    """What `linli template` writes, `linli add` reads; and every example that a template gives is one that
    works.
    """
    create(tmp_path / "w")
    files = []
    for name, kind in ledger_kind.load().items():
        blank = tmp_path / f"{name}-blank.xlsx"
        template.write(blank, kind, "zh" if lang == "zh" else "en")
        assert blank.stat().st_size
        path = tmp_path / f"{name}.xlsx"
        _filled(path, name, lang)
        files.append(path)
    add(tmp_path / "w", files, Handed(day=dt.date(2025, 6, 30)), NOW)
    snapshot = built(tmp_path / "w")
    assert snapshot.report("problems").filter(pl.col("severity") == "error").rows() == []


def _filled(path: Path, name: str, lang: str) -> None:
    """A ledger of a kind with its columns' examples as a row, after the rows that these refer to."""
    kind = ledger_kind.load()[name]
    before: dict[str, list[dict[str, str]]] = {
        "areas": [
            {"code": "990101", "name": "示例区", "level": "区"},
            {"code": "990101001", "name": "示例街道", "level": "街道", "parent": "990101"},
        ],
        "organizations": [
            {"area": "990101001001", "kind": "社区党委", "name": "示例社区党委"},
            {"area": "990101001001", "kind": "联合党支部", "name": "示例社区第一联合党支部"},
            {"area": "990101001001", "compound": "示例·松涛苑", "kind": "业委会", "name": "松涛苑业主委员会"},
        ],
    }
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        rows = [*before.get(name, []), {column.name: column.example for column in kind.columns}]
        for c, column in enumerate(kind.columns):
            page.write_string(0, c, column.label.text(lang))
            for r, row in enumerate(rows, start=1):
                page.write_string(r, c, row.get(column.name, ""))
