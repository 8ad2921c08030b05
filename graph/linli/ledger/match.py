"""Which column of a table is what: by its heading, by what stands in it, or by both. Each choice has a score
from 0 to 1 and the code of its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from linli.ledger.context import names_a_body
from linli.ledger.tables.table import Field, Table
from linli.ledger.tables.words import bare, fold, words
from linli.model import ledger_kind
from linli.model.ledger_kind import LedgerColumn, LedgerKind
from linli.model.types import column_type, empty, secret_type

SAMPLE = 40
"""Records that are looked at."""

LEAST = 0.5
"""Score below which a heading is not taken for a column."""


@dataclass(frozen=True)
class Fit:
    """A field that may be a ledger column."""

    field: int
    column: str
    score: float
    reason: str


@dataclass(frozen=True)
class Sample:
    """Some values of a field, without blanks. Kept no longer than a table is looked at: it may hold numbers
    of persons.
    """

    values: pl.Series
    _known: dict[tuple[str, str | None], float | None] = field(default_factory=dict)

    def reads_as(self, kind: str, vocabulary: str | None) -> float | None:
        """The share of the values that a type reads; None where that tells nothing."""
        if (kind, vocabulary) not in self._known:
            telling = kind not in ("text", "name", "document") and len(self.values) > 0
            self._known[kind, vocabulary] = _reads(kind, vocabulary, self.values) if telling else None
        return self._known[kind, vocabulary]


def samples(table: Table) -> list[Sample]:
    """Some values of each field of a table."""
    step = max(1, table.records.height // SAMPLE)
    some = table.records.gather_every(step).head(2 * SAMPLE)
    return [
        Sample(some[f"f{n}"].drop_nulls().unique(maintain_order=True).head(SAMPLE))
        for n in range(len(table.fields))
    ]


@cache
def _words(kind: str) -> dict[str, list[tuple[str, float]]]:
    """Folded heading → ledger columns that it means, with how surely."""
    found: dict[str, list[tuple[str, float]]] = {}
    for column in ledger_kind.load()[kind].columns:
        for place, word in enumerate(column.headings):
            found.setdefault(fold(word), []).append((column.name, 1.0 if place < 3 else 0.95))
    return found


def by_heading(fields: Sequence[Field], kind: LedgerKind) -> list[Fit]:
    """Fields whose heading says what they are."""
    known = _words(kind.name)
    found: list[Fit] = []
    for number, one in enumerate(fields):
        if not one.path or under_post(one):
            continue
        whole, leaf = fold("".join(one.path)), fold(one.path[-1])
        tries = [(whole, 1.0), (leaf, 0.97), (bare("".join(one.path)), 0.95), (bare(one.path[-1]), 0.93)]
        best: dict[str, Fit] = {}
        for text, factor in tries:
            for column, score in known.get(text, ()):
                reason = "why_heading" if score == 1.0 else "why_synonym"
                if column not in best:
                    best[column] = Fit(number, column, round(score * factor, 3), reason)
        own = words().is_post(one.path[-1]) or names_a_body(one.path[-1])
        if not best and not own and leaf not in words().idle and whole not in words().idle:
            best = {fit.column: fit for fit in _in_part(number, bare(one.path[-1]), known)}
        found += best.values()
    return found


def under_post(one: Field) -> str | None:
    """The post that a field's group is called by: 「书记」 over 「姓名、电话」. What stands there is of its
    holder alone, and no column of the whole row.
    """
    return words().posts.get(bare(one.path[-2])) if len(one.path) > 1 else None


def _in_part(number: int, text: str, known: dict[str, list[tuple[str, float]]]) -> list[Fit]:
    """Columns one of whose headings is a part of the text, or the text of it."""
    found: dict[str, Fit] = {}
    for word, columns in known.items():
        short, long = sorted((word, text), key=len)
        if len(short) >= 2 and short in long and not short.isascii():
            score = round(0.45 + 0.25 * len(short) / len(long), 3)
            for column, _ in columns:
                if column not in found or found[column].score < score:
                    found[column] = Fit(number, column, score, "why_part")
    return list(found.values())


def with_values(fit: Fit, column: LedgerColumn, seen: Sample) -> Fit:
    """A fit judged again by what stands in the column."""
    share = seen.reads_as(column.type, column.vocabulary)
    if share is None:
        return fit
    if fit.reason == "why_part":
        score, reason = fit.score + 0.2 * share - 0.1, "why_part_values" if share > 0.5 else "why_part"
    else:
        score, reason = fit.score * (0.6 + 0.4 * share), fit.reason if share > 0.5 else "why_against_values"
    return Fit(fit.field, fit.column, round(score, 3), reason)


def _reads(kind: str, vocabulary: str | None, raw: pl.Series) -> float:
    if kind in ("phone", "identity"):
        cleaned = secret_type(kind).protect(raw, b"only to see whether it reads")
    else:
        cleaned = column_type(kind, vocabulary).clean(raw)
    blank = cleaned.problem.is_null() & cleaned.values[next(iter(cleaned.values))].is_null()
    said = len(raw) - int(blank.sum())
    return int((cleaned.problem.is_null() & ~blank).sum()) / said if said else 1.0


_PERSONS = r"^(?:[\p{Han}]{1,2}[ 　]*[\p{Han}]{1,2}|[\p{Han}]{2,5}·[\p{Han}]{2,6})(?:$|[、，,;；\n（(\d])"


def names(seen: Sample) -> bool:
    """Whether the values of a field are names of people, one or several a cell, or say that there is none."""
    said = empty.blank_to_null(seen.values).drop_nulls()
    if not len(said):
        return False
    ticks = (seen.reads_as("yes_no", None) or 0.0) > 0.5
    return not ticks and float(said.str.contains(_PERSONS).mean() or 0.0) >= 0.8  # type: ignore[arg-type]


_TELLING = {"area_code": 0.6, "identity": 0.7, "phone": 0.65, "credit_code": 0.7, "term": 0.6}
_LOOKS = {
    "area_code": r"^[1-9]\d{5}(?:\d{3}){1,2}$",
    "identity": r"^\d{17}[\dXx]$|^\d{15}$",
    "phone": r"^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?:[;；、/,，]|$)",
    "credit_code": r"^[0-9A-HJ-NPQRTUWXY]{18}$",
    "name": r"^[\p{Han}]{1,2}[ 　]*[\p{Han}]{1,2}$|^[\p{Han}]{2,5}·[\p{Han}]{2,6}$",
}


def by_values(kind: LedgerKind, number: int, seen: Sample) -> list[Fit]:
    """What a field may be by its values alone, where its heading does not tell."""
    if len(seen.values) < 2:
        return []
    found = []
    for column in kind.columns:
        looks = _LOOKS["name"] if column.name == "holder" else _LOOKS.get(column.type)
        if column.type == "term":
            share = seen.reads_as("term", column.vocabulary) or 0.0
        elif looks and (column.type != "name" or column.name == "holder"):
            share = float(seen.values.str.contains(looks).mean() or 0.0)  # type: ignore[arg-type]
        else:
            continue
        score = 0.5 if column.name == "holder" else _TELLING.get(column.type, 0.0)
        if share >= 0.8 and score:
            found.append(Fit(number, column.name, round(score * share, 3), "why_values"))
    return found
