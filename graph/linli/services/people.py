"""Who is who, as people decide it: the doubtful pairs to look at first, and what was decided about them.

A decision names mentions, never persons, so that it means the same after any later ledger. It counts from
the next build on, and can be taken back.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from linli.audit import engine
from linli.errors import DecisionUnknown, PersonUnknown, SplitWrong
from linli.ledger.identify import identifiers
from linli.ports import Value
from linli.services.audit import for_areas
from linli.services.graph import Graph
from linli.workspace import decisions, snapshots
from linli.workspace.decisions import Decision
from linli.workspace.identities import TAKEN_BACK, standing
from linli.workspace.layout import Layout, locked, open_layout

__all__ = [
    "Decision", "Pair", "Post", "Side", "about", "confirm", "differ", "holders", "lies_inside", "made",
    "review", "split", "undo", "why",
]  # fmt: skip


@dataclass(frozen=True)
class Post:
    """A post that somebody holds: codes of kinds, and the body's name and identifier."""

    body: str
    kind: str
    post: str
    body_id: str


@dataclass(frozen=True)
class Side:
    """One of two persons who may be one."""

    person: str
    name: str
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Pair:
    """Two persons who may be one.

    basis, strength   why, and how strongly (0 to 1)
    findings          findings of the audit that are not certain because of this pair: confirming or telling
                      the two apart settles them
    effect            pairs of posts that would share a holder if they were one: what confirming would change
    """

    pair: str
    a: Side
    b: Side
    basis: str
    strength: float
    effect: int
    findings: int = 0


def review(
    graph: Graph, *, area: str | Sequence[str] | None = None, as_of: dt.date | None = None
) -> list[Pair]:
    """The doubtful pairs of an area: those first on which most findings of the audit hang, then those that
    would make most pairs of posts, then the strongest.

    Parameters: `area`, a code or name, or several, all by default; `as_of`, the newest ledger's day by
    default. A pair is shown where both hold a post there on the day. The rules are those of the place; only
    the ones that look at doubtful pairs are asked.
    Raises AreaUnknown.
    """
    met = graph.ask("people/doubted_pairs", area=area, as_of=as_of).rows()
    effect = {str(row["pair"]): int(str(row["posts"])) for row in met}
    sides: dict[str, dict[str, list[dict[str, Value]]]] = {}
    for row in graph.ask("people/doubts", area=area, as_of=as_of).rows():
        sides.setdefault(str(row["pair"]), {}).setdefault(str(row["person"]), []).append(row)
    hanging = _hanging(graph, area, as_of) if sides else Counter()
    pairs = []
    for pair, found in sides.items():
        if len(found) == 2:
            a, b = (_side(person, rows) for person, rows in sorted(found.items()))
            first = next(iter(found.values()))[0]
            pairs.append(
                Pair(
                    pair,
                    a,
                    b,
                    str(first["basis"]),
                    float(str(first["strength"])),
                    effect.get(pair, 0),
                    hanging[frozenset((a.person, b.person))],
                )
            )
    return sorted(pairs, key=lambda p: (-p.findings, -p.effect, -p.strength, p.pair))


def _hanging(
    graph: Graph, area: str | Sequence[str] | None, as_of: dt.date | None
) -> Counter[frozenset[str]]:
    """How many findings are not certain because two persons may be one, for each such pair."""
    areas = graph.areas(area)
    day = as_of or max((graph.ledger_day(one) for one in areas), default=graph.day)
    whole = for_areas(areas)
    ends = {
        rule.name: [(link.source, link.target) for link in rule.text.links if link.link == "MAY_BE"]
        for rule in whole.rules
    }
    asked = replace(whole, rules=tuple(rule for rule in whole.rules if ends[rule.name]))
    found: Counter[frozenset[str]] = Counter()
    for result in engine.run(asked, graph.sets, day, areas):
        for row in (one.values for one in (*result.findings, *result.unknown) if not one.certain):
            pairs = {frozenset((str(row[a]), str(row[b]))) for a, b in ends[result.rule.name]}
            found.update(pair for pair in pairs if len(pair) == 2)
    return found


def _side(person: str, rows: Sequence[Mapping[str, Value]]) -> Side:
    posts = dict.fromkeys(
        Post(str(row["body"]), str(row["kind"]), str(row["post"]), str(row["body_id"])) for row in rows
    )
    return Side(person, str(rows[0]["name"]), tuple(posts))


def confirm(workspace: Path, a: str, b: str, by: str, note: str, now: dt.datetime) -> Decision:
    """Decide that two persons are one, whatever speaks against it.

    Parameters: `a`, `b`, identifiers of persons, also of a person who has since been merged into another;
    `by` and `note`, free text kept beside the chain; `now`, with its time zone.
    Raises PersonUnknown, NoSnapshot, WorkspaceBusy.
    """
    return _about_two(workspace, "same", a, b, by, note, now)


def differ(workspace: Path, a: str, b: str, by: str, note: str, now: dt.datetime) -> Decision:
    """Decide that two persons are two: they are no longer doubted, and a name alone never merges them."""
    return _about_two(workspace, "different", a, b, by, note, now)


