"""Mappings that somebody confirmed, remembered for later files of the same shape."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from linli.ledger.mapping import LedgerMapping, from_plain
from linli.workspace import decisions
from linli.workspace.identities import standing
from linli.workspace.layout import Layout

KIND = "mapping"
"""Kind of decision: `shape`, the fingerprint of a table, and `mapping`, as json."""


def remembered(layout: Layout) -> dict[str, LedgerMapping]:
    """Shape → the mapping confirmed last."""
    return {
        one.data["shape"]: from_plain(json.loads(one.data["mapping"]), layout.decisions.name)
        for one in standing(decisions.read(layout))
        if one.kind == KIND
    }


def remember(layout: Layout, confirmed: Mapping[str, LedgerMapping], by: str, now: dt.datetime) -> None:
    """Keep mappings that differ from what is remembered. The caller holds the workspace's lock."""
    before = remembered(layout)
    for shape, mapping in confirmed.items():
        if before.get(shape) != mapping:
            data = {"shape": shape, "mapping": json.dumps(mapping.plain(), ensure_ascii=False)}
            decisions.append(layout, KIND, data, {"by": by} if by else {}, now)
