"""The state of every place on a day, for one slot.

    own, joint, attached   filled; the best mode of what may be in force
    forming                nothing yet, and something is being formed
    gap                    nobody, where the ledgers needed are stated whole
    unknown                nobody is known, and they are not
    not_applicable         the place's scheme does not ask for it here

    place, area, households, state, why, by, name, certain, sure, dated, fillers,
    since_min, since_max  the day from which nobody fills it, where it was filled before
    asked                 the mode that the scheme asks for, where it asks for one
    meets                 whether the mode is the one asked for

`certain`: the state holds whatever the unknown parts of dates are. `sure`: it is certainly filled.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from linli.analysis.coverage.base import Base
from linli.analysis.coverage.tenures import RANKS, pieces, posted
from linli.model.interval import MIN
from linli.model.slot import TICKS, Slot, Slots

FILLED = ("own", "joint", "attached")


@dataclass(frozen=True)
class Asked:
    """A slot asked of places: `population` are all its places; `pieces` all that ever fills it."""

    name: str
    slot: Slot
    population: pl.DataFrame
    pieces: pl.DataFrame


def ask(base: Base, scheme: Slots, name: str, areas: pl.DataFrame) -> Asked:
    """A slot with its places in some areas (a frame with `area`), and what fills it there."""
    slot = scheme.slots[name]
    population = base.places[slot.place].join(areas.select("area"), on="area", how="semi")
    found = pieces(base, slot).join(population.select("place"), on="place", how="semi")
    return Asked(name, slot, _applied(population, base, scheme, name), found)


def states(base: Base, asked: Asked, day: dt.date) -> pl.DataFrame:
    """The state of every place on a day. See the module's text.

    Cost: sorts and joins of the slot's places and pieces; nothing is walked place by place.
    """
    slot = asked.slot
    rows = asked.population.select("place", "area", "households", "spared", "asked")
    if slot.ticks:
        return _ticked(asked, rows, base, day)
    rows = rows.join(filled(asked.pieces, day), on="place", how="left")
    rows = rows.join(_lost(asked.pieces, day), on="place", how="left")
    rows = rows.join(_forming(base, asked, day), on="place", how="left")
    rows = rows.join(whole(base, slot), on="area", how="left")
    rows = rows.join(posted(base, slot).with_columns(post=True), on="place", how="left")
    near = base.near.with_columns(beside=pl.lit(True))
    rows = rows.join(near, on="area", how="left")
    return rows.with_columns(_state(slot)).with_columns(_why(slot)).select(_shown(slot))


def _ticked(asked: Asked, rows: pl.DataFrame, base: Base, day: dt.date) -> pl.DataFrame:
    """The state of every place by yes/no columns of the compound, or of its venues that may be open on the
    day: one with every yes fills it; a no in each denies it; else a blank leaves it open. Where there is no
    venue there is nothing to ask.
    """
    ticks = pl.all_horizontal(asked.slot.ticks)
    if set(asked.slot.ticks) <= set(TICKS["Venue"]):
        on = pl.lit(day)
        there = base.venues.filter((pl.col("from_min") <= on) & (on < pl.col("to_max")))
    else:
        there = base.places["compound"]
    # Null where anything is blank and nothing is no, so that filling nulls makes a blank no denial.
    said = there.group_by("place").agg((~ticks).fill_null(False).all().alias("denied"))
    rows = rows.join(filled(asked.pieces, day), on="place", how="left").join(said, on="place", how="left")
    spared = pl.col("spared").is_not_null()
    state = (
        pl.when(spared | pl.col("denied").is_null())
        .then(pl.lit("not_applicable"))
        .when(pl.col("mode").is_not_null())
        .then("mode")
        .when(pl.col("denied"))
        .then(pl.lit("gap"))
        .otherwise(pl.lit("unknown"))
    )
    words = dict.fromkeys(FILLED, "ticked") | {
        "gap": "denied",
        "unknown": "blank",
        "not_applicable": "no_venue",
    }
    why = pl.when(spared).then("spared").otherwise(pl.col("state").replace_strict(words))
    never = pl.lit(None, pl.Date)
    shown = rows.with_columns(state.alias("state")).with_columns(
        why.alias("why"),
        pl.lit(None, pl.String).alias("_former"),
        pl.lit(None, pl.String).alias("_last"),
        never.alias("since_min"),
        never.alias("since_max"),
    )
    return shown.select(_shown(asked.slot))


def filled(found: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Of each place that may be filled on a day, the best piece: its mode, then its name.

    Returns place, mode, by, name, dated, sure (a piece is certainly in force), mode_sure (one of the best
    mode is), fillers. Places that nothing may fill have no row.

    >>> days = {name: [MIN, MIN] for name in ("from_min", "from_max")}
    >>> days |= {name: [dt.date(2024, 1, 1), dt.date(2025, 1, 1)] for name in ("to_min", "to_max")}
    >>> own = {"place": ["c1", "c1"], "mode": ["own", "joint"], "by": ["o1", "o2"], "name": ["甲", "乙"]}
    >>> filled(pl.DataFrame(own | days), dt.date(2024, 1, 1)).select("mode", "by", "fillers").rows()
    [('joint', 'o2', 1)]
    """
    on = pl.lit(day)
    here = found.filter((pl.col("from_min") <= on) & (on < pl.col("to_max"))).with_columns(
        pl.col("mode").replace_strict(RANKS, return_dtype=pl.Int8).alias("_rank"),
        ((pl.col("from_max") <= on) & (on < pl.col("to_min"))).alias("sure"),
        (pl.col("from_min") > MIN).alias("dated"),
    )
    # Most places have one piece: only the others need to be sorted.
    several = pl.col("place").is_duplicated()
    one = here.filter(~several).with_columns(
        pl.col("sure").alias("mode_sure"), pl.lit(1, pl.Int64).alias("fillers")
    )
    many = here.filter(several)
    best = many.sort("place", "_rank", "name", "by", nulls_last=True).unique(
        "place", keep="first", maintain_order=True
    )
    judged = many.group_by("place").agg(
        pl.col("sure").any(),
        pl.col("sure").filter(pl.col("_rank") == pl.col("_rank").min()).any().alias("mode_sure"),
        pl.col("by").n_unique().cast(pl.Int64).alias("fillers"),
    )
    columns = ("place", "mode", "by", "name", "dated", "sure", "mode_sure", "fillers")
    return pl.concat([one.select(columns), best.drop("sure").join(judged, on="place").select(columns)])


