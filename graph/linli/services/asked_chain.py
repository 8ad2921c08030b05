"""What is known around a place, asked of a graph: who covers it, whom these report to, who leads them, which
ledgers are stated to be whole there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from linli.analysis.escalation.records import Body, Cover, Surroundings, Term, Up
from linli.errors import ParameterWrong, PlaceUnknown
from linli.model.interval import ALWAYS, Interval
from linli.model.vocabulary import load as vocabularies
from linli.ports import Answer, Parameter, Value
from linli.services.graph import Graph
from linli.services.places import resolve

Row = Mapping[str, Value]
BODY = "organization"


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


class Asked:
    """Questions of one day and one scope, and their rows as records."""

    def __init__(self, graph: Graph, day: dt.date, areas: list[str]) -> None:
        self.day = day
        self._graph = graph
        self._scope: dict[str, Parameter] = {"as_of": day, "areas": areas}
        self.ledgers: dict[str, set[str]] = {}

    def ask(self, name: str, /, **parameters: Parameter) -> Answer:
        """A named question, within the scope."""
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
        bodies = {str(row["body_id"]): body_of(row, "body", "body_id") for row in rows if row["body_id"]}
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
        body = body_of(rows[0], "body", "body_id")
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
                self.ledgers[identity] = set(ledgers)
        return {asked: list(found.values()) for asked, found in told.items()}

    def climb(self, known: Surroundings, starts: Iterable[str]) -> Surroundings:
        """Surroundings with all that stands above some bodies: bodies, links, posts and who held them."""
        bodies, ups, terms = dict(known.bodies), dict(known.ups), dict(known.terms)
        for start in sorted(set(starts)):
            led: dict[str, list[Term]] = {}
            for row in self.ask("chains/leaders", body=start).rows():
                body = body_of(row, "body", "body_id")
                bodies[body.id] = body
                posts = led.setdefault(body.id, [])
                if row["post_id"]:
                    posts.append(term_of(row))
            links: dict[str, list[Up]] = {}
            for row in self.ask("chains/ladder", body=start).rows():
                up = Up(str(row["upper_id"]), _interval(row, "since", "until"))
                links.setdefault(str(row["lower_id"]), []).append(up)
            terms |= {body: tuple(posts) for body, posts in led.items()}
            ups |= {lower: tuple(up for up in found if up.upper in bodies) for lower, found in links.items()}
        homes = {body.area for body in bodies.values() if body.area} - self.ledgers.keys()
        if homes:
            self.above(homes)
        stated = {area: frozenset(ledgers) for area, ledgers in self.ledgers.items()}
        return replace(known, bodies=bodies, ups=ups, terms=terms, stated=stated)

    def turned(self, compound: str) -> list[Aside]:
        """Whom else a compound can turn to, at any time."""
        return [
            Aside(
                str(row["relation"]),
                str(row["lower_id"]),
                body_of(row, "upper", "upper_id"),
                ALWAYS if row["since_min"] is None else _interval(row, "since", "until"),
            )
            for row in self.ask("chains/links_around", place=compound).rows()
        ]


def _interval(row: Row, first: str, last: str) -> Interval:
    bounds = [row[f"{first}_min"], row[f"{first}_max"], row[f"{last}_min"], row[f"{last}_max"]]
    a, b, c, d = (one for one in bounds if isinstance(one, dt.date))
    return a, b, c, d


def body_of(row: Row, name: str, identity: str) -> Body:
    """The body of a row, by the names of the columns of its name and identifier."""
    home = row.get("home")
    return Body(
        str(row[identity]),
        str(row[name]),
        str(row["kind"]),
        str(home) if home else "",
        _interval(row, "founded", "dissolved"),
    )


def term_of(row: Row) -> Term:
    """The post of a row, with its holder and term where it has one."""
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
