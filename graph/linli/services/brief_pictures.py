"""What the pictures of a briefing show: structure, the four sides of a compound, cross appointment by kinds
of body, a way up; with names as they may be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from linli.model.vocabulary import load as vocabularies
from linli.reports.brief.facts import Crossing, FourSides, Kinds, Led, SideBody, Spot
from linli.reports.picture.sides import Side
from linli.reports.told import Told
from linli.services import tied
from linli.services.network.bodies import Tie, based, seats, ties
from linli.services.network.known import Known
from linli.services.one_place import one_place
from linli.services.place_tree import children, leaf
from linli.services.tied import Shown

if TYPE_CHECKING:
    from linli.services.escalate import Escalation

BRANCHES = ("compound_branch", "joint_branch", "grid_branch")
COMMITTEES = ("community_committee", "working_committee", "county_committee")
SIDES: Mapping[str, Side] = {
    "party": "party",
    "residents": "residents",
    "forum": "residents",
    "owners": "owners",
    "property": "property",
}
"""Family of a kind of body → the side of a compound that it stands on."""
PARTS = ("building_group", "centre_household", "firm_branch")
"""Party bodies of a part of a compound, or of a firm: not one of its sides."""
POSTS = 8
"""Posts of a body that are told in a picture: its heads first."""


def structure(known: Known, area: int, states: Mapping[str, str], shown: Shown) -> Spot:
    """An area with all areas and compounds in it.

    Parameters: `area`, its number; `states`, place → how a branch covers it.
    """
    below = [structure(known, one, states, shown) for one in parts(known, area)]
    return spot(known, area, states, shown, below)


def together(spots: Sequence[Spot], name: str) -> Spot:
    """One area as it is; several under one root, which is named after them and stands for nothing."""
    if len(spots) == 1:
        return spots[0]
    return Spot("", name, "", "", (), "", sum(one.compounds for one in spots), spots)


def parts(known: Known, number: int) -> list[int]:
    """The areas and compounds directly in an area; nothing of a compound."""
    if known.index.label(number) != "Area":
        return []
    return [one for one in children(known, number) if known.index.label(one) in ("Area", "Compound")]


def spot(
    known: Known,
    number: int,
    states: Mapping[str, str],
    shown: Shown,
    below: Sequence[Spot],
    hidden: int = 0,
) -> Spot:
    """An area or compound with the party body that answers for it.

    Parameters: `below`, what is shown in it; `hidden`, how many places directly in it are not.
    """
    index = known.index
    label, row = index.label(number), index.row(number)
    if label == "Area":
        found = list(based(known, number, COMMITTEES))
    else:
        found = [tie for tie in ties(known, number) if tie.body.kind in BRANCHES]
    body, led = "", []
    for tie in found[:1]:
        body, led = tie.body.name, _heads(tie, shown)
    state = states.get(row["id"], "") if label == "Compound" else ""
    compounds = leaf(known, number).compounds
    return Spot(row["id"], row["name"], row.get("level"), body, led, state, compounds, below, hidden)


def _heads(tie: Tie, shown: Shown) -> list[Led]:
    return [
        Led(seat.kind, [shown(one.name, seat.kind, tie.body.kind, tie.body.id) for one in seat.held])
        for seat in tie.heads[:1]
    ]


def four_sides(known: Known, compound: str, shown: Shown, by_office: bool = True) -> FourSides:
    """The bodies of a compound on its four sides, and who holds posts in several of them.

    Parameters: `by_office`, whether names are shown by what offices are public (`services.tied`). The middle
    ties a person to all of their posts: there one that hides the name always does.
    """
    place = one_place(known, compound, ("Compound",))
    held = [
        (side, tie, posts)
        for tie, posts in _held(known, place.answers, place.leaf.name)
        if (side := _side(tie.body.kind))
    ]
    offices: dict[str, list[tuple[str, str, bool]]] = {}
    for _, tie, posts in held:
        for post, who in posts:
            for person, _, certain in who:
                offices.setdefault(person, []).append((tie.body.id, post, certain and tie.certain))
    crossing = {person for person, told in offices.items() if len({body for body, _, _ in told}) > 1}
    names = tied.names(
        (
            (person, name, post, tie.body.kind, tie.body.id)
            for _, tie, posts in held
            for post, who in posts
            for person, name, _ in who
            if person in crossing
        ),
        shown,
    )

    def named(one: Who, post: str, tie: Tie) -> str:
        hidden = names.get(one[0]) if by_office else None
        return hidden or shown(one[1], post, tie.body.kind, tie.body.id)

    bodies = [
        SideBody(
            tie.body.id,
            side,
            tie.body.name,
            tie.body.kind,
            [Led(post, [named(one, post, tie) for one in who]) for post, who in posts[:POSTS]],
        )
        for side, tie, posts in held
    ]
    several = [Crossing(person, names[person], told) for person, told in offices.items() if person in names]
    order = {one.id: place for place, one in enumerate(bodies)}
    several.sort(key=lambda one: (min(order[body] for body, _, _ in one.offices), one.name, one.id))
    return FourSides(place.leaf.id, place.leaf.name, known.day, bodies, several)


def _side(kind: str) -> Side | None:
    """The side of a compound that a kind of body stands on; None for a part of another, and for none."""
    if kind in PARTS or kind in COMMITTEES[1:]:
        return None
    return SIDES.get(str(vocabularies()["organization_kind"].term(kind).traits.get("family")))


Who = tuple[str, str, bool]


def _held(
    known: Known, answers: Sequence[Tie], name: str
) -> Iterator[tuple[Tie, list[tuple[str, list[Who]]]]]:
    """Bodies with their posts and who holds them; of a company with posts by project those of this one."""
    seen = set()
    called = (name, name.rpartition("·")[2])
    for tie in answers:
        number = known.index.number(tie.body.id)
        if number is None or tie.body.id in seen:
            continue
        seen.add(tie.body.id)
        posts = seats(known, number)
        here = [seat for seat in posts if any(one in (seat.seat or "") for one in called)]
        yield (
            tie,
            [
                (seat.kind, [(one.person, one.name, one.certain) for one in seat.held])
                for seat in (here if tie.relation == "SERVES" and here else posts)
            ],
        )


def kinds(known: Known) -> Kinds:
    """Cross appointment by kinds of body: who holds posts in two bodies of one compound on the day.

    Two persons who only may be one are not counted.
    """
    import polars as pl

    index = known.index
    here = [
        index.id(one) for one in index.of_label("Compound") if known.sees(one) and index.there(one, known.day)
    ]
    named = index.table("Organization").select("id", "kind")
    rows = (
        index.table("SHARES_HOLDER.Post.Post")
        .filter(
            (pl.col("scope") == "compound")
            & (pl.col("body_a") != pl.col("body_b"))
            & pl.col("may_be").is_null()
            & (pl.col("from_min") <= known.day)
            & (pl.col("to_max") > known.day)
            & pl.col("place").is_in(here)
        )
        .join(named.rename({"id": "body_a", "kind": "kind_a"}), on="body_a")
        .join(named.rename({"id": "body_b", "kind": "kind_b"}), on="body_b")
    )
    order = {code: place for place, code in enumerate(vocabularies()["organization_kind"].codes())}
    met = {
        (*sorted((a, b), key=order.__getitem__), person)
        for a, b, person in rows.select("kind_a", "kind_b", "person_a").iter_rows()
    }
    pairs = Counter((first, second) for first, second, _ in met)
    used = sorted({kind for pair in pairs for kind in pair}, key=order.__getitem__)
    return Kinds(used, dict(pairs), rows["person_a"].n_unique(), rows["place"].n_unique(), len(here))


def most_crossed(known: Known) -> str | None:
    """The compound in which most persons hold posts in several bodies, the first by name; None without."""
    import polars as pl

    index = known.index
    rows = index.table("SHARES_HOLDER.Post.Post").filter(
        (pl.col("scope") == "compound")
        & (pl.col("body_a") != pl.col("body_b"))
        & (pl.col("from_min") <= known.day)
        & (pl.col("to_max") > known.day)
    )
    counted = rows.group_by("place").agg(pl.col("person_a").n_unique().alias("people"))
    found = []
    for place, people in counted.iter_rows():
        number = index.number(place)
        if number is not None and known.sees(number):
            found.append((-people, index.row(number)["name"], place))
    return min(found)[2] if found else None


def told(found: Escalation, shown: Shown, by_office: bool = True) -> Told:
    """A way up with its names as they may be shown. Parameters: as of `tied.path`."""
    return Told(
        found.place,
        found.name,
        found.day,
        [one.name for one in found.areas],
        found.scheme,
        tied.path(found.path, shown, by_office),
        {key: body.name for key, body in found.bodies.items()},
        [(one.relation, one.body.name) for one in found.asides],
        {},
        None,
    )
