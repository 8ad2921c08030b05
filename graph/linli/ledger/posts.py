"""Tables with a column a post: 是 under it of the person whose row it is, or the name of who holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linli.ledger import match
from linli.ledger.match import Sample
from linli.ledger.tables.grid import HOLDER as HOLDER_WORDS
from linli.ledger.tables.table import Table
from linli.ledger.tables.words import bare, fold, words
from linli.model.ledger_kind import LedgerKind


def posts_of(
    table: Table, kind: LedgerKind, names: set[str], values: Sequence[Sample] = ()
) -> dict[int, str]:
    """Fields that are called by a post, in a table that has no column for the post: it names people in
    another column, or these fields hold the names.
    """
    if "post" not in {column.name for column in kind.columns} or "post" in names:
        return {}
    said = {n: words().posts.get(bare(one.path[-1])) for n, one in enumerate(table.fields) if one.path}
    grouped = {
        n: match.under_post(one)
        for n, one in enumerate(table.fields)
        if len(one.path) > 1 and fold(one.path[-1]) in HOLDER_WORDS
    }
    posts = {n: code for n, code in sorted({**said, **grouped}.items()) if code}
    if "holder" not in names:
        seen = values or match.samples(table)
        filled = [n for n in posts if len(seen[n].values)]
        if not filled or not all(match.names(seen[n]) for n in filled):
            return {}
    return posts if len(posts) >= 2 else {}


def numbered(prefix: str, code: str, number: int, posts: Mapping[int, str]) -> str:
    """Name of a post's column; a second one of the same post is numbered."""
    before = sum(1 for n, other in posts.items() if other == code and n < number)
    return f"{prefix}{code}" + (f"#{before + 1}" if before else "")
