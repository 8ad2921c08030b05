"""The one place where names of persons are hidden.

While there is no sign-in nobody is known, so a name is shown as its first character: 张*. A query's header
says which of its columns hold a person's name (type `person_name`); nothing guesses it from a column's title.
"""

from __future__ import annotations

from linli.ports import Answer
from linli.queries.catalogue import Query
from linli_api.settings import Names


def masked(query: Query, answer: Answer, names: Names) -> Answer:
    """An answer as the caller may see it.

    Parameters: `query` and its `answer`; `names`, `full` or `masked`.
    Returns the same rows in the same order; where a name is blank it stays blank.
    """
    if names == "full":
        return answer
    import pyarrow as pa

    table = answer.table
    for place, (name, kind) in enumerate(query.columns.items()):
        if kind == "person_name":
            hidden = [None if value is None else hide(value) for value in table.column(name).to_pylist()]
            table = table.set_column(place, name, pa.array(hidden, pa.string()))
    return Answer(answer.columns, table)


def hide(name: str) -> str:
    """A name as its first character.

    >>> hide("张三"), hide("欧阳清和")
    ('张*', '欧*')
    """
    return f"{name[:1]}*"
