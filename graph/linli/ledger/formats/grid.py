"""Tables of documents (docx, html, ods) as sheets: cells that reach over rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from linli.ledger.formats import frame, limits
from linli.ledger.formats.marks import Marks
from linli.ledger.sheet import Range, Sheet

LINES = 8
"""Lines of text kept above a table, and below the last: its title, its date, who filled it in."""


class Grid:
    """A table while it is read, cell by cell.

    Parameters: `file`, for messages.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._cells: dict[tuple[int, int], str] = {}
        self._until: dict[int, int] = {}  # column → last row that a cell above reaches down to
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.height = 0
        self.width = 0

    def free(self, row: int, column: int) -> int:
        """The first column from `column` on that no cell above reaches down into."""
        while self._until.get(column, -1) >= row:
            column += 1
        return column

    def put(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        """Set a cell that reaches over some rows and columns; a cell cannot reach further down than there are
        rows.

        Raises LedgerTooLarge where the table spreads too far.
        """
        self.height, self.width = max(self.height, row + 1), max(self.width, column + columns)
        limits.check_extent(self._file, self.height, self.width)
        if text:
            self._cells[row, column] = text
        if rows > 1:
            self._until.update(dict.fromkeys(range(column, column + columns), row + rows - 1))
        if rows > 1 or columns > 1:
            self.merged.append(Range(row, column, row + rows - 1, column + columns - 1))

    def rows(self) -> list[list[str | None]]:
        """The table's rows, all of one width."""
        return [
            [self._cells.get((row, column)) for column in range(self.width)] for row in range(self.height)
        ]

    def sheet(self, number: int, above: Sequence[str], below: Sequence[str] = ()) -> Sheet:
        """The table as a sheet, with the lines of text around it as rows of their own.

        Parameters: `number`, counted from 1 through the document; `above` and `below`, the lines.
        Returns a sheet called 表1; where lines stand above, its name says how many, since they are counted
        as rows: row 3 of 表2（上方2行文字计入行号） is the first row of the second table.
        """
        above = above[-LINES:]
        shift = len(above)
        rows: list[list[str | None]] = [[line] for line in above]
        rows += self.rows()
        rows += [[line] for line in below[:LINES]]
        marks = Marks(merged=self.merged, hidden_rows=self.hidden_rows)
        return Sheet(
            name=f"表{number}" + (f"（上方{shift}行文字计入行号）" if shift else ""),
            cells=frame.ragged(rows),
            merged=tuple(
                Range(one.top + shift, one.left, one.bottom + shift, one.right)
                for one in marks.merged_within(self.height, self.width)
            ),
            hidden_rows=frozenset(row + shift for row in self.hidden_rows),
        )
