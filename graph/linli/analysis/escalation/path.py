"""The way up from one place, by the place's own scheme.

Definition. On a day, a body's superior is one of those that it may report to and that may exist: rather one
that stands higher in the scheme than itself than one on no level, rather that than one beside or below it;
then the nearest level; then one that is certain; then the lowest identifier. The path begins at a body that
covers the place: rather one on a level than none, then the lowest level, then one that covers the place
itself, then certain, then by identifier. It goes up until the top of the scheme, a body without a superior,
or a body that it has passed.

Source: design.md (“steps of a path”), issue 7; the order of choice is ours, so that one place has one path.

Cost: O(steps × links of a body); no walk of the rest of the graph. `breaks.py` gives the same for all places
at once, and `tests/analysis/test_breaks.py` holds the two against each other.

Edge cases. Nobody covers the place: a dead end at the place itself, `unknown` unless the ledgers are whole. A
body that stands on no level (a grid team in a party chain) is a step like any other, and fills no level. Two
posts that the scheme joins are one level. A superior that was dissolved or a link that has ended is `lapsed`.

>>> from linli.analysis.escalation.records import Body, Cover, Surroundings, Term, Up
>>> from linli.model.chain import load
>>> b, c = Body("b", "支部", "compound_branch"), Body("c", "党委", "community_committee")
>>> known = Surroundings("楼", "a", {"b": b, "c": c}, (Cover("b"),), {"b": (Up("c"),)},
...     {"b": (Term("t", "secretary", "p", "张三"),), "c": (Term("u", "secretary"),)}, {"a": frozenset()})
>>> path = walk(known, load()["nanan"], dt.date(2024, 1, 1))
>>> [step.body.name for step in path.steps], [(b.kind, b.what) for b in path.breaks], path.reached
(['支部', '党委'], [('unknown', 'post'), ('unknown', 'level')], True)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Set

from linli.analysis.escalation.records import (
    LINKS,
    POSTS,
    STARTS,
    Body,
    Break,
    Cover,
    Path,
    Step,
    Surroundings,
    Term,
    Up,
)
from linli.model.chain import Chain, Scheme
from linli.model.interval import Interval, certain, possible


def walk(known: Surroundings, scheme: Scheme, day: dt.date, contacts: Set[str] | None = None) -> Path:
    """The path of a place, with every break.

    Parameters: `known`, its surroundings; `scheme` of the place; `day`; `contacts`, the posts for which
    somebody can be reached, or None where contacts are not switched on.
    """
    chain = scheme.chain(day)
    steps: list[Step] = []
    seen: set[str] = set()
    following = _start(known, chain, day)
    circle = False
    while following is not None:
        body, link = following
        if body.id in seen:
            circle = True
            break
        seen.add(body.id)
        steps.append(_step(known, chain, body, link, day, first=not steps))
        if steps[-1].level == 0:
            break
        following = _superior(known, chain, body, day)
    reached = bool(steps) and steps[-1].level == 0
    breaks = [one for step in steps for one in _held(known, step, day, contacts)]
    breaks += _two_levels(steps, scheme)
    if circle and following:
        breaks.append(_circle(steps, following))
    elif not reached:
        breaks.append(_ends(known, steps, day))
    breaks += _missing(known, chain, steps)
    return Path(known.place, tuple(steps), tuple(breaks), reached)


def begin(known: Surroundings, scheme: Scheme, day: dt.date) -> str | None:
    """The identifier of the body at which the way up begins, or None. Links upwards need not be known yet."""
    found = _start(known, scheme.chain(day), day)
    return found and found[0].id


def _start(known: Surroundings, chain: Chain, day: dt.date) -> tuple[Body, Interval] | None:
    def order(one: Cover) -> tuple[bool, int, int, bool, str]:
        body = known.bodies[one.body]
        rank = chain.ranks.get(body.kind)
        sure = certain(one.interval, day) and certain(body.interval, day)
        return rank is None, -(rank or 0), one.away, not sure, body.id

    ready = [one for one in known.covers if _alive(known, one.body, one.interval, day)]
    first = min(ready, key=order, default=None)
    return None if first is None else (known.bodies[first.body], first.interval)


def _superior(known: Surroundings, chain: Chain, body: Body, day: dt.date) -> tuple[Body, Interval] | None:
    own = chain.ranks.get(body.kind)

    def order(one: Up) -> tuple[int, int, bool, str]:
        upper = known.bodies[one.upper]
        sure = certain(one.interval, day) and certain(upper.interval, day)
        side, near = direction(own, chain.ranks.get(upper.kind))
        return side, near, not sure, upper.id

    ready = [one for one in known.ups.get(body.id, ()) if _alive(known, one.upper, one.interval, day)]
    best = min(ready, key=order, default=None)
    return None if best is None else (known.bodies[best.upper], best.interval)


def direction(own: int | None, upper: int | None) -> tuple[int, int]:
    """How a superior's level lies: (0 above, 1 on no level or not to be told, 2 beside or below; how far).

    >>> direction(3, 2), direction(3, 0), direction(3, None), direction(None, 2), direction(2, 3)
    ((0, 1), (0, 3), (1, 0), (0, 98), (2, 1))
    """
    if upper is None:
        return 1, 0
    away = (100 if own is None else own) - upper
    return (0, away) if away > 0 else (2, -away)


def _alive(known: Surroundings, body: str, link: Interval, day: dt.date) -> bool:
    return possible(link, day) and possible(known.bodies[body].interval, day)


def _step(
    known: Surroundings, chain: Chain, body: Body, link: Interval, day: dt.date, *, first: bool
) -> Step:
    terms = [one for one in known.terms.get(body.id, ()) if possible(one.exists, day)]
    held = [one for one in terms if one.person and possible(one.interval, day)]
    shown = sorted({(t.kind, t.post, t.name, t.person, t.interval): t for t in held}.items())
    empty = {(t.kind, t.post): Term(t.post, t.kind) for t in terms if t.post not in {h.post for h in held}}
    sure = certain(link, day) and certain(body.interval, day)
    return Step(
        body,
        chain.ranks.get(body.kind),
        tuple(term for _, term in shown) + tuple(empty[key] for key in sorted(empty)),
        "covers" if first else "subordinate",
        link,
        sure and (not held or any(certain(term.interval, day) for term in held)),
    )


def _held(known: Surroundings, step: Step, day: dt.date, contacts: Set[str] | None) -> Iterator[Break]:
    """Breaks of a step alone: nobody leads it, or nobody who leads it can be reached."""
    held = [term for term in step.terms if term.person]
    if not held:
        ended = [
            term.interval[3]
            for term in known.terms.get(step.body.id, ())
            if term.person and term.interval[3] <= day
        ]
        if ended:
            yield Break("lapsed", step.body.id, step.level, max(ended), "term")
        elif known.whole(step.body.area, *POSTS):
            yield Break("vacant", step.body.id, step.level, None, "post")
        else:
            yield Break("unknown", step.body.id, step.level, None, "post")
    elif contacts is not None and not any(term.post in contacts for term in held):
        yield Break("no_contact", step.body.id, step.level)


def _two_levels(steps: list[Step], scheme: Scheme) -> Iterator[Break]:
    """One person who leads two steps of different levels, not joined by the scheme: (lower, upper)."""
    for index, lower in enumerate(steps):
        for upper in steps[index + 1 :]:
            for person in sorted(_leaders(lower) & _leaders(upper)):
                if lower.level == upper.level and lower.level is not None:
                    continue
                if not scheme.join(_posts(lower, person), _posts(upper, person)):
                    yield Break("two_levels", lower.body.id, lower.level, person=person, other=upper.body.id)


def _leaders(step: Step) -> set[str]:
    return {term.person for term in step.terms if term.person}


def _posts(step: Step, person: str) -> set[str]:
    return {term.kind for term in step.terms if term.person == person}


def _ends(known: Surroundings, steps: list[Step], day: dt.date) -> Break:
    """Why a path goes no further: what led on has ended, there is nothing, or nobody knows."""
    if not steps:
        gone = [_ended(known, one.body, one.interval, day) for one in known.covers]
        what, area, body, level, ledgers = "coverage", known.area, "", None, STARTS
    else:
        last = steps[-1]
        gone = [_ended(known, one.upper, one.interval, day) for one in known.ups.get(last.body.id, ())]
        what, area, body, level, ledgers = "link", last.body.area, last.body.id, last.level, LINKS
    since = max((one for one in gone if one is not None), default=None)
    if since is not None:
        return Break("lapsed", body, level, since, what)
    return Break("dead_end" if known.whole(area, *ledgers) else "unknown", body, level, None, what)


def _ended(known: Surroundings, body: str, link: Interval, day: dt.date) -> dt.date | None:
    """The day by which a link, or the body that it leads to, had ended; None where it has not."""
    ends = min(link[3], known.bodies[body].interval[3])
    return ends if ends <= day else None


def _circle(steps: list[Step], following: tuple[Body, Interval]) -> Break:
    """The circle is one thing whatever the place: it is named by its first body by identifier."""
    ids = [step.body.id for step in steps]
    first = min(steps[ids.index(following[0].id) :], key=lambda step: step.body.id)
    return Break("cycle", first.body.id, first.level)


def _missing(known: Surroundings, chain: Chain, steps: Iterable[Step]) -> Iterator[Break]:
    """Required levels that the path passes over, and those below its lowest."""
    stood = {step.level for step in steps if step.level is not None}
    if not stood:
        return
    for rank in chain.required:
        if rank in stood or rank < min(stood):
            continue
        # One that stands below it shows that it was passed over; else only its absence does.
        if rank < max(stood) or known.whole(known.area, *STARTS):
            yield Break("missing_level", level=rank, what="level")
        else:
            yield Break("unknown", level=rank, what="level")
