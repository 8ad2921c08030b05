"""What a rule looked at before it said that something is missing, or too few: the facts around a finding, for
evidence of absence and of aggregates.

A rule's own queries say which links it looks at. From the subject they are followed along the moves below,
and no further: what lies beyond the bodies of a compound (the other compounds that a company serves, the
other posts that a member holds) decides nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.audit.climb import KEY, Facts, marks
from linli.audit.rule import Rule
from linli.model import schema
from linli.model.vocabulary import load as load_vocabularies

if TYPE_CHECKING:
    import polars as pl

DERIVED = {
    "WITHIN": ("LOCATED_IN",),
    "ANSWERS_TO": ("REPORTS_TO",),
    "SHARES_HOLDER": ("HOLDS", "POST_IN", "COVERS", "ACTS_FOR", "SERVES", "LOCATED_IN", "MAY_BE"),
}
"""Derived links, with the links that they are made of."""

IMPLIED = {"SHARES_HOLDER": ("Person", "Post", "Organization", "Compound", "Building", "Grid")}
"""Kinds of node that a derived link passes through without a query naming them."""


@dataclass(frozen=True)
class Move:
    """A step from a node that is looked around from.

    link    type of link; source, target: kinds of node at its two ends, as the schema has them
    back    against the direction of the link
    on      whether one looks around from there as well
    again   whether the same step is taken from there, and so on to the end
    """

    link: str
    source: str
    target: str
    back: bool
    on: bool
    again: bool = False

    @property
    def table(self) -> str:
        """The table it is a step in."""
        return f"{self.link}.{self.source}.{self.target}"

    @property
    def family(self) -> str:
        """Steps that are not taken one after the other: what stands on one ground, else the same table."""
        return "ground" if self.link in GROUND else self.table

    @property
    def start(self) -> str:
        """The kind of node that it begins at."""
        return self.target if self.back else self.source

    @property
    def stop(self) -> str:
        """The kind of node that it ends at."""
        return self.source if self.back else self.target


GROUND = ("COVERS", "ACTS_FOR", "SERVES")
PLACES = ("Compound", "Building", "Grid", "Area")


def _in(link: str, source: str, target: str, *, on: bool = True) -> Move:
    return Move(link, source, target, back=True, on=on)


def _out(link: str, source: str, target: str, *, on: bool = False) -> Move:
    return Move(link, source, target, back=False, on=on)


MOVES = (
    *(_in(link, "Organization", place) for link in GROUND for place in PLACES),
    _in("SERVES", "Venue", "Compound"),
    _in("REPORTS_IN", "Organization", "Compound"),
    _in("LOCATED_IN", "Building", "Compound"),
    _in("LOCATED_IN", "Venue", "Compound"),
    _out("LOCATED_IN", "Building", "Grid", on=True),
    _in("LOCATED_IN", "Building", "Grid"),
    Move("LOCATED_IN", "Area", "Area", back=True, on=True, again=True),
    _in("LOCATED_IN", "Compound", "Area"),
    _in("LOCATED_IN", "Grid", "Area"),
    _in("BASED_IN", "Organization", "Area"),
    *(_out(link, "Organization", place) for link in GROUND for place in PLACES),
    _in("POST_IN", "Post", "Organization"),
    _in("HOLDS", "Person", "Post"),
    _out("HOLDS", "Person", "Post"),
    _out("MAY_BE", "Person", "Person", on=True),
    _in("MAY_BE", "Person", "Person"),
    Move("REPORTS_TO", "Organization", "Organization", back=False, on=True, again=True),
    *(
        Move(link, "Organization", "Organization", back=back, on=False)
        for link in ("MEMBER_OF", "GUIDES", "SUPERVISES", "EVALUATES", "PARTNERS")
        for back in (True, False)
    ),
)
"""Steps that are taken, in order. Areas are looked around from only where they are the subject; the way up
from everything else is climbed later (climb.py). Nobody steps back along the kind of link that they came by.
"""

HIGHER = "REPORTS_TO.Organization.Organization"
"""Bodies that were reached by this are asked for the bodies above them, and for nothing else."""

STATED = "STATED_FOR.Completeness.Area"


def around(rule: Rule, subjects: Sequence[str], facts: Facts) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts that a rule looked at for some of its subjects.

    Parameters: `rule`; `subjects`, identifiers, the first of which has number 0; `facts`, of the whole graph.
    Returns nodes and links, as marks; without the way up to the areas.
    """
    import polars as pl

    moves, kinds = looked_at(rule), bodies_named(rule)
    nodes, links = _nodes(subjects, facts), [marks([])]
    # What is looked around from, with the family of steps by which it was reached.
    here = nodes.with_columns(pl.lit("").alias("by"))
    while here.height:
        reached = [here.clear()]
        for move in moves:
            start = here.filter((pl.col("table") == move.start) & _free(move))
            if not start.height:
                continue
            found = _step(move, start, facts)
            if kinds and move.stop == "Organization" and move.link in (*GROUND, "BASED_IN"):
                fitting = facts["Organization"].filter(pl.col("kind").is_in(kinds)).select(stop="id")
                found = found.join(fitting, on="stop", how="semi")
            links.append(found.select("n", pl.lit(move.table).alias("table"), "id"))
            stop = found.select("n", pl.lit(move.stop).alias("table"), pl.col("stop").alias("id")).unique()
            new = stop.join(nodes, on=KEY, how="anti")
            nodes = pl.concat([nodes, new])
            if move.on:
                reached.append(new.with_columns(pl.lit(move.family).alias("by")))
        here = pl.concat(reached)
    return nodes, pl.concat(links).unique()


