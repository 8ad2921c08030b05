"""Files made by hand, where no library writes what a test needs: broken, hostile, or as other programs write
them.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook(rows: list[list[object]], name: str = "表一") -> bytes:
    """An xlsx of one sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def workbook_of(sheet_data: str, head: str = "", styles: str = "") -> bytes:
    """An xlsx whose only sheet has the given XML for its rows, and what stands before them."""
    parts = unzipped(workbook([["a"]]))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[SHEET] = (
        f'<worksheet xmlns="{space}">{head}<sheetData>{sheet_data}</sheetData></worksheet>'.encode()
    )
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{space}">{styles}</styleSheet>'.encode()
    return zipped(parts)


def spreadsheet(table: str) -> bytes:
    """An ods of one sheet, in which t, x and d are the prefixes of tables, text and drawings."""
    uri = "urn:oasis:names:tc:opendocument:xmlns"
    names = {"office": "office", "t": "table", "x": "text", "d": "draw"}
    spaces = " ".join(f'xmlns:{short}="{uri}:{name}:1.0"' for short, name in names.items())
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<t:table t:name="表一">{table}</t:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def document(body: str) -> bytes:
    """A docx."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    extra = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {space} {extra}><w:body>{body}</w:body></w:document>",
        }
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file; streams of less than 4096 bytes stand in the stream of small ones, as they must."""
    sectors: list[bytes] = []
    table: list[int] = []

    def store(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), _END] if pieces else [])
        return first if pieces else _END

    small, small_table, starts = b"", list[int](), dict[str, int]()
    for name, data in streams.items():
        if len(data) >= 4096:
            starts[name] = store(data)
            continue
        starts[name] = len(small_table)
        count = -(-len(data) // 64)
        small_table += [*range(len(small_table) + 1, len(small_table) + count), _END]
        small += data.ljust(count * 64, b"\0")
    root = store(small)
    minis = (
        store(struct.pack(f"<{len(small_table)}I", *small_table).ljust(512, b"\xff")) if small_table else _END
    )
    entries = _entry("Root Entry", 5, root, len(small))
    entries += b"".join(_entry(name, 2, starts[name], len(data)) for name, data in streams.items())
    folder = store(entries)
    first = len(sectors)
    count = 1
    while (len(sectors) + count) > count * 128:
        count += 1
    table += [_TABLE] * count
    table += [_FREE] * (count * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<9I", 0, count, folder, 0, 4096, minis, int(bool(small_table)), _END, 0)
    header += struct.pack("<109I", *[*range(first, first + count), *[_FREE] * (109 - count)])
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(raw) + 2, kind, 1, _FREE, _FREE, _FREE)
        + bytes(36)
        + struct.pack("<II", start, size)
        + bytes(4)
    )
