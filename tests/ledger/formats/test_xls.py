"""xls, cell by cell, from a file that another program wrote (files/README.md)."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from linli.errors import LedgerError, LedgerUnreadable
from linli.ledger.formats import one, xls
from linli.ledger.formats.ole import Compound
from linli.ledger.read import read
from linli.ledger.sheet import Range
from tests.ledger.formats import makers

HABITS = (makers.FILES / "habits.xls").read_bytes()


def test_what_stands_in_it() -> None:
    (sheet,) = one.read(HABITS, "habits.xls")
    assert sheet.name == "表一"
    assert sheet.cells.rows() == [
        ("示例街道台账", None, None, None, None),
        ("编号", "名称", "成立", "日期", "户数"),
        ("007", "松涛苑", "2023-03", "2023-03-01", "120"),
        ("008", "009", "2023", "2023.10", "35"),
        (None, None, None, None, None),
        ("合计", None, None, None, None),
    ]
    assert sheet.merged == (Range(0, 0, 0, 4),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {4})


def test_a_stream_that_is_stored_with_the_small_ones() -> None:
    stream = Compound(HABITS, "a").read("Workbook").rstrip(b"\0") + bytes(3)
    small = makers.compound({"Workbook": stream, "Other": b"x" * 5000})
    assert len(stream) < 4096
    assert Compound(small, "a").read("Workbook") == stream
    assert one.read(small, "a.xls")[0].cells.equals(one.read(HABITS, "a.xls")[0].cells)


def test_errors_typed_and_worked_out() -> None:
    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    typed = struct.pack("<3HBB", 2, 1, 0, 0x2A, 1)
    true = struct.pack("<3HBB", 2, 2, 0, 1, 0)
    formula = struct.pack("<3H", 4, 3, 0) + b"\2\0\x07\0\0\0\xff\xff" + bytes(8)
    stream = record(0x809, bytes(16)) + record(0x205, typed) + record(0x205, true) + record(0x06, formula)
    assert xls._marks(stream + record(0x0A, b""), 0, {}).texts == {(2, 1): "#N/A", (4, 3): "#DIV/0!"}


def test_no_byte_turned_over_breaks_what_we_read_ourselves() -> None:
    """Neither the sectors nor the records; the one other thing they may do is to refuse."""
    refusals = 0
    for place in range(0, len(HABITS), 5):
        data = HABITS[:place] + bytes([HABITS[place] ^ 0xFF]) + HABITS[place + 1 :]
        try:
            streams = Compound(data, "a.xls")
            stream = streams.read("Workbook") if "Workbook" in streams else b""
            starts, styles = xls._globals(stream, "a.xls")
            for start in starts.values():
                xls._marks(stream, start, styles)
        except (LedgerUnreadable, struct.error):
            refusals += 1
    assert 0 < refusals < len(HABITS) // 10


@pytest.mark.parametrize("place", [700, 1300, 2424, 4200])
def test_a_byte_turned_over_is_read_or_refused(place: int, tmp_path: Path) -> None:
    """calamine may panic, or abort for want of memory: linli lives."""
    path = tmp_path / "a.xls"
    path.write_bytes(HABITS[:place] + bytes([HABITS[place] ^ 0xFF]) + HABITS[place + 1 :])
    try:
        assert read([path])[path]
    except LedgerError as error:
        assert error.where["file"] == "a.xls"
