"""What a ledger file may be at most, and the refusals that say so.

The limits are far above any ledger (a street has some hundred thousand residents) and below what brings a
machine with 4 GiB to its knees.
"""

from __future__ import annotations

from linli.errors import LedgerTooLarge, Said
from linli.ledger.sheet import letter

BYTES = 256 << 20
"""Bytes that a file may have, and each file in a zip."""

UNPACKED = 1 << 30
"""Bytes that a zip, or a workbook (which is one), may unpack to."""

RATIO = 300
"""Times that a zip may grow on unpacking, once it grows beyond `SMALL`. Sheets of blank formatted cells reach
about a hundred; a zip bomb a thousand."""

SMALL = 64 << 20

ENTRIES = 10_000
"""Entries that a zip may have."""

SHEETS = 2_000
"""Sheets that a file may have: one to a compound, in a large district."""

COLUMNS = 16_384
"""Columns that a sheet may have; Excel's own limit."""

CELLS = 25_000_000
"""Places that a sheet may have, blank ones among them."""

MEMORY = 4 << 30
"""Bytes of address space that the reading process may take."""

SECONDS = 300
"""Seconds of processor time that one file may take."""


def check_size(file: str, size: int) -> None:
    """Refuse a file of more bytes than any ledger has. Raises LedgerTooLarge."""
    if size > BYTES:
        raise LedgerTooLarge(file=file, limit=f"{BYTES >> 20} MiB", found=f"{size >> 20} MiB")


def check_extent(file: str, rows: int, columns: int) -> None:
    """Refuse a sheet that spreads over more places than can be laid out, naming its farthest corner.

    Raises LedgerTooLarge.
    """
    if columns > COLUMNS or rows * columns > CELLS:
        raise LedgerTooLarge(
            file=file,
            limit=Said("limit_places", {"count": CELLS, "columns": COLUMNS}),
            found=Said("found_places", {"count": rows * columns, "cell": f"{letter(columns - 1)}{rows}"}),
        )


def check_sheets(file: str, count: int) -> None:
    """Refuse a file of more sheets than any ledger has. Raises LedgerTooLarge."""
    if count > SHEETS:
        raise LedgerTooLarge(
            file=file,
            limit=Said("count_sheets", {"count": SHEETS}),
            found=Said("count_sheets", {"count": count}),
        )
