"""Cards: forms in which label and value stand side by side, one record to a form, with small tables inside;
and transposed tables, which look alike but have several values to a label.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import polars as pl

from linli.ledger.sheet import letter
from linli.ledger.tables import body
from linli.ledger.tables.body import Segment
from linli.ledger.tables.grid import Grid, Region
from linli.ledger.tables.heading import heads, is_head
from linli.ledger.tables.lines import (
    has_pair,
    is_about_form,
    is_data,
    is_footer,
    legends,
    line,
    pairs,
    plain_title,
    title,
)
from linli.ledger.tables.table import SKIPPED, Field, Line, Pair, Table
from linli.ledger.tables.words import bare, words

FEWEST = 3
"""Labels below each other that make a form."""


@dataclass(frozen=True)
class Token:
    """A cell of a form as read: its first and last column, its text."""

    left: int
    right: int
    text: str

    @property
    def label(self) -> bool:
        """Whether it says what a heading says."""
        return words().is_heading(self.text) and not is_data(self.text)

    @property
    def inline(self) -> Pair | None:
        """Label and value, where both stand in this cell and the label is one that is known."""
        here = pairs([Line(1, (("", self.text),))])
        return here[0] if len(here) == 1 and words().is_heading(here[0].label) else None


def tokens(grid: Grid, row: int, region: Region) -> list[Token]:
    """The cells of a row that hold something of their own."""
    merges, cells = grid.merges(row), grid.line(row, full=False)
    return [Token(c, merges[c].right if c in merges else c, str(cells[c])) for c in grid.filled(row, region)]


@dataclass(frozen=True)
class Form:
    """Where labels stand: their columns, the first row with one and the last."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]


def form(grid: Grid, region: Region) -> Form | None:
    """Where the labels of a form stand; None where the region is none."""
    found: dict[int, dict[int, str]] = {}
    head = next(iter(heads(grid, region)), None)
    for row in region.rows:
        if head and row == head.first and not found:
            return None
        if is_head(grid, row, region):
            continue
        here = tokens(grid, row, region)
        for place, token in enumerate(here):
            if is_about_form(token.text):
                continue
            after = here[place + 1] if place + 1 < len(here) else None
            value = after is None or after.left > token.right + 1 or not after.label
            if (token.label and value and not (place and here[place - 1].label)) or token.inline:
                found.setdefault(token.left, {})[row] = bare(token.text)
    best = max(found.values(), key=lambda rows: len(set(rows.values())), default={})
    before = {label for row, label in best.items() if not head or row < head.first}
    if len(before) < FEWEST:
        return None
    rows = sorted({row for rows in found.values() for row in rows})
    between = [row for row in range(rows[0], rows[-1] + 1) if grid.filled(row, region)]
    columns = tuple(sorted(c for c, rows in found.items() if len(rows) > 1 or len(best) < 6))
    return Form(columns, tuple(rows)) if len(best) >= 0.3 * len(between) else None


def is_transposed(grid: Grid, region: Region, where: Form) -> bool:
    """Whether the labels stand in one column and have several values each, so that a record is a column."""
    if len(where.columns) != 1:
        return False
    (column,) = where.columns
    counts = [0] * (region.right + 1)
    for row in where.rows:
        for c in grid.filled(row, region):
            counts[c] += c > column
    return sum(2 * count >= len(where.rows) for count in counts) >= 2


