"""The tables of a province as numbered arrays, on one day and by one chain: who stands where, who is above
whom, whose posts are held, and where each place's way begins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from linli.analysis.escalation.tables import Days, Flags, Ints, Tables, certain, possible
from linli.model.chain import Chain

WIDE = 1 << 32
"""More than the number of bodies: an order of choice is one number, and the body its last part."""


@dataclass(frozen=True)
class OnDay:
    """What of the tables does not hang on a scheme: worked out once for a day.

    bodies  n, id, kind, area, alive, sure, ended (the day by which a body was gone), by identifier
    """

    tables: Tables
    day: dt.date

    @cached_property
    def bodies(self) -> pl.DataFrame:
        """Every body with its number."""
        return (
            self.tables.bodies.select(
                "id",
                "kind",
                "area",
                possible(self.day).alias("alive"),
                certain(self.day).alias("sure"),
                pl.col("to_max").alias("ended"),
            )
            .sort("id")
            .with_row_index("n")
            .with_columns(pl.col("n").cast(pl.Int64))
        )

    @cached_property
    def held(self) -> pl.DataFrame:
        """Terms in leading posts that may be in force: person, body, n of the body, kind and id of the post,
        the day by which it has certainly ended.
        """
        return (
            self.tables.terms.filter(
                pl.col("person").is_not_null() & possible(self.day) & possible(self.day, "exists_")
            )
            .select("person", "body", "kind", "post", "to_max")
            .join(self.bodies.select(pl.col("id").alias("body"), "n"), on="body")
        )

    @cached_property
    def term_end(self) -> Days:
        """For each body the last day by which a term in a leading post had ended (NaT: none had)."""
        ended = self.tables.terms.filter(pl.col("person").is_not_null() & (pl.col("to_max") <= self.day))
        told = ended.join(self.bodies.select(pl.col("id").alias("body"), pl.col("n").alias("a")), on="body")
        return _last(told.select("a", pl.col("to_max").alias("end")), self.day, self.bodies.height)

    @cached_property
    def whole(self) -> dict[str, frozenset[str]]:
        """Area → the ledgers stated to be whole there by the day."""
        return dict(self.tables.whole(self.day))

    def stated(self, areas: pl.Series, ledgers: Iterable[str]) -> Flags:
        """For each of some areas, whether these ledgers are stated to be whole there."""
        wanted = frozenset(ledgers)
        good = [area for area, found in self.whole.items() if wanted <= found]
        return areas.is_in(pl.Series(good, dtype=pl.String).implode()).fill_null(value=False).to_numpy()


@dataclass(frozen=True)
class Ground:
    """Bodies are numbered 0 … size-1 in the order of their identifiers; `size` stands for “none”.

    rank         level of each body in the chain, -1 for none
    superior     whom each body reports to, as `path.walk` chooses; the top reports to nobody
    link_end     last day by which a link upwards, or what it led to, had ended (NaT: none had)
    start        for each place the body at which its way up begins
    cover_ended  places that were covered once
    """

    today: OnDay
    chain: Chain
    rank: Ints
    superior: Ints
    link_end: Days
    start: Ints
    cover_ended: Flags
    place_areas: pl.Series

    @classmethod
    def lay(cls, today: OnDay, chain: Chain, places: pl.DataFrame) -> Ground:
        """The ground of some places on a day."""
        bodies = _ranked(today.bodies, chain)
        superior, link_end = _superiors(today, bodies)
        start, ended = _starts(today, bodies, places)
        return cls(today, chain, bodies["rank"].to_numpy(), superior, link_end, start, ended, places["area"])

    @property
    def size(self) -> int:
        """Number of bodies, and the number that stands for none."""
        return len(self.rank)

    @property
    def ends(self) -> Flags:
        """Bodies below the top with nobody above them."""
        return np.asarray((self.superior == self.size) & (self.rank != 0))

    @property
    def link_ended(self) -> Flags:
        """Bodies of which a link upwards has ended."""
        return ~np.isnat(self.link_end)

    @cached_property
    def headless(self) -> Flags:
        """Bodies without anybody who may hold a leading post."""
        free = np.ones(self.size, np.bool_)
        free[self.today.held["n"].unique().to_numpy()] = False
        return free

    @property
    def term_end(self) -> Days:
        """See `OnDay.term_end`."""
        return self.today.term_end

    @property
    def lapsed(self) -> Flags:
        """Bodies that nobody leads any more."""
        return self.headless & ~np.isnat(self.term_end)

    @property
    def body_areas(self) -> pl.Series:
        """Home area of each body."""
        return self.today.bodies["area"]

    def whole(self, ledgers: Iterable[str]) -> Flags:
        """Bodies for whose home area these ledgers are stated to be whole."""
        return self.today.stated(self.body_areas, ledgers)

    def places_whole(self, ledgers: Iterable[str]) -> Flags:
        """Places for whose area these ledgers are stated to be whole."""
        return self.today.stated(self.place_areas, ledgers)

    def names(self, numbers: Ints) -> list[str | None]:
        """Identifiers of bodies by number, None for none."""
        known = self.today.bodies["id"].extend_constant(None, 1)
        names: list[str | None] = known.gather(numbers).to_list()
        return names


def _ranked(bodies: pl.DataFrame, chain: Chain) -> pl.DataFrame:
    """Bodies with the rank of their level, -1 for none."""
    kinds, ranks = list(chain.ranks), list(chain.ranks.values())
    rank = pl.col("kind").replace_strict(kinds, ranks, default=-1, return_dtype=pl.Int64)
    return bodies.with_columns(rank.alias("rank"))


def _superiors(today: OnDay, bodies: pl.DataFrame) -> tuple[Ints, Days]:
    day = today.day
    lower = bodies.select(pl.col("id").alias("lower"), pl.col("n").alias("a"), pl.col("rank").alias("own"))
    upper = bodies.select(
        pl.col("id").alias("upper"), pl.col("n").alias("b"), "rank", "alive", "sure", "ended"
    )
    links = today.tables.ups.join(lower, on="lower").join(upper, on="upper")
    away = pl.when(pl.col("own") < 0).then(100).otherwise(pl.col("own")) - pl.col("rank")
    side = pl.when(pl.col("rank") < 0).then(1).when(away > 0).then(0).otherwise(2)
    near = pl.when(pl.col("rank") < 0).then(0).otherwise(away.abs())
    sure = certain(day) & pl.col("sure")
    # Below the top nobody is asked for; at it, the way ends.
    chosen = (
        links.filter(possible(day) & pl.col("alive") & (pl.col("own") != 0))
        .select("a", (((side * 128 + near) * 2 + (~sure).cast(pl.Int64)) * WIDE + pl.col("b")).alias("key"))
        .group_by("a").agg(pl.col("key").min())
    )  # fmt: skip
    size = bodies.height
    superior = np.full(size, size, np.int64)
    superior[chosen["a"].to_numpy()] = chosen["key"].to_numpy() % WIDE
    gone = links.select("a", pl.min_horizontal("to_max", "ended").alias("end"))
    return superior, _last(gone, day, size)


def _last(gone: pl.DataFrame, day: dt.date, size: int) -> Days:
    """The last of the days, up to the one asked for, by `a`."""
    ends = gone.filter(pl.col("end") <= day).group_by("a").agg(pl.col("end").max())
    found = np.full(size, np.datetime64("NaT"), "datetime64[D]")
    found[ends["a"].to_numpy()] = ends["end"].to_numpy()
    return found


def _starts(today: OnDay, bodies: pl.DataFrame, places: pl.DataFrame) -> tuple[Ints, Flags]:
    tables, day = today.tables, today.day
    own = bodies.select(pl.col("id").alias("body"), "n", "rank", "alive", "sure", "ended")
    covers = tables.covers.join(own, on="body")
    low = pl.when(pl.col("rank") < 0).then(128).otherwise(127 - pl.col("rank"))
    sure = certain(day) & pl.col("sure")
    key = [((low * 2 + away) * 2 + (~sure).cast(pl.Int64)) * WIDE + pl.col("n") for away in (0, 1)]
    best = (
        covers.filter(possible(day) & pl.col("alive"))
        .select("place", key[0].alias("here"), key[1].alias("around"))
        .group_by("place").min()
    )  # fmt: skip
    ended = (
        covers.filter(pl.min_horizontal("to_max", "ended") <= day)
        .select("place").unique().with_columns(gone=pl.lit(value=True))
    )  # fmt: skip
    around = best.select("place", "around").join(ended, on="place", how="full", coalesce=True)
    grids = (
        tables.grids.join(places.select(pl.col("id").alias("place")), on="place", how="semi")
        .join(around.rename({"place": "grid"}), on="grid")
        .group_by("place").agg(pl.col("around").min().alias("grid"), pl.col("gone").any().alias("grid_gone"))
    )  # fmt: skip
    told = (
        places.select("id", "compound")
        .join(best.select(pl.col("place").alias("id"), "here"), on="id", how="left", maintain_order="left")
        .join(ended.rename({"place": "id"}), on="id", how="left", maintain_order="left")
        .join(
            around.rename({"place": "compound", "gone": "compound_gone"}),
            on="compound", how="left", maintain_order="left",
        )
        .join(grids.rename({"place": "id"}), on="id", how="left", maintain_order="left")
    )  # fmt: skip
    start = told.select(pl.min_horizontal("here", "around", "grid") % WIDE).to_series()
    once = told.select(pl.any_horizontal(pl.col("gone", "compound_gone", "grid_gone").fill_null(value=False)))
    return (
        start.fill_null(bodies.height).cast(pl.Int64).to_numpy(),
        once.to_series().to_numpy(),
    )
