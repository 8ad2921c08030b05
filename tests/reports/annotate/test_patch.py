"""The sender's own workbook: what is put on it is there, and everything else is as it was."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.errors import LedgerUnreadable, OutputExists
from linli.reports.annotate.patch import Annotated, annotate
from linli.reports.annotate.styles import FILLS, Severity
from linli.reports.annotate.summary import Finding, Report, TableCount, Untaken
from tests.reports.annotate import books
from tests.reports.annotate.books import HIDDEN, LEDGER, TOTALS, rezip, rich, unzip, values

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COUNT = TableCount(LEDGER, "小区", 10, 6, 2, 2, (("H", "民族"),), (("空行", (3, 7, 8, 9)),))


def finding(at: str, severity: Severity = "error", sheet: str = LEDGER, **said: str) -> Finding:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", at).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    what, do = said.get("what", f"{at} 有误。"), said.get("do", "请改。")
    return Finding(sheet, int(row), column, severity, "户数", said.get("value", "x"), (what,), (do,))


def report(*findings: Finding) -> Report:
    return Report("台账.xlsx", "ab" * 32, dt.date(2025, 6, 30), "5eed", "zh", False, (COUNT,), findings)


def xml(path: Path, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(unzip(path)[part])


def looks(path: Path, part: str = "xl/worksheets/sheet1.xml") -> dict[str, dict[str, str]]:
    """Of each cell that is there: its fill's colour, its number format and its border."""
    sheet, styles = xml(path, part), xml(path, "xl/styles.xml")
    fills = [fill.find(f".//{MAIN}fgColor") for fill in styles.find(f"{MAIN}fills") or ()]
    xfs = list(styles.find(f"{MAIN}cellXfs") or ())
    found = {}
    for cell in sheet.iter(f"{MAIN}c"):
        xf = xfs[int(cell.get("s", "0"))]
        colour = fills[int(xf.get("fillId", "0"))]
        found[cell.get("r", "")] = {
            "fill": "" if colour is None else colour.get("rgb", ""),
            "format": xf.get("numFmtId", ""),
            "border": xf.get("borderId", ""),
        }
    return found


def notes(path: Path, part: str = "xl/comments1.xml") -> dict[str, str]:
    """Notes of a sheet, by cell."""
    return {
        note.get("ref", ""): "".join(text.text or "" for text in note.iter(f"{MAIN}t"))
        for note in xml(path, part).iter(f"{MAIN}comment")
    }


def boxes(path: Path, part: str = "xl/drawings/vmlDrawing1.vml") -> list[tuple[int, int]]:
    """Row and column (from 0) of each note's box."""
    found = re.findall(rb"<\w+:Row>(\d+)</\w+:Row><\w+:Column>(\d+)<", unzip(path)[part])
    return [(int(row), int(column)) for row, column in found]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("book") / "台账.xlsx")


FOUND = (
    finding("E3"), finding("B3", "warning"), finding("D4"), finding("B11"), finding("C21"),
    finding("A30", "ignored"), finding("T2"), finding("C2", sheet=TOTALS),
)  # fmt: skip


@pytest.fixture(scope="module")
def done(source: Path) -> Path:
    out = source.with_name("改.xlsx")
    assert annotate(source, report(*FOUND), out) == Annotated(8, 8)
    return out


def test_parts_that_need_no_change_are_the_same_bytes(source: Path, done: Path) -> None:
    before, after = unzip(source), unzip(done)
    assert before.keys() <= after.keys()
    assert {name for name, data in after.items() if before.get(name) != data} == {
        "[Content_Types].xml", "docProps/app.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml",
        "xl/styles.xml", "xl/comments1.xml", "xl/comments2.xml", "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml",
    }  # fmt: skip
    kept = {name.split("/")[1] for name in before.keys() & after.keys() if before[name] == after[name]}
    assert {"charts", "media", "tables", "metadata.xml", "sharedStrings.xml", "featurePropertyBag"} <= kept


