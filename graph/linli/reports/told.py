"""A way up as it is told: the path with every name that its sentences need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linli.analysis.escalation.records import Path
from linli.analysis.escalation.routes import Way
from linli.model.chain import Scheme


@dataclass(frozen=True)
class Told:
    """What a report of a way up is made from.

    areas     names of the areas around the place, the nearest first
    names     body → name
    asides    relation and name of whom else to turn to
    ends      end as it was asked for → the way to it, or None
    contacts  post → contact as it may be shown, or None where contacts are switched off
    """

    place: str
    name: str
    day: dt.date
    areas: Sequence[str]
    scheme: Scheme
    path: Path
    names: Mapping[str, str]
    asides: Sequence[tuple[str, str]] = ()
    ends: Mapping[str, Way | None] = field(default_factory=dict)
    contacts: Mapping[str, str] | None = None

    def body(self, identity: str) -> str:
        """The name of a body."""
        return self.names.get(identity, "")

    def person(self, identity: str) -> str:
        """The name of a person who leads a step."""
        terms = (term for step in self.path.steps for term in step.terms)
        return next((term.name for term in terms if identity and term.person == identity), "")


def masked(contacts: Mapping[str, str]) -> dict[str, str]:
    """Contacts as they may be shown: enough to know which one it is.

    >>> masked({"t": "13800001234", "u": "8812"})
    {'t': '138****1234', 'u': '**12'}
    """
    return {
        post: f"{one[:3]}****{one[-4:]}" if len(one) > 8 else "*" * (len(one) - 2) + one[-2:]
        for post, one in contacts.items()
    }
