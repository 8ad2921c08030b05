"""The breaks of all buildings of an area: a sentence, tables, json. Sorted by what is broken and where, never
by person.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from linli.analysis.escalation.records import KINDS
from linli.messages.catalogue import Lang, say
from linli.model.chain import load as schemes
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    import polars as pl

    from linli.analysis.escalation.breaks import Breaks

CAUSES = (
    "break_kind", "break_level", "break_body", "break_area", "break_since", "break_person", "break_other",
    "break_places",
)  # fmt: skip


def head(found: Breaks, day: dt.date, area: Sequence[str], lang: Lang) -> str:
    """How many buildings have a whole way up, of how many."""
    counts = found.counts()
    whole, every = counts["whole"], counts["all"]
    share = f"{whole / every:.1%}" if every else "–"
    names = ("、" if lang == "zh" else ", ").join(area)
    return say(
        "breaks_head", lang, area=names, all=every, whole=whole, share=share, broken=every - whole, day=day
    )


def areas(rows: pl.DataFrame, lang: Lang, limit: int | None = None) -> Shown:
    """A row an area: its buildings, those with a whole way up, those with each kind of break; and the sum.

    `limit` keeps the areas with most broken buildings; the sum is of all.
    """
    numbers = ("places", "whole", *KINDS)
    headings = ["break_area", "break_all", "break_whole", *(f"break_{kind}" for kind in KINDS)]
    columns = tuple(Column(name, say(name, lang), name != "break_area") for name in headings)
    shown = rows if limit is None else _worst(rows, limit)
    body = [
        (str(row["area_name"] or row["area"]), *(str(row[name]) for name in numbers))
        for row in shown.iter_rows(named=True)
    ]
    total = tuple(str(int(rows[name].sum())) for name in numbers)
    return Shown(columns, (*body, (say("sum", lang), *total)))


def _worst(rows: pl.DataFrame, limit: int) -> pl.DataFrame:
    import polars as pl

    broken = (pl.col("places") - pl.col("whole")).alias("broken")
    return rows.with_columns(broken).sort("broken", "area", descending=[True, False]).head(limit).sort("area")


def causes(rows: pl.DataFrame, day: dt.date, lang: Lang) -> Shown:
    """A row a cause, with the number of buildings that it breaks."""
    columns = tuple(Column(name, say(name, lang), name == "break_places") for name in CAUSES)
    return Shown(columns, tuple(_cause(row, day, lang) for row in rows.iter_rows(named=True)))


def _cause(row: dict[str, object], day: dt.date, lang: Lang) -> tuple[str, ...]:
    return (
        say(f"break_{row['kind']}", lang),
        level(row, day, lang),
        str(row["body_name"] or ""),
        str(row["area_name"] or ""),
        str(row["since"] or ""),
        str(row["person_name"] or ""),
        str(row["other_name"] or ""),
        str(row["places"]),
    )


def level(row: Mapping[str, object], day: dt.date, lang: Lang) -> str:
    """The level of a cause in words, by the scheme that it is one by."""
    if not isinstance(row["level"], int):
        return ""
    return schemes()[str(row["scheme"])].chain(day).levels[row["level"]].label.text(lang)


def buildings(rows: pl.DataFrame, lang: Lang) -> Shown:
    """A row a building: its area, compound, and which kinds of break its way up has."""
    names = ("break_area", "compound", "building", *(f"break_{kind}" for kind in KINDS))
    columns = tuple(Column(name, say(name, lang), number=False) for name in names)
    yes = say("yes", lang)
    body = []
    for row in rows.iter_rows(named=True):
        bits = int(row["bits"])
        marks = (yes if bits >> number & 1 else "" for number in range(len(KINDS)))
        first = (str(row["area_name"] or ""), str(row["compound_name"]), str(row["name"]))
        body.append((*first, *marks))
    return Shown(columns, tuple(body))


def render(
    found: Breaks, day: dt.date, area: Sequence[str], cause: pl.DataFrame, by_area: pl.DataFrame,
    places: pl.DataFrame,
) -> str:  # fmt: skip
    """All of it as json text, for programs."""
    plain = {
        "as_of": day,
        "areas": list(area),
        "denominator": "buildings of the areas",
        "counts": found.counts(),
        "by_area": by_area.to_dicts(),
        "causes": cause.to_dicts(),
        "buildings": [
            {
                "id": row["place"],
                "name": row["name"],
                "compound": row["compound_name"],
                "area": row["area"],
                "breaks": [kind for number, kind in enumerate(KINDS) if int(row["bits"]) >> number & 1],
            }
            for row in places.iter_rows(named=True)
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str) + "\n"
