"""The list of things to mend (问题整改台账) as the workbook that is sent, and its lines as tables
of texts."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import ceil
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linli.audit.rectification import Issue, Judged, Line, Remark, Returned, Sheet, Step
from linli.messages.catalogue import Lang, cell, say
from linli.reports.answer import Column, Shown

COLUMNS: tuple[tuple[str, float], ...] = (
    ("rectify_serial", 5),
    ("finding", 40),
    ("citation", 30),
    ("rectify_body", 18),
    ("rectify_person", 16),
    ("rectify_due", 11),
    ("rectify_progress", 30),
    ("rectify_closed", 9),
    ("finding_id", 24),
)
"""Headings and widths; the last column is hidden, and brings each row back to its finding."""

HEAD = 2
"""Row of the headings, from 0, below the title and a line of what to do."""

A4 = 9
LINE, LEAST, HIGHEST = 14, 32, 409
"""Points of a line of text, and of the lowest and the highest row."""

TO_FILL = ("rectify_person", "rectify_due", "rectify_progress", "rectify_closed")

LISTED = (
    *("rectify_state", "rectify_street", "finding", "rectify_body", "rectify_person", "rectify_due"),
    *("rectify_asked", "rectify_progress", "rectify_closed_on", "run_number", "finding_id"),
)
RETURNED = ("rectify_result", "sheet", "address", "rectify_remark", "rectify_do", "finding_id")


def write(path: Path, issue: Issue, lang: Lang) -> None:
    """Write a list as a workbook: a sheet a street, ready to print, nothing in it a formula.

    Raises OSError or xlsxwriter's FileCreateError where the file cannot be written.
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats = _formats(book)
        names: set[str] = set()
        for sheet in issue.sheets:
            name = _name(sheet.name, names)
            names.add(name.lower())
            _sheet(book.add_worksheet(name), sheet, issue, formats, lang)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cells = {"text_wrap": True, "valign": "top", "border": 1}
    plain = {
        "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        "note": {"font_size": 9, "text_wrap": True, "valign": "top"},
        "head": {**cells, "bold": True, "align": "center", "bg_color": "#D9E1F2"},
        "number": {**cells, "align": "center"},
        "text": {**cells, "num_format": "@"},
        "day": {**cells, "align": "center", "num_format": "yyyy-mm-dd"},
        "fill": {**cells, "num_format": "@", "bg_color": "#FFF9E5"},
        "fill_day": {**cells, "align": "center", "num_format": "yyyy-mm-dd", "bg_color": "#FFF9E5"},
    }
    return {name: book.add_format(one) for name, one in plain.items()}


def _sheet(out: Worksheet, sheet: Sheet, issue: Issue, formats: dict[str, Format], lang: Lang) -> None:
    last = len(COLUMNS) - 2
    title = say("rectify_title", lang, street=sheet.name)
    said = {"number": issue.number, "as_of": issue.as_of, "day": issue.day, "by": issue.by}
    out.merge_range(0, 0, 0, last, "", formats["title"])
    out.write_string(0, 0, title, formats["title"])
    out.merge_range(1, 0, 1, last, "", formats["note"])
    out.write_string(1, 0, say("rectify_note", lang, **said), formats["note"])
    out.set_row(0, 26)
    out.set_row(1, 26)
    out.set_row(HEAD, 20)
    for place, (key, width) in enumerate(COLUMNS):
        out.set_column(place, place, width, None, {"hidden": place > last})
        out.write_string(HEAD, place, say(key, lang), formats["head"])
    for serial, line in enumerate(sheet.lines, start=1):
        _line(out, HEAD + serial, serial, line, formats)
    _page(out, HEAD + len(sheet.lines), last, issue, lang)
    _validated(out, HEAD + len(sheet.lines), lang)


def _line(out: Worksheet, row: int, serial: int, line: Line, formats: dict[str, Format]) -> None:
    texts = {
        "finding": line.says,
        "citation": line.basis,
        "rectify_body": line.body,
        "rectify_person": line.person_now,
        "rectify_progress": line.progress,
        "rectify_closed": "",
        "finding_id": line.finding.id,
    }
    out.set_row(row, _height(texts))
    for place, (key, _) in enumerate(COLUMNS):
        if key == "rectify_serial":
            out.write_number(row, place, serial, formats["number"])
        elif key == "rectify_due":
            day = dt.datetime.combine(line.due, dt.time())
            out.write_datetime(row, place, day, formats["fill_day"])
        elif texts[key]:
            out.write_string(row, place, texts[key], formats["fill" if key in TO_FILL else "text"])
        else:
            out.write_blank(row, place, None, formats["fill" if key in TO_FILL else "text"])


