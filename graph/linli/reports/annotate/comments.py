"""Notes on cells: the part that holds their texts, and the drawing that holds their boxes.

A box is written in VML, which Office itself often writes in a form that is no XML (an open `<br>`), so a
drawing that is there already is never parsed; ours are put in before its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from linli.reports.annotate.markup import Edits, Element, Malformed, escape, text, text_width
from linli.reports.annotate.package import Package
from linli.reports.annotate.sheet import Place, Sheet, address

AUTHOR = "linli"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
CLUSTER = 1024
"""Numbers of shapes come in clusters of so many; each drawing states which of them are its own."""

_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPETYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:80pt;margin-top:5pt;width:220pt;height:80pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_ROWS, _COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True)
class Talk:
    """What is written on the cells of a sheet already.

    part   the part of its notes, or None
    own    cells with a note
    alone  cells with a conversation (a threaded comment), which is left alone
    """

    part: str | None
    own: frozenset[str]
    alone: frozenset[str]


def talk(package: Package, sheet: str) -> Talk:
    """What is written on the cells of a sheet. Conversations show as notes of an author `tc=…` too."""
    part, own, alone = None, set(), set()
    for one in package.relations(sheet):
        if one.kind == "comments" and package.has(one.target):
            part = one.target
            root = package.parse(part)
            authors = [author.text for author in root.all("author")]
            for note in root.all("comment"):
                at = note.attributes.get("ref", "")
                author = int(note.attributes.get("authorId", "0"))
                own.add(at)
                if author < len(authors) and authors[author].startswith("tc="):
                    alone.add(at)
        elif one.kind == "threadedComment" and package.has(one.target):
            alone |= {c.attributes.get("ref", "") for c in package.parse(one.target).all("threadedComment")}
    return Talk(part, frozenset(own), frozenset(alone))


def write(
    package: Package, part: str, sheet: Sheet, there: Talk, notes: Mapping[Place, str], types: str
) -> None:
    """Put notes on cells: behind the text of a note that is there, else as new ones.

    Parameters: `package`; `part`, the sheet's name in it; `sheet`, which is told of a drawing that is made;
    `there`, what is written on it; `notes` by place, none on a cell of `there.alone`; `types`, what the types
    of the workbook's relationships begin with.
    """
    if there.part is None:
        name = package.free("xl/comments{}.xml")
        package.write(
            name,
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%s"><authors/>'
            b"<commentList/></comments>" % escape(sheet.space),
        )
        package.declare(name, TYPE)
        package.relate(part, f"{types}/comments", name)
    else:
        name = there.part
    package.write(name, _texts(package, name, notes))
    new = sorted(at for at in notes if address(at) not in there.own)
    if new:
        _boxes(package, part, sheet, {at: notes[at] for at in new}, types)


def _texts(package: Package, part: str, notes: Mapping[Place, str]) -> bytes:
    root = package.parse(part)
    authors, listed = root.child("authors"), root.child("commentList")
    if authors is None or listed is None:
        raise Malformed(part)
    made = Edits(package.read(part))
    old = {note.attributes.get("ref", ""): note for note in listed.children}
    p = root.prefix
    new: list[bytes] = []
    for at in sorted(notes):
        there = old.get(address(at))
        if there is None:
            new.append(
                b'<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>'
                % (p, address(at).encode(), len(authors.children), p, _run(p, notes[at]), p, p)
            )
        else:
            _append(made, there, p, notes[at])
    if new:
        made.append(authors, b"<%sauthor>%s</%sauthor>" % (p, AUTHOR.encode(), p))
        made.append(listed, b"".join(new))
    return made.made()


def _run(p: bytes, said: str) -> bytes:
    return (
        b'<%sr><%srPr><%ssz val="9"/><%scolor indexed="81"/></%srPr><%st xml:space="preserve">%s</%st></%sr>'
        % (p, p, p, p, p, p, text(said), p, p)
    )


def _append(made: Edits, note: Element, p: bytes, said: str) -> None:
    """Behind the last run of a note. Its text becomes a run too where it stands there as bare text, since a
    reader may look at one form alone.
    """
    body = note.child("text")
    if body is None:
        made.append(note, b"<%stext>%s</%stext>" % (p, _run(p, said), p))
        return
    run = _run(p, f"\n{AUTHOR}: {said}" if body.children else said)
    bare = body.child("t")
    if bare:
        made.put(bare.start, b"<%sr>" % p)
        made.put(bare.end, b"</%sr>" % p)
    texts = [child.end for child in body.children if child.name in ("t", "r")]
    if texts:
        made.put(max(texts), run)
    else:
        made.append(body, run)


def _boxes(package: Package, part: str, sheet: Sheet, notes: Mapping[Place, str], types: str) -> None:
    drawing = _drawing(package, part, sheet, types)
    data = package.read(drawing)
    # the first number of a cluster stands for the drawing itself
    clusters = _free_clusters(package, -(-len(notes) // (CLUSTER - 1)))
    shapes = [
        _SHAPE.format(
            id=clusters[index // (CLUSTER - 1)] * CLUSTER + 1 + index % (CLUSTER - 1),
            row=at[0] - 1,
            column=at[1] - 1,
            anchor=_anchor(at, said),
        )
        for index, (at, said) in enumerate(notes.items())
    ]
    if b"_x0000_t202" not in data:
        shapes.insert(0, _SHAPETYPE)
    end = data.rfind(b"</xml")
    if end < 0:
        raise Malformed(drawing)
    whole = data[:end] + "".join(_with_names(shape, data) for shape in shapes).encode() + data[end:]
    package.write(drawing, _claim(whole, clusters))


_NAMES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}


def _with_names(shape: str, drawing: bytes) -> str:
    """A shape that says what its prefixes stand for, where the drawing does not: openpyxl calls them ns0,
    ns1 and ns2.
    """
    said = {letter: f'xmlns:{letter}="{space}"' for letter, space in _NAMES.items()}
    missing = [name for name in said.values() if name.encode() not in drawing]
    head, space, rest = shape.partition(" ")
    return " ".join([head, *missing]) + space + rest


def _drawing(package: Package, part: str, sheet: Sheet, types: str) -> str:
    """The drawing that a sheet's boxes stand in; made where there is none."""
    named = sheet.root.child("legacyDrawing")
    if named is not None:
        wanted = next((v for key, v in named.attributes.items() if key.rpartition("}")[2] == "id"), "")
        for one in package.relations(part):
            if one.id == wanted and package.has(one.target):
                return one.target
        raise Malformed(f"{part}: legacyDrawing")
    name = package.free("xl/drawings/vmlDrawing{}.vml")
    package.write(name, _VML.encode())
    package.declare(name, VML_TYPE)
    relation = package.relate(part, f"{types}/vmlDrawing", name)
    sheet.add(
        "legacyDrawing",
        b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (sheet.root.prefix, escape(types), relation.encode()),
    )
    return name


