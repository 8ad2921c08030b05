"""One person by identifier: the posts that they may hold on a day, inside the areas asked about."""

from __future__ import annotations

from dataclasses import dataclass

from linli.errors import PersonUnknown
from linli.model.interval import Interval
from linli.services.network.bodies import Body, body
from linli.services.network.index import interval_of
from linli.services.network.known import Known


@dataclass(frozen=True)
class Held:
    """A post that somebody holds: its kind and seat, the body, the time, how they came to it."""

    post: str
    kind: str
    seat: str | None
    body: Body
    interval: Interval
    certain: bool
    how: str | None


@dataclass(frozen=True)
class OnePerson:
    """A person.

    posts      inside the areas asked about, by body and post
    elsewhere  how many posts they hold outside of these, of which nothing else is told
    """

    id: str
    name: str
    posts: tuple[Held, ...]
    elsewhere: int


def one_person(known: Known, identity: str) -> OnePerson:
    """A person's posts.

    Raises PersonUnknown for one that is not there, or who has never held a post in the areas asked about.
    """
    index = known.index
    number = index.number(identity)
    if number is None or index.label(number) != "Person" or not known.sees(number):
        raise PersonUnknown(person=identity)
    posts, elsewhere = [], 0
    for link in index.around(number, "out", ("HOLDS",), known.day):
        if not index.there(link.other, known.day):
            continue
        if not known.sees(link.other):
            elsewhere += 1
            continue
        post, term = index.row(link.other), index.links.of(link.number)
        seat_of = next(index.around(link.other, "out", ("POST_IN",)))
        posts.append(
            Held(
                post["id"],
                post["kind"],
                post["seat"],
                body(known, seat_of.other),
                interval_of(term),
                link.certain,
                term["appointed_by"],
            )
        )
    posts.sort(key=lambda one: (one.body.name, one.kind, one.seat or "", one.post))
    return OnePerson(identity, index.row(number)["name"], tuple(posts), elsewhere)
