"""What a caller's pictures show: the services' facts with names as this caller may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from linli.errors import ParameterWrong
from linli.reports import escalation
from linli.reports.brief import covering, pictures, way
from linli.reports.brief.facts import Spot
from linli.reports.brief.slide import Picture
from linli.services import area_tree, brief, covered, crossing, place_tree
from linli.services import brief_pictures as told
from linli.services.way_up import way_up
from linli_api.asking import Look
from linli_api.escalation import schemas as ways

if TYPE_CHECKING:
    from linli.services.covered import Covered

BRANCH = "branch"
Room = tuple[float, float]


def tree(look: Look, root: str | None, opened: Sequence[str] | None, most: int) -> Picture:
    """An area, opened as far as was asked; of several areas that were asked about, each below the other."""
    known = look.known
    numbers = place_tree.tops(known) if root is None else [place_tree.place(known, root, ("Area",))]
    states = _states(look)
    spots = [
        area_tree.area_tree(known, one, states, look.shown, opened=opened, most=max(most // len(numbers), 1))
        for one in numbers
    ]
    counted = area_tree.counted(known, numbers, states)
    return pictures.area_tree(spots[0] if len(spots) == 1 else _together(spots), counted, look.lang)


def _together(spots: Sequence[Spot]) -> Spot:
    """Several areas under one root, which is named after them and stands for nothing."""
    name = "、".join(one.name for one in spots[:3]) + ("…" if len(spots) > 3 else "")
    return Spot("", name, "", "", (), "", sum(one.compounds for one in spots), spots)


def _states(look: Look) -> Mapping[str, str]:
    """Compound → how a branch covers it."""
    done = found(look).done
    if BRANCH not in done.slots:
        return {}
    rows = done.rows.filter(done.rows["slot"] == BRANCH)
    return dict(rows.select("place", "state").iter_rows())


def found(look: Look) -> Covered:
    """The coverage of the areas."""
    home = look.state.settings.home
    return covered.covered(look.graph, look.snapshot, look.areas, as_of=look.dated, home=home)


def sides(look: Look, compound: str) -> Picture:
    """The four sides of a compound, with who holds posts on several of them and from where they came."""
    identity = brief.place_of(look.known, compound)
    found = told.four_sides(look.known, identity, look.shown, look.names.by_office)
    ways_ = crossing.ways(look.known, identity, {one.id: one for one in found.bodies})
    crossings = [replace(one, ways=ways_.get(one.id, {})) for one in found.crossings]
    return pictures.four_sides(replace(found, crossings=crossings), look.lang)


def net(look: Look) -> Picture:
    """From which kinds of body people went into which, in the areas."""
    return pictures.entries(crossing.entries(look.known), look.lang)


def matrix(look: Look, room: Room) -> Picture:
    """Persons by the kinds of two bodies that they hold posts in."""
    return pictures.kinds(told.kinds(look.known), look.lang, room)


def ladder(look: Look, place: str, to: Sequence[str], step: int | None) -> Picture:
    """The way up from a place: whole as a ladder, or walked as far as a step as stairs."""
    one = ways.told(look, way_up(look.graph, look.known, place, to))
    walked = way.walk(one, look.lang, step)
    if step is not None:
        return walked
    return replace(walked, scene=escalation.picture(one, look.lang))


def treemap(look: Look, slot: str, room: Room, most: int) -> Picture:
    """Places by households and state."""
    done = found(look).done
    if slot not in done.slots:
        known = ", ".join(done.slots)
        raise ParameterWrong(query="pictures/treemap", parameter="slot", value=slot, wanted=known)
    return covering.treemap_of(done, slot, look.lang, room, most)
