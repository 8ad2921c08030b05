"""The pieces of a slot: which body, post or venue fills it at which place, in which mode, in which time.

A piece is in force where the link, the body and, where a slot says that terms end it, somebody's term in the
body are. Its `ends` says which of them ends it first. A slot's days of grace are added to every end.

    place, by (identifier of the body, post or venue), name, mode, ends, from_min, from_max, to_min, to_max

Cost: a few joins over the rows of one slot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import polars as pl

from linli.analysis.coverage.base import BOUNDS, Base, meeting
from linli.model.interval import MAX, MIN
from linli.model.slot import ANY, TICKS, Slot

COLUMNS = ("place", "by", "name", "mode", "ends", *BOUNDS)
NO_OFFICE = ("alternate_member", "staff")
"""Posts whose holders do not keep a body in office."""

STAFF = frozenset(
    ("Person", "Post", "POST_IN.Post.Organization", "HOLDS.Person.Post", "MAY_BE.Person.Person")
)
"""Tables that say who has which post. Only slots that posts or terms decide look at them."""

RANKS = {"own": 0, "joint": 1, "attached": 2}


@dataclass(frozen=True)
class Touch:
    """What a change touches.

    tables   in which rows are otherwise
    offices  kind of body and kind of post of the posts that are, or whose terms are
    """

    tables: frozenset[str]
    offices: frozenset[tuple[str, str]]


def looks_at(slot: Slot, touch: Touch) -> bool:
    """Whether what fills a slot can be otherwise after a change."""
    if not STAFF.issuperset(touch.tables):
        return True
    if "MAY_BE.Person.Person" in touch.tables:
        return bool(slot.posts) or slot.term_ends
    return any(
        post in slot.posts or (slot.term_ends and body in slot.bodies and post not in NO_OFFICE)
        for body, post in touch.offices
    )


def pieces(base: Base, slot: Slot) -> pl.DataFrame:
    """All pieces of a slot, past, present and to come."""
    if slot.venues:
        found = _of_venues(base, slot)
    elif slot.posts:
        found = _of_posts(base, slot)
    elif slot.bodies:
        found = _of_bodies(base, slot)
    else:
        found = _of_ticks(base, slot)
    return _with_grace(found.select(COLUMNS), slot.grace_days).collect()


def posted(base: Base, slot: Slot) -> pl.DataFrame:
    """Places that have the posts of a slot, held or not: where nobody holds one, it is vacant."""
    if not slot.posts:
        return pl.DataFrame(schema={"place": pl.String})
    return _seats(base, slot).select("place").unique().collect()


def terms(base: Base) -> pl.LazyFrame:
    """The terms of bodies: body, bounds. Before the first that is known nobody knows of any, so it counts as
    having begun when the body did.
    """
    office = base.posts.lazy().filter(~pl.col("kind").is_in(NO_OFFICE)).select("body", "post")
    held = base.terms.lazy().select("post", *BOUNDS).join(office, on="post")
    first = pl.col("from_max") == pl.col("from_max").min().over("body")
    return held.with_columns(
        pl.when(first).then(pl.lit(MIN)).otherwise(pl.col(name)).alias(name)
        for name in ("from_min", "from_max")
    ).select("body", *BOUNDS)


def _of_bodies(base: Base, slot: Slot) -> pl.LazyFrame:
    bodies = base.bodies.lazy().filter(pl.col("kind").is_in(slot.bodies))
    named = bodies.select("body", "name", *BOUNDS)
    links = base.ties.lazy().filter((pl.col("at") == slot.place) & pl.col("via").is_in(slot.via))
    ended = pl.when(pl.col("via") == "SERVES").then(pl.lit("contract_over")).otherwise(pl.lit("cover_over"))
    found = _cut(
        links.with_columns(ended.alias("ends")).join(named, on="body", suffix="_b"), "dissolved", strict=False
    )
    if slot.term_ends:
        found = _in_office(base, found, named)
    return found.rename({"body": "by"})


def _in_office(base: Base, found: pl.LazyFrame, named: pl.LazyFrame) -> pl.LazyFrame:
    """Pieces cut by the terms of the bodies; those of bodies of which no term is known stay whole."""
    held = terms(base).join(named.select("body"), on="body", how="semi")
    never = found.join(held, on="body", how="anti")
    cut = _cut(found.join(held, on="body", suffix="_b"), "term_over", strict=True)
    return pl.concat([never.select(cut.collect_schema().names()), cut])


def _cut(frame: pl.LazyFrame, reason: str, *, strict: bool) -> pl.LazyFrame:
    """Rows of two facts as rows of the time in which both are in force; `ends` becomes the reason where the
    second ends first (`strict`: and not on the same day).
    """
    second, first = pl.col("to_max_b"), pl.col("to_max")
    sooner = second < first if strict else second <= first
    ends = pl.when(sooner & (second < MAX)).then(pl.lit(reason)).when(first < MAX).then("ends")
    return meeting(frame.with_columns(ends.alias("ends")))


def _of_venues(base: Base, slot: Slot) -> pl.LazyFrame:
    kinds = pl.lit(True) if ANY in slot.venues else pl.col("kind").is_in(slot.venues)
    ends = pl.when(pl.col("to_max") < MAX).then(pl.lit("closed"))
    return base.venues.lazy().filter(kinds).rename({"venue": "by"}).with_columns(ends.alias("ends"))


def _of_ticks(base: Base, slot: Slot) -> pl.LazyFrame:
    """Compounds, or their venues while they are open, of which the ledger says yes to every tick."""
    every = pl.all_horizontal(slot.ticks)
    if set(slot.ticks) <= set(TICKS["Venue"]):
        return _of_venues(base, replace(slot, venues=(ANY,))).filter(every)
    always = [pl.lit(MIN if name.startswith("from") else MAX).alias(name) for name in BOUNDS]
    said = base.places["compound"].lazy().filter(every).select("place", pl.col("place").alias("by"), "name")
    return said.with_columns(pl.lit("own").alias("mode"), pl.lit(None, pl.String).alias("ends"), *always)


def _seats(base: Base, slot: Slot) -> pl.LazyFrame:
    """Posts of the slot with the places they are for, while the body covers the place.

    A building's post stands in a body that covers the building, or in one of its grid or compound whose seat
    is called like the building.
    """
    posts = base.posts.lazy().filter(pl.col("kind").is_in(slot.posts))
    posts = posts.select("body", "post", pl.col("key").alias("_seat"))
    ties = base.ties.lazy().select("place", "at", "body", "mode", *BOUNDS)
    own = ties.filter(pl.col("at") == slot.place).join(posts, on="body")
    if slot.place == "building":
        named = base.places["building"].lazy().select("place", "compound", pl.col("key").alias("_seat"))
        around = [
            named.join(ties.filter(pl.col("at") == "compound"), left_on="compound", right_on="place"),
            named.join(base.grids.lazy().select("place", "grid"), on="place").join(
                ties.filter(pl.col("at") == "grid"), left_on="grid", right_on="place"
            ),
        ]
        columns = own.collect_schema().names()
        own = pl.concat([own, *(one.join(posts, on=["body", "_seat"]).select(columns) for one in around)])
    return own.with_columns(pl.lit("own").alias("mode")).drop("_seat", "at")


def _of_posts(base: Base, slot: Slot) -> pl.LazyFrame:
    names = base.bodies.lazy().select("body", "name")
    held = base.terms.lazy().select("post", *BOUNDS)
    over = pl.when(pl.col("to_max") < MAX).then(pl.lit("cover_over")).alias("ends")
    seats = _seats(base, slot).with_columns(over).join(names, on="body")
    return _cut(seats.join(held, on="post", suffix="_b"), "term_over", strict=False).rename({"post": "by"})


def _with_grace(found: pl.LazyFrame, days: int) -> pl.LazyFrame:
    if not days:
        return found
    return found.with_columns(
        pl.when(pl.col(name) < MAX).then(pl.col(name) + dt.timedelta(days)).otherwise(pl.lit(MAX)).alias(name)
        for name in ("to_min", "to_max")
    )