def test_a_changed_sheet_differs_in_the_styles_of_its_cells_alone(source: Path, done: Path) -> None:
    part = "xl/worksheets/sheet1.xml"
    old, new = unzip(source)[part], unzip(done)[part]
    new = new.replace(b'<row r="30"><c r="A30" s="8"/></row>', b"").replace(b'<c r="T2" s="4"/>', b"")
    new = new.replace(b'<c r="D4" s="6"/>', b"").replace(b'ref="A1:T30"', b'ref="A1:J21"')
    new = re.sub(rb'<c r="C21"[^>]*/></row>', b"", new).replace(b'spans="1:20"', b'spans="1:10"')
    new = re.sub(rb'(customHeight="1" x14ac:dyDescent="0.25")>(?=</sheetData>)', rb"\1/>", new)
    cells = re.compile(rb'(<c r="(?:E3|B3|A10)"[^>]*?) s="\d+"')
    assert cells.sub(rb"\1", new) == cells.sub(rb"\1", old)


def test_values_are_what_they_were(source: Path, done: Path) -> None:
    after = values(done)
    assert next(iter(after)) == "退回说明"
    assert {name: after[name] for name in values(source)} == values(source)
    assert len(after) == len(values(source)) + 1


def test_a_cell_keeps_its_own_look_under_the_colour(source: Path, done: Path) -> None:
    before, after = looks(source), looks(done)
    wanted = {"E3": "error", "B3": "warning", "A10": "error", "D4": "error", "C21": "error", "A30": "ignored"}
    assert {at: after[at]["fill"] for at in wanted} == {at: FILLS[s] for at, s in wanted.items()}  # type: ignore[index]
    assert after["A10"] | {"fill": ""} == before["A10"] | {"fill": ""}
    assert after["D4"]["format"] == before["C3"]["format"] == "164", "a cell that is made is as its column"
    assert after["C21"]["border"] == before["A1"]["border"] == "1", "or, before that, as its row"
    others = before.keys() - set(wanted)
    assert {at: after[at] for at in others} == {at: before[at] for at in others}
    assert "B11" in after and after["B11"] == before["B11"], "a merged cell is marked where its value stands"


def test_notes_stand_on_their_cells_and_behind_those_that_were_there(done: Path) -> None:
    said = notes(done)
    assert said["E3"] == "E3 有误。 请改。"
    assert said["B3"] == "原来的批注\nlinli: B3 有误。 请改。"
    assert set(said) == {"B3", "E3", "D4", "A10", "C21", "A30", "T2"}
    drawn = boxes(done)
    assert sorted(drawn) == sorted([(2, 1), (2, 4), (3, 3), (9, 0), (20, 2), (29, 0), (1, 19)])
    assert notes(done, "xl/comments2.xml") == {"C2": "没有关系的批注\nlinli: C2 有误。 请改。"}
    shapes = [id for part in ("1", "2") for id in re.findall(
        rb'<v:shape id="_x0000_s(\d+)"', unzip(done)[f"xl/drawings/vmlDrawing{part}.vml"])]  # fmt: skip
    assert len(shapes) == len(set(shapes)) == 8


def test_names_of_a_sheet_and_the_open_tab_move_on_by_one(source: Path, done: Path) -> None:
    before, after = xml(source, "xl/workbook.xml"), xml(done, "xl/workbook.xml")
    names = [s.get("name") for s in after.iter(f"{MAIN}sheet")]
    assert names == ["退回说明", LEDGER, TOTALS, HIDDEN, "图"]
    ids = [s.get("sheetId") for s in after.iter(f"{MAIN}sheet")]
    assert ids == ["5", "1", "2", "3", "4"]
    relations = [one.get("Id") for one in xml(done, "xl/_rels/workbook.xml.rels")]
    assert len(relations) == len(set(relations))

    def own(root: ElementTree.Element, shift: int) -> dict[tuple[str | None, str | None], str | None]:
        return {
            (n.get("name"), None if (at := n.get("localSheetId")) is None else str(int(at) + shift)): n.text
            for n in root.iter(f"{MAIN}definedName")
        }

    assert own(after, 0) == own(before, 1)
    view = next(after.iter(f"{MAIN}workbookView"))
    assert (view.get("activeTab"), view.get("firstSheet")) == ("2", "0")
    titles = [t.text for t in xml(done, "docProps/app.xml").iter() if t.tag.endswith("}lpstr")]
    assert titles[:2] == ["Worksheets", "Charts"] and titles[3:6] == ["退回说明", LEDGER, TOTALS]


