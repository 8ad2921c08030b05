"""A workbook as the zip that it is: parts, what they are, and which belongs to which."""

from __future__ import annotations

import os
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from linli.reports.annotate.markup import Edits, Element, Malformed, escape, parse, utf8

TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY = (1980, 1, 1, 0, 0, 0)
"""The time stamp of new parts: the earliest there is, so that one input always gives one output."""


@dataclass(frozen=True)
class Relation:
    """From a part to another: its id, the last word of its type, and the part's name in the zip."""

    id: str
    kind: str
    type: str
    target: str


class Package:
    """The parts of a workbook, and those that were changed or added.

    Parts that are not written to are copied as they are.
    """

    def __init__(self, file: Path | BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise Malformed(str(error)) from error
        self._names = {name.casefold(): name for name in self._zip.namelist()}
        self._new: dict[str, bytes] = {}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.casefold() in self._names

    def read(self, name: str) -> bytes:
        """A part, in UTF-8. Raises Malformed where it is missing or damaged."""
        own = self._names.get(name.casefold())
        if own is None:
            raise Malformed(name)
        if own in self._new:
            return self._new[own]
        return utf8(self._unpack(own))

    def _unpack(self, part: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a part. What zip and its compression call damage, encryption or a method that is
        unknown is one thing to us.
        """
        try:
            return self._zip.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            name = part if isinstance(part, str) else part.filename
            raise Malformed(f"{name}: {error}") from error

    def parse(self, name: str) -> Element:
        """A part's root. Raises Malformed, naming the part."""
        try:
            return parse(self.read(name))
        except Malformed as error:
            raise Malformed(f"{name}: {error}") from error

    def write(self, name: str, data: bytes) -> None:
        """Change a part, or add one."""
        own = self._names.setdefault(name.casefold(), name)
        self._new[own] = data

    def free(self, pattern: str) -> str:
        """The first name that no part has, of a pattern such as `xl/comments{}.xml`."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def ending(self, end: str) -> list[str]:
        """Names of the parts that end so."""
        return [name for folded, name in self._names.items() if folded.endswith(end)]

    def relations(self, part: str) -> list[Relation]:
        """The parts inside the package that a part names; `""` is the package itself."""
        name = _relations_of(part)
        if not self.has(name):
            return []
        folder = posixpath.dirname(part)
        found = []
        for item in self.parse(name).children:
            said = item.attributes
            if said.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", ""))).lstrip("/")
                kind = said.get("Type", "")
                found.append(Relation(said.get("Id", ""), kind.rpartition("/")[2], kind, target))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part name another. Returns the id of the relation; `kind` is its type, in full."""
        name = _relations_of(part)
        if not self.has(name):
            self.write(name, f'{HEAD}<Relationships xmlns="{RELATIONS}"/>'.encode())
        root = self.parse(name)
        taken = {item.attributes.get("Id", "") for item in root.children}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        made = Edits(self.read(name))
        where = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
        made.append(
            root,
            b'<%sRelationship Id="rId%d" Type="%s" Target="%s"/>'
            % (root.prefix, number, escape(kind), escape(where)),
        )
        self.write(name, made.made())
        return f"rId{number}"

    def declare(self, part: str, kind: str) -> None:
        """Say what a new part is."""
        root = self.parse(TYPES)
        made = Edits(self.read(TYPES))
        made.append(
            root,
            b'<%sOverride PartName="/%s" ContentType="%s"/>' % (root.prefix, escape(part), escape(kind)),
        )
        self.write(TYPES, made.made())

    def save(self, out: Path) -> None:
        """Write the package, whole or not at all. Raises FileExistsError where the file is there already."""
        part = out.with_name(f".linli-{os.getpid()}.part")
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as target:
                self._fill(target)
            with out.open("xb"):  # taken in one step: a file that came a moment ago is not overwritten either
                pass
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)

    def _fill(self, target: zipfile.ZipFile) -> None:
        old = self._zip.infolist()
        for info in old:
            if info.filename in self._new:
                target.writestr(_entry(info.filename, info.date_time), self._new[info.filename])
            else:
                copied = _entry(info.filename, info.date_time)
                copied.compress_type, copied.external_attr = info.compress_type, info.external_attr
                target.writestr(copied, self._unpack(info))
        known = {info.filename for info in old}
        for name, data in self._new.items():
            if name not in known:
                target.writestr(_entry(name, DAY), data)


def _entry(name: str, day: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, day)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
