"""What hangs on whom, and what is lost if some leave on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from linli.analysis.escalation.ground import OnDay
from linli.analysis.escalation.tables import possible
from linli.analysis.resilience import loss, weight
from linli.analysis.resilience.answering import answering
from linli.errors import ParameterWrong
from linli.model import chain
from linli.model.chain import Scheme
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.vocabulary import load as vocabularies
from linli.ports import Parameter
from linli.services.chain_tables import Read, reader, tables
from linli.services.graph import Graph
from linli.services.places import resolve

DEPUTIES = ("deputy_secretary", "deputy_director")
SUBJECT = 21
"""Length of an identifier."""


@dataclass(frozen=True)
class Resilience:
    """What hangs on whom.

    whole, of  buildings with a whole way up, of all
    posts      area, body, kind, post, holders, places: ordered by area, body, post
    persons    area, body, kind (of the first post led), person, name, places, answers_now, answers_then, led,
               bodies, posts: ordered likewise, and only those with something to tell
    """

    day: dt.date
    area: tuple[str, ...]
    whole: int
    of: int
    posts: pl.DataFrame
    persons: pl.DataFrame


@dataclass(frozen=True)
class DropOut:
    """What is lost if some leave.

    places  area, compound, building: those that lose their whole way up
    bodies  area, body: those that nobody leads any more
    leaving posts that fall empty: area, body, kind, name
    """

    day: dt.date
    area: tuple[str, ...]
    whole: int
    of: int
    leaving: pl.DataFrame
    bodies: pl.DataFrame
    places: pl.DataFrame


class _Ground:
    """Tables, names and schemes of one question."""

    def __init__(
        self,
        graph: Graph,
        area: str | Sequence[str] | None,
        day: dt.date,
        schemes: Mapping[str, Scheme] | None,
    ) -> None:
        self.read: Read = reader(graph)
        self.day = day
        self.codes = codes = graph.areas(area)
        self.tables = tables(self.read, None if area is None else codes)
        self.today = OnDay(self.tables, day)
        self.known = dict(schemes or chain.load())
        self.parts = self.tables.schemes(self.known, chain.BASE)
        names = self.read("Area", "id", "name")
        self.area = tuple(names.filter(pl.col("id").is_in(codes)).sort("id")["name"])
        self.areas = names.select(pl.col("id").alias("area_id"), pl.col("name").alias("area"))

    def body_names(self) -> pl.DataFrame:
        """body_id, body, area, area_id."""
        own = self.tables.bodies.select(
            pl.col("id").alias("body_id"), pl.col("name").alias("body"), pl.col("area").alias("area_id")
        )
        return own.join(self.areas, on="area_id", how="left")

    def near(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with a `body_id`, of bodies at home in the areas, below or above them; with names."""
        within = self.tables.within
        below = within.filter(pl.col("above").is_in(self.codes)).select(pl.col("area").alias("area_id"))
        above = within.filter(pl.col("area").is_in(self.codes)).select(pl.col("above").alias("area_id"))
        homes = pl.concat([below, above]).unique()
        told = rows.join(self.body_names(), on="body_id").join(homes, on="area_id", how="semi")
        return told.sort("area_id", "body", "body_id")

    def people(self) -> pl.DataFrame:
        """person, name."""
        return self.read("Person", "id", "name").rename({"id": "person"})

    def held(self) -> pl.DataFrame:
        """person, post, kind, body_id: posts of every kind that may be held on the day."""
        now = possible(self.day)
        posts = (
            self.read("Post", "id", "kind", *INTERVAL).filter(now).select(pl.col("id").alias("post"), "kind")
        )
        bodies = self.read("POST_IN.Post.Organization", "from", "to")
        return (
            self.read("HOLDS.Person.Post", "from", "to", *INTERVAL)
            .filter(now)
            .select(pl.col("from").alias("person"), pl.col("to").alias("post"))
            .join(posts, on="post")
            .join(bodies.rename({"from": "post", "to": "body_id"}), on="post")
        )


def resilience(
    graph: Graph,
    *,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
    schemes: Mapping[str, Scheme] | None = None,
) -> Resilience:
    """What hangs on every leading post, and on everybody who leads, in some areas.

    Raises AreaUnknown, PlaceAmbiguous, or a StoreError.
    """
    ground = _Ground(graph, area, as_of or graph.day, schemes)
    held = ground.held()
    deputies = held.filter(pl.col("kind").is_in(DEPUTIES)).select(pl.col("body_id").alias("body"), "person")
    parts = [
        weight.weigh(ground.today, ground.known[name], places, deputies)
        for name, places in ground.parts.items()
    ]
    found = weight.total(
        parts or [weight.weigh(ground.today, ground.known[chain.BASE], ground.tables.places, deputies)]
    )
    names = ground.body_names()
    posts = (
        found.posts.rename({"body": "body_id"}).join(names, on="body_id")
        .join(ground.today.held.group_by("post").agg(pl.col("person").n_unique().alias("holders")), on="post")
        .filter(pl.col("places") > 0)
        .select("area", "body", "kind", "holders", "places", "area_id", "body_id", "post")
        .sort("area_id", "body", "body_id", "kind", "post")
    )  # fmt: skip
    return Resilience(
        ground.day, ground.area, found.whole, found.of, posts, _persons(ground, found.persons, held)
    )