def every_relation_leads_to_a_declared_part(path: Path) -> None:
    parts = unzip(path)
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    declared = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
    overrides = [one.get("PartName") for one in types if one.get("PartName")]
    assert len(overrides) == len(set(overrides))
    for name in parts:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in ElementTree.fromstring(parts[name]):
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                assert target[1:] in parts, (name, target)
                assert target in declared or target.rpartition(".")[2] in declared


def test_the_package_is_whole(done: Path) -> None:
    every_relation_leads_to_a_declared_part(done)
    for name, data in unzip(done).items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(data)


def test_the_summary_accounts_for_rows_and_links_to_cells(done: Path) -> None:
    rows = values(done)["退回说明"]
    texts = ["".join(map(str, row)) for row in rows]
    assert any(
        "小区106.02.02.0民族（在 H）第 3, 7–9 行：空行" in text.replace("10.06.0", "106.0") for text in texts
    )
    listed = rows[next(i for i, row in enumerate(rows) if row[0] == "结果") + 1 :]
    assert [(row[0], row[1], row[2]) for row in listed][:2] == [
        ("退回", LEDGER, "E3"),
        ("提醒", LEDGER, "B3"),
    ]
    assert len(listed) == len(FOUND)
    sheet = xml(done, "xl/worksheets/sheet4.xml")
    links = {link.get("ref"): link.get("location") for link in sheet.iter(f"{MAIN}hyperlink")}
    assert next(iter(links.values())) == "'甲''乙 台账'!E3" and len(links) == len(FOUND)
    assert links[f"C{len(rows)}"] == "'汇总'!C2"


def test_the_summary_tells_what_was_hidden_what_does_not_count_and_what_is_no_ledger(
    source: Path, tmp_path: Path
) -> None:
    late = replace(COUNT, sheet=TOTALS, accepted=None, ignored=None, rejected=None, dropped=(), passed=())
    told = replace(
        report(),
        tables=(
            replace(COUNT, hidden=("17", "C")),
            replace(COUNT, read=5, accepted=4, ignored=1, rejected=0),
            late,
        ),
        untaken=(Untaken(HIDDEN, "1–4", ("认不出。",)), Untaken("扫描件.pdf", "", ("没有数据。",))),
    )
    annotate(source, told, tmp_path / "o.xlsx")
    rows = values(tmp_path / "o.xlsx")["退回说明"]
    assert str(rows[5][7]).endswith("空行\n隐藏的行、列也读了：17, C")
    assert rows[7][:6] == [TOTALS, "小区", 10.0, "", "", ""] and "没有计入" in str(rows[7][7])
    assert rows[8][:6] == ["合计", "", 15.0, 10.0, 3.0, 2.0], "what does not count is in no sum"
    assert rows[9][0] == "“隐藏”第 1–4 行没有收：认不出。"
    assert rows[10][0] == "“扫描件.pdf”没有收：没有数据。"


def test_macros_and_their_buttons_stay(tmp_path: Path) -> None:
    source = rich(tmp_path / "宏.xlsm")
    annotate(source, report(*FOUND), tmp_path / "改.xlsm")
    before, after = unzip(source), unzip(tmp_path / "改.xlsm")
    assert after["xl/vbaProject.bin"] == before["xl/vbaProject.bin"] == books.MACROS
    assert b"macroEnabled.main+xml" in after["[Content_Types].xml"]
    drawing = "xl/drawings/vmlDrawing2.vml"
    assert before[drawing] == after[drawing] and b'ObjectType="Button"' in after[drawing]


