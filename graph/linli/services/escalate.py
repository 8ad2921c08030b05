"""Who answers above a place, and where the way up is broken: one place, all places of an area, or who stands
under a body.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linli.analysis.escalation import routes
from linli.analysis.escalation.path import begin, walk
from linli.analysis.escalation.records import Body, Surroundings, Term
from linli.analysis.escalation.records import Path as Way
from linli.errors import LedgerNotFound, LedgerUnreadable
from linli.model import chain
from linli.model.chain import Scheme
from linli.model.interval import possible
from linli.model.vocabulary import load as vocabularies
from linli.services.asked_chain import BODY, Area, Aside, Asked, term_of
from linli.services.graph import Graph
from linli.services.places import resolve

Contacts = Mapping[tuple[str, str], str]
"""Matching form of a body's name and kind of post → how its holder is reached."""
HEADINGS = (("组织", "body"), ("职务", "post"), ("联系方式", "contact"))
"""Columns of a file of contacts."""


@dataclass(frozen=True)
class Escalation:
    """The way up from a place.

    kind          building, compound or organization
    areas         the areas it lies in, the nearest first
    bodies        every body that a path, a way or an alternative names
    asides        whom else to turn to
    ends          end asked for → the way to it, or None
    contacts      post → its contact, or None where contacts are not switched on
    """

    place: str
    name: str
    kind: str
    day: dt.date
    areas: tuple[Area, ...]
    scheme: Scheme
    path: Way
    bodies: Mapping[str, Body]
    asides: tuple[Aside, ...] = ()
    ends: Mapping[str, routes.Way | None] | None = None
    contacts: Mapping[str, str] | None = None


def escalate(  # noqa: PLR0913 - each is something that a person may want to say
    graph: Graph,
    place: str,
    *,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
    to: Sequence[str] = (),
    asides: bool = True,
    contacts: Contacts | None = None,
    schemes: Mapping[str, Scheme] | None = None,
    source: Asked | None = None,
) -> Escalation:
    """The way up from a building, a compound or a body.

    Parameters: `place`, a name (a building as compound/building) or identifier; `area`, within which to look;
    `to`, ends to find a way to: words of the vocabulary of bodies, or names; `asides`, whether to look for
    whom else to turn to; `contacts`, as `read_contacts` gives them, or None while contacts are switched off;
    `schemes`, else those that ship; `source`, where the surroundings of the place come from, else the graph
    is asked for them on `as_of` within `area`.
    Raises PlaceUnknown, PlaceAmbiguous, AreaUnknown, ParameterWrong, or a StoreError.
    """
    asked = source or Asked(graph, as_of or graph.day, graph.areas(area))
    kind, identity = asked.place(place)
    name, compound, known = asked.around(kind, identity)
    above = asked.above([known.area])
    areas = tuple(above.get(known.area, ()))
    scheme = chain.scheme_of([one.id for one in areas], dict(schemes) if schemes else None)
    start = begin(known, scheme, asked.day)
    known = asked.climb(known, [start] if start else [])
    reached = None if contacts is None else _reached(known, contacts)
    path = walk(known, scheme, asked.day, None if reached is None else reached.keys())
    found = Escalation(
        identity, name, kind, asked.day, areas, scheme, path, dict(known.bodies), contacts=reached
    )
    if not (asides or to) or not compound:
        return found
    return _aside(asked, found, known, compound, to)


def _reached(known: Surroundings, contacts: Contacts) -> dict[str, str]:
    """Post → contact, of the posts around a place."""
    from linli.model.types.name import key_of

    told = {
        term.post: contacts.get((key_of(known.bodies[body].name), term.kind))
        for body, terms in known.terms.items()
        for term in terms
    }
    return {post: contact for post, contact in told.items() if contact}


