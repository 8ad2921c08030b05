"""Ledgers as the API gives them, and what is said of files that are handed in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from linli.messages.catalogue import Lang, explain, say
from linli.model import ledger_kind
from linli.services.handing import Intake, IntakeTable, suggested
from linli.services.rejects import lines, part, why
from linli_api.asking import Plain
from linli_api.errors import unread
from linli_api.ledgers.keeping import Keeping, Mode
from linli_api.paging import Page
from linli_api.questions.schemas import Words

if TYPE_CHECKING:
    from linli.services.add import Added
    from linli.services.series import Later
    from linli.services.understand import Understood
    from linli.workspace.intakes import Passed


class Mapping(BaseModel):
    """What a table is, and which of its columns is what."""

    model_config = ConfigDict(extra="forbid")
    kind: str = Field(max_length=60, description="kind of ledger", examples=["posts"])
    columns: dict[str, str] = Field(
        default_factory=dict, description="heading → column of the ledger", examples=[{"姓名": "holder"}]
    )
    context: dict[str, str] = Field(default_factory=dict, description="column → the value of all records")
    drop: list[str] = Field(default_factory=list, description="headings to leave out")


class Said(BaseModel):
    """What is said of files that are handed in. Everything may be left for the files to say."""

    model_config = ConfigDict(extra="forbid")
    day: dt.date | None = Field(default=None, description="the day the ledgers were true")
    kind: str | None = Field(default=None, max_length=60, description="kind of ledger")
    by: str = Field(
        default="",
        max_length=100,
        description="office that issues them: a part of the series, so the same each time; not the user",
    )
    series: str | None = Field(default=None, max_length=200)
    mode: Mode | None = Field(
        default=None, description="replaces what came before in its series, or adds to it"
    )
    mapping: Mapping | None = Field(default=None, description="what every table is")
    confirmed: dict[str, Mapping] = Field(
        default_factory=dict,
        description="shape of a table → what it is, as confirmed; remembered for later files of the shape",
    )
    modes: dict[str, Mode] = Field(default_factory=dict, description="series → mode, as confirmed")
    likeliest: bool = Field(default=False, description="take what is unsure as it was understood, unasked")


class ColumnShown(BaseModel):
    """What a column was taken for."""

    address: str = Field(examples=["C3"])
    heading: str = Field(examples=["姓名"])
    column: str | None = Field(
        description="column of the ledger; null where it is left out", examples=["holder"]
    )
    label: str = Field(examples=["任职人"])
    score: float = Field(description="how sure, 0 to 1")
    why: str


class TableShown(BaseModel):
    """What a table was taken for."""

    file: str
    sheet: str
    first: int = Field(description="first line of the table")
    last: int
    rows: int
    kind: str | None = Field(description="kind of ledger; null where none fits")
    kind_text: str
    score: float | None
    runner_up: str | None = Field(description="the kind that fits next best")
    day: dt.date | None
    confirmed: bool = Field(description="whether somebody has said before what tables of its shape are")
    unsure: list[str] = Field(description="what is to be asked; taking in is refused until it is confirmed")
    shape: str = Field(description="its key in `confirmed`")
    mapping: Mapping | None = Field(description="the mapping that confirms what was understood")
    columns: list[ColumnShown]
    problem: str | None = Field(description="why it cannot be taken in as it is")


class PassedShown(BaseModel):
    """What stands in a file and is not taken in."""

    where: str
    lines: str
    code: str
    why: str


class LaterShown(BaseModel):
    """What a later table of a series changes."""

    series: str
    file: str
    before_file: str
    before: dt.date
    after: dt.date
    new: int
    altered: int
    gone: int
    same: int
    vanished: int = Field(description="holders who are gone without an end date")
    names: list[str] = Field(description="their names, as the caller may see them")


class Inspected(BaseModel):
    """What would become of files."""

    tables: list[TableShown]
    passed: list[PassedShown]
    keeping: list[Keeping] = Field(description="what would be kept, and in which series")
    known: list[str] = Field(description="files that were handed in before, by their bytes")
    changes: list[LaterShown]


class SourceTable(BaseModel):
    """A table that was handed in."""

    intake: str = Field(description="hash of the file as kept")
    file: str
    sheet: str
    kind: str
    kind_text: str
    day: dt.date
    series: str
    mode: Mode
    area: str
    rows: int
    counts: bool | None = Field(description="false: a later one of its series has replaced it")
    built: bool = Field(description="whether the snapshot in use was built with it")
    dropped: list[str] = Field(description="headings of columns that linli has no use for and did not keep")
    hidden: list[str] = Field(description="rows and columns that are hidden in the sheet and were read")
    received: dt.datetime
    by: str


class Sources(Page[SourceTable]):
    """Tables that were handed in, the newest first."""


class TakenShown(BaseModel):
    """What became of a file."""

    file: str
    known: bool = Field(description="whether it was there already")
    tables: list[SourceTable]
    passed: list[PassedShown]


class Taken(BaseModel):
    """What became of files. They count from the next build on."""

    files: list[TakenShown]


class ProblemRow(BaseModel):
    """A cell that something is wrong with."""

    severity: Literal["error", "untaken", "warning", "ignored"]
    code: str
    file: str
    sheet: str
    row: int
    address: str
    column: str
    value: str
    what: str
    do: str


class Rejects(Page[ProblemRow]):
    """What was wrong in the ledgers of the snapshot in use."""


class ConflictShown(BaseModel):
    """A property that ledgers state differently."""

    fact: str
    kind: str
    name: str
    column: str
    stands: str
    others: list[str]
    files: list[str]


class Conflicts(Page[ConflictShown]):
    """Where ledgers disagree."""


class CellShown(BaseModel):
    """A cell of a ledger."""

    file: str
    sheet: str
    address: str
    heading: str
    value: str


class Cells(BaseModel):
    """The cells that state something."""

    cells: list[CellShown]


class Changes(BaseModel):
    """What each later ledger of a series changed."""

    changes: list[LaterShown]


class KindColumn(BaseModel):
    """A column of a kind of ledger."""

    column: str = Field(examples=["holder"])
    label: Words
    required: bool


class KindShown(BaseModel):
    """A kind of ledger."""

    kind: str
    label: Words
    description: Words
    columns: list[KindColumn] = Field(description="what a heading may be mapped to")


class Kinds(BaseModel):
    """The kinds of ledger."""

    kinds: list[KindShown]


class Whole(BaseModel):
    """A statement that ledgers are whole, so that absence means there is none."""

    kinds: list[str] = Field(min_length=1, max_length=40, examples=[["organizations"]])
    area: str = Field(max_length=120, description="code of the area", examples=["990101001001"])
    day: dt.date


def kind(one: ledger_kind.LedgerKind) -> Plain:
    """A kind of ledger."""
    columns = [
        {"column": column.name, "label": vars(column.label), "required": column.required}
        for column in one.columns
    ]
    return {
        "kind": one.name,
        "label": vars(one.label),
        "description": vars(one.description),
        "columns": columns,
    }


def said(text: str) -> Said:
    """What was said of files, from the form's field. Raises ParameterWrong or ParameterUnknown, naming what
    does not read.
    """
    try:
        return Said.model_validate_json(text or "{}")
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "said"
        raise unread(first, "/ledgers", where, "…") from error


def table(one: Understood, lang: Lang) -> Plain:
    """What a table was taken for."""
    found = one.found
    shape, mapping = suggested(one)
    first, last = one.table.box
    return {
        "file": one.file,
        "sheet": one.table.sheet,
        "first": first,
        "last": last,
        "rows": one.table.records.height,
        "kind": found.kind.name if found else None,
        "kind_text": found.kind.label.text(lang) if found else "",
        "score": found.score if found else None,
        "runner_up": found.runner_up.name if found and found.runner_up else None,
        "day": found.day if found else None,
        "confirmed": one.confirmed,
        "unsure": list(found.unsure) if found else [],
        "shape": shape,
        "mapping": mapping,
        "columns": _columns(one, lang) if found else [],
        "problem": explain(one.error, lang).what if one.error else None,
    }


def _columns(one: Understood, lang: Lang) -> list[Plain]:
    found = one.found
    assert found
    labels = {column.name: column.label.text(lang) for column in found.kind.columns}
    told = [
        (one.table.fields[c.number].address, c.heading, c.column, c.score, c.reason) for c in found.choices
    ]
    told += [(c.address, c.value, c.column, c.score, c.reason) for c in found.context]
    return [
        {
            "address": address,
            "heading": heading,
            "column": column,
            "label": labels.get((column or "").partition("=")[0], ""),
            "score": score,
            "why": say(reason, lang),
        }
        for address, heading, column, score, reason in told
    ]


def passed(file: str, one: Passed, lang: Lang) -> Plain:
    """What was not taken in."""
    return {
        "where": part(one) or file,
        "lines": lines(one),
        "code": one.code,
        "why": why(file, one, lang)[0],
    }


def later(one: Later, names: list[str]) -> Plain:
    """What a later table changes."""
    return {
        "series": one.table.series,
        "file": one.file,
        "before_file": one.before_file,
        "before": one.before.day,
        "after": one.table.day,
        "new": len(one.change.new),
        "altered": one.change.altered.height,
        "gone": len(one.change.gone),
        "same": one.change.same,
        "vanished": len(one.vanished),
        "names": names,
    }


def source(intake: Intake, one: IntakeTable, counts: bool | None, built: bool, lang: Lang) -> Plain:
    """A table that was handed in."""
    return {
        "intake": intake.hash,
        "file": intake.name,
        "sheet": one.sheet,
        "kind": one.kind,
        "kind_text": ledger_kind.load()[one.kind].label.text(lang),
        "day": one.day,
        "series": one.series,
        "mode": one.mode,
        "area": one.area,
        "rows": one.rows,
        "counts": counts,
        "built": built,
        "dropped": [heading.heading for heading in one.dropped],
        "hidden": list(one.hidden),
        "received": intake.received.isoformat(),
        "by": intake.by,
    }


def taken(one: Added, lang: Lang) -> Plain:
    """What became of a file."""
    intake = one.intake
    return {
        "file": intake.name,
        "known": one.known,
        "tables": [source(intake, table, None, False, lang) for table in intake.tables],
        "passed": [passed(intake.name, left, lang) for left in intake.passed],
    }


def plainly(one: object) -> dict[str, Any]:
    """A record of a service as plain data."""
    return dict(vars(one))
