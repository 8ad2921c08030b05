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
from linli.analysis.escalation.records import Body, Cover, Surroundings, Term, Up
from linli.analysis.escalation.records import Path as Way
from linli.errors import LedgerNotFound, LedgerUnreadable, ParameterWrong, PlaceUnknown
from linli.model import chain
from linli.model.chain import Scheme
from linli.model.interval import ALWAYS, Interval, possible
from linli.model.vocabulary import load as vocabularies
from linli.ports import Answer, Parameter, Value
from linli.services.graph import Graph
from linli.services.places import resolve

Row = Mapping[str, Value]
Contacts = Mapping[tuple[str, str], str]
"""Matching form of a body's name and kind of post → how its holder is reached."""
BODY = "organization"
HEADINGS = (("组织", "body"), ("职务", "post"), ("联系方式", "contact"))
"""Columns of a file of contacts."""


@dataclass(frozen=True)
class Area:
    """An area that a place lies in."""

    id: str
    name: str
    level: str


@dataclass(frozen=True)
class Aside:
    """Somebody else to turn to: by which relation, from whom, to which body."""

    relation: str
    lower: str
    body: Body
    interval: Interval


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
) -> Escalation:
    """The way up from a building, a compound or a body.

    Parameters: `place`, a name (a building as compound/building) or identifier; `area`, within which to look;
    `to`, ends to find a way to: words of the vocabulary of bodies, or names; `asides`, whether to look for
    whom else to turn to; `contacts`, as `read_contacts` gives them, or None while contacts are switched off;
    `schemes`, else those that ship.
    Raises PlaceUnknown, PlaceAmbiguous, AreaUnknown, ParameterWrong, or a StoreError.
    """
    asked = _Asked(graph, as_of or graph.day, graph.areas(area))
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
    asked: _Asked, found: Escalation, known: Surroundings, compound: str, to: Sequence[str]
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


