"""Places and what is tied to them, from fact tables: the only file of coverage that knows their columns.

The tables may come from a snapshot's files or from queries of either engine; `TABLES` names them. They may
hold more than the areas asked about: what does not touch a place of these areas is left out here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from linli.model.interval import COLUMNS as INTERVAL
from linli.model.interval import MAX, MIN
from linli.model.slot import TICKS
from linli.model.types.name import key
from linli.model.vocabulary import load as load_vocabularies

Tables = Mapping[str, pl.LazyFrame]
"""Fact tables by the name of the schema's table."""

TIES = {
    "compound": (
        *("COVERS.Organization.Compound", "ACTS_FOR.Organization.Compound", "SERVES.Organization.Compound"),
    ),
    "building": ("COVERS.Organization.Building",),
    "grid": ("COVERS.Organization.Grid",),
}
"""Links that tie a body to each kind of place."""

TABLES = (
    *("Area", "WITHIN.Area.Area", "Completeness", "STATED_FOR.Completeness.Area"),
    *("Compound", "LOCATED_IN.Compound.Area", "Building", "LOCATED_IN.Building.Compound"),
    *("LOCATED_IN.Building.Grid", "Grid", "LOCATED_IN.Grid.Area"),
    *("Organization", "BASED_IN.Organization.Area", "MEMBER_OF.Organization.Organization"),
    *(name for names in TIES.values() for name in names),
    *("Venue", "SERVES.Venue.Compound", "LOCATED_IN.Venue.Compound", "LOCATED_IN.Venue.Area"),
    *("Post", "POST_IN.Post.Organization", "HOLDS.Person.Post", "MAY_BE.Person.Person", "Person"),
)

BOUNDS = tuple(INTERVAL)
_ALWAYS = {"from_min": MIN, "from_max": MIN, "to_min": MAX, "to_max": MAX}
_BASED = [
    pl.lit("BASED_IN").alias("via"),
    pl.lit("own").alias("mode"),
    *(pl.lit(day).alias(name) for name, day in _ALWAYS.items()),
]
GUIDE = "branch_guide"
"""The post of a 党建指导员, who answers where there is no branch."""


@dataclass(frozen=True)
class Base:
    """What coverage is worked out from.

    areas    area, code, name, level: the areas asked about, and all in them
    above    area, above: each of them and every one of them that it lies in
    stated   area, ledger: kinds of ledger stated whole for an area, there or above it, up to the day
    places   kind of place → place, area, name, key, households, and what else is known of it
    bodies   body, name, kind, full_members, bounds: every body that is tied to a place
    ties     place, at (kind of place), body, via, mode, bounds of the link
    venues   place, venue, name, kind, mode, serves (compounds), bounds of venue and link together
    posts    body, post, kind, key (of the seat), seats, bounds
    terms    post, person, doubtful, bounds
    near     area: where premises stand that are in no compound, on the day
    grids    place (building), grid
    guides   area, step, body, body_name, seat, key, holder, person, post: who has the post of a guide
    """

    areas: pl.DataFrame
    above: pl.DataFrame
    stated: pl.DataFrame
    places: Mapping[str, pl.DataFrame]
    bodies: pl.DataFrame
    ties: pl.DataFrame
    venues: pl.DataFrame
    posts: pl.DataFrame
    terms: pl.DataFrame
    near: pl.DataFrame
    grids: pl.DataFrame
    guides: pl.DataFrame


