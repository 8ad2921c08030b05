"""Few rows and many are put in order alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from linli.queries import catalogue
from linli.store import rows

if TYPE_CHECKING:
    from linli.queries.catalogue import Query


def _query() -> Query:
    """A query of which the header gives an order and a key, with nothing in some of their columns."""
    return catalogue.get("chains/from_building")


_TEXTS = st.one_of(st.none(), st.sampled_from(["b", "a", "é", "业", "𠮷", "z", ""]))
_ROW = st.tuples(st.integers(0, 2), _TEXTS, _TEXTS, _TEXTS, _TEXTS)


@given(st.lists(_ROW, max_size=30), st.booleans())
def test_few_rows_and_many_come_out_alike(drawn: list[tuple[object, ...]], ordered: bool) -> None:
    query = _query()
    told = [
        {"step": step, "body": body, "body_id": body, "post_id": post, "hold": hold, "kind": kind}
        for step, body, post, hold, kind in drawn
    ]
    table = pa.Table.from_pylist(told, schema=rows.schema(query))
    few, many = rows._few(query, table, ordered), rows._many(query, table, ordered)
    assert few.equals(many)
