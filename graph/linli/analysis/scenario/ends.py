"""From the nodes at one end of links to those at the other, again and again."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl


class Ends:
    """The links of a table, sorted by one end.

    Source: binary search in sorted keys. Cost: a sort once; then O(log links) a node asked for, where going
    through the table is O(links) and, of small tables, mostly the going itself. Edge cases: a node without
    links leads nowhere; no nodes, or no links, lead to none.

    >>> links = pl.DataFrame({"from": ["b", "a", "a"], "to": ["x", "y", "z"]})
    >>> sorted(Ends(links, "from", "to").of({"a", "c"}))
    ['y', 'z']
    """

    def __init__(self, links: pl.DataFrame, given: str, asked: str) -> None:
        """Parameters: `links`, with columns `given`, the end asked about, and `asked`, the other."""
        near, far = (np.array([one.encode() for one in links[name]], np.bytes_) for name in (given, asked))
        order = np.argsort(near, kind="stable")
        self._near, self._far = near[order], far[order]

    def of(self, wanted: Collection[str]) -> set[str]:
        """The other ends of the links of some nodes."""
        if not wanted or not self._near.size:
            return set()
        keys = np.array([one.encode() for one in wanted], np.bytes_)
        low, high = (np.searchsorted(self._near, keys, side) for side in ("left", "right"))
        found = [self._far[a:b] for a, b in zip(low.tolist(), high.tolist(), strict=True) if a < b]
        return {one.decode() for part in found for one in part.tolist()}
