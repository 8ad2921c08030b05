"""The looks of cells: a cell's own style with a fill, and the styles of the sheet in front."""

from __future__ import annotations

from typing import Literal

from linli.reports.annotate.markup import (
    Edits,
    Element,
    Malformed,
    escape,
    parse,
    place,
    with_attributes,
)
from linli.reports.annotate.package import Package

Severity = Literal["error", "warning", "ignored", "finding", "possible", "waived"]
FILLS: dict[Severity, str] = {
    "error": "FFF4B084",
    "warning": "FFFFE699",
    "ignored": "FFD9D9D9",
    "finding": "FFF8CBAD",
    "possible": "FFFCE4D6",
    "waived": "FFEDEDED",
}
"""Orange for a row that was rejected, since red is what offices mark with themselves; pale yellow for a
remark; grey for a row that another one repeats. Of an audit: paler orange for the evidence of a finding,
paler still where it is only possible, pale grey where it is waived.
"""

Look = Literal["text", "plain", "bold", "title", "link", "number"] | Severity
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip
EMPTY = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{space}"/>'
LEAST = {
    "fonts": '<{p}fonts count="1"><{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font></{p}fonts>',
    "fills": '<{p}fills count="2"><{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill></{p}fills>',
    "borders": '<{p}borders count="1"><{p}border/></{p}borders>',
    "cellXfs": '<{p}cellXfs count="1"><{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></{p}cellXfs>',
}
"""Groups that a workbook may leave out, and what it then means."""


class Styles:
    """The styles of a workbook, and those that were added to them."""

    def __init__(self, package: Package, workbook: str, space: str, types: str) -> None:
        """Parameters: `package`; `workbook`, the name of its main part; `space`, its namespace; `types`, what
        the types of its relationships begin with.
        """
        found = [one.target for one in package.relations(workbook) if one.kind == "styles"]
        if found and package.has(found[0]):
            self._part = found[0]
        else:
            self._part = package.free("xl/styles{}.xml")
            package.write(self._part, EMPTY.format(space=space).encode())
            package.declare(self._part, TYPE)
            package.relate(workbook, f"{types}/styles", self._part)
        self._package = package
        self._data = _whole(package.read(self._part))
        self._root = parse(self._data)
        self._p = self._root.prefix
        self._xfs = self._group("cellXfs").children
        self._made: dict[tuple[int, Severity], int] = {}
        self._added: list[bytes] = []
        self._fonts: list[bytes] = []
        self._looks: dict[Look, int] = {}

    def _group(self, name: str) -> Element:
        group = self._root.child(name)
        if group is None or not group.children:
            raise Malformed(name)
        return group

    def marked(self, style: int, severity: Severity) -> int:
        """The style that is a cell's own with the fill of a severity. A number that no style has counts as
        the default.
        """
        key = (style if style < len(self._xfs) else 0, severity)
        if key not in self._made:
            fill = len(self._group("fills").children) + list(FILLS).index(severity)
            self._made[key] = self._add(self._clone(key[0], fill))
        return self._made[key]

    def look(self, look: Look) -> int:
        """A style of the sheet in front."""
        if look not in self._looks:
            self._looks[look] = self._add(self._of(look))
        return self._looks[look]

    def _add(self, xf: bytes) -> int:
        self._added.append(xf)
        return len(self._xfs) + len(self._added) - 1

    def _clone(self, style: int, fill: int) -> bytes:
        old = self._xfs[style]
        tag = self._data[old.start : old.open]
        body = self._data[old.open : old.end]
        return with_attributes(tag, {"fillId": str(fill), "applyFill": "1"}) + body

    def _of(self, look: Look) -> bytes:
        """Text is marked as text, so that a cell which is edited and left does not become a formula."""
        font, fill = 0, 0
        if look in ("bold", "title", "link"):
            font = len(self._group("fonts").children) + len(self._fonts)
            self._fonts.append(self._font(look))
        if look in FILLS:
            fill = len(self._group("fills").children) + list(FILLS).index(look)
        base = b' xfId="0"' if self._root.child("cellStyleXfs") else b""
        wrap = b"0" if look in ("title", "plain") else b"1"
        return (
            b'<%sxf numFmtId="%d" fontId="%d" fillId="%d" borderId="0"%s applyNumberFormat="1" applyFont="1" '
            b'applyFill="1" applyAlignment="1">'
            b'<%salignment horizontal="left" vertical="top" wrapText="%s"/></%sxf>'
        ) % (self._p, 1 if look == "number" else 49, font, fill, base, self._p, wrap, self._p)

    def _font(self, look: Look) -> bytes:
        """A font of the workbook's own face, so that the sheet looks as if it belonged to it."""
        face = self._group("fonts").children[0].child("name")
        name = escape(face.attributes.get("val", "") if face else "") or b"Calibri"
        p = self._p
        kind = b"<%su/>" % p if look == "link" else b"<%sb/>" % p
        colour = b'<%scolor rgb="FF0563C1"/>' % p if look == "link" else b""
        size = b"14" if look == "title" else b"11"
        return b'<%sfont>%s<%ssz val="%s"/>%s<%sname val="%s"/></%sfont>' % (
            p, kind, p, size, colour, p, name, p,
        )  # fmt: skip

    def save(self) -> None:
        """Write what was added."""
        p = self._p
        fills = [
            b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="%s"/><%sbgColor indexed="64"/>'
            b"</%spatternFill></%sfill>" % (p, p, p, colour.encode(), p, p, p)
            for colour in FILLS.values()
        ]
        added = {"fonts": self._fonts, "fills": fills, "cellXfs": self._added}
        made = Edits(self._data)
        for name, new in added.items():
            group = self._group(name)
            made.append(group, b"".join(new), count=str(len(group.children) + len(new)))
        self._package.write(self._part, made.made())


def _whole(data: bytes) -> bytes:
    """A stylesheet with the groups that it may leave out."""
    for name, least in LEAST.items():
        root = parse(data)
        if root.child(name) is None:
            made = Edits(data)
            new = least.format(p=root.prefix.decode()).encode()
            if root.open == root.end:
                made.append(root, new)
            else:
                made.put(place(root, name, ORDER), new)
            data = made.made()
    return data
