"""Sheets of a page as one html file that needs nothing else: no script, no font, no picture from elsewhere.

Printed, a sheet is one A4 upright; what is long shrinks in two steps rather than be left out, and goes on to
a second page where even that is not enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil

from linli.reports.compound_page import Section, Sheet

CLOSE = 36
CLOSER = 50
"""Lines from which a sheet is set closer, and closer still: fewer fit on an A4 at 9 and at 8 points."""

WIDE = 22
"""Characters of a cell that fit on a line, on average: what is longer takes more lines."""

STYLE = """
@page { size: A4 portrait; margin: 10mm 11mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 188mm; color: #1a1a1a; background: #fff; line-height: 1.32;
  font: 9pt "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
article { break-after: page; padding: 1mm 0; } article:last-child { break-after: auto; }
article.close { font-size: 8pt; line-height: 1.24; } article.closer { font-size: 7pt; line-height: 1.18; }
header { border-bottom: 1.5pt solid #1a1a1a; padding-bottom: 1mm; }
h1 { font-size: 1.9em; margin: 0; } header p { margin: 0; color: #444; }
dl { display: flex; flex-wrap: wrap; margin: 1.2mm 0 0; gap: 0 5mm; }
dl div { display: flex; gap: 1.2mm; } dt { color: #555; } dd { margin: 0; font-weight: 600; }
h2 { font-size: 1.12em; margin: 2mm 0 .4mm; } h2 small { font-weight: 400; color: #444; margin-left: 2mm; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25mm 1.2mm .25mm 0; }
th { font-weight: 400; color: #555; border-bottom: .5pt solid #888; }
td { border-bottom: .3pt solid #ddd; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
tr.look td { background: #fdeede; } tr.look td:first-child { box-shadow: -2pt 0 #d9730d; }
.five td:first-child { width: 29%; } .five td:nth-child(2) { width: 19%; }
.five td:nth-child(3) { width: 19%; }
.five td:last-child, th { white-space: nowrap; }
footer { margin-top: 1.6mm; color: #555; font-size: .88em; }
@media screen { body { padding: 8mm; } }
@media print { tr.look td { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def render(sheets: Sequence[Sheet]) -> str:
    """One html file with a sheet after the other. Every text is escaped."""
    first = sheets[0]
    body = "\n".join(_sheet(one) for one in sheets)
    lang = _lang(first)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(first.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _lang(one: Sheet) -> str:
    return "zh-Hans" if one.lang == "zh" else "en"


def _sheet(one: Sheet) -> str:
    lines = sum(_lines(section) for section in one.sections)
    size = "closer" if lines >= CLOSER else "close" if lines >= CLOSE else ""
    facts = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in one.facts)
    sections = "\n".join(_section(section) for section in one.sections)
    return (
        f'<article class="{size}" lang="{_lang(one)}">\n<header><h1>{escape(one.title)}</h1>'
        f"<p>{escape(one.where)}</p><dl>{facts}</dl></header>\n{sections}\n"
        f"<footer>{escape(one.foot)}</footer>\n</article>"
    )


def _lines(one: Section) -> int:
    """About how many lines a section takes: a cell has its share of the width, an English letter half."""
    wide = WIDE * 5 / max(len(one.headings), 1)
    return 2 + sum(max(1, *(ceil(_width(cell) / wide) for cell in row)) for row in one.rows)


def _width(cell: str) -> float:
    return sum(1.0 if ord(letter) > 0x2E80 else 0.5 for letter in cell)


def _section(one: Section) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in one.headings)
    rows = "\n".join(
        f"<tr{' class=look' if number in one.marks else ''}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in row)
        + "</tr>"
        for number, row in enumerate(one.rows)
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>" if one.rows else ""
    kind = " class=five" if len(one.headings) == 5 and len(one.rows) > 6 else ""
    return f"<section{kind}><h2>{escape(one.title)}<small>{escape(one.note)}</small></h2>{table}</section>"
