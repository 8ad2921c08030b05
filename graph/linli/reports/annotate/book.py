"""The list of sheets of a workbook, and a sheet put in front of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from linli.reports.annotate.markup import Edits, Element, Malformed, escape
from linli.reports.annotate.package import TYPES, Package

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LONGEST = 31
"""Characters that the name of a sheet may have."""


@dataclass(frozen=True)
class Book:
    """The main part of a workbook.

    part    its name in the package
    space   namespace of its elements: one of two, the transitional or the strict
    types   what the types of its relationships begin with, which is their attributes' namespace too
    sheets  part of each worksheet, by the sheet's name
    names   names of all sheets, charts among them
    """

    part: str
    space: str
    types: str
    sheets: dict[str, str]
    names: tuple[str, ...]


def read(package: Package) -> Book:
    """The main part of a workbook. Raises Malformed."""
    part = next((one.target for one in package.relations("") if one.kind == "officeDocument"), "")
    root = package.parse(part)
    listed = root.child("sheets")
    relations = {one.id: one for one in package.relations(part)}
    sheets: dict[str, str] = {}
    types = ""
    names = []
    for item in listed.children if listed else []:
        name = item.attributes.get("name", "")
        names.append(name)
        named = next((v for key, v in item.attributes.items() if key.endswith("/relationships}id")), "")
        one = relations.get(named)
        if one is not None and one.kind == "worksheet":
            sheets[name] = one.target
            types = one.type.rpartition("/")[0]
    if not sheets or root.name != "workbook":
        raise Malformed(f"{part}: sheets")
    return Book(part, root.space, types, sheets, tuple(names))


def ending(file: Path) -> str:
    """What the name of a workbook should end in, told by its content: .xlsx, .xlsm with macros, and ""
    for a file that is neither.
    """
    try:
        with Package(file) as package:
            main = read(package)
            types = {one.attributes.get("PartName"): one for one in package.parse(TYPES).children}
    except ValueError:
        return ""
    kind = types.get(f"/{main.part}")
    return ".xlsm" if kind and "macroEnabled" in kind.attributes.get("ContentType", "") else ".xlsx"


def free_name(wanted: str, taken: Collection[str]) -> str:
    """A name for a new sheet that no other has; spreadsheets do not tell capitals apart.

    >>> free_name("说明", ["台账"]), free_name("Notes", ["notes", "NOTES (2)"])
    ('说明', 'Notes (3)')
    """
    there = {name.casefold() for name in taken}
    number, name = 1, wanted[:LONGEST]
    while name.casefold() in there:
        number += 1
        end = f" ({number})"
        name = wanted[: LONGEST - len(end)] + end
    return name


def put_in_front(package: Package, book: Book, name: str, sheet: bytes) -> None:
    """Put a sheet in front of all others.

    Parameters: `package`; `book`; `name`, which no other sheet has; `sheet`, its XML. Names that belong to a
    sheet (print areas, filters) count sheets, as the active one does, so they are moved on by one.
    """
    part = package.free("xl/worksheets/sheet{}.xml")
    package.write(part, sheet)
    package.declare(part, TYPE)
    relation = package.relate(book.part, f"{book.types}/worksheet", part)
    root = package.parse(book.part)
    made = Edits(package.read(book.part))
    listed = root.child("sheets")
    assert listed is not None
    number = 1 + max(int(item.attributes.get("sheetId", "0")) for item in listed.children)
    made.put(
        listed.open,
        b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>'
        % (listed.prefix, escape(book.types), escape(name), number, relation.encode()),
    )
    for item in root.all("definedName"):
        if "localSheetId" in item.attributes:
            made.set(item, localSheetId=str(int(item.attributes["localSheetId"]) + 1))
    for view in root.all("workbookView"):
        # The tab that the sender left open stays the open one: its sheet says so too, and a second one would
        # be edited together with it. The row of tabs begins with ours.
        values = {"activeTab": str(int(view.attributes.get("activeTab", "0")) + 1)}
        if "firstSheet" in view.attributes:
            values["firstSheet"] = "0"
        made.set(view, **values)
    if root.child("bookViews") is None:
        _state_view(made, root, listed)
    package.write(book.part, made.made())
    _list_title(package, book, name)


def _state_view(made: Edits, root: Element, listed: Element) -> None:
    """A workbook that says nothing of its active tab means the first, which is another sheet now."""
    p = root.prefix
    made.put(listed.start, b'<%sbookViews><%sworkbookView activeTab="1"/></%sbookViews>' % (p, p, p))


def _list_title(package: Package, book: Book, name: str) -> None:
    """The list of sheets among the document's properties. It is for show, so one that is not as expected is
    left as it is.
    """
    part = next((one.target for one in package.relations("") if one.kind == "extended-properties"), "")
    if not package.has(part):
        return
    root = package.parse(part)
    pairs, titles = root.child("HeadingPairs"), root.child("TitlesOfParts")
    if pairs is None or titles is None or not pairs.children or not titles.children:
        return
    listed = titles.children[0]
    counts = list(pairs.children[0].all("i4"))
    at = 0
    for count in counts:
        size = int(count.text)
        if next(iter(book.sheets)) in [title.text for title in listed.children[at : at + size]]:
            made = Edits(package.read(part))
            made.replace(count.open, count.close, str(size + 1).encode())
            p = listed.children[at].prefix
            made.put(listed.children[at].start, b"<%slpstr>%s</%slpstr>" % (p, escape(name), p))
            made.set(listed, size=str(len(listed.children) + 1))
            package.write(part, made.made())
            return
        at += size