def statements(rule: Rule, nodes: pl.DataFrame, facts: Facts) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The statements of completeness that a rule may rest on: of the ledgers that it needs, for the areas of
    the evidence. Returns nodes and links, as marks.
    """
    import polars as pl

    kinds = facts["Completeness"].filter(pl.col("ledger").is_in(list(rule.text.needs))).select("id")
    areas = nodes.filter(pl.col("table") == "Area").select("n", "id")
    stated = facts[STATED].join(kinds, left_on="from", right_on="id", how="semi")
    rows = areas.join(stated.rename({"id": "link"}), left_on="id", right_on="to")
    return (
        rows.select("n", pl.lit("Completeness").alias("table"), pl.col("from").alias("id")).unique(),
        rows.select("n", pl.lit(STATED).alias("table"), pl.col("link").alias("id")).unique(),
    )


def looked_at(rule: Rule) -> list[Move]:
    """The steps that the queries of a rule may take: along links and between kinds of node that they name."""
    text = rule.find.text + rule.population.text
    named = {name for part in re.findall(r"\[\w*:([A-Z_|]+)", text) for name in part.split("|")}
    kinds = set(re.findall(r"\(\w*:([A-Z]\w*)", text))
    links = named | {base for name in named for base in DERIVED.get(name, ())}
    kinds |= {kind for name in named for kind in IMPLIED.get(name, ())}
    tables = {table.name for table in schema.load().tables}
    return [
        move
        for move in MOVES
        if move.link in links and {move.source, move.target} <= kinds and move.table in tables
    ]


def bodies_named(rule: Rule) -> list[str]:
    """The kinds of body that a rule asks about; empty for all, where it names none or says which it does not
    mean.
    """
    text = rule.find.text + rule.population.text
    known = set(load_vocabularies()["organization_kind"].codes())
    not_meant = re.findall(r"<> *'(\w+)'", text)
    for codes in re.findall(r"NOT \w+\.kind IN \[([^\]]*)\]", text):
        not_meant += re.findall(r"\w+", codes)
    if known & set(not_meant):
        return []
    given = {value for value in rule.values.values() if isinstance(value, str)}
    return sorted(known & (set(re.findall(r"'(\w+)'", text)) | given))


def _free(move: Move) -> pl.Expr:
    """Whence a step may be taken: never back along the family one came by, unless it is taken again and
    again; and from a higher body only higher.
    """
    import polars as pl

    by = pl.col("by")
    if move.table == HIGHER:
        return pl.lit(value=True)
    return (by != HIGHER) & (pl.lit(value=move.again) | (by != move.family))


def _step(move: Move, start: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """`n`, `id` of the link, `stop`."""
    import polars as pl

    near, far = ("to", "from") if move.back else ("from", "to")
    links = facts[move.table].select(pl.col("id").alias("link"), near, pl.col(far).alias("stop"))
    rows = start.select("n", "id").join(links, left_on="id", right_on=near)
    return rows.select("n", pl.col("link").alias("id"), "stop")


def _nodes(subjects: Sequence[str], facts: Facts) -> pl.DataFrame:
    """The subjects as marks: which kind of node each is."""
    import polars as pl

    wanted = pl.DataFrame({"id": list(subjects)}, schema={"id": pl.String}).with_row_index("n")
    return pl.concat(
        [
            wanted.join(facts[label].select("id"), on="id", how="semi").select(
                "n", pl.lit(label).alias("table"), "id"
            )
            for label in schema.load().nodes
        ]
    )
