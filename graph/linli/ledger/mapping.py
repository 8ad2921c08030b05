"""A mapping given from outside: remembered from an earlier file of the same shape, or written by hand.

As YAML:

    kind: posts
    columns: {姓名: holder, 党内职务: post, 组织委员: "post=organization_commissioner"}
    context: {area: "990101001001", body: 松涛苑小区党支部}
    drop: [备注]
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linli.errors import DefinitionError
from linli.ledger.tables.table import Table
from linli.ledger.tables.words import fold
from linli.model import definition, ledger_kind
from linli.model.definition import Plain, Strict
from linli.model.vocabulary import load as load_vocabularies

POST = "post="
"""Begins the name of a column that says 是 of one post; the term's code follows."""

HOLDER = "holder="
"""Begins the name of a column that names who holds one post; the term's code follows."""


def post_of(column: str) -> str | None:
    """The post that a column is about, where it is about one alone.

    >>> post_of("post=secretary"), post_of("holder=secretary#2"), post_of("holder")
    ('secretary', 'secretary', None)
    """
    for prefix in (POST, HOLDER):
        if column.startswith(prefix):
            return column.removeprefix(prefix).split("#")[0]
    return None


@dataclass(frozen=True)
class LedgerMapping(Strict):
    """What a table is and which of its columns is what, as somebody said.

    kind     the kind of ledger
    columns  heading (levels joined by /) → ledger column, or `post=` (是 in it) or `holder=` (a name in it)
             and a term's code
    context  ledger column → the value that all its records have
    drop     headings of columns to leave out
    """

    kind: str
    columns: dict[str, str] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()

    def plain(self) -> dict[str, Plain]:
        """Itself as plain data, which `from_plain` reads."""
        return {
            "kind": self.kind,
            "columns": dict(self.columns),
            "context": dict(self.context),
            "drop": list(self.drop),
        }

    def column(self, heading: str) -> str | None:
        """The ledger column of a heading, "" for one to leave out, None where nothing is said of it."""
        wanted = fold(heading)
        if wanted in map(fold, self.drop):
            return ""
        return next((column for word, column in self.columns.items() if fold(word) == wanted), None)


def from_plain(plain: Plain, file: str) -> LedgerMapping:
    """A mapping from plain data, as YAML or a kept decision holds it.

    Parameters: `plain`; `file`, its name for messages.
    Raises DefinitionError that names each wrong field and its repair.

    >>> from_plain({"kind": "posts", "columns": {"姓名": "holder"}}, "m.yaml").column("姓　名")
    'holder'
    """
    mapping = definition.build(plain, LedgerMapping, file)
    faults = list(_faults(mapping))
    if faults:
        raise DefinitionError(
            file=file,
            field="; ".join(where for where, _ in faults),
            problem="; ".join(problem for _, problem in faults),
        )
    return mapping


def _faults(mapping: LedgerMapping) -> Iterator[tuple[str, str]]:
    kinds = ledger_kind.load()
    if mapping.kind not in kinds:
        yield "kind", f"there is no kind of ledger {mapping.kind!r}; use one of {', '.join(kinds)}"
        return
    own = {column.name for column in kinds[mapping.kind].columns}
    posts = set(load_vocabularies()["post_kind"].codes()) if "post" in own else set()
    for heading, column in mapping.columns.items():
        post = post_of(column)
        if post is not None and post not in posts:
            yield f"columns.{heading}", f"{post!r} is no kind of post"
        elif post is None and column not in own:
            yield (
                f"columns.{heading}",
                f"{column!r} is no column of {mapping.kind}; use one of {', '.join(own)}",
            )
    yield from (
        (f"context.{column}", f"{column!r} is no column of {mapping.kind}")
        for column in mapping.context
        if column not in own
    )
    yield from _twice(mapping)


def _twice(mapping: LedgerMapping) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for heading, column in mapping.columns.items():
        if first.setdefault(column, heading) != heading:
            yield f"columns.{heading}", f"{column!r} is {first[column]!r} already; keep one"
        if column in mapping.context:
            yield f"context.{column}", "it stands under columns already; keep one"
    folded = [fold(heading) for heading in (*mapping.columns, *mapping.drop)]
    yield from (
        ("columns, drop", f"the heading {heading!r} stands twice; keep one")
        for heading in dict.fromkeys(one for one in folded if folded.count(one) > 1)
    )


def fingerprint(table: Table) -> str:
    """The shape of a table, by which a confirmed mapping is remembered: a hash of its orientation and its
    headings, whatever their order, width and spaces.
    """
    headings = sorted(fold(one.heading) for one in table.fields)
    return hashlib.sha256("\x1f".join([table.orientation, *headings]).encode()).hexdigest()[:32]


def stated(
    kind: str, columns: Mapping[str, str], context: Mapping[str, str], drop: tuple[str, ...]
) -> LedgerMapping:
    """A mapping of what was recognised and confirmed."""
    return LedgerMapping(kind, dict(columns), dict(context), drop)
