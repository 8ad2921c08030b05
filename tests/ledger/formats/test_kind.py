"""What a file is, whatever its name says."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

import pytest

from linli.errors import LedgerForeign, LedgerLocked, LedgerUnreadable, LinliError
from linli.ledger.formats import one
from linli.ledger.formats.kind import kind
from linli.ledger.formats.refusal import REPAIRS
from linli.messages import catalogue
from tests.ledger.formats import makers

LANGS: tuple[catalogue.Lang, ...] = ("zh", "en")
FORMATS = Path(one.__file__).parent
TABLE = "<table><tr><td>小区</td></tr></table>"
DOCUMENT = makers.document("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>小区</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
SPREADSHEET = makers.spreadsheet("<t:table-row><t:table-cell><x:p>小区</x:p></t:table-cell></t:table-row>")
DBF = struct.pack("<4BIHH20x", 3, 125, 3, 31, 12, 97, 40) + b"NAME".ljust(11, b"\0")

KINDS = {
    "pdf": b"%PDF-1.7\n1 0 obj",
    "pdf with junk in front": b"\r\n\r\n%PDF-1.4",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "a phone's photo": b"\0\0\0\x18ftypheic",
    "bmp": b"BM" + struct.pack("<IHHI", 1000, 0, 0, 54),
    "rar": b"Rar!\x1a\x07\x01\0",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "rtf": rb"{\rtf1\ansi}",
    "dbf": DBF,
    "mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    "excel 2003 xml": b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>',
    "other xml": b'<?xml version="1.0"?><root/>',
    "excel 4": b"\x09\x04\x06\x00\x00\x00\x10\x00",
    "a web page": f"\r\n<html><body>{TABLE}".encode(),
    "a web page of utf-16": f"<html>{TABLE}".encode("utf-16"),
    "xhtml": b'<?xml version="1.0"?><!DOCTYPE html><html><table/></html>',
    "csv": "BM,姓名\n1,张三\n".encode(),
    "csv beginning with MIME": b"MIME,a\n",
    "xlsx": makers.workbook([["a"]]),
    "xls": (makers.FILES / "habits.xls").read_bytes(),
}
EXPECTED = dict(
    zip(
        KINDS,
        [
            *["pdf"] * 2, *["picture"] * 5, "archive", "archive", "rtf", "dbf", "mhtml", "xml_sheet", "xml",
            "old_xls", "html", "html", "html", "text", "text", "zip", "ole",
        ],
        strict=True,
    )
)  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_kind(name: str) -> None:
    assert kind(KINDS[name]) == EXPECTED[name]


def foreign() -> dict[str, tuple[bytes, str]]:
    """Files of formats that are not read, with the format they are told to be."""
    odf = "application/vnd.oasis.opendocument."
    made = {name: (KINDS[name], EXPECTED[name]) for name in KINDS if EXPECTED[name] in REPAIRS}
    return made | {
        "doc": (makers.compound({"WordDocument": b"x" * 5000, "1Table": b"y"}), "doc"),
        "ppt": (makers.compound({"PowerPoint Document": b"x"}), "slides"),
        "msi": (makers.compound({"Table": b"x"}), "compound"),
        "pptx": (makers.zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "slides"),
        "xlsb": (makers.zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb"),
        "odt": (makers.zipped({"mimetype": odf + "text", "content.xml": ""}), "odt"),
        "ofd": (makers.zipped({"OFD.xml": "", "Doc_0/Document.xml": ""}), "ofd"),
        "numbers": (makers.zipped({"Index/Document.iwa": ""}), "numbers"),
        "a zip in a zip": (makers.zipped({"内.zip": makers.zipped({"a.csv": "a,b"})}), "zip_inside"),
    }


@pytest.mark.parametrize("name", foreign())
def test_a_format_that_is_not_read_is_named_and_told_what_to_do(name: str) -> None:
    data, form = foreign()[name]
    with pytest.raises(LedgerForeign) as caught:
        one.read(data, "花名册")
    assert str(caught.value.where["file"]).startswith("花名册")
    texts = [catalogue.explain(caught.value, lang) for lang in LANGS]
    assert catalogue.say(f"form_{form}", "zh") in texts[0].what
    assert catalogue.say(f"repair_{REPAIRS[form]}", "en") in texts[1].do


def test_a_wps_spreadsheet_is_read_as_the_xls_it_is() -> None:
    data = (makers.FILES / "habits.xls").read_bytes()
    assert one.read(data, "台账.et")[0].cells.equals(one.read(data, "台账.xls")[0].cells)


def test_a_wps_spreadsheet_in_an_unknown_form_asks_for_xlsx() -> None:
    for data in (makers.compound({"Workbook": b"new" * 2000}), makers.compound({"ETData": b"x"})):
        with pytest.raises(LedgerForeign) as caught:
            one.read(data, "台账.et")
        assert "xlsx" in catalogue.explain(caught.value, "zh").do


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("台账.xlsx", (makers.FILES / "habits.xls").read_bytes()),
        ("台账.xls", makers.workbook([["小区"]])),
        ("台账.csv", makers.workbook([["小区"]])),
        ("台账.xls", "小区,户数\n松涛苑,3\n".encode("gbk")),
        ("台账.xls", f"<html>{TABLE}</html>".encode()),
        ("台账.xlsx", DOCUMENT),
        ("台账", SPREADSHEET),
    ],
    ids=["xls as xlsx", "xlsx as xls", "xlsx as csv", "csv as xls", "page as xls", "docx as xlsx", "ods"],
)  # fmt: skip
def test_a_wrong_name_does_not_matter(name: str, data: bytes) -> None:
    assert one.read(data, name)[0].cells.height


LOCKED = {
    "xlsx": makers.compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}),
    "xls": (makers.FILES / "habits.xls").read_bytes().replace(
        b"\xe1\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04", 1
    ),
    "ods": makers.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
            "content.xml": b"\x8f\x01",
        }
    ),
    "zip": makers.zipped({"a.csv": "a,b\n"}).replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1").replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOCKED)
def test_a_password_is_for_its_owner_to_take_off(name: str) -> None:
    with pytest.raises(LedgerLocked) as caught:
        one.read(LOCKED[name], f"a.{name}")
    assert caught.value.where == {"file": f"a.{name}"}


def damaged() -> dict[str, bytes]:
    """Files of formats that are read, broken in the ways that copying and mailing break them."""
    book = makers.workbook([["a", "b"]] * 50)
    parts = makers.unzipped(book)
    old = (makers.FILES / "habits.xls").read_bytes()
    return {
        "half an xlsx": book[: len(book) // 2],
        "an xlsx without its sheet": makers.zipped({k: v for k, v in parts.items() if k != makers.SHEET}),
        "an xlsx with half a sheet": makers.zipped(parts | {makers.SHEET: parts[makers.SHEET][:300]}),
        "an xlsx with nothing in its sheet": makers.zipped(parts | {makers.SHEET: b""}),
        "an xlsx whose workbook is no xml": makers.zipped(parts | {"xl/workbook.xml": b"<"}),
        "an xlsx with bytes turned over": book.replace(parts[makers.SHEET][:1], b"?").replace(
            b"xl/", b"xm/", 1
        ),
        "half an xls": old[:2000],
        "the head of an xls": old[:100],
        "an xls that runs in circles": old[:512] + b"\0" * 2048,
        "docx": makers.zipped({"word/document.xml": "<w:document"}),
        "docx without tables": makers.document("<w:p><w:r><w:t>总结</w:t></w:r></w:p>"),
        "a page without tables": b"<html><body>404 Not Found</body></html>",
        "ods": makers.zipped(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a><b>"}
        ),
        "no text": bytes(range(128, 256)) * 40,
        "text with zeros": b"a,b\n" + bytes(20) + b"\n",
        "a quotation mark left open": b'a,b\n1,2\n3,"4\n5,6\n',
        "formulas that were never worked out": makers.workbook_of(
            '<row r="1"><c r="A1"><f>B1</f><v/></c></row>'
        ),
    }


@pytest.mark.parametrize("name", damaged())
def test_what_is_damaged_is_refused_in_words(name: str) -> None:
    with pytest.raises(LedgerUnreadable) as caught:
        one.read(damaged()[name], "台账.xlsx")
    told = [catalogue.explain(caught.value, lang) for lang in LANGS]
    assert all(text.where["file"] == "台账.xlsx" and "Said(" not in text.what for text in told)
    assert told[0].what != told[1].what


def test_every_text_of_a_refusal_is_written_and_used() -> None:
    written = {key for key in catalogue.words() if key.startswith(("form_", "repair_"))}
    assert written == {f"form_{form}" for form in REPAIRS} | {f"repair_{do}" for do in REPAIRS.values()}


def test_every_problem_that_is_told_is_written_and_none_is_left_over() -> None:
    """A key that is misspelt would show only when that fault comes up."""
    calls = (
        node
        for path in (*FORMATS.glob("*.py"), FORMATS.parent / "read.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    told = set()
    for call in calls:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in ("unreadable", "Said"):
            key = call.args[1 if name == "unreadable" else 0]
            if isinstance(key, ast.Constant):
                told.add(f"problem_{key.value}" if name == "unreadable" else str(key.value))
    assert told <= set(catalogue.words())
    assert {key for key in catalogue.words() if key.startswith("problem_")} <= told


def test_refusals_are_errors_of_linli() -> None:
    for data in damaged().values():
        with pytest.raises(LinliError):
            one.read(data, "a")