def transposed(grid: Grid, region: Region, where: Form) -> Table:
    """The table whose records are columns."""
    (column,) = where.columns
    top, bottom = where.rows[0], where.rows[-1]
    side = grid.filled(top - 1, region) if top > region.top else []
    if len([c for c in side if c > column]) >= 2:  # the row that names the records
        top -= 1
    while (
        bottom < region.bottom and len(grid.filled(bottom + 1, region)) >= 2 and grid.cell(bottom + 1, column)
    ):
        bottom += 1
    grouped = column > region.left and any(grid.cell(row, column - 1) for row in range(top, bottom + 1))
    left = column - 1 if grouped else column
    box = Region(top, left, bottom, region.right)
    turned = grid.turned(box)
    head = body.turned_head(turned, 1 if grouped else 0)
    found = body.table(turned, Segment(turned.whole, head, (head.last + 1, turned.height - 1), ()))
    fields = tuple(
        Field(one.path, f"{letter(column)}{top + number + 1}", str(top + number + 1))
        for one, number in ((one, _number(one.where)) for one in found.fields)
    )
    above = tuple(line(grid, row, region) for row in range(region.top, top) if grid.filled(row, region))
    below = tuple(
        line(grid, row, region) for row in range(bottom + 1, region.bottom + 1) if grid.filled(row, region)
    )
    shift = pl.col("row") + left
    return replace(
        _around(found, above, below),
        orientation="columns",
        sections=(),
        fields=fields,
        records=found.records.with_columns(shift),
        skipped=found.skipped.with_columns(shift),
        shared={n: tuple(row + left for row in rows) for n, rows in found.shared.items()},
        heads=tuple(range(top + 1, bottom + 2)),
        hidden=_hidden(grid, box),
        box=(above[0].row if above else top + 1, below[-1].row if below else bottom + 1),
    )


def _number(where: str) -> int:
    number = 0
    for character in where:
        number = number * 26 + ord(character) - 64
    return number - 1


def _around(table: Table, above: tuple[Line, ...], below: tuple[Line, ...]) -> Table:
    named = title(above)
    return replace(
        table,
        above=above,
        below=below,
        title=plain_title(named.text) if named else "",
        context=tuple(pairs(above) + pairs(below)),
        legends=tuple(legends((*above, *below))),
    )


def _hidden(grid: Grid, box: Region) -> tuple[str, ...]:
    rows = [str(r + 1) for r in sorted(grid.sheet.hidden_rows) if r in box.rows]
    return (*rows, *(letter(c) for c in sorted(grid.sheet.hidden_columns) if c in box.columns))


