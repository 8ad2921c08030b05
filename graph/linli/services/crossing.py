"""Who holds posts in several bodies of one compound, and from which of them they came into the others.

Somebody came from the body that a term's origin names, else from the one in which they began certainly
earlier, in whichever post (as the rules `branch_enters_committee` and `committee_enters_branch` have it);
where neither tells, nobody knows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from linli.model.vocabulary import load as vocabularies
from linli.reports.brief.facts import Entries
from linli.reports.picture.sides import Way
from linli.services.network.known import Known

ORIGINS: Mapping[str, tuple[str, ...]] = {
    "branch_member": ("compound_branch", "joint_branch", "grid_branch"),
    "owners_committee_member": ("owners_committee",),
    "property_head": ("property_company",),
}
"""An origin that a term states → the kinds of body that its holder came from."""


@dataclass(frozen=True)
class Pair:
    """Somebody in two bodies of a compound: identifiers, kinds of the bodies, and from which body they came
    into the other (None where nobody knows).
    """

    compound: str
    person: str
    bodies: tuple[str, str]
    kinds: tuple[str, str]
    came: str | None


def pairs(known: Known) -> list[Pair]:
    """Everybody who holds posts in two bodies of one compound on the day, in the areas asked about.

    Two persons who only may be one are not counted.
    """
    return known.keep(lambda: list(_pairs(known)), "crossing", known.areas, known.day)


def entries(known: Known) -> Entries:
    """The same by kinds of body: persons who came from one kind into another, and of whom nobody knows."""
    found = pairs(known)
    order = {code: place for place, code in enumerate(vocabularies()["organization_kind"].codes())}
    ways, unknown = set(), set()
    for one in found:
        first, second = sorted(one.kinds, key=order.__getitem__)
        if one.came is None:
            unknown.add((first, second, one.person))
        elif one.came == one.bodies[0]:
            ways.add((*one.kinds, one.person))
        else:
            ways.add((*one.kinds[::-1], one.person))
    index = known.index
    here = sum(known.sees(one) and index.there(one, known.day) for one in index.of_label("Compound").tolist())
    return Entries(
        sorted({kind for one in found for kind in one.kinds}, key=order.__getitem__),
        _counted(ways, order),
        _counted(unknown, order),
        len({one.person for one in found}),
        len({one.compound for one in found}),
        here,
    )


def _counted(met: set[tuple[str, str, str]], order: Mapping[str, int]) -> dict[tuple[str, str], int]:
    many = Counter((a, b) for a, b, _ in met)
    return {pair: many[pair] for pair in sorted(many, key=lambda one: (order[one[0]], order[one[1]]))}


def ways(known: Known, compound: str, among: Collection[str]) -> dict[str, dict[str, Way]]:
    """Of each person in several bodies of a compound: body → whether they came from it or went into it.

    Parameters: `among`, identifiers of the bodies that count.
    A body from which they came into one and into which they went from another is neither.
    """
    found: dict[str, dict[str, set[Way]]] = {}
    for one in pairs(known):
        if one.compound == compound and one.came is not None and set(one.bodies) <= set(among):
            for body in one.bodies:
                way: Way = "from" if body == one.came else "into"
                found.setdefault(one.person, {}).setdefault(body, set()).add(way)
    return {
        person: {body: next(iter(said)) for body, said in told.items() if len(said) == 1}
        for person, told in found.items()
    }


def _pairs(known: Known) -> Iterator[Pair]:
    import polars as pl

    index = known.index
    here = [
        index.id(one) for one in index.of_label("Compound") if known.sees(one) and index.there(one, known.day)
    ]
    shares = index.table("SHARES_HOLDER.Post.Post").filter(
        (pl.col("scope") == "compound")
        & (pl.col("body_a") != pl.col("body_b"))
        & pl.col("may_be").is_null()
        & (pl.col("from_min") <= known.day)
        & (pl.col("to_max") > known.day)
        & pl.col("place").is_in(here)
    )
    met = {
        (place, person, min(a, b), max(a, b))
        for place, person, a, b in shares.select("place", "person_a", "body_a", "body_b").iter_rows()
    }
    terms: dict[str, dict[str, _Begun]] = {}
    for place, person, a, b in sorted(met):
        if person not in terms:
            terms[person] = _terms(known, person)
        first, second = terms[person].get(a), terms[person].get(b)
        if first and second:
            came = _came(first, second)
            yield Pair(place, person, (a, b), (first.kind, second.kind), came.body if came else None)


@dataclass
class _Begun:
    """Somebody's terms in a body: between which days the first of them began, and which origins those of the
    day state.
    """

    body: str
    kind: str
    low: dt.date
    high: dt.date
    origins: set[str]


def _terms(known: Known, person: str) -> dict[str, _Begun]:
    index = known.index
    found: dict[str, _Begun] = {}
    number = index.number(person)
    for link in index.around(number, "out", ("HOLDS",)) if number is not None else ():
        term = index.links.of(link.number)
        for seat in index.around(link.other, "out", ("POST_IN",)):
            row = index.row(seat.other)
            one = found.setdefault(
                row["id"], _Begun(row["id"], row["kind"], term["from_min"], term["from_max"], set())
            )
            one.low, one.high = min(one.low, term["from_min"]), min(one.high, term["from_max"])
            if term["origin"] and term["from_min"] <= known.day < term["to_max"]:
                one.origins.add(term["origin"])
    return found


def _came(first: _Begun, second: _Begun) -> _Begun | None:
    """The body that somebody came from; None where nobody knows."""
    told = [
        one.kind in {kind for origin in other.origins for kind in ORIGINS.get(origin, ())}
        for one, other in ((first, second), (second, first))
    ]
    if told[0] != told[1]:
        return first if told[0] else second
    if told[0]:
        return None
    if first.high < second.low:
        return first
    return second if second.high < first.low else None
