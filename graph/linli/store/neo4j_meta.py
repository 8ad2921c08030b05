"""The one node by which a Neo4j database says whose graph it holds, which snapshot, and whether it is whole.

`(:LinliMeta {id: 'graph'})` holds workspace, snapshot, names (full, masked, none), the snapshot's day and the
areas at its top (what questions are about unless they say otherwise), state and turn:

    empty    claimed by a workspace, nothing pushed yet
    ready    the snapshot is there, whole
    loading  a push in several transactions is under way: target, plan and done say which, and how far it came

`turn` grows by one with every push. Each transaction of a push names the turn it believes in, so that two
pushes never mix.

`(:LinliMeta {id: 'mark'})` is raised while a push that is one transaction commits. Neo4j applies a commit
record by record, and a reader sees it half done (seen: 9 of 114 reads beside 14 commits of 30,000 changes;
5 of them had read the same snapshot hash before and after). So a reader trusts its rows only if the mark
was down and the turn the same both before and after. The mark falls by itself after a while, by the
server's clock, so that a push that was killed while committing does not lock readers out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from linli.errors import StoreEmpty, StoreLoading, StoreMoving

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

Names = Literal["full", "masked", "none"]

READ = """\
OPTIONAL MATCH (m:LinliMeta {id: 'graph'})
OPTIONAL MATCH (k:LinliMeta {id: 'mark'})
RETURN m.workspace AS workspace, m.snapshot AS snapshot, m.names AS names, m.state AS state, m.turn AS turn,
       m.day AS day, coalesce(m.tops, []) AS tops, m.target AS target, m.plan AS plan, m.done AS done,
       coalesce(k.until, 0) > timestamp() AS moving"""

COUNT = "MATCH (n) RETURN count(n) AS nodes"

CLAIM = """\
MERGE (m:LinliMeta {id: 'graph'})
ON CREATE SET m.workspace = $workspace, m.snapshot = '', m.names = 'full', m.state = 'empty', m.turn = 0
MERGE (k:LinliMeta {id: 'mark'})
ON CREATE SET k.until = 0"""

REPLACE = """\
MATCH (m:LinliMeta {id: 'graph'}) WHERE m.turn = $turn
SET m.turn = $turn + 1, m.state = 'ready', m.snapshot = $target, m.names = $names,
    m.day = $day, m.tops = $tops
REMOVE m.target, m.plan, m.done
RETURN count(m) AS held"""

BEGIN = """\
MATCH (m:LinliMeta {id: 'graph'}) WHERE m.turn = $turn
SET m.turn = $turn + 1, m.state = 'loading', m.target = $target, m.plan = $plan, m.done = $done
RETURN count(m) AS held"""

STEP = """\
MATCH (m:LinliMeta {id: 'graph'}) WHERE m.turn = $turn
WITH m, m.done AS before
SET m.done = $done
RETURN count(m) AS held, max(before) AS before"""

RAISE_MARK = "MATCH (k:LinliMeta {id: 'mark'}) SET k.until = timestamp() + $milliseconds"
LOWER_MARK = "MATCH (k:LinliMeta {id: 'mark'}) SET k.until = 0"


@dataclass(frozen=True)
class Meta:
    """What the database says about itself."""

    workspace: str
    snapshot: str
    names: Names
    state: Literal["empty", "ready", "loading"]
    turn: int
    day: dt.date | None
    tops: list[str]
    target: str | None
    plan: str | None
    done: int | None
    moving: bool


def read(transaction: ManagedTransaction) -> Meta | None:
    """What the database says about itself, or None where it holds no linli graph."""
    record = transaction.run(READ).single(strict=True)
    if record["turn"] is None:
        return None
    plain = record.data()
    return Meta(**{**plain, "day": plain["day"].to_native() if plain["day"] else None})


def readable(meta: Meta | None, address: str) -> Meta:
    """The same, if readers may read: raises StoreEmpty or StoreLoading."""
    if meta is None or meta.state == "empty":
        raise StoreEmpty(address=address)
    if meta.state == "loading":
        raise StoreLoading(address=address, snapshot=meta.target)
    return meta


def hold(
    transaction: ManagedTransaction,
    statement: Literal["replace", "begin", "step"],
    address: str,
    **values: object,
) -> int | None:
    """Change the node if the turn is still ours, and lock it until the transaction ends.

    Returns, of a step, how far the push had come before it. Raises StoreMoving where another push came
    between.
    """
    text = {"replace": REPLACE, "begin": BEGIN, "step": STEP}[statement]
    told = transaction.run(text, values).single(strict=True)
    if not told["held"]:
        raise StoreMoving(address=address, problem="another push came between")
    before: int | None = told.get("before")
    return before
