"""An area as a tree that is opened node by node: its areas and compounds, and the party body that answers for
each. What is not opened is counted and never looked up, so that a tree costs what is shown of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from linli.reports.brief.facts import Counted, Spot
from linli.services.brief_pictures import parts, spot
from linli.services.network.known import Known
from linli.services.tied import Shown

FILLED = ("own", "joint", "attached")
BAD = ("gap", "lost")


def area_tree(
    known: Known,
    root: int,
    states: Mapping[str, str],
    shown: Shown,
    *,
    opened: Collection[str] | None = None,
    most: int,
) -> Spot:
    """An area with what is open in it.

    Parameters: `root`, the area by number, open in any case; `states`, place → how a branch covers it;
    `opened`, identifiers of the areas that are open, None to open whole levels as far as there is room;
    `most`, boxes that may be shown. An area that was asked to be open and does not fit shows the first of its
    parts. What is not shown is counted.
    """
    below = _levels(known, root, most) if opened is None else _asked(known, root, opened, most)
    order = [root]
    for number in order:  # grows while it is walked
        order += below.get(number, ())
    made: dict[int, Spot] = {}
    for number in reversed(order):
        lower = below.get(number, ())
        hidden = len(parts(known, number)) - len(lower)
        made[number] = spot(known, number, states, shown, [made[one] for one in lower], hidden)
    return made[root]


def _levels(known: Known, root: int, most: int) -> dict[int, Sequence[int]]:
    """What is shown below each node where whole levels are opened, the first as far as it fits."""
    below: dict[int, Sequence[int]] = {root: parts(known, root)[: max(most - 1, 0)]}
    level, left = list(below[root]), most - 1 - len(below[root])
    while level:
        further = {number: parts(known, number) for number in level}
        many = sum(map(len, further.values()))
        if not many or many > left:
            break
        below |= further
        left -= many
        level = [one for lower in further.values() for one in lower]
    return below


def _asked(known: Known, root: int, opened: Collection[str], most: int) -> dict[int, Sequence[int]]:
    """What is shown below each node where somebody said what is to be open."""
    below: dict[int, Sequence[int]] = {}
    order, left = [root], max(most - 1, 0)
    for number in order:  # grows while it is walked
        if number == root or known.index.id(number) in opened:
            below[number] = parts(known, number)[:left]
            left -= len(below[number])
            order += below[number]
    return below


def counted(known: Known, roots: Sequence[int], states: Mapping[str, str]) -> Counted:
    """All compounds of some areas, shown or not, by how a branch covers them. Those of which `states` says
    nothing are of those of which nobody knows.
    """
    index = known.index
    inside = index.within([index.id(root) for root in roots])
    here = [
        one
        for one in index.of_label("Compound").tolist()
        if int(index.home[one]) in inside and known.sees(one) and index.there(one, known.day)
    ]
    told = [states.get(index.id(one), "unknown") for one in here]
    many = Counter(told)
    return Counted(
        len(here),
        sum(many[state] for state in FILLED),
        many["forming"],
        many["unknown"],
        many["not_applicable"],
        sorted(index.row(one)["name"] for one, state in zip(here, told, strict=True) if state in BAD),
    )
