"""Findings in words: a rule's message with what it names, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import Label
from linli.ports import Value
from linli.queries.catalogue import Query
from linli.reports.answer import cell


def sentence(message: Label, query: Query, row: Mapping[str, Value], lang: Lang) -> str:
    """A rule's message filled from a row of its query: terms as words, dates with their precision.

    Parameters: `message`; `query`, whose columns it names; `row`; `lang`.
    """
    specs = query.header.columns

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in specs:
            return cell(specs[name], name, dict(row), lang) or say("not_stated", lang)
        return str(row.get(name, match[0]))

    return re.sub(r"\{([a-z_]+)\}", word, message.text(lang))
