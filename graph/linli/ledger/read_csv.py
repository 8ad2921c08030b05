"""Reading csv: the encodings offices save in, every row where it stood."""

from __future__ import annotations

import codecs
import csv
import io

import polars as pl

from linli.errors import LedgerUnreadable
from linli.ledger.sheet import Sheet

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding(data: bytes) -> str:
    """Encoding of a csv file: its byte order mark, else strict UTF-8, else UTF-16 by its zero bytes, else
    strict GB18030.

    Raises UnicodeDecodeError where none of them fits.

    >>> encoding("小区,户数".encode("gb18030")), encoding("小区".encode())
    ('gb18030', 'utf-8')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    if head.count(0) > len(head) // 8:
        return "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        data.decode("gb18030")
        return "gb18030"
    return "utf-8"


def read(data: bytes, name: str) -> list[Sheet]:
    """The one sheet of a csv or tsv file.

    Parameters: `data`, the file's bytes; `name`, for messages.
    Raises LedgerUnreadable where the text is in no known encoding, or is no table.
    """
    try:
        text = data.decode(encoding(data))
    except UnicodeDecodeError as error:
        raise LedgerUnreadable(file=name, problem="UTF-8, UTF-16, GB18030") from error
    if "\0" in text:
        raise LedgerUnreadable(file=name, problem="NUL")
    head = text[:4096]
    separator = "\t" if head.count("\t") > head.count(",") else ","
    return [Sheet("", _frame(text, separator, name))]


def _frame(text: str, separator: str, name: str) -> pl.DataFrame:
    width = max((line.count(separator) for line in text.splitlines()[:200]), default=0) + 1
    schema = {f"c{i}": pl.String for i in range(width)}
    # A blank line is a row of its own to us and nothing to polars, so such a file is read by the slower
    # reader, as is one that is wider
    # further down than at its top: no cell is cut off and no row moves.
    if "\n\n" not in text and "\r\n\r\n" not in text and not text.startswith(("\n", "\r\n")):
        try:
            frame = pl.read_csv(
                io.BytesIO(text.encode()),
                has_header=False,
                schema=schema,
                separator=separator,
                missing_columns="insert",
            )
            return frame.with_columns(pl.all().replace("", None))
        except pl.exceptions.PolarsError:
            pass
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise LedgerUnreadable(file=name, problem=str(error)) from error
    width = max((len(row) for row in rows), default=1)
    return pl.DataFrame(
        {f"c{i}": [(row[i] or None) if i < len(row) else None for row in rows] for i in range(width)},
        schema={f"c{i}": pl.String for i in range(width)},
    )
