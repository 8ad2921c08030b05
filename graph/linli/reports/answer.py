"""An answer as a table of texts: terms in words, dates with their precision, headings in the reader's
language or in both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import load as load_vocabularies
from linli.ports import Answer, Value
from linli.queries.catalogue import ColumnSpec, Query
from linli.reports import dates

Langs = Literal["zh", "en", "both"]


@dataclass(frozen=True)
class Column:
    """A column as shown: its name in the query, its heading, whether its cells are numbers."""

    name: str
    heading: str
    number: bool


@dataclass(frozen=True)
class Shown:
    """A table of texts."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def show(query: Query, answer: Answer, lang: Langs, only: Sequence[str] | None = None) -> Shown:
    """An answer for people.

    Parameters: `query` and its `answer`; `lang`; `only`, names of the columns to show, else all but
    identifiers.
    """
    specs = query.header.columns
    names = list(only) if only else [name for name, spec in specs.items() if not is_identifier(name, spec)]
    columns = tuple(
        Column(name, _both(specs[name].zh, specs[name].en, lang), specs[name].type in ("count", "ratio"))
        for name in names
    )
    return Shown(
        columns, tuple(tuple(cell(specs[name], name, row, lang) for name in names) for row in answer.rows())
    )


def is_identifier(name: str, spec: ColumnSpec) -> bool:
    """Whether a column is for machines: an identifier or a matching form."""
    return spec.type == "text" and (spec.en.endswith(" id") or spec.en.startswith("Matching form"))


def cell(spec: ColumnSpec, name: str, row: dict[str, Value], lang: Langs) -> str:
    """One cell as text."""
    one: Lang = "en" if lang == "en" else "zh"
    if spec.type in ("start", "end"):
        low, high = row[f"{name}_min"], row[f"{name}_max"]
        if not isinstance(low, dt.date) or not isinstance(high, dt.date):
            return ""
        write = dates.start if spec.type == "start" else dates.end
        return write(low, high, one)
    value = row[name]
    if value is None:
        return ""
    if spec.type == "term" and spec.vocabulary:
        term = load_vocabularies()[spec.vocabulary].term(str(value))
        return _both(term.zh, term.en, lang)
    if spec.type == "yes_no":
        key = "yes" if value else "no"
        return _both(say(key, "zh"), say(key, "en"), lang)
    return str(value)


def _both(zh: str, en: str, lang: Langs) -> str:
    return {"zh": zh, "en": en, "both": f"{zh} {en}"}[lang]