_MAP = re.compile(rb"""(<[\w.-]+:idmap\b[^>]*?\bdata\s*=\s*)(["'])([^"']*)\2""")


def _free_clusters(package: Package, count: int) -> list[int]:
    """Clusters of shape numbers that no drawing of the workbook uses."""
    used = {0}
    for name in package.ending(".vml"):
        data = package.read(name)
        used |= {int(number) for found in _MAP.finditer(data) for number in re.findall(rb"\d+", found[3])}
        used |= {int(number) // CLUSTER for number in re.findall(rb"_x0000_s(\d+)", data)}
    free: list[int] = []
    number = 1
    while len(free) < count:
        if number not in used:
            free.append(number)
        number += 1
    return free


def _claim(data: bytes, clusters: list[int]) -> bytes:
    """A drawing that states which clusters are its own."""
    names = ",".join(map(str, clusters)).encode()

    def more(found: re.Match[bytes]) -> bytes:
        there = found[3].strip()
        return found[1] + found[2] + (there + b"," + names if there else names) + found[2]

    return _MAP.sub(more, data, count=1)


def _anchor(at: Place, said: str) -> str:
    """Where a box stands: to the right of its cell, as tall as its text needs, and inside the sheet."""
    lines = sum(1 + text_width(line) // 40 for line in said.split("\n"))
    row, column = at[0] - 1, at[1] - 1
    tall, wide = min(lines + 2, 30), 4
    left = column + 1 if column + 1 + wide < _COLUMNS else column - 1 - wide
    top = max(0, min(row - 1, _ROWS - 1 - tall))
    return f"{left}, 15, {top}, 4, {left + wide}, 15, {top + tall}, 4"
