"""Reading xls, and WPS's et, which is written the same way.

calamine gives the values; hidden rows and columns, number formats and errors are taken from the records of
the workbook stream ([MS-XLS]; BIFF8, as Excel 97 and later write it; of older files only the values).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from linli.errors import LedgerLocked
from linli.ledger.formats import workbook
from linli.ledger.formats.display import BUILT_IN, Display, display
from linli.ledger.formats.marks import Marks
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Sheet

_EOF, _BOF = 0x0A, 0x809
_FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x2F, 0x85, 0x41E, 0xE0
_ROW, _COLUMNS, _FORMULA, _BOOLEAN_OR_ERROR = 0x208, 0x7D, 0x06, 0x205
_NUMBER, _RK, _MULTIPLE_RK = 0x203, 0x27E, 0xBD
_BIFF8 = 0x600
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip


def read(data: bytes, stream: bytes, file: str) -> list[Sheet]:
    """The worksheets of a workbook.

    Parameters: `data`, the file; `stream`, its workbook stream; `file`, for messages.
    Raises LedgerLocked, LedgerTooLarge or LedgerUnreadable.
    """
    try:
        starts, styles = _globals(stream, file)
    except struct.error as error:
        raise unreadable(file, "records") from error

    def marks_of(name: str) -> Marks:
        try:
            return _marks(stream, starts[name], styles) if name in starts else Marks()
        except struct.error as error:
            raise unreadable(file, "records") from error

    return workbook.read(data, file, marks_of)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Type and content of each record of a substream, from its BOF up to its EOF; charts inside a sheet are
    substreams of their own and are passed over.
    """
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        place += 4
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, stream[place : place + size]
        place += size


def _globals(stream: bytes, file: str) -> tuple[dict[str, int], dict[int, Display]]:
    """Where each sheet begins, by name, and the cell styles that show more than their number."""
    codes = dict(BUILT_IN)
    starts: dict[str, int] = {}
    formats: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", body)[0] != _BIFF8:
            return {}, {}
        if kind == _FILEPASS:
            raise LedgerLocked(file=file)
        if kind == _BOUNDSHEET:
            starts[_text(body[6:], body[6], 1)] = struct.unpack_from("<I", body)[0]
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", body)
            codes[number] = _text(body[2:], length, 2)
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", body, 2)[0])
    shown = ((index, display(codes.get(number, ""))) for index, number in enumerate(formats))
    return starts, {index: how for index, how in shown if how}


def _text(body: bytes, length: int, prefix: int) -> str:
    """A string of the file: behind its length (of `prefix` bytes) one byte that says how wide a character
    is.
    """
    wide = body[prefix] & 1
    raw = body[prefix + 1 : prefix + 1 + length * (1 + wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _marks(stream: bytes, start: int, styles: dict[int, Display]) -> Marks:
    marks = Marks()
    for kind, body in _records(stream, start):
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                marks.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & 1:
                marks.hidden_columns.append((first, last))
        elif kind in (_NUMBER, _RK, _FORMULA) and styles:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in styles:
                marks.shown[row, column] = styles[style]
        elif kind == _MULTIPLE_RK and styles:
            row, column = struct.unpack_from("<HH", body)
            for place in range(4, len(body) - 2, 6):
                style = struct.unpack_from("<H", body, place)[0]
                if style in styles:
                    marks.shown[row, column + (place - 4) // 6] = styles[style]
        _error(kind, body, marks)
    return marks


def _error(kind: int, body: bytes, marks: Marks) -> None:
    """An error in a cell: typed, or the result of a formula."""
    code = None
    if kind == _BOOLEAN_OR_ERROR and body[7:8] == b"\1":
        code = body[6]
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6:7] == b"\2":
        code = body[8]
    if code is not None:
        row, column = struct.unpack_from("<HH", body)
        marks.texts[row, column] = _ERRORS.get(code, "#ERROR!")