def base(tables: Tables, areas: Sequence[str], day: dt.date, kinds: Sequence[str] = ("building",)) -> Base:
    """The base of some areas.

    Parameters: `tables`, those of `TABLES`; `areas` by their codes; `day`, on which the places must be there
    and up to which statements count; `kinds` of place besides compounds that are wanted.
    """
    here, above = _scope(tables, areas)
    places = _places(tables, here, day, kinds)
    based, tied = _based(tables, here), _ties(tables, places)
    ties = pl.concat(
        [
            tied,
            _forums(tables, tied).collect(),
            based.select("place", pl.lit("community").alias("at"), "body", *_BASED).collect(),
        ]
    )
    posts, terms = _posts(tables, ties.lazy().select("body").unique())
    return Base(
        areas=tables["Area"]
        .join(here, left_on="id", right_on="area", how="semi")
        .select(pl.col("id").alias("area"), "code", "name", "level")
        .collect(),
        above=above.join(here, left_on="above", right_on="area", how="semi")
        .select("area", "above")
        .collect(),
        stated=_stated(tables, above, day),
        places=places,
        bodies=tables["Organization"]
        .select(pl.col("id").alias("body"), "name", "kind", "full_members", *BOUNDS)
        .join(ties.lazy().select("body").unique(), on="body", how="semi")
        .collect(),
        ties=ties,
        venues=_venues(tables, places["compound"]),
        posts=posts,
        terms=terms,
        near=_near(tables, here, day),
        grids=tables["LOCATED_IN.Building.Grid"]
        .select(*_ends("place", "grid"))
        .join(places["building"].lazy(), on="place", how="semi")
        .collect(),
        guides=_guides(tables, above, day),
    )


def staffed(known: Base, tables: Tables, areas: Sequence[str], day: dt.date) -> Base:
    """A base of the same areas and day, where nothing but who has which post is otherwise."""
    posts, terms = _posts(tables, known.ties.lazy().select("body").unique())
    guides = _guides(tables, _scope(tables, areas)[1], day)
    return replace(known, posts=posts, terms=terms, guides=guides)


def _scope(tables: Tables, areas: Sequence[str]) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """The areas inside some (`area`), and what lies above each of them."""
    above = tables["WITHIN.Area.Area"].select(*_ends("area", "above"), "step")
    inside = above.filter(pl.col("above").is_in(list(areas))).select("area").unique().collect()
    here = inside.lazy()
    return here, above.join(here, on="area", how="semi").collect().lazy()


def _there(day: dt.date) -> pl.Expr:
    return (pl.col("from_min") <= day) & (pl.lit(day) < pl.col("to_max"))


def _ends(start: str, end: str) -> list[pl.Expr]:
    return [pl.col("from").alias(start), pl.col("to").alias(end)]


def _places(
    tables: Tables, here: pl.LazyFrame, day: dt.date, kinds: Sequence[str]
) -> dict[str, pl.DataFrame]:
    """Compounds, buildings, grids and communities of the areas that may be there on the day."""
    compounds = (
        tables["Compound"]
        .filter(_there(day))
        .rename({"id": "place", "name_key": "key"})
        .join(tables["LOCATED_IN.Compound.Area"].select(*_ends("place", "area")), on="place", how="inner")
        .join(here, on="area", how="semi")
        .select(
            *("place", "area", "name", "key", "type", "boundary", "households", "full_members", "weak"),
            *("moved_in_min", "moved_in_max", *TICKS["Compound"]),
            pl.col("place").alias("compound"),
        )
        .collect()
    )
    outer = compounds.lazy().select("compound", "area", "type")
    inner = tables["LOCATED_IN.Building.Compound"].select(*_ends("place", "compound"))
    buildings = tables["Building"].filter(_there(day)).rename({"id": "place", "name_key": "key"})
    if "building" not in kinds:
        buildings = buildings.head(0)
    grids = tables["Grid"].filter(_there(day)).rename({"id": "place", "name_key": "key"})
    lies = tables["LOCATED_IN.Grid.Area"].select(*_ends("place", "area"))
    communities = tables["Area"].filter(pl.col("level") == "community")
    return {
        "compound": compounds,
        "building": buildings.join(inner, on="place")
        .join(outer, on="compound")
        .select("place", "area", "name", "key", "type", "households", "compound")
        .collect(),
        "grid": grids.join(lies, on="place")
        .join(here, on="area", how="semi")
        .select("place", "area", "name", "key", "households")
        .collect(),
        "community": communities.rename({"id": "place", "name_key": "key"})
        .with_columns(pl.col("place").alias("area"))
        .join(here, on="area", how="semi")
        .select("place", "area", "name", "key", "households")
        .collect(),
    }


