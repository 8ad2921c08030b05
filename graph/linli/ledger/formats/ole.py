"""Compound files (OLE): the folder of streams that xls, doc, wps, et and password-protected files all are.

Only what tells them apart is read: the directory, and a stream by its name ([MS-CFB]).
"""

from __future__ import annotations

import struct

from linli.ledger.formats.refusal import unreadable

_FREE = 0xFFFFFFFA
"""From here on a sector number is a mark and no place."""

_ENTRY = 128
_SMALL_SHIFT = 6


class Compound:
    """A compound file.

    Parameters: `data`; `file`, for messages.
    Raises LedgerUnreadable where its chains of sectors lead nowhere or round in a circle.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._data = data
        self._file = file
        try:
            self._shift: int = struct.unpack_from("<H", data, 30)[0]
            first, self._cutoff, small = struct.unpack_from("<I4xII", data, 48)
            if self._shift not in (9, 12):
                raise unreadable(file, "compound")
            self._table = self._sector_table()
            folder = self._chain(first)
            self._streams, self._root = self._entries(folder)
            self._small_table = self._numbers(self._chain(small)) if small < _FREE else ()
            self._small = self._chain(self._root[0])[: self._root[1]] if self._root[1] else b""
        except struct.error as error:
            raise unreadable(file, "compound") from error

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def read(self, name: str) -> bytes:
        """The bytes of a stream. Raises LedgerUnreadable; KeyError for a stream that is not there."""
        start, size = self._streams[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        wide = 1 << _SMALL_SHIFT
        places = self._walk(start, self._small_table)
        return b"".join(self._small[place * wide : (place + 1) * wide] for place in places)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._data[start : start + (1 << self._shift)]

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _sector_table(self) -> tuple[int, ...]:
        """The table that says which sector follows which; its own sectors are listed in the header, and
        further in a chain of their own.
        """
        listed = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while following < _FREE:
            more = self._numbers(self._sector(following))
            if following in seen or not more:
                raise unreadable(self._file, "compound")
            seen.add(following)
            listed += more[:-1]
            following = more[-1]
        return self._numbers(b"".join(self._sector(number) for number in listed if number < _FREE))

    def _walk(self, start: int, table: tuple[int, ...]) -> list[int]:
        places: list[int] = []
        while start < _FREE:
            if start >= len(table) or len(places) > len(table):
                raise unreadable(self._file, "compound")
            places.append(start)
            start = table[start]
        return places

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._walk(start, self._table)))

    def _entries(self, folder: bytes) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
        """First sector and size of each stream by name, and of the root, which holds the small streams."""
        streams: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for place in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", folder, place + 64)
            start, size = struct.unpack_from("<II", folder, place + 116)
            name = folder[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == 2:
                streams.setdefault(name, (start, size))
            elif kind == 5:
                root = (start, size)
        return streams, root
