"""Slots: what a place asks every compound, building, grid or community to have, and by what it is filled.

    slots/base.yaml      what every place is asked about
    slots/<place>.yaml   what one place asks besides, or otherwise; what is not written stays as in base
    slots.yaml           in a workspace: an office's own thresholds and exemptions, in the same form

A slot is filled by bodies (by the links that tie them to the place), by posts in such bodies, or by venues.
Thresholds against false alarms stand beside it: days of grace, the fewest households, how far ahead a body
that is still to be founded counts as being formed.

What does not belong here: who answers to whom (that is a chain), and how severe a gap is (that is a rule).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from linli.errors import DefinitionError
from linli.model import definition, ledger_kind
from linli.model.definition import Plain, Strict
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as vocabularies

FOLDER = Path(__file__).parent / "slots"
BASE = "base"

Of = Literal["branch", "premises", "owners-committee", "property", "grid", "group", "forum", "others"]
"""The coverages that can be asked for; `others` are the slots of a place's own scheme and its records."""

OFS: tuple[Of, ...] = (
    *("branch", "premises", "owners-committee", "property", "group", "grid", "forum", "others"),
)
PlaceKind = Literal["compound", "building", "grid", "community"]
Mode = Literal["own", "joint", "attached"]
Criterion = Literal["weak", "own_due", "households", "since"]

ANY = "any"
"""Any kind of venue."""


@dataclass(frozen=True)
class Source(Strict):
    """Where a slot is written down: rows of the register, and the text; `found` false where none was."""

    text: Label
    rows: tuple[str, ...] = ()
    found: bool = False


@dataclass(frozen=True)
class Slot(Strict):
    """One thing that a place asks of each of its compounds, buildings, grids or communities.

    asked             whether the place asks for it; a slot nobody asks for is not applicable
    ticks             yes/no columns of compounds, or of their venues, that all have to be yes
    bodies, via       kinds of body that fill it, and the links that tie them to the place
    posts             kinds of post that fill it, in bodies that cover the place
    venues            kinds of venue that fill it, or `any`
    needs             kinds of ledger that must be stated whole before absence is a gap
    forming           kinds of body that show that it is being formed
    forming_days      how far ahead the founding of a body may lie that counts as being formed
    term_ends         whether a body is lost when the terms of all who hold its posts have ended
    grace_days        days after an end in which the slot still counts as filled
    least_households  places with fewer households are not asked
    by_boundary       closed or open → the mode that is asked for
    own_members       full party members from which a body of one's own is asked for
    near_community    whether a compound beside the community's own premises needs none
    near_known        whether the exemptions name all such compounds
    """

    of: Of
    place: PlaceKind
    label: Label
    source: Source
    asked: bool = True
    ticks: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    forming: tuple[str, ...] = ()
    forming_days: int = 365
    term_ends: bool = False
    grace_days: int = 0
    least_households: int = 0
    by_boundary: dict[str, Mode] = field(default_factory=dict)
    own_members: int | None = None
    near_community: bool = False
    near_known: bool = False


@dataclass(frozen=True)
class Exemption(Strict):
    """A compound of which a slot is not asked, by somebody's decision."""

    slot: str
    area: str
    compound: str
    because: Label


@dataclass(frozen=True)
class Settings(Strict):
    """What decides which gap to act on first, and which branch could take one.

    order        criteria, the first that tells two gaps apart decides
    joint_most   compounds that one joint branch should cover at most
    branch_most  full members that one branch should have at most
    """

    order: tuple[Criterion, ...] = ("weak", "own_due", "households", "since")
    joint_most: int = 5
    branch_most: int = 50


@dataclass(frozen=True)
class Slots(Strict):
    """What a place asks for. `area` is the code of the place; "" for everywhere."""

    place: str
    label: Label
    slots: dict[str, Slot]
    area: str = ""
    exempt: tuple[Exemption, ...] = ()
    settings: Settings = field(default_factory=Settings)


@cache
def load(folder: Path = FOLDER) -> dict[str, Slots]:
    """What every place asks for, by the place's name.

    Raises DefinitionError that names file, field and repair.
    """
    base = _read(folder / f"{BASE}.yaml")
    return {
        path.stem: _built(base if path.stem == BASE else merged(base, _read(path)), path.name)
        for path in sorted(folder.glob("*.yaml"))
    }


def of_area(code: str, places: Mapping[str, Slots] | None = None) -> Slots:
    """What is asked in an area: by the place it lies in, else as everywhere.

    >>> of_area("350583901").place, of_area("990101").place
    ('nanan', 'base')
    """
    known = load() if places is None else places
    fitting = [one for one in known.values() if one.area and code.startswith(one.area)]
    return max(fitting, key=lambda one: len(one.area), default=known[BASE])


