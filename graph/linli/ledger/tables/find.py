"""Finding every table of a sheet: below each other, beside each other, turned, or as forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.ledger.sheet import Sheet
from linli.ledger.tables import body, card
from linli.ledger.tables.body import Segment
from linli.ledger.tables.grid import Grid, Region
from linli.ledger.tables.heading import Head, heads, named
from linli.ledger.tables.lines import has_pair, is_data, is_footer, is_total, line, title
from linli.ledger.tables.table import Line, Table
from linli.ledger.tables.words import words

FORMS = 400
"""Rows of the longest region that may be a form or a turned table."""

DEPTH = 10
"""Rows among which the headings are looked for where none says anything that is known."""


def find_tables(sheet: Sheet) -> list[Table]:
    """Every table of a sheet, in the order of their first lines.

    Parameters: `sheet`, as read. Returns at least one table where anything stands on the sheet, be it only
    the likeliest; none for a sheet that explains a form.
    """
    if not sheet.cells.width or not sheet.cells.height:
        return []
    grid = Grid(sheet)
    if explains(sheet):
        return []
    found = _in_region(grid, grid.whole) or _likeliest(grid)
    if sheet.hidden:
        found = [replace(table, unseen=True) for table in found]
    return sorted(found, key=lambda table: (table.box[0], table.orientation != "card"))


def explains(sheet: Sheet) -> bool:
    """Whether a sheet tells how to fill a form in and is no ledger itself: 填写说明."""
    return words().explains(sheet.name)


def _in_region(grid: Grid, region: Region) -> list[Table]:
    bands = _bands(grid, region)
    if len(bands) > 1:
        found = [_in_band(grid, band) for band in bands]
        return [table for tables in found for table in _titled(tables, found[0])]
    return _in_band(grid, region)


def _titled(tables: list[Table], first: list[Table]) -> list[Table]:
    """Tables beside another one share its lines above, where they have none of their own."""
    if not first or tables is first or not first[0].above:
        return tables
    shared = first[0]
    return [
        table
        if table.above or (table.heads and table.heads[0] <= shared.above[-1].row)
        else replace(table, above=shared.above, title=shared.title, context=(*table.context, *shared.context))
        for table in tables
    ]


def _in_band(grid: Grid, region: Region) -> list[Table]:
    if region.bottom - region.top < FORMS:
        form = card.form(grid, region)
        if form and card.is_transposed(grid, region, form):
            return [card.transposed(grid, region, form)]
        if form:
            return card.cards(grid, region, form)
    found: list[Table] = []
    segments = _segments(grid, region)
    for segment in segments:
        parts = _parts(grid, segment, alone=len(segments) == 1)
        found += [body.table(grid, part) for part in parts]
    return found


def _bands(grid: Grid, region: Region) -> list[Region]:
    """A region cut at empty columns, where what stands on both sides has headings of its own."""
    blank = grid.blank_columns(region)
    pieces: list[Region] = []
    for c in region.columns:
        if c in blank:
            continue
        if pieces and pieces[-1].right == c - 1:
            pieces[-1] = replace(pieces[-1], right=c)
        else:
            pieces.append(replace(region, left=c, right=c))
    bands: list[Region] = []
    for piece in pieces:
        if bands and not _apart(grid, bands[-1], piece):
            bands[-1] = replace(bands[-1], right=piece.right)
        else:
            bands.append(piece)
    return bands


def _apart(grid: Grid, left: Region, right: Region) -> bool:
    """Whether two regions beside each other are two tables: headings in different rows, a heading that both
    have, or each a ledger in itself.
    """
    one, two = (next(iter(heads(grid, region)), None) for region in (left, right))
    if not one or not two:
        return False
    if one.last < two.first or two.last < one.first:
        return True
    if set(one.folded) & set(two.folded) & words().headings:
        return True
    return words().is_ledger(one.folded) and words().is_ledger(two.folded)


def _segments(grid: Grid, region: Region) -> list[Segment]:
    """Tables below each other. Headings that stand again under the same title, or none, go on with the
    table.
    """
    found: list[Segment] = []
    for head in heads(grid, region):
        if not found:
            above = [
                line(grid, row, region) for row in range(region.top, head.first) if grid.filled(row, region)
            ]
            found.append(Segment(region, head, (head.last + 1, region.bottom), tuple(above)))
            continue
        before = found[-1]
        lines = _above(grid, region, head, before.body[0])
        if head.folded == before.head.folded and _same_page(lines, before.above):
            rows = {*range(head.first, head.last + 1), *(one.row - 1 for one in lines)}
            found[-1] = replace(before, again=before.again | rows)
            continue
        start = lines[0].row - 1 if lines else head.first
        found[-1] = replace(before, body=(before.body[0], start - 1))
        found.append(Segment(region, head, (head.last + 1, region.bottom), tuple(lines)))
    return found


def _same_page(lines: Sequence[Line], above: Sequence[Line]) -> bool:
    """Whether the lines before repeated headings are those that stand above the first ones, or none."""
    if not lines:
        return True
    here, there = title(lines), title(above)
    return here is not None and there is not None and here.text == there.text


def _above(grid: Grid, region: Region, head: Head, floor: int) -> list[Line]:
    """The lines that belong to a table further down: from its headings up to a record, a footer or the blank
    line before them.
    """
    found: list[Line] = []
    for row in range(head.first - 1, floor - 1, -1):
        here = line(grid, row, region)
        if not here.cells:
            if found:
                break
            continue
        texts = [text for _, text in here.cells]
        spoken = all(has_pair(text) for text in texts)
        if is_total(texts[0]) or (is_footer(here) and not spoken) or not (len(texts) == 1 or spoken):
            break
        if len(texts) == 1 and not spoken and is_data(texts[0]) and len(texts[0]) < 12:
            break
        found.append(here)
    return found[::-1]


def _parts(grid: Grid, segment: Segment, alone: bool) -> list[Segment]:
    """A segment cut into tables beside each other: at empty columns, or where its headings repeat."""
    head = segment.head
    if not alone:
        box = replace(segment.region, top=head.first, bottom=segment.body[1])
        bands = _bands(grid, box)
        if len(bands) > 1:
            return [_cut(segment, band.left, band.right) for band in bands]
    columns = sorted(head.paths)
    size = _period(head.folded)
    if not size:
        return [segment]
    starts = [columns[i] for i in range(0, len(columns), size)]
    ends = [*(start - 1 for start in starts[1:]), segment.region.right]
    return [_cut(segment, left, right) for left, right in zip(starts, ends, strict=True)]


def _cut(segment: Segment, left: int, right: int) -> Segment:
    paths = {c: path for c, path in segment.head.paths.items() if left <= c <= right}
    region = replace(segment.region, left=left, right=right)
    return replace(segment, region=region, head=replace(segment.head, paths=paths))


def _period(headings: tuple[str, ...]) -> int:
    """After how many headings they begin again; 0 where they do not."""
    for size in range(2, len(headings) // 2 + 1):
        if len(headings) % size == 0 and headings == headings[:size] * (len(headings) // size):
            return size
    return 0


@dataclass(frozen=True)
class _Guess:
    row: int
    filled: int


def _likeliest(grid: Grid) -> list[Table]:
    """The table of a sheet on which no heading is known: under the fullest of the first rows that hold no
    data.
    """
    region = grid.whole
    rows = [row for row in range(min(grid.height, 4 * DEPTH)) if grid.filled(row, region)][:DEPTH]
    guesses = [
        _Guess(row, len(texts))
        for row in rows
        if (texts := [str(grid.cell(row, c)) for c in grid.filled(row, region)])
        and not any(map(is_data, texts))
    ]
    if not rows:
        return []
    best = max(guesses, key=lambda guess: (guess.filled, -guess.row), default=_Guess(rows[0], 0))
    head = named(grid, best.row, region)
    above = tuple(line(grid, row, region) for row in rows if row < best.row)
    return [body.table(grid, Segment(region, head, (best.row + 1, region.bottom), above))]
