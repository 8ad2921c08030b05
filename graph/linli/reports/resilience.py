"""What hangs on whom, as tables and json. Ordered by place, body and post; never a ranking of persons."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import load as vocabularies
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    import polars as pl

HEADINGS: Mapping[str, str] = {
    "area": "break_area",
    "body": "break_body",
    "kind": "under_post",
    "name": "under_holder",
    "holders": "res_holders",
    "places": "res_places",
    "answers_now": "res_now",
    "answers_then": "res_then",
    "led": "res_led",
    "bodies": "res_bodies",
    "posts": "res_posts",
    "compound_name": "compound",
}
NUMBERS = ("holders", "places", "answers_now", "answers_then", "led", "bodies", "posts")


def show(rows: pl.DataFrame, names: Sequence[str], lang: Lang, **headings: str) -> Shown:
    """A table of some columns.

    Parameters: `rows`; `names` of the columns; `headings`, other words for some of them.
    """
    words = {**HEADINGS, **headings}
    columns = tuple(Column(name, say(words[name], lang), name in NUMBERS) for name in names)
    posts = vocabularies()["post_kind"]

    def cell(name: str, value: object) -> str:
        if name == "kind" and value is not None:
            term = posts.term(str(value))
            return term.zh if lang == "zh" else term.en
        return "" if value is None else str(value)

    told = rows.select(names).iter_rows(named=True)
    return Shown(columns, tuple(tuple(cell(name, row[name]) for name in names) for row in told))


def render(head: Mapping[str, object], **tables: pl.DataFrame) -> str:
    """All of it as json text."""
    plain = {**head, **{name: rows.to_dicts() for name, rows in tables.items()}}
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str) + "\n"
