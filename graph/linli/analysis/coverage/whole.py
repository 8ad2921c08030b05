"""Coverage of some areas, whole: every slot that their places ask for, on a day and up to a horizon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from linli.analysis.coverage import first, lapses, totals
from linli.analysis.coverage.base import Base
from linli.analysis.coverage.states import Asked, ask, states
from linli.analysis.coverage.tenures import Touch, looks_at
from linli.model.slot import BASE, OFS, Criterion, Of, Settings, Slot, Slots, of_area

By = Literal["area", "kind", "type"]
"""How totals are rolled up: by every area and what lies in it, by slot alone, by type of compound."""


@dataclass(frozen=True)
class Coverage:
    """Coverage, as frames; every frame has a column `slot`.

    slots    name → the slot, as the first place of the areas that asks for it has it
    places   place of the areas → what it asks for
    rows     the state of every place: see `states`
    totals   one row a slot: see `totals`, with `ratio`, `low`, `high`
    groups   the same by area or type (`group`), or empty; for areas with `direct`
    ends     what ends within the horizon, and months: see `lapses`
    first    gaps in the order in which to act on them: see `first`
    base     what it was worked out from
    order    criteria of the order of `first`
    """

    day: dt.date
    until: dt.date
    by: By
    slots: Mapping[str, Slot]
    places: Mapping[str, Slots]
    rows: pl.DataFrame
    totals: pl.DataFrame
    groups: pl.DataFrame
    ends: pl.DataFrame
    months: pl.DataFrame
    first: pl.DataFrame
    base: Base
    order: tuple[Criterion, ...]


@dataclass(frozen=True)
class Standing:
    """The state of every place and nothing besides: `slots` and `rows` as `Coverage` has them."""

    slots: Mapping[str, Slot]
    rows: pl.DataFrame


@dataclass(frozen=True)
class _Part:
    """What one slot of one place comes to."""

    rows: pl.DataFrame
    groups: pl.DataFrame
    ends: pl.DataFrame
    months: pl.DataFrame
    gaps: pl.DataFrame


def coverage(
    base: Base,
    places: Mapping[str, Slots],
    day: dt.date,
    until: dt.date,
    of: Sequence[Of] = OFS,
    by: By = "kind",
) -> Coverage:
    """Coverage of all areas of a base.

    Definition: a slot of a place is filled on a day where a body, post or venue that the place's scheme names
    is in force there, by its link, by itself and, where the scheme says so, by somebody's term in it; it is a
    gap where none is and the ledgers needed are stated whole; nobody knows where they are not.
    Source: the rows of the register named with each slot (`model/slots`); absence as design.md has it.
    Cost: joins, sorts and groupings of columns, linear but for the sorts; nothing goes place by place.
    Edge cases: a place that lies in two areas counts once in each; a slot asked in one place of the areas is
    not applicable in the others; where nothing is asked for, all frames are empty.

    Parameters: `base`; `places`, what each place asks for, `base` among them; `day`; `until`, the last day
    of the horizon; `of`, the coverages wanted; `by`, how totals are rolled up.
    """
    areas = _by_place(base, places)
    asking = {name: places[name] for name in areas}
    names = _names(asking, of)
    if not names:
        none = pl.DataFrame()
        return Coverage(day, until, by, {}, asking, none, none, none, none, none, none, base, ())
    parts: dict[str, dict[str, _Part]] = {}
    offices = totals.offices(base, day)
    for name in names:
        for place, scheme in asking.items():
            if name in scheme.slots:
                asked = ask(base, scheme, name, areas[place])
                parts.setdefault(name, {})[place] = _part(
                    base, asked, scheme.settings, (day, until), by, offices
                )
    order = (next(iter(asking.values())) if len(asking) == 1 else places[BASE]).settings.order
    ranked = {
        name: first.decided(pl.concat([part.gaps for part in found.values()]), order)
        for name, found in parts.items()
    }
    counted = _joined(parts, lambda part: part.groups)
    whole = counted.filter(pl.col("group") == totals.WHOLE).drop("group", "direct")
    return Coverage(
        day,
        until,
        by,
        _first(asking, names),
        asking,
        _joined(parts, lambda part: part.rows),
        totals.ratio(whole),
        totals.ratio(counted.filter(pl.col("group") != totals.WHOLE)),
        _joined(parts, lambda part: part.ends),
        _joined(parts, lambda part: part.months, ("month",)),
        _stacked(ranked),
        base,
        order,
    )


def standing(base: Base, places: Mapping[str, Slots], day: dt.date, touch: Touch | None = None) -> Standing:
    """The state of every place of a base, without totals, ends and the order of gaps.

    Parameters: `base`, `places`, `day` as `coverage` has them; `touch`, where only slots are wanted whose
    state a change can change.
    """
    areas = _by_place(base, places)
    asking = {name: places[name] for name in areas}
    known = _first(asking, _names(asking, OFS))
    slots = {name: slot for name, slot in known.items() if touch is None or looks_at(slot, touch)}
    found = {
        name: pl.concat(
            states(base, ask(base, scheme, name, areas[place]), day)
            for place, scheme in asking.items()
            if name in scheme.slots
        )
        for name in slots
    }
    return Standing(slots, _stacked(found) if found else pl.DataFrame())


def _first(asking: Mapping[str, Slots], names: Sequence[str]) -> dict[str, Slot]:
    """Slots as the first place that asks for them has them."""
    return {name: next(p.slots[name] for p in asking.values() if _asks(p, name)) for name in names}


def _names(asking: Mapping[str, Slots], of: Sequence[Of]) -> list[str]:
    """The slots that some place asks for, in the order of the coverages and of the files."""
    known = {name: None for place in asking.values() for name in place.slots}
    return [
        name
        for one in OFS
        if one in of
        for name in known
        if any(_asks(place, name) and place.slots[name].of == one for place in asking.values())
    ]


def _asks(place: Slots, name: str) -> bool:
    return name in place.slots and place.slots[name].asked


def _by_place(base: Base, places: Mapping[str, Slots]) -> dict[str, pl.DataFrame]:
    """Areas by the place whose slots hold there."""
    codes = base.areas["code"].unique()
    chosen = {code: next(n for n, p in places.items() if p is of_area(code, places)) for code in codes}
    named = base.areas.with_columns(
        pl.col("code").replace_strict(chosen, return_dtype=pl.String).alias("_place")
    )
    return {str(key[0]): part for key, part in sorted(named.partition_by("_place", as_dict=True).items())}


def _part(
    base: Base,
    asked: Asked,
    settings: Settings,
    span: tuple[dt.date, dt.date],
    by: By,
    offices: pl.DataFrame,
) -> _Part:
    day, until = span
    rows = states(base, asked, day)
    leaves = asked.population.select("place", totals.leaf(asked.population, by).alias("leaf"))
    counted = totals.total(rows.join(leaves, on="place"), totals.upward(base, leaves["leaf"], by), offices)
    direct = leaves.group_by("leaf").agg(pl.len().cast(pl.Int64).alias("direct"))
    counted = counted.join(direct.rename({"leaf": "group"}), on="group", how="left")
    ended = lapses.ends(base, asked, day, until)
    return _Part(
        rows,
        counted.with_columns(pl.col("direct").fill_null(0)),
        ended,
        lapses.months(asked, ended, day, until),
        first.gaps(base, asked, rows, day, settings),
    )


def _joined(
    parts: Mapping[str, Mapping[str, _Part]],
    take: Callable[[_Part], pl.DataFrame],
    key: tuple[str, ...] = (),
) -> pl.DataFrame:
    """One frame of all slots; counts of several places that share a key are added up."""
    frames = {}
    for name, found in parts.items():
        frame = pl.concat([take(part) for part in found.values()])
        keys = key or (("group",) if "group" in frame.columns else ())
        if keys and len(found) > 1:
            frame = frame.group_by(*keys, maintain_order=True).agg(pl.all().sum())
        frames[name] = frame.sort(*keys) if keys else frame
    return _stacked(frames)


def _stacked(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Frames of slots one below the other, each row with its slot."""
    return pl.concat(frame.select(pl.lit(name).alias("slot"), pl.all()) for name, frame in frames.items())