def _persons(ground: _Ground, found: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    across = held.group_by("person").agg(
        pl.col("body_id").n_unique().cast(pl.Int64).alias("bodies"),
        pl.col("post").n_unique().cast(pl.Int64).alias("posts"),
    )
    led = ground.near(ground.today.held.select("person", pl.col("body").alias("body_id"), "kind"))
    first = (
        led.sort("area_id", "body", "body_id", "kind").group_by("person", maintain_order=True)
        .agg(
            pl.col("area", "area_id", "body", "kind").first(),
            pl.col("body_id").n_unique().cast(pl.Int64).alias("led"),
        )
    )  # fmt: skip
    told = (
        found.join(first, on="person")
        .join(across, on="person", how="left")
        .join(ground.people(), on="person")
    )
    telling = (pl.col("places") > 0) | (pl.col("answers_now") > 0) | (pl.col("bodies") > 1)
    return told.filter(telling).sort("area_id", "body", "kind", "person").select(
        "area", "body", "kind", "name", "places", "answers_now", "answers_then", "led", "bodies", "posts",
        "area_id", "person",
    )  # fmt: skip


def drop_out(
    graph: Graph,
    leave: Sequence[str] = (),
    *,
    ending_by: dt.date | None = None,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
    schemes: Mapping[str, Scheme] | None = None,
) -> DropOut:
    """What is lost if some leave on one day and nobody follows.

    Parameters: `leave`, posts written as body/post, or identifiers of posts or persons; `ending_by`, for all
    terms that have certainly ended by then (an election, retirements whose day is written down).
    Raises ParameterWrong for somebody that cannot be found, PlaceUnknown, PlaceAmbiguous, AreaUnknown, or a
    StoreError.
    """
    ground = _Ground(graph, area, as_of or graph.day, schemes)
    persons, posts = _leaving(graph, ground, leave)
    gone, bodies, whole = [], [], 0
    for name, places in ground.parts.items():
        scheme = ground.known[name]
        made = answering(ground.today, scheme.chain(ground.day), places)
        fallen = loss.without(made, persons, posts, ending_by)
        gone.append(loss.places(made, loss.lost(made, fallen)).select("place"))
        bodies.append(fallen.select("body"))
        whole += made.whole
    nothing = pl.DataFrame(schema={"place": pl.String})
    fell = pl.concat([nothing.rename({"place": "body"}), *bodies]).unique()
    away = pl.col("person").is_in(list(persons)) | pl.col("post").is_in(list(posts))
    if ending_by is not None:
        away |= pl.col("to_max") <= ending_by
    return DropOut(
        ground.day,
        ground.area,
        whole,
        ground.tables.places.height,
        _empty(ground, ground.today.held.filter(away)),
        ground.near(fell.rename({"body": "body_id"})).select("area", "body", "area_id", "body_id"),
        _buildings(ground, pl.concat([nothing, *gone]).rename({"place": "id"})),
    )


def _empty(ground: _Ground, leaving: pl.DataFrame) -> pl.DataFrame:
    """Posts that fall empty, with who has held them."""
    told = ground.near(leaving.rename({"body": "body_id"})).join(ground.people(), on="person")
    names = ["area", "body", "kind", "name", "area_id"]
    return told.select(names).unique().sort("area_id", "body", "kind", "name")


def _buildings(ground: _Ground, lost: pl.DataFrame) -> pl.DataFrame:
    """The buildings of some identifiers, with their compound and area."""
    return (
        ground.tables.places.join(lost, on="id", how="semi")
        .rename({"area": "area_id"})
        .join(ground.areas, on="area_id", how="left")
        .select("area", "compound_name", "name", "area_id", "id")
        .sort("area_id", "compound_name", "name", "id")
    )


def _leaving(graph: Graph, ground: _Ground, leave: Sequence[str]) -> tuple[set[str], set[str]]:
    """Persons and posts that are meant."""
    persons: set[str] = set()
    posts: set[str] = set()
    leads, words = ground.tables.terms, vocabularies()["post_kind"].by_word()
    scope: dict[str, Parameter] = {"as_of": ground.day, "areas": graph.areas(None)}
    for one in leave:
        wrong = ParameterWrong(query="resilience", parameter="leave", value=one, wanted="组织/职务, p…, t…")
        if len(one) == SUBJECT and one[0] in "pt":
            column = "person" if one[0] == "p" else "post"
            if leads.filter(pl.col(column) == one).is_empty():
                raise wrong
            (persons if one[0] == "p" else posts).add(one)
            continue
        body, _, post = one.rpartition("/")
        kind = words.get(post)
        if not body or kind is None:
            raise wrong
        identity = resolve("organization", body, partial(graph.ask_within, scope))
        found = (
            leads.filter((pl.col("body") == identity) & (pl.col("kind") == kind))["post"].unique().to_list()
        )
        if not found:
            raise wrong
        posts.update(found)
    return persons, posts


def kept(graph: Graph, snapshot: str, areas: Sequence[str], day: dt.date) -> Resilience:
    """What hangs on whom in some areas, worked out once for whoever asks the same."""
    key = ("resilience", snapshot, tuple(areas), day)
    return graph.kept.get(key, lambda: resilience(graph, area=list(areas), as_of=day))
