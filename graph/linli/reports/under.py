"""Who stands under a body: a table and json, step by step downwards."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from linli.analysis.escalation.records import Term
from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import load as vocabularies
from linli.reports import dates
from linli.reports.answer import Column, Shown

Row = tuple[int, str, str, str, Sequence[Term]]
"""Step, body, its kind, the body above it, its leading posts with their holders."""


def show(rows: Sequence[Row], day: dt.date, lang: Lang) -> Shown:
    """A row a body and leading post and holder."""
    names = (
        "under_step",
        "break_body",
        "found_kind",
        "under_above",
        "under_post",
        "under_holder",
        "break_since",
    )
    columns = tuple(Column(name, say(name, lang), name == "under_step") for name in names)
    return Shown(columns, tuple(one for row in rows for one in _lines(row, lang)))


def _lines(row: Row, lang: Lang) -> list[tuple[str, ...]]:
    step, name, kind, above, terms = row
    kinds, posts = vocabularies()["organization_kind"], vocabularies()["post_kind"]
    first = (str(step), name, _word(kinds.term(kind).zh, kinds.term(kind).en, lang), above)
    if not terms:
        return [(*first, "", "", "")]
    return [
        (
            *first,
            _word(posts.term(term.kind).zh, posts.term(term.kind).en, lang),
            term.name,
            dates.start(term.interval[0], term.interval[1], lang) if term.person else "",
        )
        for term in terms
    ]


def _word(zh: str, en: str, lang: Lang) -> str:
    return zh if lang == "zh" else en


def render(name: str, day: dt.date, rows: Sequence[Row]) -> str:
    """All of it as json text."""
    plain = {
        "body": name,
        "as_of": day,
        "under": [
            {
                "step": step,
                "name": body,
                "kind": kind,
                "above": above,
                "leaders": [{"post": t.kind, "post_id": t.post, "holder": t.name or None} for t in terms],
            }
            for step, body, kind, above, terms in rows
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str) + "\n"
