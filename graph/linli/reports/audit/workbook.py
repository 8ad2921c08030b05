"""An audit as a workbook to hand on."""

from __future__ import annotations

from pathlib import Path

from linli.audit.reported import Reported
from linli.messages.catalogue import Lang, say
from linli.reports.audit import grounds, listing, summary
from linli.reports.audit.words import head, sums
from linli.reports.render import printed
from linli.reports.render.printed import ROWS, Print
from linli.reports.sheets import Sheet


def sheets(report: Reported, lang: Lang) -> list[Sheet]:
    """The sheets, in the order in which an auditor reads them. Waivers, and persons who may be one, have a
    sheet only where there are any; all others stand even when there is nothing in them, and say so.
    """
    return [
        summary.by_area(report, lang),
        summary.by_rule(report, lang),
        listing.findings(report, lang),
        *([listing.waived(report, lang)] if report.waived else []),
        listing.unknown(report, lang),
        listing.evidence(report, lang),
        *([listing.pairs(report, lang)] if report.pairs else []),
        summary.by_both(report, lang),
        grounds.whole(report, lang),
        grounds.lacking(report, lang),
        grounds.rules(report, lang),
    ]


def write(path: Path, report: Reported, lang: Lang, most: int = ROWS) -> None:
    """Write the workbook.

    Parameters: `path`; `report`, with the evidence of all its findings; `lang`; `most`, rows of one sheet.
    Raises OSError where the file cannot be written.
    """
    lines = head(report, lang)
    about = f"{'　'.join(lines)}\n{sums(report, lang)}"
    on = Print(say("audit_title", lang), about, "　".join(lines), report.made)
    printed.write(path, sheets(report, lang), on, lang, most)