def test_what_a_cell_says_never_becomes_a_formula_or_markup(source: Path, tmp_path: Path) -> None:
    bad = '=cmd|" /C calc"!A0 </t></is></c><c r="Z9"><f>1+1</f></c> & _x0041_ \x01 \ud800'
    annotate(source, report(finding("E3", what=bad, do=bad, value=bad)), tmp_path / "o.xlsx")
    for part in ("xl/worksheets/sheet4.xml", "xl/comments1.xml"):
        root = xml(tmp_path / "o.xlsx", part)
        assert not list(root.iter(f"{MAIN}f"))
    row = values(tmp_path / "o.xlsx")["退回说明"][-1]
    assert str(row[4]).startswith('=cmd|" /C calc"!A0 </t></is></c>')
    cells = list(xml(tmp_path / "o.xlsx", "xl/worksheets/sheet4.xml").iter(f"{MAIN}c"))
    assert all(cell.get("t") == "inlineStr" or cell.find(f"{MAIN}v") is not None for cell in cells)
    assert not any(cell.get("r") == "Z9" for cell in cells)
    assert "_x005F_x0041_" in "".join(notes(tmp_path / "o.xlsx").values())


def test_several_problems_of_a_cell_are_one_note_and_the_worst_colour(source: Path, tmp_path: Path) -> None:
    found = (
        finding("E3", "ignored", what="三"),
        finding("E3", "error", what="一"),
        finding("E3", "warning", what="二"),
    )
    assert annotate(source, report(*found, found[0]), tmp_path / "o.xlsx") == Annotated(1, 1)
    assert notes(tmp_path / "o.xlsx")["E3"] == "一 请改。\n\n二 请改。\n\n三 请改。"
    assert looks(tmp_path / "o.xlsx")["E3"]["fill"] == FILLS["error"]


def test_no_more_notes_than_a_sheet_can_bear_and_it_says_so(source: Path, tmp_path: Path) -> None:
    found = (finding("E3", "warning"), finding("E4"), finding("E5", "warning"))
    assert annotate(source, report(*found), tmp_path / "o.xlsx", limit=2) == Annotated(3, 2)
    assert notes(tmp_path / "o.xlsx").keys() == {"B3", "E3", "E4"}, "rejected rows first"
    assert looks(tmp_path / "o.xlsx")["E5"]["fill"] == FILLS["warning"]
    assert any("另有 1 个" in str(row[0]) for row in values(tmp_path / "o.xlsx")["退回说明"])


def test_a_conversation_is_left_alone(source: Path, tmp_path: Path) -> None:
    """Excel shows a threaded comment and forgets what else its note says."""
    there = rezip(_copy(source, tmp_path), {
        "xl/comments1.xml": lambda data: data.replace("老王".encode(), b"tc={0}"),
    })  # fmt: skip
    assert annotate(there, report(finding("B3"), finding("E3")), tmp_path / "o.xlsx") == Annotated(2, 1)
    assert notes(tmp_path / "o.xlsx")["B3"] == "原来的批注"
    assert looks(tmp_path / "o.xlsx")["B3"]["fill"] == FILLS["error"]


def _copy(source: Path, folder: Path) -> Path:
    target = folder / "book.xlsx"
    target.write_bytes(source.read_bytes())
    return target