class _Asked:
    """Questions of one day and one scope, and their rows as records."""

    def __init__(self, graph: Graph, day: dt.date, areas: list[str]) -> None:
        self.day = day
        self._graph = graph
        self._scope: dict[str, Parameter] = {"as_of": day, "areas": areas}
        self._ledgers: dict[str, set[str]] = {}

    def ask(self, name: str, /, **parameters: Parameter) -> Answer:
        return self._graph.ask_within(self._scope, name, **parameters)

    def place(self, word: str) -> tuple[str, str]:
        """What a word means: a building, a compound or a body, with its identifier."""
        by_letter = {"b": "building", "c": "compound", "o": BODY}
        if len(word) == 21 and word[0] in by_letter and all(one in "0123456789abcdef" for one in word[1:]):
            return by_letter[word[0]], word
        kinds = ("building", BODY) if "/" in word else ("compound", BODY, "building")
        for kind in kinds:
            try:
                return kind, resolve(kind, word, self.ask)
            except PlaceUnknown:
                continue
        raise PlaceUnknown(place=word)

    def end(self, word: str) -> str:
        """The kind of body that a word means, or the identifier of the body of that name."""
        kinds = vocabularies()["organization_kind"]
        code = kinds.by_word().get(word.strip())
        if code is not None:
            return code
        try:
            return resolve(BODY, word, self.ask)
        except PlaceUnknown as error:
            wanted = ", ".join(f"{term.zh} ({term.code})" for term in kinds.terms)
            raise ParameterWrong(query="escalate", parameter="to", value=word, wanted=wanted) from error

    def around(self, kind: str, identity: str) -> tuple[str, str, Surroundings]:
        """The name of a place, the compound it lies in, and who covers it."""
        if kind == BODY:
            return self._body(identity)
        rows = self.ask(f"chains/around_{kind}", place=identity).rows()
        if not rows:
            raise PlaceUnknown(place=identity)
        covers = {
            (str(row["body_id"]), int(str(row["away"])), _interval(row, "since", "until"))
            for row in rows
            if row["body_id"]
        }
        bodies = {str(row["body_id"]): _body(row, "body", "body_id") for row in rows if row["body_id"]}
        first = rows[0]
        name = str(first["place_name"])
        if kind == "building":
            name = f"{first['compound_name']}{name}"
        known = Surroundings(
            identity, str(first["area"]), bodies, tuple(Cover(*one) for one in sorted(covers))
        )
        return name, str(first["compound"]), known

    def _body(self, identity: str) -> tuple[str, str, Surroundings]:
        rows = [r for r in self.ask("chains/leaders", body=identity).rows() if r["body_id"] == identity]
        if not rows:
            raise PlaceUnknown(place=identity)
        body = _body(rows[0], "body", "body_id")
        return body.name, "", Surroundings(identity, body.area, {identity: body}, (Cover(identity),))

    def above(self, areas: Iterable[str]) -> dict[str, list[Area]]:
        """For each of some areas itself and those above it, the nearest first.

        What is stated for an area is stated for all below it, so what is known of those above is kept too.
        """
        told: dict[str, dict[str, Area]] = {}
        stated: dict[str, dict[str, set[str]]] = {}
        for row in self.ask("areas/above", of=sorted(set(areas))).rows():
            asked, identity = str(row["area"]), str(row["id"])
            told.setdefault(asked, {})[identity] = Area(identity, str(row["name"]), str(row["level"]))
            own = stated.setdefault(asked, {}).setdefault(identity, set())
            if row["ledger"]:
                own.add(str(row["ledger"]))
        for line in stated.values():
            ledgers: set[str] = set()
            for identity, own in reversed(line.items()):
                ledgers |= own
                self._ledgers[identity] = set(ledgers)
        return {asked: list(found.values()) for asked, found in told.items()}

    def climb(self, known: Surroundings, starts: Iterable[str]) -> Surroundings:
        """Surroundings with all that stands above some bodies: bodies, links, posts and who held them."""
        bodies, ups, terms = dict(known.bodies), dict(known.ups), dict(known.terms)
        for start in sorted(set(starts)):
            led: dict[str, list[Term]] = {}
            for row in self.ask("chains/leaders", body=start).rows():
                body = _body(row, "body", "body_id")
                bodies[body.id] = body
                posts = led.setdefault(body.id, [])
                if row["post_id"]:
                    posts.append(_term(row))
            links: dict[str, list[Up]] = {}
            for row in self.ask("chains/ladder", body=start).rows():
                up = Up(str(row["upper_id"]), _interval(row, "since", "until"))
                links.setdefault(str(row["lower_id"]), []).append(up)
            terms |= {body: tuple(posts) for body, posts in led.items()}
            ups |= {lower: tuple(up for up in found if up.upper in bodies) for lower, found in links.items()}
        homes = {body.area for body in bodies.values() if body.area} - self._ledgers.keys()
        if homes:
            self.above(homes)
        stated = {area: frozenset(ledgers) for area, ledgers in self._ledgers.items()}
        return replace(known, bodies=bodies, ups=ups, terms=terms, stated=stated)

    def turned(self, compound: str) -> list[Aside]:
        """Whom else a compound can turn to, at any time."""
        return [
            Aside(
                str(row["relation"]),
                str(row["lower_id"]),
                _body(row, "upper", "upper_id"),
                ALWAYS if row["since_min"] is None else _interval(row, "since", "until"),
            )
            for row in self.ask("chains/links_around", place=compound).rows()
        ]


def _interval(row: Row, first: str, last: str) -> Interval:
    bounds = [row[f"{first}_min"], row[f"{first}_max"], row[f"{last}_min"], row[f"{last}_max"]]
    a, b, c, d = (one for one in bounds if isinstance(one, dt.date))
    return a, b, c, d


def _body(row: Row, name: str, identity: str) -> Body:
    home = row.get("home")
    return Body(
        str(row[identity]),
        str(row[name]),
        str(row["kind"]),
        str(home) if home else "",
        _interval(row, "founded", "dissolved"),
    )


def _term(row: Row) -> Term:
    exists = _interval(row, "set_up", "abolished")
    if row["person"] is None:
        return Term(str(row["post_id"]), str(row["post"]), exists=exists)
    return Term(
        str(row["post_id"]),
        str(row["post"]),
        str(row["person"]),
        str(row["holder"]),
        _interval(row, "since", "until"),
        exists,
    )


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
    asked = _Asked(graph, as_of or graph.day, graph.areas(area))
    named, _, post = body.rpartition("/")
    if named and post in vocabularies()["post_kind"].by_word():
        body = named
    identity = resolve(BODY, body, asked.ask)
    name, _, _ = asked.around(BODY, identity)
    led: dict[str, list[Term]] = {}
    for row in asked.ask("chains/leaders_below", body=identity).rows():
        term = _term(row)
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
