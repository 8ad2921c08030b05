"""Coverage as tables of texts and as json: totals with their ratio and its interval, quality, what ends month
by month, gaps with what decides their order, and every place with the reason of its state.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.messages.catalogue import Lang, say
from linli.model import ledger_kind
from linli.model.slot import Slot
from linli.model.vocabulary import load as vocabularies
from linli.reports import dates
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    import polars as pl

    from linli.analysis.coverage.whole import Coverage

Row = dict[str, Any]
Cell = Callable[[Row], str]

STATES = ("own", "joint", "attached", "forming", "gap", "lost", "unknown", "not_applicable")


@dataclass(frozen=True)
class Section:
    """A table with its name."""

    key: str
    name: str
    shown: Shown


def sections(done: Coverage, lang: Lang, *, rows: bool = True) -> list[Section]:
    """The tables of a report, in the order in which a planner reads them; `rows`: every place as well."""
    made = [("totals", totals(done, lang)), ("quality", quality(done, lang))]
    if done.by != "kind":
        made.insert(1, ("groups", groups(done, lang)))
    made += [("months", months(done, lang)), ("first", first(done, lang)), ("ends", ends(done, lang))]
    if rows:
        made.append(("rows", every(done, lang)))
    made.append(("sources", sources(done, lang)))
    return [Section(key, say(f"coverage_{key}", lang), shown) for key, shown in made]


def totals(done: Coverage, lang: Lang) -> Shown:
    """One line a slot."""
    return _table(lang, _counts(done, lang), done.totals.to_dicts())


def groups(done: Coverage, lang: Lang) -> Shown:
    """The same by area or by type of compound; an area is the sum of its parts and what is directly in it."""
    named: list[tuple[str, Cell]] = [("slot", lambda row: _slot(done, row["slot"], lang))]
    if done.by == "area":
        known = {row["area"]: row for row in done.base.areas.to_dicts()}
        levels = vocabularies()["area_level"]
        named += [
            ("group", lambda row: str(known[row["group"]]["name"])),
            ("level", lambda row: _term(levels, known[row["group"]]["level"], lang)),
        ]
        more: list[tuple[str, Cell]] = [("direct", lambda row: str(row["direct"]))]
    else:
        types = vocabularies()["compound_type"]
        unnamed = say("coverage_unnamed", lang)
        named += [("group", lambda row: _term(types, row["group"], lang) if row["group"] else unnamed)]
        more = []
    rows = done.groups.to_dicts()
    order = {name: number for number, name in enumerate(done.slots)}
    rows.sort(key=lambda row: (order[row["slot"]], row["group"]))
    return _table(lang, [*named, *_counts(done, lang)[1:], *more], rows)


def fitting(done: Coverage, most: int) -> tuple[Coverage, int]:
    """Coverage with at most so many lines of areas, the upper levels alone if need be, and how many are left
    out.
    """
    from dataclasses import replace

    if done.by != "area" or done.groups.height <= most:
        return done, 0
    ranks = {code: rank for rank, code in enumerate(vocabularies()["area_level"].codes())}
    levels = {row["area"]: ranks[row["level"]] for row in done.base.areas.to_dicts()}
    deep = done.groups["group"].replace_strict(levels)
    upper = max((rank for rank in set(deep) if (deep <= rank).sum() <= most), default=deep.min())
    shown = done.groups.filter(deep <= upper)
    return replace(done, groups=shown), done.groups.height - shown.height


def quality(done: Coverage, lang: Lang) -> Shown:
    """Parts of quality, each with its numerator and denominator."""
    cells: list[tuple[str, Cell]] = [
        ("slot", lambda row: _slot(done, row["slot"], lang)),
        ("ratio", _covered),
        ("dated", lambda row: _share(row["dated"], row["filled"])),
        ("seats", lambda row: _share(row["held"], row["seats"])),
        ("identified", lambda row: _share(row["identified"], row["terms"])),
        ("meets", lambda row: _share(row["meets"], row["asked"])),
    ]
    return _table(lang, cells, done.totals.to_dicts())


def months(done: Coverage, lang: Lang) -> Shown:
    """Months in which something ends."""
    cells: list[tuple[str, Cell]] = [
        ("slot", lambda row: _slot(done, row["slot"], lang)),
        ("month", lambda row: f"{row['month']:%Y-%m}"),
        ("ended", lambda row: str(row["ends"])),
        ("become", lambda row: str(row["lost"])),
        ("after", lambda row: _share(row["filled"], row["applicable"])),
    ]
    return _table(lang, cells, [row for row in done.months.to_dicts() if row["ends"]])


def ends(done: Coverage, lang: Lang, limit: int | None = None) -> Shown:
    """What ends within the horizon, and what that leaves; with a `limit`, only so many of each slot, of those
    that leave nobody.
    """
    some = done.ends
    if limit is not None and done.slots:
        alone = some.filter(some["leaves"].is_in(["gap", "unknown"]))
        some = alone.group_by("slot", maintain_order=True).head(limit)
    cells: list[tuple[str, Cell]] = [
        ("slot", lambda row: _slot(done, row["slot"], lang)),
        ("community", lambda row: row["community"]),
        ("place", lambda row: row["title"]),
        ("why", lambda row: say(f"why_{row['ends']}", lang, name=row["name"])),
        ("last_day", lambda row: dates.end(row["from_min"], row["from_max"], lang)),
        ("leaves", lambda row: say(f"coverage_{row['leaves']}", lang)),
        ("again", lambda row: str(row["again"] or "")),
        ("place_id", lambda row: row["place"]),
    ]
    return _table(lang, cells, titled(done, some).to_dicts())


def first(done: Coverage, lang: Lang, limit: int | None = None) -> Shown:
    """Gaps to act on first, with what decides their order; `limit` of each slot."""
    cells: list[tuple[str, Cell]] = [
        ("slot", lambda row: _slot(done, row["slot"], lang)),
        ("rank", lambda row: str(row["rank"])),
        ("community", lambda row: row["community"]),
        ("place", lambda row: row["title"]),
        ("facts", lambda row: facts(row, done.slots[row["slot"]], lang)),
        ("decides", lambda row: say(f"order_{row['decides']}", lang) if row["decides"] else ""),
        ("why", lambda row: say(f"why_{row['why']}", lang, name=row["last"])),
        ("remedy", lambda row: remedy(row, done.slots[row["slot"]], lang)),
        ("guide", lambda row: guide(row, lang)),
        ("place_id", lambda row: row["place"]),
    ]
    return _table(lang, cells, list(ranked(done, limit)))


def ranked(done: Coverage, limit: int | None = None) -> Iterator[Row]:
    """Gaps with their number in their slot, and the names of their places."""
    for frame in done.first.partition_by("slot", maintain_order=True) if done.slots else ():
        some = titled(done, frame.head(limit) if limit else frame)
        for number, row in enumerate(some.to_dicts(), 1):
            yield {"rank": number, **row}


def facts(row: Row, slot: Slot, lang: Lang) -> str:
    """What decides where a gap stands, in words."""
    said = [say("fact_weak", lang)] if row["weak"] else []
    if slot.own_members is not None:
        due = {True: "fact_own", False: "fact_join", None: "fact_members_unknown"}[row["own_due"]]
        said.append(say(due, lang, count=row["full_members"]))
    known = row["households"] is not None
    said.append(say("fact_households" if known else "fact_households_unknown", lang, count=row["households"]))
    if row["days"] is None:
        said.append(say("fact_since_unknown", lang))
    else:
        since = "fact_since" if row["since_max"] else "fact_since_move_in"
        said.append(say(since, lang, count=row["days"]))
    return _list(said, lang)


def remedy(row: Row, slot: Slot, lang: Lang) -> str:
    """What could be done about a gap of branches: by the number of full members, and who could take it."""
    if slot.own_members is None:
        return ""
    there = row["candidate"] is not None
    where = say(f"where_{row['where']}", lang) if there else ""
    if row["own_due"]:
        key = "remedy_own_meanwhile" if there else "remedy_own"
    else:
        key = ("remedy_check" if row["own_due"] is None else "remedy_join") + ("" if there else "_none")
    return say(key, lang, name=row["candidate_name"], where=where, units=row["units"])


def guide(row: Row, lang: Lang) -> str:
    """The guide who answers meanwhile."""
    return say("guide_is", lang, name=row["guide"], body=row["guide_body"]) if row["guide"] else ""


def every(done: Coverage, lang: Lang) -> Shown:
    """Every place with its state and the reason."""
    yes, no = say("yes", lang), say("no", lang)
    cells: list[tuple[str, Cell]] = [
        ("slot", lambda row: _slot(done, row["slot"], lang)),
        ("community", lambda row: row["community"]),
        ("place", lambda row: row["title"]),
        ("state", lambda row: say(f"coverage_{row['state']}", lang)),
        ("why", lambda row: reason(row, done.slots[row["slot"]], lang)),
        ("since", lambda row: dates.span(row["since_min"], row["since_max"]) if row["since_max"] else ""),
        ("certain", lambda row: yes if row["certain"] else no),
        ("wanted", lambda row: say(f"coverage_{row['asked']}", lang) if row["asked"] else ""),
        ("meets", lambda row: "" if row["meets"] is None else yes if row["meets"] else no),
        ("place_id", lambda row: row["place"]),
    ]
    return _table(lang, cells, titled(done, done.rows).to_dicts())


def reason(row: Row, slot: Slot, lang: Lang) -> str:
    """Why a place is in its state: why a gap is one, and why an apparent one is none."""
    kinds = ledger_kind.load()
    needs = [kinds[name].label.text(lang) for name in slot.needs]
    return say(f"why_{row['why']}", lang, name=row["name"], needs=needs)


def sources(done: Coverage, lang: Lang) -> Shown:
    """What each slot rests on, and its thresholds, place by place."""
    rows = [
        {"place": scheme.label.text(lang), "slot": slot}
        for scheme in done.places.values()
        for name, slot in scheme.slots.items()
        if name in done.slots and slot.asked
    ]
    cells: list[tuple[str, Cell]] = [
        ("slot", lambda row: row["slot"].label.text(lang)),
        ("scheme", lambda row: row["place"]),
        ("source", lambda row: row["slot"].source.text.text(lang)),
        ("rows_of", lambda row: _list(row["slot"].source.rows, lang)),
        ("grace", lambda row: str(row["slot"].grace_days)),
    ]
    return _table(lang, cells, rows)


def without(shown: Shown, *names: str) -> Shown:
    """A table without some columns."""
    kept = [number for number, column in enumerate(shown.columns) if column.name not in names]
    rows = tuple(tuple(row[number] for number in kept) for row in shown.rows)
    return Shown(tuple(shown.columns[number] for number in kept), rows)


def order(done: Coverage, lang: Lang) -> str:
    """The criteria of the order of gaps, in words."""
    return _list([say(f"order_{one}", lang) for one in (*done.order, "name")], lang)


def render(done: Coverage, head: Mapping[str, object]) -> str:
    """All of it as json text, for programs: codes, dates in ISO form, sentences in both languages."""
    gaps = [
        {
            **{key: value for key, value in row.items() if key not in ("person", "post")},
            "says": {
                lang: {
                    "facts": facts(row, done.slots[row["slot"]], lang),
                    "remedy": remedy(row, done.slots[row["slot"]], lang),
                }
                for lang in LANGS
            },
        }
        for row in ranked(done)
    ]
    rows = [
        {**row, "says": {lang: reason(row, done.slots[row["slot"]], lang) for lang in LANGS}}
        for row in titled(done, done.rows).to_dicts()
    ]
    plain = {
        **head,
        "as_of": done.day,
        "until": done.until,
        "by": done.by,
        "denominator": {lang: say("coverage_denominator", lang) for lang in LANGS},
        "order": {lang: order(done, lang) for lang in LANGS},
        "slots": {
            name: {"of": slot.of, "place": slot.place, "label": vars(slot.label), "needs": slot.needs}
            for name, slot in done.slots.items()
        },
        "totals": done.totals.to_dicts(),
        "groups": done.groups.to_dicts(),
        "months": done.months.to_dicts(),
        "ends": titled(done, done.ends).to_dicts(),
        "first": gaps,
        "rows": rows,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)


LANGS: tuple[Lang, ...] = ("zh", "en")


def _counts(done: Coverage, lang: Lang) -> list[tuple[str, Cell]]:
    def count(name: str) -> Cell:
        return lambda row: str(row[name])

    return [
        ("slot", lambda row: _slot(done, row["slot"], lang)),
        ("applicable", count("applicable")),
        *((name, count(name)) for name in STATES),
        ("ratio", _covered),
        ("interval", _interval),
        ("households", count("households")),
    ]


def _covered(row: Row) -> str:
    return "" if row["ratio"] is None else _share(row["filled"], row["applicable"])


def _interval(row: Row) -> str:
    if row["low"] is None:
        return ""
    low, high = f"{row['low']:.1%}", f"{row['high']:.1%}"
    return low if low == high else f"{low}–{high}"


def _share(part: int, whole: int) -> str:
    """A ratio with its numerator and denominator.

    >>> _share(2, 3), _share(0, 0)
    ('66.7% (2/3)', '')
    """
    return f"{part / whole:.1%} ({part}/{whole})" if whole else ""


def titled(done: Coverage, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows with `community` and `title`: what the place is called, a building with its compound."""
    import polars as pl

    if frame.is_empty():
        return frame
    base = done.base
    compounds = base.places["compound"].select("place", pl.col("name").alias("title"))
    blocks = base.places["building"].join(
        compounds.rename({"place": "compound", "title": "_of"}), on="compound", how="left"
    )
    titles = pl.concat(
        [
            compounds,
            blocks.select("place", pl.concat_str("_of", "name").alias("title")),
            *(base.places[kind].select("place", title="name") for kind in ("grid", "community")),
        ]
    ).unique("place", keep="first")
    areas = base.areas.select("area", community="name")
    order = pl.DataFrame({"slot": list(done.slots)}).with_row_index("_order")
    titled = frame.join(titles, on="place", how="left").join(areas, on="area", how="left")
    if frame.columns[:4] != ["slot", "place", "area", "households"]:
        return titled
    titled = titled.join(order, on="slot", how="left").sort("_order", "area", "title", "place")
    return titled.drop("_order")


def _slot(done: Coverage, name: str, lang: Lang) -> str:
    return done.slots[name].label.text(lang)


def _term(words: Any, code: str, lang: Lang) -> str:
    term = words.term(code)
    return str(term.zh if lang == "zh" else term.en)


def _list(said: Sequence[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(said)


NUMBERS = (*STATES, "applicable", "households", "direct", "ended", "become", "rank", "grace")


def _table(lang: Lang, cells: Sequence[tuple[str, Cell]], rows: Sequence[Row]) -> Shown:
    columns = tuple(Column(name, say(f"coverage_{name}", lang), name in NUMBERS) for name, _ in cells)
    return Shown(columns, tuple(tuple(cell(row) for _, cell in cells) for row in rows))
