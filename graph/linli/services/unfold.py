"""A tree unfolded level by level for a picture: places in places, or bodies under bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from linli.services import one_body, place_tree
from linli.services.network.index import Row
from linli.services.network.known import Known

Of = Literal["places", "bodies"]


@dataclass(frozen=True)
class Twig:
    """A node of the tree: the one it hangs on ("" for a root), its depth, how many hang on it, and how many
    of these are shown.
    """

    id: str
    type: str
    row: Row
    parent: str
    depth: int
    below: int
    shown: int


def unfold(known: Known, root: str | None, of: Of, *, depth: int = 1, most: int = 300) -> tuple[Twig, ...]:
    """A tree from its root downwards, level by level, until there is no more room.

    Parameters: `root`, a place or body by identifier, or None for the areas asked about (of bodies: those
    that report to nobody there); `depth`, levels below the root; `most` nodes. A node whose parts do not all
    fit shows the first of them. Bodies that report to several stand under the first that is met.
    Raises PlaceUnknown.
    """
    below, roots = _of(known, root, of)
    found = [(number, "", 0) for number in roots[:most]]
    seen = {number for number, _, _ in found}
    below_of: dict[int, list[int]] = {}
    for number, _, level in found:  # grows while it is walked
        lower = below_of[number] = [one for one in below(number) if one not in seen]
        if level >= depth:
            continue
        for one in lower[: most - len(found)]:
            seen.add(one)
            found.append((one, known.index.id(number), level + 1))
    shown = Counter(parent for _, parent, _ in found)
    return tuple(
        Twig(
            known.index.id(number),
            known.index.label(number),
            known.index.row(number),
            parent,
            level,
            len(below_of[number]),
            shown[known.index.id(number)],
        )
        for number, parent, level in found
    )


def _of(known: Known, root: str | None, of: Of) -> tuple[Callable[[int], list[int]], list[int]]:
    """What hangs on a node, and where to begin."""
    if of == "places":
        numbers = [] if root is None else [place_tree.place(known, root)]
        return (lambda number: place_tree.children(known, number)), numbers or place_tree.tops(known)
    numbers = _tops(known) if root is None else [one_body.number_of(known, root)]
    return (lambda number: [one for one in one_body.below(known, number) if known.sees(one)]), numbers


def _tops(known: Known) -> list[int]:
    """The bodies inside the areas that others report to, and that report to none there."""
    index = known.index
    found = []
    for number in index.of_label("Organization").tolist():
        if not known.sees(number) or not index.there(number, known.day):
            continue
        ups = [link.other for link in index.around(number, "out", ("REPORTS_TO",), known.day)]
        if not any(known.sees(one) for one in ups) and one_body.below(known, number):
            found.append(number)
    return sorted(found, key=lambda one: (index.row(one)["name"], index.id(one)))
