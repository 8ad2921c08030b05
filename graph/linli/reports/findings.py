"""Findings in words: a rule's message with what it names, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import Label
from linli.ports import Value
from linli.queries.catalogue import ColumnSpec, Query
from linli.reports.answer import cell


def sentence(message: Label, query: Query, row: Mapping[str, Value], lang: Lang) -> str:
    """A rule's message filled from a row of its query: terms as words, dates with their precision.

    Parameters: `message`; `query`, whose columns it names; `row`; `lang`.
    """
    return filled(message, query.header.columns, row, lang)


def filled(message: Label, specs: Mapping[str, ColumnSpec], row: Mapping[str, Value], lang: Lang) -> str:
    """A rule's message filled from a row whose columns are given: of a run that is kept, whose rule may read
    otherwise today.
    """

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in specs:
            value = row.get(name)
            if specs[name].type == "ratio" and isinstance(value, float | int):
                return percent(value)
            return cell(specs[name], name, dict(row), lang) or say("not_stated", lang)
        return str(row.get(name, match[0]))

    return re.sub(r"\{([a-z_]+)\}", word, message.text(lang))


def percent(share: float) -> str:
    """A share as one says it.

    >>> percent(1 / 6), percent(0.5), percent(1)
    ('16.7%', '50%', '100%')
    """
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
