"""An audit to a file, in each form in which it is handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from linli.cli.console import Common, out, writing
from linli.cli.kept import now
from linli.errors import OutputUnwritable, ParameterWrong

if TYPE_CHECKING:
    from linli.audit.reported import Reported
    from linli.audit.waiver import Standing
    from linli.services.audit import Audit
    from linli.services.graph import Graph
    from linli.services.ground import Ground

Form = Literal["table", "json", "csv", "xlsx", "html", "schema"]
Written = Literal["table", "json", "csv", "xlsx", "html", "schema", "annotated"]
ENDINGS: dict[str, Form] = {
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
}


@dataclass(frozen=True)
class Asked:
    """What is written of an audit: in which form, to which file, of how many findings of each rule (None for
    all, or what the form lists unless told), and whether with their evidence.
    """

    done: Audit
    waived: Sequence[Standing]
    form: Written
    to: Path | None
    limit: int | None
    evidence: bool


def form(given: Form | None, to: Path | None, annotate: Sequence[Path] | None) -> Written:
    """The form that is asked for, by word or by the ending of the file.

    Raises OutputUnwritable for an ending that is none of ours; ParameterWrong where two are asked for.
    """
    if annotate is not None:
        if given:
            raise ParameterWrong(query="audit", parameter="format", value=given, wanted="--annotate")
        return "annotated"
    if given == "table" and to:
        raise OutputUnwritable(file=str(to), problem=", ".join(ENDINGS))
    if given or to is None:
        return given or "table"
    if to.suffix.lower() not in ENDINGS:
        raise OutputUnwritable(file=str(to), problem=", ".join(ENDINGS))
    return ENDINGS[to.suffix.lower()]


def ground(where: str | Path, graph: Graph, done: Audit) -> Ground:
    """The facts that were audited: of a workspace, or of a server."""
    from linli.services import ground as grounds
    from linli.services.graph import is_address

    if is_address(where):
        return grounds.of_store(graph.store, done.areas, graph.tops)
    return grounds.of_workspace(Path(where), done.snapshot)


def write(asked: Asked, land: Ground, common: Common) -> None:
    """Write an audit as xlsx, html, json or csv. What is not written to a file is printed."""
    from linli.reports.audit import workbook
    from linli.reports.audit.page import MOST
    from linli.services.reported import reported

    listed = MOST if asked.limit is None else max(asked.limit, 0)
    shown = {"html": listed, "csv": 0}.get(asked.form) if asked.evidence else 0
    report = reported(land, asked.done, asked.waived, now(), most=shown)
    count = sum(len(result.findings) for result in asked.done.results)
    if asked.form == "xlsx":
        path = asked.to or Path("audit.xlsx")
        with writing(path):
            workbook.write(path, report, common.one)
        common.tell("audit_written", file=path, count=count)
        return
    text = _text(asked.form, report, listed, common)
    if asked.to is None:
        out.file.write(text)
        return
    with writing(asked.to):
        asked.to.write_text(text, encoding="utf-8", newline="")
    common.tell("audit_written", file=asked.to, count=count)


def _text(form: Written, report: Reported, listed: int, common: Common) -> str:
    from linli.reports.audit import json, listing, page
    from linli.reports.render import csv

    if form == "html":
        return page.render(report, common.one, listed)
    if form == "csv":
        return csv.render(listing.table(report, common.one))
    return json.render(report)


def write_schema(to: Path | None) -> None:
    """Write the schema of the json."""
    import json

    from linli.reports.audit.document import schema

    text = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    if to is None:
        out.file.write(text)
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")


def annotated(
    done: Audit, waived: Sequence[Standing], files: Sequence[Path], to: Path | None, common: Common
) -> None:
    """Write ledgers as they were handed in, with the cells marked that are evidence of findings."""
    from linli.services import ground as grounds
    from linli.services.annotate_audit import annotate
    from linli.services.reported import reported

    folder = to or Path()
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    land = grounds.of_workspace(common.workspace, done.snapshot)
    report = reported(land, done, waived, now())
    for one in annotate(common.workspace, files, folder, report, common.langs):
        key = "audit_cells_copy" if one.converted else "audit_cells_done"
        common.tell(key, file=one.file, cells=one.cells, notes=one.notes)