def _height(texts: Mapping[str, str]) -> float:
    """Height of a row whose texts are wrapped, in points: not every program works it out when it opens a
    file, and what is cut off is not read. Room for a line by hand is left.
    """
    lines = [
        sum(ceil(max(_width(part), 1) / (width - 1)) for part in texts[key].split("\n"))
        for key, width in COLUMNS[:-1]
        if texts.get(key)
    ]
    return min(max(LINE * max(lines, default=1) + 4, LEAST), HIGHEST)


def _width(text: str) -> float:
    """Columns that a text takes up; a wide character takes a little more than two."""
    return sum(2.2 if unicodedata.east_asian_width(one) in "WFA" else 1.1 for one in text)


def _page(out: Worksheet, bottom: int, last: int, issue: Issue, lang: Lang) -> None:
    out.freeze_panes(HEAD + 1, 2)
    out.autofilter(HEAD, 0, bottom, last)
    out.set_landscape()
    out.set_paper(A4)
    out.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    out.fit_to_pages(1, 0)
    out.repeat_rows(HEAD)
    out.print_area(0, 0, bottom, last)
    out.set_footer(f"&L{say('rectify_list', lang, number=issue.number)}&R&P / &N")


def _validated(out: Worksheet, bottom: int, lang: Lang) -> None:
    """A choice for signing off, where a day may be written instead; and no typing over the identities."""
    names = [key for key, _ in COLUMNS]
    closed, identity = names.index("rectify_closed"), names.index("finding_id")
    out.data_validation(
        HEAD + 1,
        closed,
        bottom,
        closed,
        {
            "validate": "list",
            "source": [say("rectify_closed_yes", lang), say("rectify_closed_no", lang)],
            "error_type": "information",
            "input_title": say("rectify_closed", lang),
            "input_message": say("rectify_closed_hint", lang),
            "error_title": say("rectify_closed", lang),
            "error_message": say("rectify_closed_hint", lang),
        },
    )
    out.data_validation(
        HEAD + 1,
        identity,
        bottom,
        identity,
        {
            "validate": "custom",
            "value": "=FALSE",
            "error_title": say("finding_id", lang),
            "error_message": say("rectify_id_hint", lang),
        },
    )


def _name(street: str, taken: set[str]) -> str:
    """A sheet's name that Excel takes: short, without the characters it forbids, and no other sheet's."""
    plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", street).strip()[:31] or "1"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1]} {number}"
    return name


def listed(found: Sequence[Judged], lang: Lang) -> Shown:
    """Lines with how they stand."""
    return _table(LISTED, [_listed(one, lang) for one in found], lang)


def _listed(one: Judged, lang: Lang) -> tuple[str, ...]:
    line = one.line
    closing = line.closing
    return (
        say(f"rectify_{one.state}", lang),
        line.street,
        line.says,
        line.body,
        line.person_now,
        str(line.due),
        str(line.asked_until or "") if line.asked_until != line.due else "",
        line.progress,
        str(closing.closed_on or closing.at.date()) if closing else "",
        str(one.run or ""),
        line.finding.id,
    )


def listed_json(found: Sequence[Judged]) -> str:
    """Lines with how they stand, and all that was reported of them, as json text."""
    plain = [{**asdict(one.line), "state": one.state, "run": one.run} for one in found]
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)


def returned(rows: Sequence[Returned], lang: Lang) -> Shown:
    """Every row that came back and of which something is to be said, with cell, reason and what to do."""
    return _table(
        RETURNED,
        [
            (say(f"state_{row.state}", lang), row.sheet, one.address, *remark(one, lang), row.finding)
            for row in rows
            for one in row.remarks
        ],
        lang,
    )


def remark(one: Remark, lang: Lang) -> tuple[str, str]:
    """What is to be said of a row that came back, and what to do."""
    column = say(one.column, lang) if one.column else ""
    return cell(one.code, lang, column=column, value=one.value, other=one.other)


def history(steps: Sequence[Step], lang: Lang) -> Shown:
    """What happened to a finding."""
    rows = [
        (
            step.at.isoformat(" ", "minutes"),
            say(f"happened_{step.kind}", lang),
            step.by,
            "；".join(
                f"{say(f'told_{name}', lang)}：{_word(name, text, lang)}" for name, text in step.says.items()
            ),
        )
        for step in steps
    ]
    return _table(("happened_at", "happened", "happened_by", "happened_what"), rows, lang)


def _word(name: str, text: str, lang: Lang) -> str:
    return (
        say("rectify_closed_yes" if text == "True" else "rectify_closed_no", lang)
        if name == "closed"
        else text
    )


def _table(names: Sequence[str], rows: Sequence[tuple[str, ...]], lang: Lang) -> Shown:
    return Shown(tuple(Column(name, say(name, lang), number=False) for name in names), tuple(rows))