def _lost(found: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Of each place that was filled before a day, when and by what the last piece ended."""
    over = found.lazy().filter(pl.col("to_max") <= day)
    return (
        over.sort("place", "to_max", "to_min", "name", "by")
        .unique("place", keep="last", maintain_order=True)
        .select(
            "place",
            pl.col("ends").alias("_ends"),
            pl.col("name").alias("_last"),
            pl.col("to_min").alias("since_min"),
            pl.col("to_max").alias("since_max"),
        )
        .collect()
    )


def _forming(base: Base, asked: Asked, day: dt.date) -> pl.DataFrame:
    """Places where something is being formed: a body stated to begin soon, or one that stands in for it."""
    slot = asked.slot
    soon = dt.timedelta(slot.forming_days)
    ahead = asked.pieces.filter((pl.col("from_min") > day) & (pl.col("from_min") <= day + soon))
    rows = [ahead.select("place", pl.lit("founding").alias("forming"), pl.col("name").alias("_former"))]
    if slot.forming:
        from dataclasses import replace

        interim = pieces(base, replace(slot, bodies=slot.forming, term_ends=False))
        there = filled(interim, day)
        rows.append(
            there.select("place", pl.lit("interim").alias("forming"), pl.col("name").alias("_former"))
        )
    return pl.concat(rows).sort("place", "forming", "_former").unique("place", keep="first")


def whole(base: Base, slot: Slot) -> pl.DataFrame:
    """Areas for which every kind of ledger that the slot needs is stated whole."""
    needs = sorted(set(slot.needs))
    told = base.stated.filter(pl.col("ledger").is_in(needs)).group_by("area").agg(pl.len().alias("_told"))
    return told.filter(pl.col("_told") == len(needs)).select("area", pl.lit(True).alias("whole"))


def _applied(population: pl.DataFrame, base: Base, scheme: Slots, name: str) -> pl.DataFrame:
    """Places with `asked` (the mode asked for) and `spared` (why the slot is not asked of them)."""
    slot = scheme.slots[name]
    spared = pl.lit("not_asked") if not slot.asked else pl.lit(None, pl.String)
    if slot.asked and slot.least_households:
        spared = pl.when(pl.col("households") < slot.least_households).then(pl.lit("small"))
    named = [one for one in scheme.exempt if one.slot == name]
    if slot.asked and named:
        from linli.model.types.name import key_of

        here = [
            pl.col("area").str.starts_with(one.area) & (pl.col("key") == key_of(one.compound))
            for one in named
        ]
        spared = pl.when(pl.any_horizontal(here)).then(pl.lit("exempt")).otherwise(spared)
    mode = pl.lit(None, pl.String)
    if slot.by_boundary:
        mode = pl.col("boundary").replace_strict(slot.by_boundary, default=None, return_dtype=pl.String)
    if slot.own_members is not None:
        count = pl.col("full_members")
        mode = pl.when(count >= slot.own_members).then(pl.lit("own"))
        mode = mode.when(count < slot.own_members).then(pl.lit("joint"))
    return population.with_columns(spared.alias("spared"), mode.alias("asked"))


def _state(slot: Slot) -> list[pl.Expr]:
    whole = pl.col("whole").fill_null(False)
    doubtful = pl.lit(False)
    if slot.near_community and not slot.near_known:
        doubtful = pl.col("beside").fill_null(False)
    state = (
        pl.when(pl.col("spared").is_not_null())
        .then(pl.lit("not_applicable"))
        .when(pl.col("mode").is_not_null())
        .then("mode")
        .when(pl.col("forming").is_not_null())
        .then(pl.lit("forming"))
        .when(whole & ~doubtful)
        .then(pl.lit("gap"))
        .otherwise(pl.lit("unknown"))
    )
    return [state.alias("state"), (whole & doubtful).alias("_beside")]


def _why(slot: Slot) -> list[pl.Expr]:
    """Why it is so: what fills it, what ended, what spares the place, what nobody has stated."""
    state = pl.col("state")
    gone = pl.coalesce("_ends", pl.when(pl.col("post")).then(pl.lit("vacant")), pl.lit("never"))
    why = (
        pl.when(state == "not_applicable")
        .then("spared")
        .when(state.is_in(FILLED))
        .then(pl.concat_str(pl.lit("by_"), state))
        .when(state == "forming")
        .then("forming")
        .when(state == "gap")
        .then(gone)
        .when(pl.col("_beside"))
        .then(pl.lit("perhaps_beside"))
        .otherwise(pl.lit("not_stated"))
    )
    return [why.alias("why")]


def _shown(slot: Slot) -> list[pl.Expr]:
    state = pl.col("state")
    here, open_ = state.is_in(FILLED), ~state.is_in((*FILLED, "not_applicable"))
    certain = (
        pl.when(here)
        .then("mode_sure")
        .when(state == "forming")
        .then(pl.lit(False))
        .otherwise(state != "unknown")
    )
    name = pl.when(here).then("name").when(state == "forming").then("_former").when(open_).then("_last")
    # A mode better than the one asked for meets it: an own branch where a joint one would do.
    ranks = {"own": 0, "joint": 1, "attached": 2}
    meets = pl.col("mode").replace_strict(ranks, return_dtype=pl.Int8) <= pl.col("asked").replace_strict(
        ranks, return_dtype=pl.Int8
    )
    return [
        pl.col("place"),
        pl.col("area"),
        pl.col("households"),
        state,
        pl.col("why"),
        pl.when(here).then("by").alias("by"),
        name.alias("name"),
        certain.alias("certain"),
        (here & pl.col("sure").fill_null(False)).alias("sure"),
        (here & pl.col("dated").fill_null(False)).alias("dated"),
        pl.when(here).then("fillers").otherwise(pl.lit(0)).cast(pl.Int64).alias("fillers"),
        pl.when(open_).then("since_min").alias("since_min"),
        pl.when(open_).then("since_max").alias("since_max"),
        pl.when(state != "not_applicable").then("asked").alias("asked"),
        pl.when(here).then(meets).alias("meets"),
    ]
