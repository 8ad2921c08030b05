"""Names where one picture ties a person to several posts.

Where names are shown by what offices are public, one post that is not hides the name at all of them, since
whoever reads the tie would know it. Who sees the names of some areas sees them at the posts there, whatever
else the same person holds elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from linli.analysis.escalation.records import Body, Path, Term

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


def path(whole: Path, shown: Shown, by_office: bool = True) -> Path:
    """A way up with the names of those who lead its bodies.

    Parameters: `whole`; `shown`; `by_office`, whether names are shown by what offices are public.
    """
    held = (
        (term.person, term.name, term.kind, step.body.kind, step.body.id)
        for step in whole.steps
        for term in step.terms
        if term.person
    )
    found = names(held, shown) if by_office else {}

    def named(term: Term, body: Body) -> Term:
        if not term.person:
            return term
        name = found.get(term.person) or shown(term.name, term.kind, body.kind, body.id)
        return replace(term, name=name)

    steps = (
        replace(step, terms=tuple(named(term, step.body) for term in step.terms)) for step in whole.steps
    )
    return replace(whole, steps=tuple(steps))
