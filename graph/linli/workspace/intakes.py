"""Intakes: one per file handed in, append-only. A rebuild needs intakes, decisions and the key alone; the
file itself is not kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import TypeAdapter, ValidationError

from linli.errors import WorkspaceDamaged
from linli.ledger.recognise import Layout as Standing
from linli.ledger.tables.table import at
from linli.workspace.layout import Layout, space

Mode = Literal["replaces", "adds"]


@dataclass(frozen=True)
class Heading:
    """Where a ledger's column stands in the sheet.

    letter  a column's letter, a row's number (where a record is a column), or the address of one cell; "" for
            a value that was given by hand
    """

    letter: str
    heading: str


@dataclass(frozen=True)
class IntakeTable:
    """One table of a file.

    file, sha256   cells-<n>.parquet and its hash
    columns        ledger column → where it stands; dropped: columns that linli has no use for and did not
                   keep
    rows           rows read; ignored: reason → row numbers
    marks          `column:code` → row numbers, for numbers that looked wrong before they became tokens
    day            the day the ledger was true
    series, mode   the series it belongs to, and whether it replaces or adds to what came before in it
    area           the area all its rows lie in
    layout         how records stand: rows, columns, card; wide: a column a post (`post=` and a term's code);
                   counted: persons of whom only the number is kept
    codes          ledger column → what its cells say → what that means, by a footnote or the list of areas
    hidden         rows ("17") and columns ("C") that are hidden in the sheet and were read
    unseen         whether the sheet itself is hidden
    title          the line above it that names it
    shape          fingerprint of its headings, by which a mapping is remembered
    inside         the file's name inside a zip
    """

    sheet: str
    kind: str
    file: str
    sha256: str
    columns: dict[str, Heading]
    dropped: tuple[Heading, ...]
    rows: int
    ignored: dict[str, tuple[int, ...]]
    marks: dict[str, tuple[int, ...]]
    day: dt.date
    series: str
    mode: Mode
    area: str
    layout: Standing = "rows"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    title: str = ""
    shape: str = ""
    inside: str = ""
    unseen: bool = False

    @property
    def places(self) -> dict[str, str]:
        """Ledger column → where it stands."""
        return {name: heading.letter for name, heading in self.columns.items()}


@dataclass(frozen=True)
class Passed:
    """What stands in a file and was not taken in.

    lines     first and last line of the sheet; (0, 0) where the whole sheet or file was left out
    code      code of the reason, in messages/errors.yaml, or EXPLAINS; headings: as found there
    inside    the file's name inside a zip
    where     what the reason names, as `refusal.plain` writes it
    """

    sheet: str
    lines: tuple[int, int]
    code: str
    headings: str
    inside: str = ""
    where: dict[str, Any] = field(default_factory=dict)


EXPLAINS = "explains"
"""Reason for which a sheet that only says how to fill a form in was not taken in."""


@dataclass(frozen=True)
class Intake:
    """A file handed in: its name, the hash of the bytes received, when, by whom, its tables, and what in it
    was not taken in.
    """

    hash: str
    name: str
    sha256: str
    size: int
    received: dt.datetime
    by: str
    tables: tuple[IntakeTable, ...]
    passed: tuple[Passed, ...] = ()


_ADAPTER = TypeAdapter(Intake)


_LATER: dict[str, object] = {"passed": ()}
_LATER_TABLE: dict[str, object] = {
    "layout": "rows", "codes": {}, "hidden": (), "title": "", "shape": "", "inside": "", "unseen": False,
}  # fmt: skip
_LATER_PASSED: dict[str, object] = {"inside": "", "where": {}}
"""Fields that intakes did not always have, with what their absence means: an intake that has no other value
in them has the hash it always had.
"""


def _digest(intake: Intake) -> str:
    """Hash of all that an intake is, its cells among them."""
    plain = asdict(replace(intake, hash=""))
    tables = [(table, _LATER_TABLE) for table in plain["tables"]]
    passed = [(one, _LATER_PASSED) for one in plain["passed"]]
    for part, later in (*passed, *tables, (plain, _LATER)):
        for name in [name for name, value in later.items() if part[name] == value]:
            del part[name]
    return hashlib.sha256(
        json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode()
    ).hexdigest()[:32]


def store(layout: Layout, intake: Intake, cells: Sequence[pl.DataFrame]) -> Intake:
    """Keep an intake: all of it, or nothing.

    Parameters: `intake`, whose hashes are not filled in yet; `cells`, a frame for each of its tables.
    Returns it with its hashes. Raises DiskFull.
    """
    part = layout.sources / f".part-{os.getpid()}"
    shutil.rmtree(part, ignore_errors=True)
    with space(layout.root):
        part.mkdir()
        tables = []
        for table, frame in zip(intake.tables, cells, strict=True):
            frame.write_parquet(part / table.file, compression="zstd", compression_level=1)
            tables.append(replace(table, sha256=file_hash(part / table.file)))
        whole = replace(intake, tables=tuple(tables))
        whole = replace(whole, hash=_digest(whole))
        (part / "intake.json").write_bytes(_ADAPTER.dump_json(whole, indent=1))
        if (layout.sources / whole.hash).is_dir():
            shutil.rmtree(part)
        else:
            os.replace(part, layout.sources / whole.hash)
    return whole


def from_plain(plain: Mapping[str, Any]) -> Intake:
    """An intake from what its file says."""
    return _ADAPTER.validate_python(plain)


def address(places: Mapping[str, str], column: str, row: int) -> str:
    """The cell of a record's column; "" where the column is not in the sheet.

    Parameters: `places`, where the columns of the table stand (`IntakeTable.places`, `Source.columns`);
    `column`, the ledger's; `row`, as the table counts its records. The post of a table with a column a post
    stands in all of these.

    >>> address({"holder": "C", "body": "A1", "post=staff": "D", "post=secretary": "F"}, "post", 5)
    'D5:F5'
    """
    if column in places:
        return at(places[column], row) if places[column] else ""
    cells = [at(place, row) for name, place in places.items() if name.startswith(f"{column}=")]
    return f"{cells[0]}:{cells[-1]}" if len(cells) > 1 else "".join(cells)


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(layout: Layout) -> list[Intake]:
    """All intakes, in the order in which they were received.

    Raises WorkspaceDamaged for one that does not read or does not match its hash.
    """
    found = []
    for path in sorted(layout.sources.glob("*/intake.json")):
        if path.parent.name.startswith("."):
            continue
        try:
            intake = _ADAPTER.validate_json(path.read_bytes())
        except ValidationError as error:
            raise WorkspaceDamaged(
                file=f"sources/{path.parent.name}/intake.json", problem=str(error.error_count())
            ) from error
        if _digest(intake) != intake.hash or intake.hash != path.parent.name:
            raise WorkspaceDamaged(file=f"sources/{path.parent.name}/intake.json", problem="SHA-256")
        found.append(intake)
    return sorted(found, key=lambda intake: (intake.received, intake.hash))


def cells(layout: Layout, intake: Intake, table: IntakeTable) -> pl.DataFrame:
    """The cells of a table as kept. Raises WorkspaceDamaged where they are gone or altered."""
    path = layout.sources / intake.hash / table.file
    if not path.is_file() or file_hash(path) != table.sha256:
        raise WorkspaceDamaged(file=f"sources/{intake.hash}/{table.file}", problem="SHA-256")
    return pl.read_parquet(path, glob=False)


@dataclass(frozen=True)
class Chosen:
    """A table that counts on a day, with the day its series was first received."""

    intake: Intake
    table: IntakeTable
    since: dt.date


def choose(intakes: Iterable[Intake], known_on: dt.date | None) -> list[Chosen]:
    """The tables that count: of each series the newest that replaces, and all that were added to it.

    Parameters: `intakes`, in order of receipt; `known_on`, the last day of receipt that counts, or None for
    all. Newest is the latest ledger's date, then the latest receipt. A table added to a series counts from
    the date of the one it adds to.
    """
    received = [i for i in intakes if known_on is None or i.received.date() <= known_on]
    series: dict[str, list[tuple[Intake, IntakeTable]]] = {}
    for intake in received:
        for table in intake.tables:
            series.setdefault(table.series, []).append((intake, table))
    chosen = []
    for members in series.values():
        since = min(intake.received.date() for intake, _ in members)
        whole = [m for m in members if m[1].mode == "replaces"]
        newest = max(whole, key=lambda m: (m[1].day, m[0].received), default=None)
        kept = [m for m in members if m[1].mode == "adds" and (newest is None or m[1].day >= newest[1].day)]
        chosen += [Chosen(intake, table, since) for intake, table in ([newest] if newest else []) + kept]
    return sorted(chosen, key=lambda c: (c.intake.received, c.intake.hash, c.table.file))
