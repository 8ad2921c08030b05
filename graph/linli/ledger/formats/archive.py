"""Zip files: what they promise to unpack to, what they hold, how their entries are named."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from linli.errors import LedgerLocked, LedgerTooLarge, Said
from linli.ledger.formats import limits
from linli.ledger.formats.refusal import unreadable

_UTF8 = 1 << 11
_ENCRYPTED = 1
_DAMAGED = (
    *(KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError),
    RuntimeError,  # what zipfile raises where a password is wanted
)
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


def open_zip(data: bytes, file: str) -> zipfile.ZipFile:
    """A zip whose sizes were looked at.

    Raises LedgerUnreadable, LedgerLocked or LedgerTooLarge.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise unreadable(file, "zip") from error
    entries = archive.infolist()
    if len(entries) > limits.ENTRIES:
        raise LedgerTooLarge(
            file=file,
            limit=Said("count_entries", {"count": limits.ENTRIES}),
            found=Said("count_entries", {"count": len(entries)}),
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.UNPACKED:
        raise LedgerTooLarge(
            file=file,
            limit=Said("size_unpacked", {"size": limits.UNPACKED >> 20}),
            found=Said("size_unpacked", {"size": unpacked >> 20}),
        )
    if unpacked > max(limits.SMALL, limits.RATIO * len(data)):
        raise LedgerTooLarge(
            file=file,
            limit=Said("times_unpacked", {"times": limits.RATIO}),
            found=Said("times_unpacked", {"times": unpacked // len(data)}),
        )
    files = [entry for entry in entries if not entry.is_dir()]
    if files and all(entry.flag_bits & _ENCRYPTED for entry in files):
        raise LedgerLocked(file=file)
    return archive


def part(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, file: str) -> bytes:
    """The bytes of an entry.

    Raises LedgerUnreadable where it is not there, is damaged, or is packed in a way that cannot be unpacked;
    LedgerLocked.
    """
    entry = archive.NameToInfo.get(name) if isinstance(name, str) else name
    if entry and entry.flag_bits & _ENCRYPTED:
        raise LedgerLocked(file=file if isinstance(name, str) else f"{file}/{name_of(entry)}")
    try:
        return archive.read(name)
    except _DAMAGED as error:
        shown = name if isinstance(name, str) else name_of(name)
        raise unreadable(file, "part", part=shown) from error


def name_of(entry: zipfile.ZipInfo) -> str:
    """An entry's name as its sender saw it.

    Windows' own zip writes names in the system's code page (GBK in China) and sets no flag; macOS writes
    UTF-8 and sets none either.

    >>> name_of(zipfile.ZipInfo("台账.xlsx".encode("gbk").decode("cp437")))
    '台账.xlsx'
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = name.encode()
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files that a person put into a zip, with their names; what systems and programs add (folders,
    `__MACOSX`, hidden files, the lock files `~$…` of open documents) is passed over.
    """
    for entry in archive.infolist():
        name = name_of(entry)
        parts = PurePosixPath(name).parts
        if name.endswith("/") or not parts or "__MACOSX" in parts or parts[-1].lower() in _SYSTEM:
            continue
        if not any(part.startswith((".", "~$")) and part not in (".", "..") for part in parts):
            yield name, entry
