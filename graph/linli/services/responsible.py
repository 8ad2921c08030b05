"""Who answers for a finding: the body it concerns, and who heads that body on the day, by the facts of a
snapshot.

The body is the first that the finding names: its subject, else what its row names in the order of the rule's
columns, a post standing for its body. Where it names none, as a compound without a branch does, the nearest
party committee of the area answers, from the community upwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from linli.audit.engine import Finding
from linli.audit.run import Area, Run
from linli.model.vocabulary import load as vocabularies
from linli.workspace.snapshots import Snapshot

COMMITTEES = ("community_committee", "residents_committee", "working_committee", "county_committee")
"""Bodies that answer for an area, the first there is."""


@dataclass(frozen=True)
class Head:
    """Who heads a body: the kind of post, the name, and whether that is certain on the day."""

    post: str
    name: str
    certain: bool


@dataclass(frozen=True)
class Responsible:
    """The body that answers for a finding, by its name, and its heads; none where nobody is known."""

    body: str
    heads: tuple[Head, ...]


class Register:
    """The bodies of a snapshot on a day, and who heads them."""

    def __init__(self, snapshot: Snapshot, day: dt.date) -> None:
        self._snapshot = snapshot
        self._day = day
        bodies = snapshot.fact("Organization").filter(_in_force(day))
        self._names: dict[str, str] = dict(bodies.select("id", "name").iter_rows())
        seats = snapshot.fact("POST_IN.Post.Organization").select("from", "to")
        self._seat: dict[str, str] = dict(seats.iter_rows())
        based = snapshot.fact("BASED_IN.Organization.Area").select(
            pl.col("from").alias("id"), pl.col("to").alias("area")
        )
        kinds = bodies.filter(pl.col("kind").is_in(COMMITTEES)).select("id", "kind").join(based, on="id")
        self._committees: dict[tuple[str, str], str] = {
            (area, kind): identity
            for identity, kind, area in kinds.sort("id", descending=True)
            .select("id", "kind", "area")
            .iter_rows()
        }
        self._heads = self._all_heads()

    def of(self, run: Run, findings: Iterable[Finding]) -> Mapping[str, Responsible]:
        """Who answers for each of some findings of a run, by their identities."""
        found = {}
        for one in findings:
            body = self._named(one) or self._over(run.chain(one.place))
            found[one.id] = Responsible(self._names.get(body, ""), self._heads.get(body, ()))
        return found

    def _named(self, finding: Finding) -> str:
        """The first body that a finding names."""
        for value in (finding.subject, *finding.values.values()):
            word = str(value)
            body = self._seat.get(word, word)
            if body in self._names:
                return body
        return ""

    def _over(self, chain: tuple[Area, ...]) -> str:
        """The body that answers for the nearest area that has one."""
        ranked = ((area.code, kind) for area in chain for kind in COMMITTEES)
        return next((self._committees[key] for key in ranked if key in self._committees), "")

    def _all_heads(self) -> dict[str, tuple[Head, ...]]:
        kinds = [term.code for term in vocabularies()["post_kind"].terms if term.traits.get("head")]
        order = {kind: place for place, kind in enumerate(kinds)}
        posts = self._snapshot.fact("Post").filter(pl.col("kind").is_in(kinds) & _in_force(self._day))
        holds = self._snapshot.fact("HOLDS.Person.Post").filter(_in_force(self._day))
        sure = (pl.col("from_max") <= self._day) & (pl.col("to_min") > self._day)
        holds = holds.select(pl.col("from").alias("person"), pl.col("to").alias("post"), sure.alias("sure"))
        seats = self._snapshot.fact("POST_IN.Post.Organization").select(
            pl.col("from").alias("post"), pl.col("to").alias("body")
        )
        people = self._snapshot.fact("Person").select(pl.col("id").alias("person"), "name")
        rows = (
            posts.select(pl.col("id").alias("post"), "kind")
            .join(seats, on="post")
            .join(holds, on="post", how="left")
            .join(people, on="person", how="left")
            .with_columns(pl.col("kind").replace_strict(order, return_dtype=pl.Int64).alias("rank"))
            .sort("body", "rank", "name", nulls_last=True)
        )
        found: dict[str, tuple[Head, ...]] = {}
        for body, kind, name, certain in (
            rows.select("body", "kind", "name", "sure").unique(maintain_order=True).iter_rows()
        ):
            heads = found.get(body, ())
            # A body has one sort of head; a second, such as a grid's manager, is not asked.
            if not heads or heads[0].post == kind:
                found[body] = (*heads, Head(kind, name or "", certain is True))
        return found


def _in_force(day: dt.date) -> pl.Expr:
    return (pl.col("from_min") <= day) & (pl.col("to_max") > day)
