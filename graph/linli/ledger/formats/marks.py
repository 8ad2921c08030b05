"""What a sheet's file says beside its values."""

from __future__ import annotations

from dataclasses import dataclass, field

from linli.ledger.formats.display import Display
from linli.ledger.sheet import Range


@dataclass
class Marks:
    """Found in a sheet's own records; rows and columns counted from 0.

    merged          ranges of merged cells
    hidden_rows     rows, and
    hidden_columns  columns that are hidden, as first and last
    uncached        cells with a formula that has no result
    shown           cells that show more than their number → how
    texts           cells that hold an error → the error as shown, such as #N/A
    """

    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncached: list[tuple[int, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], Display] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)

    def columns_within(self, width: int) -> frozenset[int]:
        """The hidden columns among the first `width`: "all columns from here on" is hidden as one range.

        >>> sorted(Marks(hidden_columns=[(2, 16383)]).columns_within(4))
        [2, 3]
        """
        return frozenset(
            column
            for first, last in self.hidden_columns
            for column in range(max(first, 0), min(last + 1, width))
        )

    def merged_within(self, height: int, width: int) -> tuple[Range, ...]:
        """The merged ranges, cut to the sheet's extent; what is a single cell after that is none.

        >>> Marks(merged=[Range(0, 0, 0, 25), Range(9, 9, 9, 10)]).merged_within(5, 3)
        (Range(top=0, left=0, bottom=0, right=2),)
        """
        cut = (
            Range(one.top, one.left, min(one.bottom, height - 1), min(one.right, width - 1))
            for one in self.merged
            if one.top < height and one.left < width
        )
        return tuple(one for one in cut if (one.top, one.left) != (one.bottom, one.right))
