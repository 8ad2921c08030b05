"""The pictures that come from coverage: places by their state, what lapses month by month, what to mend
first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linli.messages.catalogue import Lang, say
from linli.reports import coverage as reports
from linli.reports.brief.pictures import BAD, nothing, state
from linli.reports.brief.slide import ROOM, Picture
from linli.reports.picture import cards, matrix, treemap

if TYPE_CHECKING:
    import datetime as dt

    from linli.analysis.coverage.whole import Coverage

MONTHS = 13
SHOWN = 3


def treemap_of(
    done: Coverage,
    slot: str,
    lang: Lang,
    room: tuple[float, float] = ROOM,
    most: int | None = None,
) -> Picture:
    """Every place that a slot is asked of, by households and state.

    Parameters: `most`, places that are drawn, those with most households first; all of them unless given.
    """
    rows = [
        row
        for row in reports.titled(done, done.rows).to_dicts()
        if row["slot"] == slot and row["state"] != "not_applicable"
    ]
    label = done.slots[slot].label.text(lang)
    if not rows:
        return nothing(say("brief_nothing_covered", lang, slot=label))
    every = rows
    if most is not None and len(rows) > most:
        rows = sorted(rows, key=lambda row: (-(row["households"] or 0), row["place"]))[:most]
    homes = {row["area"]: row["community"] for row in rows}
    groups = []
    for area, name in homes.items():
        leaves = [
            treemap.Leaf(row["place"], row["title"], row["households"], _leaf(row, lang), row["state"])
            for row in rows
            if row["area"] == area
        ]
        groups.append(treemap.Group(area, name, leaves))
    [total] = [row for row in done.totals.to_dicts() if row["slot"] == slot]
    without = [row["title"] for row in every if row["state"] in BAD]
    reading = say(
        "brief_coverage_reading",
        lang,
        slot=label,
        filled=total["filled"],
        of=total["applicable"],
        share=f"{total['ratio']:.1%}" if total["ratio"] is not None else "–",
        low=f"{total['low']:.1%}" if total["low"] != total["high"] else None,
        high=f"{total['high']:.1%}" if total["low"] != total["high"] else None,
        households=total["households"] or None,
        gaps=len(without) or None,
    )
    used = [one for one in reports.STATES if any(row["state"] == one for row in rows)]
    entries = [("box", one, state(one, lang)) for one in used]
    if rest := len(every) - len(rows):
        left_out = say("picture_treemap_rest", lang, shown=len(rows), rest=rest)
        reading = f"{reading}{'' if lang == 'zh' else ' '}{left_out}"
    details = [say("brief_by_households", lang)]
    details += [
        f"{state(row['state'], lang)} {row['title']} {reports.reason(row, done.slots[slot], lang)}"
        for row in rows
    ]
    return Picture(treemap.scene(label, groups, room), reading, entries, details)


def _leaf(row: reports.Row, lang: Lang) -> list[str]:
    known = row["households"] is not None
    return [
        state(row["state"], lang),
        say("fact_households" if known else "fact_households_unknown", lang, count=row["households"]),
    ]


def lapses(done: Coverage, lang: Lang, room: tuple[float, float] = ROOM, slot: str = "") -> Picture:
    """What ends in which month, slot by slot."""
    rows = {(row["slot"], row["month"]): row for row in done.months.to_dicts()}
    months = _months(done.day, done.until)
    asked = [slot] if slot else list(done.slots)
    used = [one for one in asked if any(rows.get((one, month), {}).get("ends") for month in months)]
    if not used:
        return nothing(say("brief_none_ends", lang, until=done.until))
    heads = [matrix.Head(one, done.slots[one].label.text(lang)) for one in used]
    columns = [matrix.Head(f"{month:%Y-%m}", _month(month, lang)) for month in months]
    cells: list[list[matrix.Cell | None]] = []
    for one in used:
        line: list[matrix.Cell | None] = []
        for month in months:
            row = rows.get((one, month))
            ends, lost = (row["ends"], row["lost"]) if row else (0, 0)
            text = f"▲{ends}" if lost else str(ends) if ends else ""
            line.append(matrix.Cell(text, "gap" if lost else "filled" if ends else "cell"))
        cells.append(line)
    made = matrix.scene(say("brief_lapses", lang), heads, columns, cells, room)
    told = list(_ends(done, lang))
    some = [row for row in rows.values() if row["slot"] in used]
    reading = say(
        "brief_lapses_reading",
        lang,
        until=done.until,
        ends=sum(row["ends"] for row in some),
        lost=sum(row["lost"] for row in some),
    )
    if told:
        comma = "；" if lang == "zh" else "; "
        reading += ("" if lang == "zh" else " ") + say("brief_lapses_first", lang, first=comma.join(told[:2]))
    entries = [
        ("box", "gap", say("brief_lapses_lost", lang)),
        ("box", "filled", say("brief_lapses_kept", lang)),
    ]
    return Picture(made, reading, entries, told)


def _month(month: dt.date, lang: Lang) -> str:
    """A month that is written in two lines where it is given little room."""
    return f"{month.year}年 {month.month}月" if lang == "zh" else f"{month.year} {month.month:02}"


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    found: list[dt.date] = []
    month = first.replace(day=1)
    while month <= last and len(found) < MONTHS:
        found.append(month)
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return found


def _ends(done: Coverage, lang: Lang) -> Iterator[str]:
    """What ends and leaves nobody, the first first."""
    leaves = done.ends.filter(done.ends["leaves"].is_in(["gap", "unknown"])).sort("from_max", "slot", "place")
    for row in reports.titled(done, leaves).to_dicts():
        why = say(f"why_{row['ends']}", lang, name=row["name"])
        yield f"{row['title']} {row['month']:%Y-%m} {why}"


def mend(done: Coverage, lang: Lang, room: tuple[float, float] = ROOM, slot: str = "") -> Picture:
    """The gaps to act on first, slot by slot, with why they stand there and what could be done."""
    wanted = [row for row in reports.ranked(done) if not slot or row["slot"] == slot]
    if not wanted:
        return nothing(say("coverage_none_gaps", lang))
    # The first of every slot, then the second: a room wants to see each kind of gap once.
    rows = sorted(wanted, key=lambda row: (row["rank"], list(done.slots).index(row["slot"])))
    made = cards.scene(say("brief_mend", lang), [_card(done, row, lang) for row in rows], room)
    details = [" ".join((one.name, *one.texts)) for one in (_card(done, row, lang) for row in rows[:24])]
    reading = say(
        "brief_mend_reading", lang, gaps=len(wanted), shown=len(made.boxes), order=reports.order(done, lang)
    )
    return Picture(made, reading, [("box", "finding", state("gap", lang))], details)


def _card(done: Coverage, row: reports.Row, lang: Lang) -> cards.Card:
    slot = done.slots[row["slot"]]
    label = slot.label.text(lang)
    why = say(f"why_{row['why']}", lang, name=row["last"])
    remedy = reports.remedy(row, slot, lang) or say("brief_remedy", lang, slot=label)
    texts = [
        f"{row['community']}{'；' if lang == 'zh' else '; '}{reports.facts(row, slot, lang)}",
        why,
        f"→ {remedy}",
    ]
    name = f"{label}{'：' if lang == 'zh' else ': '}{row['title']}"
    return cards.Card(f"{row['slot']}:{row['place']}", name, texts, "finding", True)