def read_contacts(path: Path) -> dict[tuple[str, str], str]:
    """Contacts of posts from a csv file that an office keeps: body, post, contact. They are never stored.

    Raises LedgerNotFound, or LedgerUnreadable for a file that is not text or lacks one of the columns.
    """
    from linli.model.types.name import key_of

    if not path.is_file():
        raise LedgerNotFound(file=str(path))
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except UnicodeDecodeError as error:
        raise LedgerUnreadable(file=str(path), problem="UTF-8") from error
    posts = vocabularies()["post_kind"].by_word()
    found = {}
    for row in rows:
        told = [next((row[name] for name in names if row.get(name)), "") for names in HEADINGS]
        if not set(row) & set(HEADINGS[0]) or not set(row) & set(HEADINGS[2]):
            wanted = ", ".join("/".join(names) for names in HEADINGS)
            raise LedgerUnreadable(file=str(path), problem=wanted)
        body, post, contact = (one.strip() for one in told)
        if contact:
            found[key_of(body), posts.get(post, post)] = contact
    return found


def _aside(
    asked: Asked, found: Escalation, known: Surroundings, compound: str, to: Sequence[str]
) -> Escalation:
    turned = asked.turned(compound)
    bodies = {**found.bodies, **{one.body.id: one.body for one in turned}}
    ends = None
    if to:
        wanted = [asked.end(word) for word in to]
        known = asked.climb(known, [one.body for one in known.covers])
        links = [routes.Link(found.place, one.body, "covers", one.interval) for one in known.covers]
        links += [
            routes.Link(lower, up.upper, "subordination", up.interval)
            for lower, ups in known.ups.items()
            for up in ups
        ]
        links += [
            routes.Link(
                found.place if one.lower == compound else one.lower, one.body.id, one.relation, one.interval
            )
            for one in turned
        ]
        bodies = {**known.bodies, **bodies}
        living = {one for one, body in bodies.items() if possible(body.interval, asked.day)}
        kinds = {one: body.kind for one, body in bodies.items()}
        ways = routes.find(
            found.place, [link for link in links if link.upper in living], kinds, wanted, asked.day
        )
        ends = {word: ways[end] for word, end in zip(to, wanted, strict=True)}
    return replace(found, bodies=bodies, asides=tuple(still_open(turned, found, asked.day)), ends=ends)


def still_open(turned: Iterable[Aside], found: Escalation, day: dt.date) -> Iterator[Aside]:
    """Those that can be turned to on the day and do not stand on the path already, each once a relation."""
    seen = {(relation, step.body.id) for step in found.path.steps for relation in routes.ORDER}
    for one in turned:
        if (one.relation, one.body.id) in seen:
            continue
        if possible(one.interval, day) and possible(one.body.interval, day):
            seen.add((one.relation, one.body.id))
            yield one


@dataclass(frozen=True)
class Under:
    """One body under another.

    above   the body directly above it; step: how far below
    terms   its leading posts and who may hold them on the day
    """

    step: int
    name: str
    kind: str
    above: str
    certain: bool
    id: str
    terms: tuple[Term, ...]


def under(
    graph: Graph, body: str, *, area: str | Sequence[str] | None = None, as_of: dt.date | None = None
) -> tuple[str, list[Under]]:
    """Who stands under a body, and so under its leading post: every body below it and who leads it.

    Parameters: `body`, its name or identifier; a post may be named as body/post, since who stands under a
    leading post stands under its body.
    Returns the body's name and the rows, the nearest first. Raises as `escalate` does.
    """
    asked = Asked(graph, as_of or graph.day, graph.areas(area))
    named, _, post = body.rpartition("/")
    if named and post in vocabularies()["post_kind"].by_word():
        body = named
    identity = resolve(BODY, body, asked.ask)
    name, _, _ = asked.around(BODY, identity)
    led: dict[str, list[Term]] = {}
    for row in asked.ask("chains/leaders_below", body=identity).rows():
        term = term_of(row)
        if possible(term.exists, asked.day) and (not term.person or possible(term.interval, asked.day)):
            led.setdefault(str(row["body_id"]), []).append(term)
    rows = [
        Under(
            int(str(row["step"])),
            str(row["name"]),
            str(row["kind"]),
            str(row["above"]),
            bool(row["certain"]),
            str(row["below"]),
            tuple(led.get(str(row["below"]), ())),
        )
        for row in asked.ask("chains/downward", body=identity).rows()
    ]
    return name, rows