def test_two_runs_give_the_same_bytes_and_nothing_is_overwritten(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    for name in ("a", "b"):
        annotate(source, report(*FOUND), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    for out in (tmp_path / "a.xlsx", source):
        with pytest.raises(OutputExists):
            annotate(source, report(*FOUND), out)
    assert source.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "b.xlsx"}


def test_a_sheet_without_problems_gets_a_summary_that_says_so(source: Path, tmp_path: Path) -> None:
    assert annotate(source, report(), tmp_path / "o.xlsx") == Annotated(0, 0)
    assert any(row[0] == "没有发现问题。" for row in values(tmp_path / "o.xlsx")["退回说明"])
    assert unzip(tmp_path / "o.xlsx")["xl/worksheets/sheet1.xml"] == unzip(source)["xl/worksheets/sheet1.xml"]


def test_the_name_in_front_is_free(source: Path, tmp_path: Path) -> None:
    taken = "退回说明".encode()
    there = rezip(_copy(source, tmp_path), {
        "xl/workbook.xml": lambda data: data.replace(f'name="{HIDDEN}"'.encode(), b'name="%s"' % taken),
    })  # fmt: skip
    annotate(there, report(finding("E3")), tmp_path / "o.xlsx")
    assert next(iter(values(tmp_path / "o.xlsx"))) == "退回说明 (2)"


def test_both_languages(source: Path, tmp_path: Path) -> None:
    both = replace(finding("E3"), what=("错了。", "It is wrong."), do=("请改。", "Mend it."))
    annotate(source, replace(report(both), langs="both"), tmp_path / "o.xlsx")
    assert next(iter(values(tmp_path / "o.xlsx"))) == "退回说明 Findings"
    assert notes(tmp_path / "o.xlsx")["E3"] == "错了。 请改。\nIt is wrong. Mend it."


SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def _strict(data: bytes) -> bytes:
    here, there = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    data = data.replace(here + b"spreadsheetml/2006/main", there + b"spreadsheetml/main")
    return data.replace(here + b"officeDocument/2006/relationships", there + b"officeDocument/relationships")


def _prefixed(data: bytes) -> bytes:
    data = re.sub(rb"<(/?)(?=[a-zA-Z]+[\s/>])(?!\?)", rb"<\1x:", data)
    return data.replace(b"xmlns=", b"xmlns:x=")


def _renamed(data: bytes) -> bytes:
    """As openpyxl writes a drawing of notes."""
    for prefix, other in ((b"o", b"ns0"), (b"v", b"ns1"), (b"x", b"ns2")):
        data = re.sub(rb"(</?|[ :])%s:(?=[a-z])" % prefix, rb"\1%s:" % other, data, flags=re.IGNORECASE)
        data = data.replace(b"xmlns:%s=" % prefix, b"xmlns:%s=" % other)
    return data


def _without(*patterns: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        for pattern in patterns:
            data, count = re.subn(pattern, b"", data)
            assert count, pattern
        return data

    return change


STRICT = (
    SHEET, "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", WORKBOOK, "xl/styles.xml",
    "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/comments1.xml", "_rels/.rels",
    "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/_rels/sheet2.xml.rels",
)  # fmt: skip

FORMS: dict[str, dict[str, Callable[[bytes], bytes] | bytes | None]] = {
    "strict": dict.fromkeys(STRICT, _strict),
    "prefixes": {SHEET: _prefixed, "xl/styles.xml": _prefixed, "xl/comments1.xml": _prefixed},
    "UTF-16": {
        name: lambda data: data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
        for name in (SHEET, WORKBOOK, "xl/styles.xml")
    },
    "GBK": {SHEET: lambda data: data.decode().replace('encoding="UTF-8"', 'encoding="GBK"').encode("gbk")},
    "byte order mark": {SHEET: lambda data: b"\xef\xbb\xbf" + data},
    "no addresses": {SHEET: _without(rb'(?<=<c) r="[A-C][1-8]"', rb'(?<=<row) r="[1-8]"')},
    "no spans, no dimension": {SHEET: _without(rb' spans="[^"]*"', rb"<dimension[^>]*/>")},
    "single quotes": {SHEET: lambda data: re.sub(rb'( r| s| t)="([^"]*)"', rb"\1='\2'", data)},
    "no properties": {
        "docProps/app.xml": None,
        "_rels/.rels": _without(rb"<Relationship [^>]*extended-properties[^>]*/>"),
        "[Content_Types].xml": _without(rb"<Override [^>]*docProps/app.xml[^>]*/>"),
    },
    "no views": {WORKBOOK: _without(rb"<bookViews>.*?</bookViews>")},
    "absolute targets": {
        "xl/_rels/workbook.xml.rels": lambda data: data.replace(b'Target="', b'Target="/xl/'),
    },
    "least styles": {
        "xl/styles.xml": b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        SHEET: lambda data: re.sub(rb' (s|style)="\d+"', b"", data),
    },
    "no styles": {
        "xl/styles.xml": None,
        SHEET: lambda data: re.sub(rb' (s|style)="\d+"', b"", data),
        "xl/_rels/workbook.xml.rels": _without(rb"<Relationship [^>]*/styles[^>]*/>"),
        "[Content_Types].xml": _without(rb"<Override [^>]*styles.xml[^>]*/>"),
    },
    "bare text in a note": {
        "xl/comments1.xml": lambda data: re.sub(rb"<r><rPr>.*?</rPr>(<t>.*?</t>)</r>", rb"\1", data),
    },
    "a drawing that is no XML": {
        "xl/drawings/vmlDrawing1.vml": lambda data: data.replace(b"</div>", b"<br></div>"),
    },
    "a drawing of other prefixes": {"xl/drawings/vmlDrawing1.vml": _renamed},
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_other_programs_write_the_same_in_other_forms(source: Path, tmp_path: Path, form: str) -> None:
    there = rezip(_copy(source, tmp_path), FORMS[form])
    # calamine reads UTF-8 alone; what we write is
    before = values(source if form in ("UTF-16", "GBK") else there)
    out = tmp_path / "o.xlsx"
    assert annotate(there, report(*FOUND), out) == Annotated(8, 8)
    after = values(out)
    assert {name: after[name] for name in before} == before
    every_relation_leads_to_a_declared_part(out)
    data = unzip(out)
    ns = ElementTree.fromstring(data[SHEET]).tag.removesuffix("worksheet")
    cells = [cell.get("s") for cell in ElementTree.fromstring(data[SHEET]).iter(f"{ns}c")]
    styles = ElementTree.fromstring(data[next(name for name in data if "/styles" in name)])
    xfs, fills = (styles.find(f"{ns}{name}") for name in ("cellXfs", "fills"))
    assert xfs is not None and fills is not None
    assert all(int(s or 0) < len(xfs) for s in cells)
    used = [fills[int(xfs[int(s or 0)].get("fillId", "0"))] for s in cells]
    marked = [colour.get("rgb") for fill in used for colour in fill.iter(f"{ns}fgColor")]
    assert [marked.count(FILLS[s]) for s in ("error", "warning", "ignored")] == [5, 1, 1]
    said = [
        "".join(t.text or "" for t in note.iter(f"{ns}t"))
        for note in ElementTree.fromstring(data["xl/comments1.xml"]).iter(f"{ns}comment")
    ]
    assert len(said) == 7 and said[0].startswith("原来的批注\nlinli: B3")
    assert len(boxes(out)) == 7


def test_boxes_are_boxes_whatever_the_drawing_calls_its_namespaces(source: Path, tmp_path: Path) -> None:
    part = "xl/drawings/vmlDrawing1.vml"
    there = rezip(_copy(source, tmp_path), {part: _renamed})
    annotate(there, report(*FOUND), tmp_path / "o.xlsx")
    shapes = xml(tmp_path / "o.xlsx", part).findall("{urn:schemas-microsoft-com:vml}shape")
    names = [shape.get("id", "") for shape in shapes]
    assert len(names) == 7 + len(xml(there, part).findall("{urn:schemas-microsoft-com:vml}shape")) - 1
    assert len(set(names)) == len(names)
    told = [shape.find("{urn:schemas-microsoft-com:office:excel}ClientData") for shape in shapes]
    assert None not in told


BAD: dict[str, dict[str, Callable[[bytes], bytes] | bytes | None]] = {
    "entities": {
        SHEET: lambda data: data.replace(
            b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet', 1
        )
    },
    "an outer document": {
        WORKBOOK: lambda data: data.replace(
            b"<workbook ", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook ', 1
        )
    },
    "cut off": {SHEET: lambda data: data[:-30]},
    "no sheet": {SHEET: None},
    "no workbook": {"_rels/.rels": None},
    "a number that is none": {SHEET: lambda data: data.replace(b'<row r="4"', b'<row r="vier"')},
    "no drawing": {"xl/drawings/vmlDrawing1.vml": None},
    "an encoding that nobody knows": {SHEET: lambda data: data.replace(b"UTF-8", b"UTF-99", 1)},
}


@pytest.mark.parametrize("form", BAD)
def test_what_is_no_workbook_is_refused_and_leaves_nothing(source: Path, tmp_path: Path, form: str) -> None:
    there = rezip(_copy(source, tmp_path), BAD[form])
    with pytest.raises(LedgerUnreadable) as caught:
        annotate(there, report(*FOUND), tmp_path / "o.xlsx")
    assert caught.value.where["file"] == "台账.xlsx" and caught.value.where["problem"]
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize("part", [SHEET, "xl/theme/theme1.xml"])
def test_a_damaged_zip_is_refused(source: Path, tmp_path: Path, part: str) -> None:
    """Whether the damage is in a part that is changed, or in one that is copied."""
    data = bytearray(source.read_bytes())
    at = data.index(part.encode()) + len(part) + 20
    data[at : at + 40] = bytes(40)
    (tmp_path / "a.xlsx").write_bytes(data)
    (tmp_path / "b.xlsx").write_bytes(b"no zip")
    for name in "ab":
        with pytest.raises(LedgerUnreadable):
            annotate(tmp_path / f"{name}.xlsx", report(*FOUND), tmp_path / "o.xlsx")
    assert not (tmp_path / "o.xlsx").exists() and len(list(tmp_path.iterdir())) == 2


PLACES = st.tuples(
    st.sampled_from([LEDGER, TOTALS, HIDDEN]),
    st.integers(1, 40) | st.sampled_from([1_048_576, 70_000]),
    st.integers(1, 14) | st.sampled_from([16_384, 700]),
    st.sampled_from(["error", "warning", "ignored"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(PLACES, max_size=30), words=st.text(max_size=40))
def test_whatever_is_marked_no_value_changes(
    source: Path, tmp_path: Path, places: list[tuple[str, int, int, Severity]], words: str
) -> None:
    found = tuple(
        Finding(sheet, row, column, severity, "户数", words, (words,), (words,))
        for sheet, row, column, severity in places
    )
    out = tmp_path / "o.xlsx"
    out.unlink(missing_ok=True)
    cells = annotate(source, report(*found), out)
    assert cells.cells == cells.notes <= len(found)
    after = values(out)
    assert {name: _filled(after[name]) for name in values(source)} == {
        name: _filled(rows) for name, rows in values(source).items()
    }
    every_relation_leads_to_a_declared_part(out)
    for number in ("1", "2", "3"):
        rows = xml(out, f"xl/worksheets/sheet{number}.xml").iter(f"{MAIN}row")
        numbers = [(int(row.get("r", "0")), [_column(cell) for cell in row]) for row in rows]
        assert numbers == sorted(numbers, key=lambda item: item[0])
        assert len({row for row, _ in numbers}) == len(numbers)
        assert all(columns == sorted(set(columns)) for _, columns in numbers)


def _column(cell: ElementTree.Element) -> int:
    letters = re.sub(r"\d", "", cell.get("r", ""))
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _filled(rows: list[list[object]]) -> dict[tuple[int, int], object]:
    return {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row) if cell != ""}
