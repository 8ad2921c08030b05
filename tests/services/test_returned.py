"""A list comes back as offices fill it in: rows moved, dates as they please, notes below. Every row is taken,
passed over or refused, with its cell and the reason; and nothing is taken for another finding's.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from linli.audit.rectification import Line, Returned
from linli.errors import LedgerNotFound, ListForeign
from linli.services import rectify, returned
from linli.services.rectify import Order
from linli.services.returned import take
from tests.services.life import AUGUST, LATER, kept, street
from tests.street import NOW, workspace

HEAD = 2
"""Place of the headings among the rows of a sheet."""

PERSON, DUE, PROGRESS, CLOSED, IDENTITY = 4, 5, 6, 7, 8
Rows = list[list[object]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = street().copied(tmp_path)
    kept(made, street().june)
    rectify.export(made, tmp_path / "list.xlsx", Order(), "王审计", NOW)
    return made


def sent(root: Path) -> Rows:
    """The rows of the list that was written."""
    return CalamineWorkbook.from_path(str(root.parent / "list.xlsx")).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def save(root: Path, rows: Rows, name: str = "back.xlsx") -> Path:
    """The rows as an office saves them: as a workbook, or as csv."""
    path = root.parent / name
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("示例街道"), book.add_format({"num_format": "yyyy/m/d"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(r, c, dt.datetime.combine(value, dt.time()), day)
                else:
                    sheet.write(r, c, value)
    return path


def back(
    root: Path, change: Callable[[Rows], object], *, grant: bool = False, name: str = "back.csv"
) -> list[Returned]:
    """The list, changed by hand and taken back in. A workbook is read in a process of its own, which takes a
    while: what does not hang on the format comes as csv.
    """
    rows = sent(root)
    change(rows)
    return take(root, save(root, rows, name), "王审计", LATER, grant=grant)


def told(found: list[Returned]) -> dict[int, tuple[str, list[tuple[str, str]]]]:
    """Of each row that something is to be said of: its state, codes and cells."""
    return {
        one.row: (one.state, [(remark.code, remark.address) for remark in one.remarks])
        for one in found
        if [remark.code for remark in one.remarks] != ["rectify_unchanged"]
    }


def line(root: Path, row: list[object]) -> Line:
    lines = {one.line.finding.id: one.line for one in rectify.listing(root, NOW.date())}
    return lines[str(row[IDENTITY])]


def test_a_list_that_comes_back_as_it_was_sent_says_nothing(root: Path) -> None:
    found = back(root, lambda rows: None, name="back.xlsx")
    assert {one.state for one in found} == {"ignored"} and told(found) == {}
    assert len(found) == len(sent(root)) - HEAD - 1
    assert all(one.line.told == () for one in rectify.listing(root, NOW.date()))


def test_what_was_done_is_kept_with_the_finding(root: Path) -> None:
    def fill(rows: Rows) -> None:
        rows[3][PROGRESS], rows[3][CLOSED] = "已增补委员\n报街道备案", "已销号"
        rows[4][PROGRESS], rows[4][PERSON] = "正在组建", "书记 丁某"

    found = back(root, fill, name="back.xlsx")
    assert [one.state for one in found[:3]] == ["accepted", "accepted", "ignored"]
    rows = sent(root)
    one, other = line(root, rows[3]), line(root, rows[4])
    assert one.closing and one.closing.at == LATER and one.closing.by == "王审计"
    assert one.progress == "已增补委员\n报街道备案"
    assert (other.progress, other.person_now, other.closing) == ("正在组建", "书记 丁某", None)
    assert told(back(root, fill)) == {}, "taken in again, it says nothing new"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("√", None),
        ("是", None),
        ("已完成", None),
        ("2025.7.20", dt.date(2025, 7, 20)),
        ("2025年7月20日已销号", dt.date(2025, 7, 20)),
        ("已销号（2025-07-20）", dt.date(2025, 7, 20)),
        (20250720, dt.date(2025, 7, 20)),
        (dt.date(2025, 7, 20), dt.date(2025, 7, 20)),
        ("2025年7月", None),
    ],
)
def test_signing_off_as_offices_write_it(root: Path, cell: object, day: dt.date | None) -> None:
    def fill(rows: Rows) -> None:
        rows[3][CLOSED], rows[3][PROGRESS] = cell, "已办"

    name = "back.csv" if isinstance(cell, str) else "back.xlsx"
    assert told(back(root, fill, name=name)) == {4: ("accepted", [])}
    closing = line(root, sent(root)[3]).closing
    assert closing and closing.closed_on == day


@pytest.mark.parametrize("cell", ["未销号", "×", "否", "整改中", "—", "", "无"])
def test_what_is_not_signed_off(root: Path, cell: str) -> None:
    assert told(back(root, lambda rows: rows[3].__setitem__(CLOSED, cell))) == {}
    assert line(root, sent(root)[3]).closing is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("快了", "rectify_closed_unreadable"),
        ("2025.13.1", "rectify_closed_unreadable"),
        ("25.7.1", "rectify_closed_unreadable"),
        ("2025-12-01", "rectify_closed_future"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_of_its_row_is_taken(
    root: Path, cell: str, code: str
) -> None:
    def fill(rows: Rows) -> None:
        rows[3][CLOSED], rows[3][PROGRESS] = cell, "已办"

    assert told(back(root, fill)) == {4: ("rejected", [(code, "H4")])}
    assert line(root, sent(root)[3]).told == ()


def test_signed_off_can_be_taken_back_and_signed_off_without_a_word_is_remarked(root: Path) -> None:
    first = back(root, lambda rows: rows[3].__setitem__(CLOSED, "已销号"))
    assert told(first) == {4: ("accepted", [("rectify_closed_unsaid", "G4")])}
    again = back(root, lambda rows: rows[3].__setitem__(CLOSED, "未销号"))
    assert told(again) == {4: ("accepted", [])}
    assert line(root, sent(root)[3]).closing is None
    assert [one.closed for one in line(root, sent(root)[3]).told] == [True, False]


def test_a_later_day_is_a_request_until_it_is_granted(root: Path) -> None:
    def ask(rows: Rows) -> None:
        rows[3][DUE] = "2025年9月"
        rows[4][DUE] = "长期坚持"

    due = sent(root)[3][DUE]
    found = told(back(root, ask))
    assert found[4] == ("accepted", [("rectify_due_asked", "F4")])
    assert found[5] == ("ignored", [("rectify_due_words", "F5"), ("rectify_unchanged", "H5")])
    one = line(root, sent(root)[3])
    assert (one.due, one.asked_until) == (due, dt.date(2025, 9, 30))
    granted = told(back(root, ask, grant=True))
    assert granted[4] == ("accepted", [("rectify_due_granted", "F4")])
    assert line(root, sent(root)[3]).due == dt.date(2025, 9, 30)
    assert 4 not in told(back(root, ask, grant=True))


def test_rows_columns_and_notes_may_be_moved_about(root: Path) -> None:
    order = [8, 7, 6, 0, 1, 2, 3, 4, 5]

    def move(rows: Rows) -> None:
        rows[3][CLOSED], rows[3][PROGRESS] = "已销号", "已办"
        rows[4][PROGRESS] = "在办"
        body = rows[HEAD + 1 :]
        rows[:] = [rows[0], [], ["转发：请于月底前报回"], rows[HEAD], *reversed(body)]
        rows.insert(6, rows[3])
        rows[:] = [[row[i] for i in order] if len(row) == len(order) else row for row in rows]
        rows += [[], ["填表人：丁某", "", "", "电话 13800000000"]]

    ids = [row[IDENTITY] for row in sent(root)[3:5]]
    found = back(root, move)
    assert {one.finding for one in found if one.state == "accepted"} == set(ids)
    assert [(one.state, one.remarks[0].code) for one in found if not one.finding] == [
        ("ignored", "row_notes")
    ]
    assert {one.line.finding.id for one in rectify.listing(root, NOW.date()) if one.line.closing} == {ids[0]}


def test_a_row_beside_the_identity_of_another_is_refused(root: Path) -> None:
    """As when the visible columns alone are sorted."""

    def shuffle(rows: Rows) -> None:
        rows[3][IDENTITY], rows[4][IDENTITY] = rows[4][IDENTITY], rows[3][IDENTITY]
        rows[3][CLOSED] = rows[3][PROGRESS] = "已销号"

    assert told(back(root, shuffle)) == {
        4: ("rejected", [("rectify_shuffled", "B4")]),
        5: ("rejected", [("rectify_shuffled", "B5")]),
    }
    assert not any(one.line.told for one in rectify.listing(root, NOW.date()))


def test_a_text_that_was_altered_and_an_identity_that_was_lost(root: Path) -> None:
    def edit(rows: Rows) -> None:
        rows[3][1] = f"{rows[3][1]}（已核实）"
        rows[3][PROGRESS] = "已办"
        rows[4][IDENTITY], rows[4][PROGRESS] = "", "在办"
        rows.append([99, "我单位自查的问题", "", "", "", "", "已改", "已销号", ""])
        rows.append([99, "别处的问题", "", "", "", "", "", "", "f" + "0" * 20])

    found = told(back(root, edit))
    last = len(sent(root))
    assert found == {
        4: ("accepted", [("rectify_altered", "B4")]),
        5: ("accepted", [("rectify_by_text", "B5")]),
        last + 1: ("rejected", [("rectify_unknown", "B" + str(last + 1))]),
        last + 2: ("rejected", [("rectify_unknown", "I" + str(last + 2))]),
    }
    assert [line(root, row).progress for row in sent(root)[3:5]] == ["已办", "在办"]


def test_a_line_that_stands_twice_counts_once_if_it_says_the_same_and_not_at_all_if_not(root: Path) -> None:
    def twice(rows: Rows) -> None:
        rows[3][PROGRESS] = rows[4][PROGRESS] = "已办"
        rows += [list(rows[3]), list(rows[4])]
        rows[-1][CLOSED] = "已销号"

    found = told(back(root, twice))
    last = len(sent(root))
    assert found == {
        4: ("accepted", []),
        last + 1: ("ignored", [("duplicate_same", f"B{last + 1}")]),
        5: ("rejected", [("duplicate_differs", "H5")]),
        last + 2: ("rejected", [("duplicate_differs", f"H{last + 2}")]),
    }
    assert [line(root, row).progress for row in sent(root)[3:5]] == ["已办", ""]


def test_numbers_that_point_at_a_person_are_not_kept(root: Path) -> None:
    text = "已联系张某13800000000，身份证11010519491231002X"
    found = back(root, lambda rows: rows[3].__setitem__(PROGRESS, text))
    assert told(found) == {4: ("accepted", [("rectify_scrubbed", "G4")])}
    progress = line(root, sent(root)[3]).progress
    assert progress.startswith("已联系张某tel:") and "13800000000" not in progress and "1949" not in progress
    assert b"13800000000" not in b"".join(path.read_bytes() for path in root.glob("state.sqlite*"))
    assert not any("13800000000" in remark.value for one in found for remark in one.remarks)


def test_a_list_in_another_format_and_one_with_sheets_that_are_none(root: Path) -> None:
    found = back(root, lambda rows: rows[3].__setitem__(PROGRESS, "已办"))
    assert told(found) == {4: ("accepted", [])}
    path = save(root, sent(root))
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (("说明", [["请填写"]]), ("示例街道", sent(root))):
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                sheet.write_row(r, 0, [str(value) for value in row])
    found = take(root, path, "王审计", AUGUST)
    assert [(one.sheet, one.remarks[0].code) for one in found if told([one])] == [("说明", "rectify_sheet")]


def test_what_is_no_list_of_ours_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ListForeign):
        take(root, save(root, [["序号", "姓名"], [1, "甲"]]), "王审计", LATER)
    elsewhere = workspace(tmp_path / "elsewhere")
    with pytest.raises(ListForeign):
        take(elsewhere, tmp_path / "list.xlsx", "王审计", LATER)
    with pytest.raises(LedgerNotFound):
        take(root, tmp_path / "nothing.xlsx", "王审计", LATER)


@given(st.text(max_size=12))
def test_no_cell_is_too_strange_to_be_judged(text: str) -> None:
    found = returned._closing(text, LATER.date())
    assert isinstance(found, str) == (found in ("rectify_closed_unreadable", "rectify_closed_future"))


def test_edited_with_openpyxl(root: Path) -> None:
    """As an office program does: the whole workbook opened, edited, widened, saved with all it had."""
    path = root.parent / "list.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet.column_dimensions["I"].hidden and sheet.print_title_rows == "$3:$3"
    assert {str(check.sqref)[0] for check in sheet.data_validations.dataValidation} == {"H", "I"}
    sheet["G4"], sheet["H4"] = "已办结", dt.date(2025, 7, 20)
    sheet["H4"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["G5"], sheet["F5"] = "在办", "2025/9/1"
    sheet["G6"] = "=1+1"
    sheet.column_dimensions["B"].width = 80
    sheet.insert_rows(7, 2)
    sheet.insert_cols(2)
    sheet["B3"] = "备注"
    sheet["B4"] = "好"
    book.create_sheet("说明")["A1"] = "转发"
    book.save(root.parent / "back.xlsx")
    found = take(root, root.parent / "back.xlsx", "王审计", LATER)
    said = told(found)
    assert said[4] == ("accepted", [])
    assert said[5] == ("accepted", [("rectify_due_asked", "G5")])
    assert said[6] == ("rejected", [("rectify_formula", "H6")])
    one, other = (line(root, row) for row in sent(root)[3:5])
    assert one.closing and one.closing.closed_on == dt.date(2025, 7, 20) and one.progress == "已办结"
    assert other.asked_until == dt.date(2025, 9, 1)
    assert len([x for x in found if x.finding]) == len(sent(root)) - HEAD - 1
