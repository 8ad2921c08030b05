"""A matrix: rows and columns with their headings, and in each cell a number, a word or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linli.reports.picture import blocks
from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Box, Line, Scene

TEXT, NUMBER, PAD, GAP = 17.0, 22.0, 5.0, 4.0
NARROWEST, WIDEST, HEADS, TALLEST = 58.0, 130.0, 230.0, 84.0


@dataclass(frozen=True)
class Head:
    """A row or column."""

    id: str
    name: str


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, how it looks, what is said of it when it is pointed at."""

    text: str
    role: str = "cell"
    hint: str = ""


def scene(
    title: str,
    rows: Sequence[Head],
    columns: Sequence[Head],
    cells: Sequence[Sequence[Cell | None]],
    room: tuple[float, float],
) -> Scene:
    """The picture of a matrix.

    Parameters: `cells`, row by row, None where nothing is drawn; `room`, the width and height to fill, which
    it may go beyond where there are many rows or columns.
    """
    heads = min(max((width(row.name, TEXT) for row in rows), default=0.0) + 2 * PAD, HEADS)
    wide = (room[0] - heads) / max(len(columns), 1) - GAP
    wide = min(max(wide, NARROWEST), WIDEST)
    wide = max(wide, *(width(cell.text, NUMBER) + 2 * PAD for row in cells for cell in row if cell), 0.0)
    over = [_head(column.name, wide, 4) for column in columns]
    top = max((blocks.height(said, PAD) for said in over), default=0.0)
    boxes = [
        Box(
            f"column.{column.id}",
            "heading",
            Rect(heads + GAP + n * (wide + GAP), 0, wide, top),
            said,
            column.name,
            pad=PAD,
            align="middle",
        )
        for n, (column, said) in enumerate(zip(columns, over, strict=True))
    ]
    tall = min((room[1] - top) / max(len(rows), 1) - GAP, TALLEST)
    y = top + GAP
    for row, line in zip(rows, cells, strict=True):
        said = _head(row.name, heads, 3)
        high = max(blocks.height(said, PAD), NUMBER * LINE + 2 * PAD, tall)
        place = Rect(0, y, heads, high)
        boxes.append(Box(f"row.{row.id}", "heading", _middle(place, said), said, row.name, pad=PAD))
        for n, (column, cell) in enumerate(zip(columns, line, strict=True)):
            if cell is not None:
                at = Rect(heads + GAP + n * (wide + GAP), y, wide, high)
                text = [Line(cell.text, NUMBER, strong=cell.role != "cell")] if cell.text else []
                hint = cell.hint or f"{row.name} × {column.name} {cell.text}".strip()
                name = f"{row.id}×{column.id}"
                boxes.append(Box(name, cell.role, at, text, hint, pad=PAD, align="middle"))
        y += high + GAP
    across = heads + len(columns) * (wide + GAP)
    return Scene(max(across, heads), max(y - GAP, 1.0), title, (), boxes, (), ())


def _middle(place: Rect, said: Sequence[Line]) -> Rect:
    """The part of a row in which its heading stands at half height."""
    high = min(blocks.height(said, PAD), place.height)
    return Rect(place.x, place.middle - high / 2, place.width, high)


def _head(name: str, room: float, most: int) -> list[Line]:
    return [Line(part, TEXT) for part in wrap(name, TEXT, room - 2 * PAD, most)]
