"""/ledgers: files looked at and taken in; what was handed in, what was wrong, where ledgers disagree."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path as Folder
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, File, Form, Path, Query, UploadFile
from starlette.responses import Response

from linli.errors import AreaForbidden
from linli.messages.catalogue import Lang
from linli.reports.annotate.book import ending
from linli.services import add as adding
from linli.services import annotate as annotating
from linli.services import conflicts as disagreeing
from linli.services import handing, rejects, rejects_file, series, sources, template
from linli.services.complete import complete as state_whole
from linli_api.access.caller import Caller, allowed
from linli_api.errors import problems
from linli_api.jobs.asking import answer
from linli_api.language import language
from linli_api.ledgers import schemas
from linli_api.ledgers.grant import Grant, grant
from linli_api.ledgers.keeping import keeping
from linli_api.ledgers.upload import kept
from linli_api.paging import Paging, paging
from linli_api.state import State, state_of

router = APIRouter(prefix="/ledgers", tags=["ledgers"], responses=problems(404, 409, 413))
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]
Pages = Annotated[Paging, Depends(paging)]
Granted = Annotated[Grant, Depends(grant)]
Files = Annotated[list[UploadFile], File(description="台账文件 / ledger files")]
SaidOf = Annotated[
    str, Form(max_length=200_000, description="JSON，见 Said / JSON: what is said of them, see Said")
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY: dict[int | str, dict[str, object]] = {
    200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.post(
    "/inspect",
    response_model=schemas.Inspected,
    summary="看看会怎样理解这些文件，不收 / What files would be taken for, without taking them in",
    name="ledgers.inspect",
)
def inspect(granted: Granted, state: Shared, lang: Language, files: Files, said: SaidOf = "{}") -> Response:
    """What every table was taken for, column by column; what is to be asked; what a later table would
    change. The files are not kept: send them again to take them in.
    """
    home, given = state.need_home(), schemas.said(said)
    with kept(files) as paths:
        looked = adding.look(home, paths, granted.handed(given), lacking=True)
        granted.check_looked(paths, looked)
        changes = series.later(home, looked)
        plain = {
            "tables": [schemas.table(one, lang) for path in looked.new for one in looked.seen[path]],
            "passed": [
                schemas.passed(path.name, one, lang)
                for path in looked.new
                for one in looked.judged[path].passed
            ],
            "keeping": keeping(looked, handing.series_kept(home)),
            "known": [path.name for path in paths if path not in looked.new],
            "changes": [schemas.later(one, list(one.vanished)) for one in changes],
        }
    granted.note("ledgers.inspect", sum(len(one.vanished) for one in changes))
    return answer(plain, lang)


@router.post(
    "",
    status_code=201,
    response_model=schemas.Taken,
    summary="收进台账 / Take ledgers in",
    name="ledgers.add",
)
def add(granted: Granted, state: Shared, lang: Language, files: Files, said: SaidOf = "{}") -> Response:
    """Take files in: all are judged before any is kept, and what is unsure has to be confirmed first. They
    count from the next build on (`POST /snapshots`). The same file twice is not doubled.
    """
    home, given = state.need_home(), schemas.said(said)
    handed = granted.handed(given)
    with kept(files) as paths:
        looked = adding.look(home, paths, handed)
        granted.check_looked(paths, looked)
        if not given.likeliest and given.mapping is None:
            handing.check_sure(looked)
        done = adding.add(home, paths, handed, dt.datetime.now().astimezone(), looked)
    granted.note("ledgers.add", 0, "import")
    return answer({"files": [schemas.taken(one, lang) for one in done]}, lang, 201)


@router.get(
    "",
    response_model=schemas.Sources,
    summary="收过的台账，新的在前 / Tables handed in, the newest first",
    name="ledgers.list",
)
def every(
    granted: Granted,
    state: Shared,
    lang: Language,
    pages: Pages,
    kind: Annotated[str | None, Query(max_length=60, description="只看哪类 / of this kind alone")] = None,
    counts: Annotated[bool | None, Query(description="现在是否算数 / whether they count now")] = None,
    built: Annotated[
        bool | None, Query(description="现用的快照是否用到 / whether the snapshot in use was built with them")
    ] = None,
) -> Response:
    """Every table that was ever handed in, whether it counts now or a later one has replaced it, and whether
    the snapshot in use knows it yet.
    """
    home = state.need_home()
    within = handing.built(home)
    rows = [
        (intake, table, stands, (intake.hash, table.file) in within)
        for intake, table, stands in handing.received(home)
        if granted.inside(table.area) and kind in (None, table.kind)
    ]
    rows = [one for one in rows if counts in (None, one[2]) and built in (None, one[3])]
    page = pages.of(rows, "ledgers", kind, counts, built, len(rows), granted.caller.mark)
    items = [schemas.source(*one, lang) for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.get(
    "/kinds", response_model=schemas.Kinds, summary="台账类别 / Kinds of ledger", name="ledgers.kinds"
)
def kinds(_: Annotated[Caller, Depends(allowed())], lang: Language) -> Response:
    """The kinds of ledger that linli knows, with their columns."""
    return answer({"kinds": [schemas.kind(one) for one in template.kinds()]}, lang)


@router.get(
    "/templates/{kind}",
    response_class=Response,
    responses=BINARY,
    summary="空白台账 / An empty ledger to fill in",
    name="ledgers.template",
)
def empty(
    _: Annotated[Caller, Depends(allowed())],
    lang: Language,
    kind: Annotated[str, Path(max_length=60, description="台账类别 / kind of ledger", examples=["posts"])],
) -> Response:
    """An empty workbook with the columns of a kind, and what goes into each."""
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        path = Folder(folder) / "ledger.xlsx"
        template.template(kind, path, lang)
        return _workbook(path.read_bytes(), f"{kind}.xlsx", lang)


@router.get(
    "/series",
    response_model=schemas.Changes,
    summary="同一系列前后两份台账的差别 / What each later ledger of a series changed",
    name="ledgers.series",
)
def changed(granted: Granted, state: Shared, lang: Language) -> Response:
    """Every table that replaced another of its series, in the order received."""
    found = [one for one in series.history(state.need_home()) if granted.inside(one.table.area)]
    granted.note("ledgers.series", sum(len(one.vanished) for one in found))
    return answer({"changes": [schemas.later(one, list(one.vanished)) for one in found]}, lang)


@router.get(
    "/conflicts",
    response_model=schemas.Conflicts,
    summary="各台账说法不一的地方 / Where ledgers disagree",
    name="ledgers.conflicts",
)
def conflicts(granted: Granted, state: Shared, lang: Language, pages: Pages) -> Response:
    """What stands, and what else was said: the newest ledger decides, then the order received, then the
    row.
    """
    rows = disagreeing.conflicts(state.need_home(), lang, granted.sources)
    page = pages.of(rows, "conflicts", len(rows), granted.caller.mark)
    granted.note("ledgers.conflicts", len({one.name for one in page.items}))
    items = [schemas.plainly(one) for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.get(
    "/rejects",
    response_model=schemas.Rejects,
    responses=BINARY,
    summary="哪些单元格有问题、怎么改 / Cells that something is wrong with, and how to mend them",
    name="ledgers.rejects",
)
def wrong(
    granted: Granted,
    state: Shared,
    lang: Language,
    pages: Pages,
    format: Annotated[Literal["json", "xlsx", "csv"], Query(description="形式 / form")] = "json",
) -> Response:
    """Rejected rows first, then parts that were left out, then what only needs a look."""
    home = state.need_home()
    if format != "json":
        with tempfile.TemporaryDirectory(prefix="linli-") as folder:
            path = Folder(folder) / f"rejects.{format}"
            rejects_file.write(path, home, lang, granted.sources)
            content = path.read_bytes()
        granted.note(f"ledgers.rejects.{format}", 0, "export")
        if format == "xlsx":
            return _workbook(content, "rejects.xlsx", lang)
        return Response(content, media_type="text/csv; charset=utf-8", headers=_named("rejects.csv", lang))
    rows = rejects_file.within(rejects.of_workspace(home, lang), granted.sources)
    page = pages.of(rows, "rejects", len(rows), granted.caller.mark, lang)
    # What stands in a rejected cell may be a name.
    granted.note("ledgers.rejects", len({one.value for one in page.items if one.value}))
    names = schemas.ProblemRow.model_fields
    items = [{name: getattr(one, name) for name in names} for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.post(
    "/annotated",
    response_class=Response,
    responses=BINARY,
    summary="在交来的原件副本上标出问题 / The sender's own workbook with its problems marked",
    name="ledgers.annotated",
)
def annotated(
    granted: Granted,
    state: Shared,
    lang: Language,
    file: Annotated[UploadFile, File(description="交来的原件 / the file as it was handed in")],
) -> Response:
    """The file once more, known by its bytes, with coloured cells and notes. One that is no workbook of
    Excel comes back as a workbook made from its cells.
    """
    home = state.need_home()
    with kept([file]) as [path]:
        granted.check(handing.handed_in(home, path))
        target = path.with_name(f"out{ending(path) or '.xlsx'}")
        done = annotating.annotate(home, path, target, "both")
        content = done.file.read_bytes()
    granted.note("ledgers.annotated", 0, "export")
    return _workbook(content, f"annotated{target.suffix}", lang)


@router.get(
    "/cells/{fact}",
    response_model=schemas.Cells,
    summary="某个编号的内容来自哪些格 / The cells that state a node or link",
    name="ledgers.cells",
)
def cells(
    granted: Granted,
    state: Shared,
    lang: Language,
    fact: Annotated[str, Path(max_length=120, description="编号 / identifier of a node or link")],
) -> Response:
    """The cells of the ledgers that state a node or link, by its identifier."""
    found = sources.sources(state.need_home(), fact, lang, granted.sources)
    granted.note("ledgers.cells", len({one.value for one in found}))
    return answer({"cells": [schemas.plainly(one) for one in found]}, lang)


@router.post(
    "/complete",
    status_code=204,
    summary="声明某类台账是全的 / State that kinds of ledger are whole",
    name="ledgers.complete",
)
def complete(granted: Granted, state: Shared, wanted: Annotated[schemas.Whole, Body()]) -> Response:
    """State that kinds of ledger are whole for an area on a day, so that absence means there is none. It
    counts from the next build on.
    """
    if not granted.inside(wanted.area):
        raise AreaForbidden(area=wanted.area, areas="、".join(granted.caller.areas or ()) or "—")
    now = dt.datetime.now().astimezone()
    state_whole(state.need_home(), wanted.kinds, wanted.area, wanted.day, granted.caller.user, now)
    granted.note("ledgers.complete", 0, "change")
    return Response(status_code=204)


def _workbook(content: bytes, name: str, lang: Lang) -> Response:
    return Response(content, media_type=XLSX, headers=_named(name, lang))


def _named(name: str, lang: Lang) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": lang}