@dataclass
class _Card:
    """A card being read."""

    above: list[Line]
    fields: list[Field] = field(default_factory=list)
    values: list[str | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    inner: list[Segment] = field(default_factory=list)


def cards(grid: Grid, region: Region, where: Form) -> list[Table]:
    """The cards of a region, one after the other, each followed by the tables inside it."""
    first = where.rows[0]
    start = [line(grid, row, region) for row in range(region.top, first) if grid.filled(row, region)]
    read = [_Card(start)]
    loose: list[Line] = []
    row = first
    while row <= region.bottom:
        here = tokens(grid, row, region)
        if here and is_head(grid, row, region):
            inner = _inner(grid, row, region, where, tuple(loose))
            read[-1].inner.append(inner)
            loose, row = [], inner.body[1] + 1
            continue
        made = _fields(grid, row, here, where) if row <= where.rows[-1] else []
        if made:
            if read[-1].fields and bare(made[0][0].heading) == bare(read[-1].fields[0].heading):
                read.append(_Card(loose))
            read[-1].fields += [one for one, _ in made]
            read[-1].values += [value for _, value in made]
            read[-1].lines.append(row + 1)
            read[-1].below += [] if read[-1].above is loose else loose
            loose = []
        elif here:
            loose.append(line(grid, row, region))
        row += 1
    read[-1].below += loose
    return [table for one in read for table in _tables(grid, region, one)]


def _tables(grid: Grid, region: Region, one: _Card) -> list[Table]:
    frame = pl.DataFrame(
        {"row": pl.Series([1], dtype=pl.UInt32)}
        | {f"f{i}": pl.Series([value], dtype=pl.String) for i, value in enumerate(one.values)}
    )
    top = min([*one.lines, *(line.row for line in one.above)])
    bottom = max([*one.lines, *(line.row for line in one.below)])
    table = Table(
        sheet=grid.sheet.name, orientation="card", fields=tuple(one.fields), records=frame, skipped=SKIPPED,
        heads=tuple(one.lines),
        hidden=_hidden(grid, replace(region, top=one.lines[0] - 1, bottom=bottom - 1)),
        box=(top, bottom), inside=grid.sheet.inside,
    )  # fmt: skip
    table = _around(table, tuple(one.above), tuple(one.below))
    said = [
        Pair(bare(label.path[-1]), value, label.where)
        for label, value in zip(one.fields, one.values, strict=True)
        if value and label.path
    ]
    inner = [body.table(grid, segment) for segment in one.inner]
    around = (*said, *table.context)
    return [table, *(_inside(each, table, around) for each in inner)]


def _inside(inner: Table, card: Table, said: tuple[Pair, ...]) -> Table:
    """A table inside a card, of which holds what the card says."""
    return replace(
        inner,
        above=(*card.above, *inner.above),
        title=inner.title or card.title,
        context=(*inner.context, *said),
        inner=True,
    )


def _fields(grid: Grid, row: int, here: list[Token], where: Form) -> list[tuple[Field, str | None]]:
    """Labels of a row with their values; what stands alone has no label."""
    if not any(token.label or token.inline or token.left in where.columns for token in here):
        return []
    made: list[tuple[Field, str | None]] = []
    group = _group(grid, row, here)
    place = 1 if group and here and here[0].text == group else 0
    while place < len(here):
        token = here[place]
        after = here[place + 1] if place + 1 < len(here) else None
        close = after is not None and after.left == token.right + 1
        pair = token.inline
        place += 1
        if pair and not token.label:
            cell = f"{letter(token.left)}{row + 1}"
            made.append((Field(_path(group, pair.label), cell, cell), pair.value))
        elif token.label or (token.left in where.columns and close and not is_data(token.text)):
            stray = after is not None and token.left in where.columns and after.left not in where.columns
            value = after if after and close and (stray or not after.label) else None
            label = f"{letter(token.left)}{row + 1}"
            spot = f"{letter(token.right + 1)}{row + 1}"
            text = value.text if value else _merged_beside(grid, row, token)
            made.append((Field(_path(group, token.text), label, spot), text))
            place += value is not None
        else:
            cell = f"{letter(token.left)}{row + 1}"
            made.append((Field((), cell, cell), token.text))
    return made if any(one.path for one, _ in made) else []


def _path(group: str | None, label: str) -> tuple[str, ...]:
    plain = " ".join(label.split()).rstrip(":：")
    return (group, plain) if group else (plain,)


def _group(grid: Grid, row: int, here: list[Token]) -> str | None:
    """The word along the side that several rows of a card stand beside."""
    for column, one in sorted(grid.merges(row).items()):
        text = grid.cell(one.top, one.left)
        if (
            one.bottom > one.top
            and text
            and (not here or column <= here[0].left)
            and not words().is_heading(text)
        ):
            return text
    return None


def _merged_beside(grid: Grid, row: int, token: Token) -> str | None:
    """The value of a merged cell that begins further up and reaches down beside a label."""
    one = grid.merges(row).get(token.right + 1)
    return grid.cell(row, token.right + 1) if one and one.top < row else None


def _inner(grid: Grid, row: int, region: Region, where: Form, above: tuple[Line, ...]) -> Segment:
    """A small table inside a card: from its headings to the next label, blank row, headings or footer."""
    head = next(one for one in heads(grid, replace(region, top=row)) if one.first <= row <= one.last)
    last = head.last
    while last < region.bottom:
        below = tokens(grid, last + 1, region)
        spoken = any(
            token.label or token.inline
            for place, token in enumerate(below)
            if token.left in where.columns and not (place and below[place - 1].label)
        )
        if not below or spoken or is_head(grid, last + 1, region) or has_pair(below[0].text):
            break
        if is_footer(line(grid, last + 1, region)):
            break
        last += 1
    return Segment(region, head, (head.last + 1, last), above)
