"""Names where one picture ties a person to several posts: one of them that may not be named hides the name at
all of them, since whoever reads the tie would know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from linli.analysis.escalation.records import Path

Shown = Callable[[str, str, str, str], str]
"""A name as it may be shown, by the name, and the codes of the post, of its kind of body and of its body."""

Held = tuple[str, str, str, str, str]
"""A person, and what `Shown` asks for: name, post, kind of body, body."""


def names(held: Iterable[Held], shown: Shown) -> dict[str, str]:
    """Each person's name as all of their posts allow it.

    >>> secretary = ("p", "石松年", "secretary", "compound_branch", "b1")
    >>> leader = ("p", "石松年", "group_leader", "building_group", "b2")
    >>> public = lambda name, post, kind, body: name if post == "secretary" else "石*"
    >>> names([secretary], public), names([secretary, leader], public)
    ({'p': '石松年'}, {'p': '石*'})
    """
    found: dict[str, str] = {}
    for person, name, *office in held:
        said = shown(name, *office)
        if person not in found or said != name:
            found[person] = said
    return found


def path(whole: Path, shown: Shown) -> Path:
    """A way up with the names of those who lead its bodies."""
    found = names(
        (
            (term.person, term.name, term.kind, step.body.kind, step.body.id)
            for step in whole.steps
            for term in step.terms
            if term.person
        ),
        shown,
    )
    steps = (
        replace(
            step,
            terms=tuple(
                replace(term, name=found[term.person]) if term.person else term for term in step.terms
            ),
        )
        for step in whole.steps
    )
    return replace(whole, steps=tuple(steps))
