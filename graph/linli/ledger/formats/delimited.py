"""Reading csv, tsv and other text in columns: the encodings and separators offices save with, every row where
it stood.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

import polars as pl

from linli.ledger.formats import frame, limits
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Sheet

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (",", "\t", ";", "|", "，")
_HEAD = 1 << 16
_TRIED = 200
"""Rows by which the separator is told."""


def encoding(data: bytes) -> str:
    """Encoding of a text file: its byte order mark, else UTF-16 if it has zero bytes and reads as Chinese or
    English that way, else strict UTF-8, else strict GB18030.

    Raises UnicodeDecodeError where none of them fits.

    >>> encoding("小区,户数".encode("gb18030")), encoding("小区".encode()), encoding("小区,户数".encode("utf-16-le"))
    ('gb18030', 'utf-8', 'utf-16-le')
    """  # noqa: E501
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:_HEAD]
    if 0 in head:
        for name in ("utf-16-le", "utf-16-be"):
            if _plausible(head[: len(head) // 2 * 2].decode(name, "replace")):
                return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        data.decode("gb18030")
        return "gb18030"
    return "utf-8"


def _plausible(text: str) -> bool:
    """Whether nine characters in ten are what ledgers are written in. With its bytes the wrong way round,
    Chinese scatters over all the world's scripts.
    """
    usual = re.findall(r"[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text)
    return len(usual) > 0.9 * len(text)


def separator(text: str) -> str:
    """The separator by which most rows come out equally wide; a comma where none does.

    Excel's own first line `sep=;` settles it.

    >>> separator("a;b,c\\n1;2\\n3;4\\n"), separator("姓名，电话\\n张三，1\\n"), separator("姓名\\n张三\\n")
    (';', '，', ',')
    """
    told = re.match(r"\ufeff?sep=(.)\r?\n", text[:20], re.IGNORECASE)
    if told:
        return told.group(1)
    best, found = (0, 0), ","
    for candidate in _SEPARATORS:
        if candidate not in text[:_HEAD]:
            continue
        widths: Counter[int] = Counter()
        try:
            rows = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=candidate)
            widths.update(len(row) for row, _ in zip(rows, range(_TRIED), strict=False) if len(row) > 1)
        except csv.Error:
            continue
        score = max(((count, width) for width, count in widths.items()), default=(0, 0))
        if score > best:
            best, found = score, candidate
    return found


def read(data: bytes, file: str) -> list[Sheet]:
    """The one sheet of a text file.

    Parameters: `data`; `file`, for messages.
    Raises LedgerUnreadable where the text is in no known encoding, or is no table; LedgerTooLarge.
    """
    try:
        text = data.decode(encoding(data))
    except UnicodeDecodeError as error:
        raise unreadable(file, "encoding") from error
    if "\0" in text:
        raise unreadable(file, "binary")
    return [Sheet("", _frame(text, separator(text), file))]


def _width(text: str, comma: str) -> int:
    """Cells of the widest among the first rows. An open quotation mark is for the full reading to find."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        return max((len(row) for row, _ in zip(rows, range(_TRIED), strict=False)), default=1)
    except csv.Error:
        return 1


def _frame(text: str, comma: str, file: str) -> pl.DataFrame:
    width = _width(text, comma)
    limits.check_extent(file, text.count("\n") + 1, width)
    # A blank line is a row of its own to us and nothing to polars, so such a file is read by the slower
    # reader, as is one that is wider further down than at its top: no cell is cut off and no row moves.
    blank = re.search(r"^\r?\n|\n\r?\n|\r(?!\n)", text)
    if not blank and comma.isascii():
        schema = {f"c{i}": pl.String for i in range(width)}
        try:
            quick = pl.read_csv(
                io.BytesIO(text.encode()),
                has_header=False,
                schema=schema,
                separator=comma,
                missing_columns="insert",
            )
            return quick.with_columns(pl.all().replace("", None))
        except pl.exceptions.PolarsError:
            pass
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        rows = [[cell or None for cell in row] for row in reader]
    except csv.Error as error:
        raise unreadable(file, "quotes", line=reader.line_num) from error
    width = max(map(len, rows), default=0)
    limits.check_extent(file, len(rows), width)
    return frame.ragged(rows) if width else pl.DataFrame()
