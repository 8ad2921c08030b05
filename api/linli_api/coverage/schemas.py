"""Coverage as the API gives it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from linli.messages.catalogue import Lang, say
from linli.reports import coverage as reports
from linli_api import shown
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page

if TYPE_CHECKING:
    import polars as pl

    from linli.analysis.coverage.whole import Coverage
    from linli.services.covered import Covered


class SlotShown(BaseModel):
    """Something that places are asked to have."""

    slot: str = Field(examples=["branch"])
    text: str = Field(examples=["小区党支部"])
    of: str = Field(description="which coverage it belongs to", examples=["branch"])
    place: str = Field(description="type of place that it is asked of", examples=["compound"])
    source: str = Field(description="the text that it rests on")
    needs: list[str] = Field(description="ledgers that must be whole for an absence to be a gap")


class Counts(BaseModel):
    """Places by state. The ratio is `filled` of `applicable`; between `low` and `high` it lies whatever is
    unknown.
    """

    slot: str = Field(examples=["branch"])
    slot_text: str = Field(examples=["小区党支部"])
    places: int = Field(examples=[14])
    applicable: int = Field(description="the denominator: places that it is asked of", examples=[14])
    filled: int = Field(examples=[13])
    own: int
    joint: int
    attached: int
    forming: int
    gap: int
    lost: int
    unknown: int
    not_applicable: int
    households: int | None = None
    ratio: float | None = Field(examples=[0.93])
    low: float | None = Field(examples=[0.86])
    high: float | None = Field(examples=[0.93])
    dated: int = Field(description="of the filled: those whose beginning is known", examples=[12])
    seats: int = Field(description="seats of the bodies that fill it", examples=[20])
    held: int = Field(description="of the seats: those that somebody holds", examples=[18])
    terms: int = Field(description="terms in these seats", examples=[18])
    identified: int = Field(description="of the terms: those whose holder is identified", examples=[15])


class Group(Counts):
    """The same of an area and all in it, or of a type of compound."""

    group: str = Field(examples=["990101001"])
    group_text: str = Field(examples=["示例街道"])
    level: str | None = Field(default=None, description="of an area", examples=["street"])
    direct: int = Field(description="places that lie directly in it")


class Month(BaseModel):
    """A month in which something ends, and how many places would still be covered after it."""

    slot: str
    month: dt.date = Field(examples=["2025-07-01"])
    ends: int
    lost: int = Field(description="places that would then have nobody")
    filled: int
    applicable: int


class Rolled(Head):
    """Coverage rolled up."""

    until: dt.date = Field(description="the last day of the horizon")
    by: str = Field(examples=["area"])
    denominator: str = Field(description="what the ratios are of, in words")
    slots: list[SlotShown]
    totals: list[Counts]
    groups: list[Group]
    months: list[Month]


class Gap(BaseModel):
    """A place that nobody covers, in the order in which to act."""

    slot: str = Field(examples=["branch"])
    slot_text: str
    rank: int = Field(description="its number among the gaps of its slot", examples=[1])
    place: str = Field(examples=["c0123456789abcdef0123"])
    title: str = Field(examples=["竹影公寓"])
    area: str
    community: str | None = Field(examples=["示例社区"])
    households: int | None = None
    full_members: int | None = None
    weak: bool | None = None
    days: int | None = Field(default=None, description="uncovered for at least so many days")
    why: str = Field(description="why it is a gap, in words")
    facts: str = Field(description="what decides its place in the order, in words")
    decides: str = Field(description="by what it stands before the next, in words")
    remedy: str = Field(description="what could be done, in words")
    candidate: str | None = Field(default=None, description="body that could take it along")
    guide: str | None = Field(
        default=None, description="the guide who answers meanwhile, as the caller may see it"
    )
    guide_body: str | None = None


class Gaps(Head, Page[Gap]):
    """Gaps in the order in which to act on them; places, never persons."""

    order: str = Field(description="the criteria of the order, in words")


class PlaceState(BaseModel):
    """A place and its state."""

    slot: str
    slot_text: str
    place: str
    title: str = Field(examples=["松涛苑"])
    area: str
    community: str | None
    state: str = Field(examples=["own"])
    state_text: str = Field(examples=["单独组建"])
    why: str = Field(description="the reason of the state, in words")
    by: str | None = Field(default=None, description="identifier of who fills it")
    certain: bool
    households: int | None = None


class PlaceStates(Head, Page[PlaceState]):
    """Every place with its state."""


class Ending(BaseModel):
    """Something that ends within the horizon, and what that leaves."""

    slot: str
    slot_text: str
    place: str
    title: str
    area: str
    community: str | None
    why: str = Field(description="what ends, in words")
    last: list[dt.date] = Field(description="it ends between these two days")
    leaves: str = Field(examples=["gap"])
    leaves_text: str
    again: dt.date | None = Field(default=None, description="day from which it is filled again")


class Endings(Head, Page[Ending]):
    """What ends within the horizon."""

    until: dt.date


NUMBERS = tuple(name for name in Counts.model_fields if name not in ("slot", "slot_text"))


def rolled(found: Covered, lang: Lang, levels: int) -> Plain:
    """Coverage rolled up, by area down to some levels below those asked about."""
    done = found.done
    months = done.months.to_dicts() if done.slots else []
    return {
        "as_of": done.day,
        "until": done.until,
        "by": done.by,
        "denominator": say("coverage_denominator", lang),
        "slots": [
            {
                "slot": name,
                "text": slot.label.text(lang),
                "of": slot.of,
                "place": slot.place,
                "source": slot.source.text.text(lang),
                "needs": list(slot.needs),
            }
            for name, slot in done.slots.items()
        ],
        "totals": [_counts(done, row, lang) for row in done.totals.to_dicts()],
        "groups": _groups(done, found.groups(levels), lang),
        "months": [{name: row[name] for name in Month.model_fields} for row in months if row["ends"]],
    }


def _counts(done: Coverage, row: Plain, lang: Lang) -> Plain:
    text = done.slots[row["slot"]].label.text(lang)
    return {"slot": row["slot"], "slot_text": text, **{name: row[name] for name in NUMBERS}}


def _groups(done: Coverage, rows: pl.DataFrame, lang: Lang) -> list[Plain]:
    known = {row["area"]: row for row in done.base.areas.to_dicts()}
    found = []
    for row in rows.to_dicts():
        area = known.get(row["group"]) if done.by == "area" else None
        text = area["name"] if area else shown.word("compound_type", row["group"], lang)
        level = area["level"] if area else None
        named = {"group": row["group"], "group_text": text, "level": level, "direct": row["direct"]}
        found.append({**_counts(done, row, lang), **named})
    return found


def gap(look: Look, done: Coverage, row: Plain) -> Plain:
    """A gap, from its row with its title."""
    slot, lang = done.slots[row["slot"]], look.lang
    names = ("slot", "rank", "place", "title", "area", "community", "households", "full_members", "weak")
    return {
        **{name: row[name] for name in names},
        "slot_text": slot.label.text(lang),
        "days": row["days"],
        "why": say(f"why_{row['why']}", lang, name=row["last"]),
        "facts": reports.facts(row, slot, lang),
        "decides": say(f"order_{row['decides']}", lang) if row["decides"] else "",
        "remedy": reports.remedy(row, slot, lang),
        "candidate": row["candidate"],
        "guide": look.person(row["guide"], "branch_guide", None, _home(look, row["post"])),
        "guide_body": row["guide_body"],
    }


def _home(look: Look, post: str | None) -> str | None:
    """The body of a post, by its identifier."""
    index = look.known.index
    number = index.number(post) if post else None
    if number is None:
        return None
    return next((index.id(link.other) for link in index.around(number, "out", ("POST_IN",))), None)


def state(done: Coverage, row: Plain, lang: Lang) -> Plain:
    """A place with its state."""
    slot = done.slots[row["slot"]]
    names = ("slot", "place", "title", "area", "community", "state", "by", "certain", "households")
    return {
        **{name: row[name] for name in names},
        "slot_text": slot.label.text(lang),
        "state_text": say(f"coverage_{row['state']}", lang),
        "why": reports.reason(row, slot, lang),
    }


def ending(done: Coverage, row: Plain, lang: Lang) -> Plain:
    """Something that ends."""
    names = ("slot", "place", "title", "area", "community", "leaves", "again")
    return {
        **{name: row[name] for name in names},
        "slot_text": done.slots[row["slot"]].label.text(lang),
        "why": say(f"why_{row['ends']}", lang, name=row["name"]),
        "last": [row["from_min"], row["from_max"]],
        "leaves_text": say(f"coverage_{row['leaves']}", lang),
    }