def _stated(tables: Tables, above: pl.LazyFrame, day: dt.date) -> pl.DataFrame:
    """Kinds of ledger stated whole up to the day, for an area or one that it lies in."""
    said = tables["Completeness"].filter(pl.col("day") <= day).select(pl.col("id").alias("from"), "ledger")
    return (
        tables["STATED_FOR.Completeness.Area"]
        .select("from", pl.col("to").alias("above"))
        .join(said, on="from")
        .join(above, on="above")
        .select("area", "ledger")
        .unique()
        .collect()
    )


def _ties(tables: Tables, places: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every link of a body to a place, at whatever time."""
    found = []
    for at, names in TIES.items():
        known = places[at].lazy().select("place")
        if at == "grid":
            # A building's grid may lie in another area than the building.
            around = tables["LOCATED_IN.Building.Grid"].select(*_ends("building", "place"))
            inside = places["building"].lazy().select(pl.col("place").alias("building"))
            around = around.join(inside, on="building", how="semi").select("place")
            known = pl.concat([known, around]).unique()
        for name in names:
            via = name.split(".")[0]
            mode = pl.col("mode") if via == "COVERS" else pl.lit("own").alias("mode")
            found.append(
                tables[name]
                .select(*_ends("body", "place"), mode, *BOUNDS)
                .join(known, on="place", how="semi")
                .select("place", pl.lit(at).alias("at"), "body", pl.lit(via).alias("via"), "mode", *BOUNDS)
            )
    return pl.concat(pl.collect_all(found))


def _based(tables: Tables, here: pl.LazyFrame) -> pl.LazyFrame:
    """Bodies of a community as a whole, each with the area of the areas that it is based in."""
    kinds = load_vocabularies()["organization_kind"]
    wanted = [*kinds.codes("tie", "area"), *kinds.codes("family", "forum")]
    whole = tables["Organization"].filter(pl.col("kind").is_in(wanted)).select(pl.col("id").alias("body"))
    return (
        tables["BASED_IN.Organization.Area"]
        .select(*_ends("body", "place"))
        .join(here, left_on="place", right_on="area", how="semi")
        .join(whole, on="body", how="semi")
    )


def _forums(tables: Tables, ties: pl.DataFrame) -> pl.LazyFrame:
    """Forums of a compound: those in which a body that covers it or acts for its owners takes part."""
    theirs = ties.lazy().filter((pl.col("at") == "compound") & (pl.col("via") != "SERVES"))
    members = tables["MEMBER_OF.Organization.Organization"].select(*_ends("body", "forum"), *BOUNDS)
    return (
        meeting(theirs.join(members, on="body", suffix="_b"))
        .with_columns(pl.col("forum").alias("body"), pl.lit("MEMBER_OF").alias("via"))
        .select("place", "at", "body", "via", "mode", *BOUNDS)
    )


def meeting(frame: pl.LazyFrame, suffix: str = "_b") -> pl.LazyFrame:
    """Joined rows whose two facts may be in force on one day, with the time in which both are."""
    both = [
        pl.max_horizontal("from_min", f"from_min{suffix}").alias("from_min"),
        pl.max_horizontal("from_max", f"from_max{suffix}").alias("from_max"),
        pl.min_horizontal("to_min", f"to_min{suffix}").alias("to_min"),
        pl.min_horizontal("to_max", f"to_max{suffix}").alias("to_max"),
    ]
    return (
        frame.with_columns(both)
        .filter(pl.col("from_min") < pl.col("to_max"))
        .drop([f"{name}{suffix}" for name in BOUNDS])
    )


def _venues(tables: Tables, compounds: pl.DataFrame) -> pl.DataFrame:
    """Venues that stand in a compound or serve it.

    One that stands there is the compound's own; one that stands in another compound is attached; one that
    stands elsewhere is joint where it serves several compounds, and else its own.
    """
    known = compounds.lazy().select("place")
    stands = tables["LOCATED_IN.Venue.Compound"].select(*_ends("venue", "stands"))
    serves = tables["SERVES.Venue.Compound"].select(*_ends("venue", "place"), *BOUNDS)
    many = serves.group_by("venue").agg(pl.col("place").n_unique().cast(pl.Int64).alias("serves"))
    standing = stands.select(
        "venue", pl.col("stands").alias("place"), *(pl.lit(day).alias(name) for name, day in _ALWAYS.items())
    )
    linked = pl.concat([standing, serves]).join(known, on="place", how="semi")
    mode = (
        pl.when(pl.col("stands") == pl.col("place"))
        .then(pl.lit("own"))
        .when(pl.col("stands").is_not_null())
        .then(pl.lit("attached"))
        .when(pl.col("serves") > 1)
        .then(pl.lit("joint"))
        .otherwise(pl.lit("own"))
    )
    venue = tables["Venue"].select(pl.col("id").alias("venue"), "name", "kind", *TICKS["Venue"], *BOUNDS)
    return (
        meeting(linked.join(venue, on="venue", suffix="_b"))
        .join(stands, on="venue", how="left")
        .join(many, on="venue", how="left")
        .with_columns(mode.alias("mode"), pl.col("serves").fill_null(0))
        .select("place", "venue", "name", "kind", "mode", "serves", *TICKS["Venue"], *BOUNDS)
        .collect()
    )


def _posts(tables: Tables, bodies: pl.LazyFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Posts of bodies, and the terms in which they were held."""
    inside = tables["POST_IN.Post.Organization"].select(*_ends("post", "body"))
    posts = (
        tables["Post"]
        .rename({"id": "post"})
        .join(inside, on="post")
        .join(bodies, on="body", how="semi")
        .select("body", "post", "kind", "seat", "seats", *BOUNDS)
        .collect()
    )
    seats = posts["seat"].unique().drop_nulls()
    keys = pl.DataFrame({"seat": seats, "key": key(seats)}, schema={"seat": pl.String, "key": pl.String})
    doubts = tables["MAY_BE.Person.Person"]
    doubtful = pl.concat([doubts.select(pl.col(end).alias("person")) for end in ("from", "to")]).unique()
    terms = (
        tables["HOLDS.Person.Post"]
        .select(*_ends("person", "post"), *BOUNDS)
        .join(posts.lazy().select("post"), on="post", how="semi")
        .join(doubtful.with_columns(doubtful=True), on="person", how="left")
        .with_columns(pl.col("doubtful").fill_null(False))
        .collect()
    )
    return posts.join(keys, on="seat", how="left").drop("seat"), terms


def _near(tables: Tables, here: pl.LazyFrame, day: dt.date) -> pl.DataFrame:
    """Areas in which a venue stands that is in no compound."""
    venue = tables["Venue"].filter(_there(day)).select(pl.col("id").alias("venue"))
    return (
        tables["LOCATED_IN.Venue.Area"]
        .select(*_ends("venue", "area"))
        .join(venue, on="venue", how="semi")
        .join(here, on="area", how="semi")
        .select("area")
        .unique()
        .collect()
    )


def _guides(tables: Tables, above: pl.LazyFrame, day: dt.date) -> pl.DataFrame:
    """Who has the post of a guide on the day, in a body that is based in an area or above it."""
    post = tables["Post"].filter(pl.col("kind") == GUIDE).select(pl.col("id").alias("post"), "seat")
    body = tables["Organization"].select(pl.col("id").alias("body"), pl.col("name").alias("body_name"))
    person = tables["Person"].select(pl.col("id").alias("person"), pl.col("name").alias("holder"))
    found = (
        tables["HOLDS.Person.Post"]
        .filter(_there(day))
        .select(*_ends("person", "post"))
        .join(post, on="post")
        .join(tables["POST_IN.Post.Organization"].select(*_ends("post", "body")), on="post")
        .join(tables["BASED_IN.Organization.Area"].select(*_ends("body", "above")), on="body")
        .join(above, on="above")
        .join(body, on="body")
        .join(person, on="person")
        .select("area", "step", "body", "body_name", "seat", "holder", "person", "post")
        .unique()
        .collect()
    )
    return found.with_columns(key(found["seat"]).alias("key"))
