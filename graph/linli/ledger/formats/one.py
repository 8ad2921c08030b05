"""One file into its sheets, whatever it is."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import PurePath

import polars as pl

from linli.errors import LedgerEmpty, LedgerError, LedgerLocked, LedgerUnreadable
from linli.ledger.formats import archive, delimited, docx, limits, ods, ole, webpage, xls, xlsx
from linli.ledger.formats.kind import kind
from linli.ledger.formats.refusal import foreign, unreadable
from linli.ledger.sheet import Sheet

_OFFICE = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".docx", ".docm", ".ods", ".et", ".xls"})


def read(data: bytes, file: str, *, inside: bool = False) -> list[Sheet]:
    """The sheets of a file.

    Parameters: `data`; `file`, its name, for messages and to tell a damaged workbook from a plain zip;
    `inside`, whether it came out of a zip.
    Raises LedgerEmpty, LedgerForeign, LedgerLocked, LedgerTooLarge or LedgerUnreadable.
    """
    if not data:
        raise LedgerEmpty(file=file, sheet="")
    limits.check_size(file, len(data))
    found = kind(data)
    if found == "zip":
        sheets = _zip(data, file, inside)
    elif found == "ole":
        sheets = _compound(data, file)
    elif found == "html":
        sheets = webpage.read(data, file)
    elif found == "text":
        sheets = delimited.read(data, file)
    else:
        raise foreign(file, found)
    filled = [sheet for sheet in sheets if _filled(sheet, file)]
    if not filled:
        raise LedgerEmpty(file=file, sheet="")
    return filled


def _filled(sheet: Sheet, file: str) -> bool:
    cells = sheet.cells
    if sheet.refusal or any(column.null_count() < cells.height for column in cells.iter_columns()):
        return True
    if sheet.uncached:
        raise unreadable(file, "uncached", sheet=sheet.name)
    return False


def _zip(data: bytes, file: str, inside: bool) -> list[Sheet]:
    with archive.open_zip(data, file) as opened:
        names = set(opened.namelist())
        mimetype = archive.part(opened, "mimetype", file)[:100] if "mimetype" in names else b""
        if any(name.startswith("xl/") for name in names):
            if "xl/workbook.bin" in names:
                raise foreign(file, "xlsb")
            return xlsx.read(data, opened, file)
        if any(name.startswith("word/") for name in names):
            return docx.read(opened, file)
        if b"opendocument.spreadsheet" in mimetype:
            return ods.read(opened, file)
        for mark, form in (("ppt/", "slides"), ("OFD.xml", "ofd"), ("Index/Document.iwa", "numbers")):
            if any(name.startswith(mark) for name in names):
                raise foreign(file, form)
        if b"opendocument" in mimetype:
            raise foreign(file, "odt")
        if "[Content_Types].xml" in names or PurePath(file).suffix.lower() in _OFFICE:
            raise unreadable(file, "part", part="xl/workbook.xml")
        if inside:
            raise foreign(file, "zip_inside")
        return _members(opened, file)


def _members(opened: zipfile.ZipFile, file: str) -> list[Sheet]:
    """The sheets of every file in a zip. One that cannot be read does not keep the others out: it stands
    among them without cells, with the reason.

    Raises that reason where none can be read.
    """
    sheets: list[Sheet] = []
    for name, entry in archive.members(opened):
        whole = f"{file}/{name}"
        try:
            limits.check_size(whole, entry.file_size)
            found = read(archive.part(opened, entry, file), whole, inside=True)
        except LedgerError as error:
            found = [Sheet("", pl.DataFrame(), refusal=error)]
        sheets += (replace(sheet, inside=name) for sheet in found)
        limits.check_sheets(file, len(sheets))
    refusals = [sheet.refusal for sheet in sheets if sheet.refusal]
    if refusals and len(refusals) == len(sheets):
        raise refusals[0]
    return sheets


def _compound(data: bytes, file: str) -> list[Sheet]:
    streams = ole.Compound(data, file)
    et = PurePath(file).suffix.lower() in (".et", ".ett")
    for name in ("Workbook", "Book"):
        if name in streams:
            try:
                return xls.read(data, streams.read(name), file)
            except LedgerUnreadable as error:
                raise foreign(file, "et") if et else error from error
    if "EncryptedPackage" in streams:
        raise LedgerLocked(file=file)
    if "WordDocument" in streams:
        raise foreign(file, "doc")
    if "PowerPoint Document" in streams:
        raise foreign(file, "slides")
    raise foreign(file, "et" if et else "compound")
