"""What linli makes of files before anything is kept: each table, what it was taken for, how surely, and why
not where it was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from linli.errors import HeadingMissing, HeadingTwice, LedgerError, LedgerUnknown
from linli.ledger.mapping import LedgerMapping, fingerprint
from linli.ledger.recognise import Recognised, demand, recognise
from linli.ledger.sheet import Sheet
from linli.ledger.tables import Table, find_tables
from linli.model import ledger_kind
from linli.model.types import column_type
from linli.model.types.name import key


@dataclass(frozen=True)
class Mappings:
    """What tables are, as somebody said: one mapping for every table, or one for each shape."""

    every: LedgerMapping | None = None
    by_shape: Mapping[str, LedgerMapping] = field(default_factory=dict)

    def of(self, table: Table) -> LedgerMapping | None:
        """The mapping of a table."""
        return self.every or self.by_shape.get(fingerprint(table))


@dataclass(frozen=True)
class Understood:
    """A table of a file.

    file       the file's name, for messages
    found      what it was taken for, or None where no kind of ledger fits
    error      why it cannot be taken in as it is, or None
    confirmed  whether somebody said what it is
    """

    file: str
    table: Table
    found: Recognised | None
    error: LedgerError | None
    confirmed: bool = False


def understand(
    file: str,
    sheets: Sequence[Sheet],
    kind: str | None = None,
    mappings: Mappings | None = None,
    areas: Mapping[str, str] | None = None,
) -> list[Understood]:
    """Every table of a file, in the order of its sheets, with what it was taken for.

    Parameters: `file`, its name; `sheets`, as read; `kind`, the only kind that its tables may be; `mappings`,
    given by hand or remembered; `areas`, name keys of known areas → codes.
    """
    return [
        _understood(file, table, kind, mappings or Mappings(), areas or {})
        for sheet in sheets
        for table in find_tables(sheet)
    ]


def again(one: Understood, areas: Mapping[str, str], mappings: Mappings) -> Understood:
    """A table understood once more, now that more areas are known."""
    if one.found is None or "area" not in one.found.missing:
        return one
    return _understood(one.file, one.table, one.found.kind.name, mappings, areas)


def _understood(
    file: str, table: Table, kind: str | None, mappings: Mappings, areas: Mapping[str, str]
) -> Understood:
    given = mappings.of(table)
    try:
        found = recognise(table, file, kind, given, areas)
    except LedgerUnknown as error:
        return Understood(file, table, None, error)
    try:
        demand(found, table, file)
    except (HeadingMissing, HeadingTwice) as error:
        return Understood(file, table, found, error)
    return Understood(file, table, found, None, given is not None)


def refused(understood: Sequence[Understood], file: str, sheets: Sequence[Sheet]) -> LedgerError | None:
    """Why a file is refused, or None: a ledger in it lacks a heading, or nothing in it is a ledger.

    A table inside a card is not a reason: the card stands without it, and it is named among what was left.
    """
    errors = [one.error for one in understood if one.error]
    serious = [one.error for one in understood if one.error and one.found and not one.table.inner]
    if serious:
        return serious[0]
    if any(one.error is None for one in understood):
        return None
    labels = "、".join(one.label.zh for one in ledger_kind.load().values())
    names = "、".join(sheet.name for sheet in sheets)
    return errors[0] if errors else LedgerUnknown(file=file, sheet=names, headings="", kinds=labels)


def area_names(frames: Iterable[pl.DataFrame]) -> dict[str, str]:
    """Name keys of areas → codes, from ledgers of areas (`name` and `code`); a name that two areas have names
    neither.
    """
    found: dict[str, set[str]] = {}
    for frame in frames:
        codes = column_type("area_code").clean(frame["code"]).values[""]
        for name, code in zip(key(frame["name"]), codes, strict=True):
            if name and code:
                found.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def named_areas(understood: Sequence[Understood]) -> list[pl.DataFrame]:
    """The names and codes of areas that tables hold."""
    return [
        one.table.records.select(
            pl.col(f"f{one.found.columns['name']}").alias("name"),
            pl.col(f"f{one.found.columns['code']}").alias("code"),
        )
        for one in understood
        if one.error is None and one.found and one.found.kind.name == "areas"
    ]
