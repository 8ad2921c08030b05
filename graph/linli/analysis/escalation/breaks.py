"""The breaks of every place at once, as sets: no path is walked one by one.

Definition. Exactly the breaks of `path.walk`, whose choice of a superior is a body's own and not the place's.
So on one day and by one scheme every body has at most one superior, and what is above a body is a chain in a
forest (with circles, where ledgers are wrong). Whatever holds of a whole path is a set of bits gathered along
that chain: which kinds of break, which levels.

Source: ours; gathering along a forest of pointers is the frontier form of pointer jumping (Hillis and Steele,
Data Parallel Algorithms, CACM 29(12), 1986).

Cost: joins of the tables (polars), then O(bodies × levels) on arrays; 8 bytes a body and array. A place
itself costs one look-up.

Edge cases: as of `path.walk`. A circle is taken as one thing: all that enters it passes all its bodies.

    result = find(tables, scheme, places, day)
    result.places    place, start, whole, reached, bits of `KINDS`
    result.causes    one row a cause with the number of places that it breaks
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
import polars as pl

from linli.analysis.escalation import forest
from linli.analysis.escalation.forest import Forest
from linli.analysis.escalation.ground import Ground, OnDay
from linli.analysis.escalation.records import KINDS, LINKS, POSTS, STARTS, Kind
from linli.analysis.escalation.tables import Days, Flags, Ints, Tables
from linli.analysis.escalation.twice import Pair, pairs
from linli.model.chain import Scheme

BIT: dict[Kind, int] = {kind: 1 << number for number, kind in enumerate(KINDS)}

CAUSES = {
    "kind": pl.String, "what": pl.String, "level": pl.Int64, "body": pl.String, "area": pl.String,
    "since": pl.Date, "person": pl.String, "other": pl.String, "places": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Breaks:
    """What is broken.

    places  place, compound, area, start (body or null), reached (the top), bits (see `BIT`; 0 is whole)
    causes  columns of `CAUSES`; `places` counts the places whose path it breaks. A cause at no body (a level
            that is missing, nobody at all) has one row an area. `find` adds the `scheme` that it is one by
    """

    places: pl.DataFrame
    causes: pl.DataFrame

    def counts(self) -> dict[str, int]:
        """Number of places by kind of break, and `whole` and `all`. A place may have several kinds."""
        bits = self.places["bits"].to_numpy()
        found = {"all": len(bits), "whole": int((bits == 0).sum())}
        for kind, bit in BIT.items():
            found[kind] = int(((bits & bit) > 0).sum())
        return found

    def by_area(self) -> pl.DataFrame:
        """area, places, whole, and a column for each kind: the numbers of places, by their own area."""
        return (
            self.places.group_by("area")
            .agg(
                pl.len().cast(pl.Int64).alias("places"),
                (pl.col("bits") == 0).sum().cast(pl.Int64).alias("whole"),
                *(((pl.col("bits") & bit) > 0).sum().cast(pl.Int64).alias(kind) for kind, bit in BIT.items()),
            )
            .sort("area")
        )


def find(tables: Tables, schemes: Mapping[str, Scheme], base: str, day: dt.date) -> Breaks:
    """Breaks of all places of the tables, each by the scheme of its own area."""
    today = OnDay(tables, day)
    split = tables.schemes(schemes, base) or {base: tables.places}
    parts = {name: of_scheme(today, schemes[name], places) for name, places in split.items()}
    causes = [one.causes.with_columns(scheme=pl.lit(name)) for name, one in parts.items()]
    return Breaks(
        pl.concat([one.places for one in parts.values()]).sort("place"),
        pl.concat(causes).sort(*CAUSES, "scheme"),
    )


def of_scheme(today: OnDay, scheme: Scheme, places: pl.DataFrame) -> Breaks:
    """Breaks of some places by one scheme."""
    ground = Ground.lay(today, scheme.chain(today.day), places)
    found = forest.grow(ground.superior)
    twice = pairs(ground, found, scheme)
    own = _own(ground, found, twice)
    levels = np.where(ground.rank >= 0, np.left_shift(1, np.maximum(ground.rank, 0)), 0)
    bits, stood = found.gather(own)[ground.start], found.gather(levels)[ground.start]
    bits = bits | _at_place(ground) | _levels(ground, stood)
    top = found.gather((ground.rank == 0).astype(np.int64))[ground.start] > 0
    told = pl.DataFrame(
        {
            "place": places["id"],
            "compound": places["compound"],
            "area": places["area"],
            "start": pl.Series(ground.names(ground.start), dtype=pl.String),
            "reached": top,
            "bits": bits,
        }
    )
    return Breaks(told, _causes(ground, found, twice, stood))


def _own(ground: Ground, found: Forest, twice: list[Pair]) -> Ints:
    """The bits that each body adds to every path through it."""
    own = np.zeros(ground.size + 1, np.int64)
    vacant, lapsed = ground.headless, ground.lapsed
    own[:-1] |= np.where(lapsed, BIT["lapsed"], 0)
    own[:-1] |= np.where(vacant & ~lapsed & ground.whole(POSTS), BIT["vacant"], 0)
    own[:-1] |= np.where(vacant & ~lapsed & ~ground.whole(POSTS), BIT["unknown"], 0)
    ends = ground.ends
    own[:-1] |= np.where(ends & ground.link_ended, BIT["lapsed"], 0)
    own[:-1] |= np.where(ends & ~ground.link_ended & ground.whole(LINKS), BIT["dead_end"], 0)
    own[:-1] |= np.where(ends & ~ground.link_ended & ~ground.whole(LINKS), BIT["unknown"], 0)
    own[:-1] |= np.where(found.circle >= 0, BIT["cycle"], 0)
    for pair in twice:
        own[pair.lower] |= BIT["two_levels"]
    return own


def _at_place(ground: Ground) -> Ints:
    """The bits of places that nobody covers."""
    alone = ground.start == ground.size
    whole = ground.places_whole(STARTS)
    kind = np.where(ground.cover_ended, BIT["lapsed"], np.where(whole, BIT["dead_end"], BIT["unknown"]))
    return np.where(alone, kind, 0)


def _levels(ground: Ground, stood: Ints) -> Ints:
    """The bits of required levels that no body on a path stands on."""
    missing, unknown = _lacking(ground, stood)

    def some(found: list[Flags]) -> Flags:
        return np.asarray(reduce(np.logical_or, found, np.zeros(len(stood), np.bool_)))

    bits = np.where(some(missing), BIT["missing_level"], 0) | np.where(some(unknown), BIT["unknown"], 0)
    return bits.astype(np.int64)


def _lacking(ground: Ground, stood: Ints) -> tuple[list[Flags], list[Flags]]:
    """For each required level: the places that lack it, and those of which nobody knows.

    `stood` has bit r where a body of rank r is on the path. A level above the highest is no matter of a
    missing level (the path ends before); one above the lowest was passed over, which shows; one below it is
    only absent.
    """
    missing, unknown = [], []
    whole = ground.places_whole(STARTS)
    for rank in ground.chain.required:
        bit = 1 << rank
        lacks = ((stood & bit) == 0) & ((stood & (bit - 1)) != 0)
        passed = (stood >> (rank + 1)) != 0
        missing.append(lacks & (passed | whole))
        unknown.append(lacks & ~passed & ~whole)
    return missing, unknown


def _causes(ground: Ground, found: Forest, twice: list[Pair], stood: Ints) -> pl.DataFrame:
    through = found.count(ground.start)
    rows: list[pl.DataFrame] = []

    def at_bodies(kind: Kind, what: str, where: Flags, since: Days | None = None) -> None:
        at = np.flatnonzero(where & (through[:-1] > 0))
        rows.append(_rows(kind, what, ground.rank[at], ground.names(at), through[at],
                          areas=ground.body_areas.gather(at).to_list(),
                          since=None if since is None else since[at]))  # fmt: skip

    lapsed = ground.lapsed
    at_bodies("lapsed", "term", lapsed, ground.term_end)
    at_bodies("vacant", "post", ground.headless & ~lapsed & ground.whole(POSTS))
    at_bodies("unknown", "post", ground.headless & ~lapsed & ~ground.whole(POSTS))
    at_bodies("lapsed", "link", ground.ends & ground.link_ended, ground.link_end)
    at_bodies("dead_end", "link", ground.ends & ~ground.link_ended & ground.whole(LINKS))
    at_bodies("unknown", "link", ground.ends & ~ground.link_ended & ~ground.whole(LINKS))
    firsts = np.zeros(ground.size, np.bool_)
    firsts[list(found.first_of_circles())] = True
    at_bodies("cycle", "", firsts)
    rows.append(_pairs(ground, [pair for pair in twice if through[pair.lower] > 0], through))
    rows += _at_areas(ground, stood)
    return pl.concat(rows).select(*CAUSES).sort(*CAUSES)


def _pairs(ground: Ground, twice: list[Pair], through: Ints) -> pl.DataFrame:
    lower = np.array([pair.lower for pair in twice], np.int64)
    upper = np.array([pair.upper for pair in twice], np.int64)
    rows = _rows("two_levels", "", ground.rank[lower], ground.names(lower), through[lower],
                 areas=ground.body_areas.gather(lower).to_list())  # fmt: skip
    return rows.with_columns(
        person=pl.Series([pair.person for pair in twice], dtype=pl.String),
        other=pl.Series(ground.names(upper), dtype=pl.String),
    )


def _at_areas(ground: Ground, stood: Ints) -> list[pl.DataFrame]:
    """Causes at no body, one row an area."""
    alone = ground.start == ground.size
    whole = ground.places_whole(STARTS)
    told: list[tuple[Kind, str, int | None, Flags]] = [
        ("lapsed", "coverage", None, alone & ground.cover_ended),
        ("dead_end", "coverage", None, alone & ~ground.cover_ended & whole),
        ("unknown", "coverage", None, alone & ~ground.cover_ended & ~whole),
    ]
    missing, unknown = _lacking(ground, stood)
    for rank, lacks, doubt in zip(ground.chain.required, missing, unknown, strict=True):
        told += [("missing_level", "level", rank, lacks), ("unknown", "level", rank, doubt)]
    rows = []
    for kind, what, level, where in told:
        counts = ground.place_areas.filter(pl.Series(where)).value_counts(name="places")
        ranks = np.full(counts.height, -1 if level is None else level)
        rows.append(_rows(kind, what, ranks, [None] * counts.height, counts["places"].to_numpy(),
                          areas=counts.to_series(0).to_list()))  # fmt: skip
    return rows


def _rows(
    kind: Kind, what: str, ranks: Ints, bodies: list[str | None], counts: Ints, *,
    areas: list[str | None], since: Days | None = None,
) -> pl.DataFrame:  # fmt: skip
    size = len(ranks)
    frame = pl.DataFrame(
        {
            "level": [int(rank) if rank >= 0 else None for rank in ranks],
            "body": bodies,
            "area": areas,
            "since": [None] * size if since is None else since,
            "places": counts,
        },
        schema={name: CAUSES[name] for name in ("level", "body", "area", "since", "places")},
    )
    nothing = pl.lit(None, pl.String)
    return frame.with_columns(kind=pl.lit(kind), what=pl.lit(what), person=nothing, other=nothing).select(
        list(CAUSES)
    )