def with_own(places: Mapping[str, Slots], file: Path, folder: Path = FOLDER) -> dict[str, Slots]:
    """All places, changed by an office's own file: in its `area`, everywhere where it names none.

    Raises DefinitionError that names file, field and repair.
    """
    own = _read(file)
    area = str(own.get("area") or "")
    result = dict(places)
    for name, place in places.items():
        if place.area.startswith(area) and (place.area or not area):
            plain = _read(folder / f"{name}.yaml")
            whole = plain if name == BASE else merged(_read(folder / f"{BASE}.yaml"), plain)
            kept = {"place": name, "area": place.area, "label": whole["label"]}
            result[name] = _built({**merged(whole, own), **kept}, file.name)
    if area and not any(place.area == area for place in places.values()):
        above = of_area(area, places).place
        plain = _read(folder / f"{above}.yaml")
        whole = plain if above == BASE else merged(_read(folder / f"{BASE}.yaml"), plain)
        result[f"own {area}"] = _built({**merged(whole, own), "area": area}, file.name)
    return result


def merged(base: Mapping[str, Plain], own: Mapping[str, Plain]) -> dict[str, Plain]:
    """A file laid over another: slots and settings field by field, exemptions added, the rest replaced."""
    result: dict[str, Plain] = {**base, **own}
    below, above = _dict(base.get("slots")), _dict(own.get("slots"))
    slots: dict[str, Plain] = {}
    for name in (*below, *(name for name in above if name not in below)):
        slots[name] = {**_dict(below.get(name)), **_dict(above.get(name))}
    result["slots"] = slots
    result["settings"] = {**_dict(base.get("settings")), **_dict(own.get("settings"))}
    lists = [found for one in (base, own) if isinstance(found := one.get("exempt"), list)]
    result["exempt"] = [item for found in lists for item in found]
    return result


def _dict(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _read(path: Path) -> dict[str, Plain]:
    plain = definition.read(definition.text(path, path.name), path.name)
    if not isinstance(plain, dict):
        problem = Label("应是若干“名: 值”，其中有 slots:", "write a mapping with `slots:`")
        raise DefinitionError(file=path.name, field="", problem=problem)
    return plain


def _built(plain: dict[str, Plain], file: str) -> Slots:
    place = definition.build(plain, Slots, file)
    for where, problem in _faults(place):
        raise DefinitionError(file=file, field=where, problem=problem)
    return place


def _faults(place: Slots) -> list[tuple[str, str]]:
    """What is wrong with what a place asks for, as (field, repair)."""
    found = [fault for name, slot in place.slots.items() for fault in _slot_faults(f"slots.{name}", slot)]
    for number, exemption in enumerate(place.exempt):
        slot = place.slots.get(exemption.slot)
        if slot is None:
            known = ", ".join(place.slots)
            found.append((f"exempt.{number}.slot", f"there is no such slot; use one of {known}"))
        elif slot.of == "branch":
            found.append(
                (f"exempt.{number}.slot", "nothing exempts a compound from having a branch; drop it")
            )
        elif slot.place != "compound":
            found.append((f"exempt.{number}.slot", "only slots of compounds have exemptions"))
    return found


def _slot_faults(where: str, slot: Slot) -> list[tuple[str, str]]:
    words = vocabularies()
    found = []
    for name, given, vocabulary in (
        ("bodies", slot.bodies, "organization_kind"),
        ("forming", slot.forming, "organization_kind"),
        ("posts", slot.posts, "post_kind"),
        ("venues", [kind for kind in slot.venues if kind != ANY], "venue_kind"),
        ("by_boundary", list(slot.by_boundary), "boundary"),
    ):
        if strange := set(given) - set(words[vocabulary].codes()):
            found.append((f"{where}.{name}", f"{sorted(strange)} are no words of {vocabulary}"))
    if strange := set(slot.needs) - set(ledger_kind.load()):
        found.append((f"{where}.needs", f"{sorted(strange)} are no kinds of ledger"))
    if strange := set(slot.via) - set(VIA):
        found.append((f"{where}.via", f"{sorted(strange)} are no links of places; use {', '.join(VIA)}"))
    if sum(map(bool, (slot.bodies, slot.posts, slot.venues, slot.ticks))) != 1:
        found.append((where, "name one of bodies, posts, venues and ticks"))
    if slot.ticks and not any(set(slot.ticks) <= set(columns) for columns in TICKS.values()):
        known = "; ".join(", ".join(columns) for columns in TICKS.values())
        found.append((f"{where}.ticks", f"name columns of compounds or of venues: {known}"))
    if bool(slot.bodies) != bool(slot.via):
        found.append((f"{where}.via", "bodies and the links that tie them go together"))
    if not slot.ticks and not slot.needs:
        found.append((f"{where}.needs", "absence is a gap only in ledgers stated whole: name them"))
    if slot.of == "branch" and not slot.asked:
        found.append((f"{where}.asked", "nothing exempts a compound from having a branch; drop it"))
    return found


TICKS = {
    "Compound": ("compound_file", "income_list", "issue_list"),
    "Venue": ("has_sign", "has_keeper", "has_rules", "has_equipment", "has_records"),
}
"""Yes/no columns that a slot can ask for, by the type of node that has them."""

VIA: Sequence[str] = ("COVERS", "ACTS_FOR", "SERVES", "MEMBER_OF", "BASED_IN")
"""Links that tie a body to a place: of its own, and MEMBER_OF through the bodies of a compound."""
