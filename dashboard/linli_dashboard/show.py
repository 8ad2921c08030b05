"""Showing what the API told: a problem, or a table."""

from __future__ import annotations

import streamlit as st

from linli_dashboard.answers import Answer, Problem
from linli_dashboard.words import Lang, word


def problem(told: Problem) -> None:
    """A problem in words: what happened, what to do."""
    code = f" · {told.code}" if told.code else ""
    st.error(
        f"**{plain(told.title)}**{code}\n\n{plain(told.detail)}\n\n→ {plain(told.do)}",
        icon=":material/error:",
    )


def table(answer: Answer, lang: Lang) -> None:
    """An answer: how many rows, the rows, and what they were read from."""
    if answer.texts:
        st.markdown(f"**{word('rows', lang, count=len(answer.texts))}**")
        shown = [(i, column) for i, column in enumerate(answer.columns) if not column.identifier]
        columns = {column.name: [row[i] for row in answer.texts] for i, column in shown}
        st.dataframe(
            columns,
            hide_index=True,
            width="stretch",
            column_config={
                column.name: st.column_config.TextColumn(
                    column.label.text(lang),
                    alignment="right" if column.type in ("count", "ratio") else "left",
                )
                for _, column in shown
            },
        )
    else:
        st.info(word("nothing", lang))
    st.caption(word("footer", lang, as_of=answer.as_of, snapshot=answer.snapshot))
    if answer.names == "masked" and any(column.type == "person_name" for column in answer.columns):
        st.caption(word("masked", lang))


def plain(text: str) -> str:
    """A text that Markdown leaves as it is.

    >>> plain("a_b [x](y)")
    'a\\\\_b \\\\[x\\\\](y)'
    """
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|~$:" else c for c in text)
