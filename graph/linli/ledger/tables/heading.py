"""Rows of headings: which rows they are, in one, two or three levels, and what each column is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linli.ledger.tables.grid import HOLDER, Grid, Region
from linli.ledger.tables.lines import has_pair, is_data, is_filling, is_total
from linli.ledger.tables.words import bare, fold, words


@dataclass(frozen=True)
class Head:
    """The rows that headings take up, and each column's path of headings, the outermost first."""

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]

    @property
    def folded(self) -> tuple[str, ...]:
        """The headings folded, in their order."""
        return tuple(fold("".join(path)) for _, path in sorted(self.paths.items()))


def heads(grid: Grid, region: Region) -> list[Head]:
    """All heads of a region, from the top down; those that only repeat an earlier one among them."""
    found: list[Head] = []
    for row in grid.candidates(region):
        if found and row <= found[-1].last:
            continue
        if is_head(grid, row, region):
            floor = found[-1].last + 1 if found else region.top
            found.append(_levels(grid, row, region, floor))
    return found


def named(grid: Grid, row: int, region: Region) -> Head:
    """The head that a row is by itself, whatever it says."""
    return Head(row, row, paths(grid, range(row, row + 1), region))


def is_head(grid: Grid, row: int, region: Region) -> bool:
    """Whether a row is one of headings: enough of its cells say what headings say, they stand side by side,
    and none holds what only records hold.
    """
    line = grid.line(row, full=False)
    filled = grid.filled(row, region)
    if len(filled) < 2:
        return False
    texts = [str(line[c]) for c in filled]
    known = sum(map(words().is_heading, texts))
    holder = any(fold(text) in HOLDER for text in texts)
    known += sum(words().is_post(text) and not words().is_heading(text) for text in texts) if holder else 0
    if known < 2 or sum(map(is_data, texts)) > 0.3 * len(texts) or any(map(_speaks, texts)):
        return False
    beside = _beside(grid, row, region, filled)
    return (known >= 0.6 * len(filled) and beside >= 0.5) or (
        known >= 0.3 * len(filled) and beside >= 0.8 and known >= 3
    )


def _speaks(text: str) -> bool:
    return has_pair(text) and not words().is_heading(text)


def _beside(grid: Grid, row: int, region: Region, filled: Sequence[int]) -> float:
    """The share of a row's cells that another stands right beside, merged cells counted as one."""
    merges = grid.merges(row)
    ends = {c: merges[c].right if c in merges else c for c in filled}
    starts = {merges[c].left if c in merges else c for c in region.columns if grid.cell(row, c) is not None}
    close = [c for c in filled[:-1] if ends[c] + 1 in starts]
    return len(close) / max(len(filled) - 1, 1)


def _levels(grid: Grid, row: int, region: Region, floor: int) -> Head:
    """The head that a row belongs to: with the row of groups above it and the row of details below it."""
    first = last = row
    if row - 1 >= floor and _is_parent(grid, row - 1, row, region):
        first = row - 1
    while last + 1 <= min(region.bottom, row + 2) and _is_child(grid, last, last + 1, region):
        last += 1
    return Head(first, last, paths(grid, range(first, last + 1), region))


def _groups(grid: Grid, row: int, below: int, region: Region) -> bool | None:
    """Whether the cells of a row are groups over those of the row below: True where at least one spans
    several, None where one cannot be a group.
    """
    spans = False
    merges = grid.merges(row)
    upper, lower = grid.line(row, full=False), grid.line(below, full=False)
    for c in grid.filled(row, region):
        one = merges.get(c)
        if one and one.bottom >= below:
            continue
        right = one.right if one else c
        while (
            not one
            and right + 1 <= region.right
            and upper[right + 1] is None
            and lower[right + 1] is not None
        ):
            right += 1
        under = [x for x in range(c, min(right, region.right) + 1) if lower[x] is not None]
        if right > c and len(under) >= 2:
            spans = True
        elif under:
            return None
    return spans


def _is_parent(grid: Grid, row: int, head: int, region: Region) -> bool:
    line = grid.line(row, full=False)
    texts = [str(line[c]) for c in grid.filled(row, region)]
    if not texts or any(is_data(text) or has_pair(text) or is_total(text) for text in texts):
        return False
    if len(texts) == 1:
        c = grid.filled(row, region)[0]
        one = grid.merges(row).get(c)
        others = [x for x in grid.filled(head, region) if not one or not one.left <= x <= one.right]
        if one is None or not others or one.bottom >= head:
            return False
    return _groups(grid, row, head, region) is True


def _is_child(grid: Grid, head: int, row: int, region: Region) -> bool:
    line = grid.line(row, full=False)
    filled = grid.filled(row, region)
    texts = [str(line[c]) for c in filled]
    if (
        not texts
        or any(map(is_data, texts))
        or is_filling(texts, len(region.columns))
        or any(map(has_pair, texts))
    ):
        return False
    if any(words().is_heading(text) for text in texts) is False and not _under_merges(grid, head, filled):
        return False
    merges = grid.merges(head)
    through = {c for c, one in merges.items() if one.bottom >= row}
    alone = [
        c
        for c in grid.filled(head, region)
        if line[c] is not None and c not in through and not _wide(grid, head, c, region)
    ]
    return not alone and _groups(grid, head, row, region) is True


def _under_merges(grid: Grid, head: int, filled: Sequence[int]) -> bool:
    """Whether each of the cells stands under a heading that is merged over several columns of its own row."""
    merges = grid.merges(head)
    return all(c in merges and merges[c].right > merges[c].left and merges[c].bottom == head for c in filled)


def _wide(grid: Grid, row: int, column: int, region: Region) -> bool:
    one = grid.merges(row).get(column)
    if one:
        return one.right > one.left
    return column < region.right and grid.line(row, full=False)[column + 1] is None


def paths(grid: Grid, rows: range, region: Region) -> dict[int, tuple[str, ...]]:
    """Each column's headings in some rows, from the outermost in; a group's word counts for the blank cells
    to its right that have a heading of their own below.
    """
    found: dict[int, list[str]] = {c: [] for c in region.columns}
    for row in rows:
        group: str | None = None
        for c in region.columns:
            text = grid.cell(row, c)
            if text is not None:
                group = text if row < rows[-1] else None
            elif group is not None and any(
                grid.cell(lower, c) is not None for lower in range(row + 1, rows[-1] + 1)
            ):
                text = group
            if text is not None and [bare(text)] != [bare(one) for one in found[c][-1:]]:
                found[c].append(" ".join(text.split()))
    return {c: tuple(path) for c, path in found.items() if path}
