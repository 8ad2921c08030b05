"""Runs without a graph, for tests of what becomes of findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from linli.audit.engine import Totals
from linli.audit.run import Area, RuleRun, Run, Wording
from linli.errors import LinliError
from linli.model.vocabulary import Label
from linli.queries.catalogue import ColumnSpec

DAY = dt.date(2025, 6, 30)
NOW = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SCHEMA = {
    **dict.fromkeys(("id", "subject", "place", "verdict"), pl.String),
    "certain": pl.Boolean,
    **dict.fromkeys(("name", "post"), pl.String),
    "since_min": pl.Date,
    "count": pl.Int64,
    "share": pl.Float64,
}
Row = Mapping[str, object]


def wording(rule: str, judges: str = "1", severity: str = "warning") -> Wording:
    """A rule's wording; its key is subject and post."""
    spec = ColumnSpec("name", "名称", "Name")
    text = Label(f"{rule}：{{name}}", f"{rule}: {{name}}")
    label = Label(rule, rule)
    columns = {"name": spec}
    return Wording(rule, 1, label, severity, label, text, text, label, columns, ("subject", "post"), judges)  # type: ignore[arg-type]


def fail(identity: str, place: str = "k1", **more: object) -> Row:
    """A finding's row."""
    plain = {"id": identity, "subject": f"s-{identity}", "place": place, "verdict": "fail", "certain": True}
    return {**plain, "name": identity, **more}


def doubt(identity: str, place: str = "k1", **more: object) -> Row:
    """A row that nobody can tell of."""
    return {**fail(identity, place, **more), "verdict": "unknown"}


def rule(
    name: str,
    rows: Iterable[Row] = (),
    *,
    judges: str = "1",
    severity: str = "warning",
    error: LinliError | None = None,
) -> RuleRun:
    """What a rule came to."""
    frame = pl.DataFrame(list(rows), schema=SCHEMA)
    failed = frame.filter(pl.col("verdict") == "fail").height
    return RuleRun(wording(name, judges, severity), Totals(10, 10 - failed, failed), frame, error)


CHAINS = {
    code: (
        Area(code, f"社区{code}", "community"),
        Area(code[0], f"街道{code[0]}", "street"),
        Area("c", "区", "county"),
    )
    for code in ("k1", "k2", "m1")
}
"""Communities k1 and k2 of street k, m1 of street m, all in county c."""


def run(
    *rules: RuleRun,
    number: int = 1,
    areas: Sequence[str] = ("c",),
    as_of: dt.date = DAY,
    at: dt.datetime | None = None,
) -> Run:
    """A run of some rules. Places are their own communities."""
    plain = Run(
        number,
        at or NOW + number * HOUR,
        "某人",
        "base",
        Label("各地通用", "Base"),
        "h",
        tuple(areas),
        as_of,
        "snapshot",
        {one.wording.rule: one for one in rules},
    )
    return replace(plain, place={code: code for code in CHAINS}, chains=CHAINS)