def split(
    workspace: Path, person: str, bodies: Sequence[str], by: str, note: str, now: dt.datetime
) -> Decision:
    """Decide that a person's posts in some bodies are another person's.

    Parameters: `person`; `bodies`, identifiers of bodies in which the other holds posts.
    Raises PersonUnknown, and SplitWrong where the person has no post in one of the bodies or in no other.
    """
    layout = open_layout(workspace)
    with locked(layout):
        mentions = _mentions(layout)
        own = mentions.filter(pl.col("person") == _current(layout, mentions, person))
        taken = own.filter(pl.col("body").is_in(list(bodies)))["mention"].unique().sort()
        absent = [body for body in bodies if body not in own["body"].to_list()]
        left = own.filter(~pl.col("mention").is_in(taken.implode())).height
        if absent or not taken.len() or not left:
            raise SplitWrong(person=person, bodies="、".join(absent or bodies))
        return decisions.append(layout, "split", {"mentions": ",".join(taken)}, _note(by, note), now)


def undo(workspace: Path, number: int, by: str, note: str, now: dt.datetime) -> Decision:
    """Take a decision about persons, or an applied scenario, back.

    Raises DecisionUnknown where none of this number stands.
    """
    layout = open_layout(workspace)
    with locked(layout):
        stand = {d.number for d in standing(decisions.read(layout)) if d.kind in TAKEN_BACK}
        if number not in stand:
            raise DecisionUnknown(number=number, known=", ".join(map(str, sorted(stand))) or "—")
        return decisions.append(layout, "undo", {"number": str(number)}, _note(by, note), now)


def made(workspace: Path) -> list[Decision]:
    """The decisions that stand and can be taken back, oldest first."""
    return [d for d in standing(decisions.read(open_layout(workspace))) if d.kind in TAKEN_BACK]


def decided(workspace: Path) -> dict[frozenset[str], Decision]:
    """The decisions about two persons that stand, by these two as the snapshot in use knows them: of those
    that it still doubts, what was decided since it was built. Raises NoSnapshot.
    """
    layout = open_layout(workspace)
    persons = dict(_mentions(layout).select("mention", "person").iter_rows())
    return {
        frozenset((persons[one.data["a"]], persons[one.data["b"]])): one
        for one in standing(decisions.read(layout))
        if one.kind in ("same", "different") and one.data["a"] in persons and one.data["b"] in persons
    }


def _about_two(workspace: Path, kind: str, a: str, b: str, by: str, note: str, now: dt.datetime) -> Decision:
    layout = open_layout(workspace)
    with locked(layout):
        mentions = _mentions(layout)
        first, second = (_mention_of(layout, mentions, person) for person in (a, b))
        if first == second:
            raise PersonUnknown(person=b)
        return decisions.append(layout, kind, {"a": first, "b": second}, _note(by, note), now)


def _note(by: str, note: str) -> dict[str, str]:
    return {key: text for key, text in (("by", by), ("note", note)) if text}


def _mentions(layout: Layout) -> pl.DataFrame:
    return snapshots.current(layout).report("mentions")


def _mention_of(layout: Layout, mentions: pl.DataFrame, person: str) -> str:
    """The mention that a person is named by: the one that the identifier was made of."""
    keys = mentions["mention"].unique().sort().to_list()
    by_identifier = dict(zip(identifiers(keys, layout.key), keys, strict=True))
    if person not in by_identifier:
        raise PersonUnknown(person=person)
    return str(by_identifier[person])


def _current(layout: Layout, mentions: pl.DataFrame, person: str) -> str:
    """The person that an identifier stands for today: an older one resolves by the mention it was made
    of.
    """
    mention = _mention_of(layout, mentions, person)
    return str(mentions.filter(pl.col("mention") == mention)["person"][0])


def holders(workspace: Path, bodies: Collection[str]) -> frozenset[str]:
    """Identifiers of who holds, or held, a post in some bodies, on the snapshot in use. Raises
    NoSnapshot.
    """
    mentions = _mentions(open_layout(workspace))
    return frozenset(mentions.filter(pl.col("body").is_in(list(bodies)))["person"])


def about(workspace: Path, made: Sequence[Decision]) -> dict[int, dict[str, str]]:
    """The bodies by whose ledgers decisions about persons know them: identifier → name, by the number of the
    decision; none for one about something else. Raises NoSnapshot.
    """
    snapshot = snapshots.current(open_layout(workspace))
    names = dict(snapshot.fact("Organization").select("id", "name").iter_rows())
    bodies: dict[str, list[str]] = {}
    for mention, body in snapshot.report("mentions").select("mention", "body").unique().sort(pl.all()).rows():
        bodies.setdefault(mention, []).append(body)
    return {
        one.number: {
            body: names[body] for key in _named(one) for body in bodies.get(key, ()) if body in names
        }
        for one in made
    }


def why(workspace: Path, made: Sequence[Decision]) -> dict[int, tuple[str, str]]:
    """Who made decisions, and why, by their numbers; blank where it was not said, or erased."""
    texts = decisions.notes(open_layout(workspace))
    said = {one.number: texts.get(one.note, {}) for one in made}
    return {number: (text.get("by", ""), text.get("note", "")) for number, text in said.items()}


def _named(made: Decision) -> list[str]:
    """The mentions that a decision names."""
    if made.kind not in ("same", "different", "split"):
        return []
    return [key for _, value in sorted(made.data.items()) for key in value.split(",")]


def lies_inside(workspace: Path, number: int, bodies: Collection[str]) -> bool:
    """Whether all that a decision is about are mentions in some bodies. Of a scenario nobody can tell:
    no.
    """
    layout = open_layout(workspace)
    made = next((d for d in decisions.read(layout) if d.number == number), None)
    wanted = set(_named(made)) if made else set()
    if not wanted:
        return False
    own = _mentions(layout).filter(pl.col("body").is_in(list(bodies)))["mention"]
    return wanted <= set(own)
