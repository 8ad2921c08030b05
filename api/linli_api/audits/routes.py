"""/audits: kept audits with their findings, one explained, two compared, as files; /waivers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as Folder
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from linli.audit.difference import Difference
from linli.errors import ParameterMissing, ParameterWrong
from linli.messages.catalogue import Lang
from linli.reports.explain import drawing, text
from linli.reports.render import svg
from linli.services import compared, run_report, runs
from linli.services import findings as tables
from linli.services.eyes import Telling
from linli.services.state_version import runs_version, state_version
from linli_api import caching
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import veil_of
from linli_api.asking import Plain, day_of
from linli_api.audits import schemas, waivers
from linli_api.audits.sight import areas_of, sight
from linli_api.errors import problems
from linli_api.jobs.asking import accepted, answer
from linli_api.jobs.schemas import JobShown
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.state import State, state_of

router = APIRouter(tags=["audits"], responses=problems(404, 409))
router.include_router(waivers.router)
Anybody = Annotated[Caller, Depends(allowed())]
Reader = Annotated[Caller, Depends(allowed("planner", "auditor"))]
Auditor = Annotated[Caller, Depends(allowed("auditor"))]
Admin = Annotated[Caller, Depends(allowed("admin", whole=True))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]
Pages = Annotated[Paging, Depends(paging)]
AreaNames = Annotated[
    list[str] | None,
    Query(description="区划代码或名称，可多次 / area code or name, repeatable; all that one may see"),
]
RunNumber = Annotated[
    int,
    Path(ge=0, le=1 << 31, description="第几次审计，0 为最近一次 / the run; 0 for the newest", examples=[0]),
]
Explaining = Literal["json", "text", "cypher", "svg"]
EXPLAINED: dict[int | str, dict[str, object]] = {
    200: {
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/plain": {"schema": {"type": "string"}},
            "image/svg+xml": {"schema": {"type": "string"}},
        }
    }
}
MEDIA: dict[run_report.Form, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


@router.post(
    "/audits",
    status_code=202,
    response_model=JobShown,
    summary="审计（任务）/ Make an audit (a job)",
    name="audits.run",
)
def run(
    caller: Auditor,
    state: Shared,
    lang: Language,
    wanted: Annotated[schemas.Wanted, Body()],
) -> Response:
    """Judge areas by the rules of their place and keep the result; the job tells the number of the run."""
    from linli.audit import pack

    if wanted.pack is not None and wanted.pack not in pack.names():
        known = ", ".join(pack.names())
        raise ParameterWrong(query="audits", parameter="pack", value=wanted.pack, wanted=known)
    areas = areas_of(state, caller, wanted.area)
    given = {
        "areas": None if areas is None else list(areas),
        "pack": wanted.pack,
        "as_of": wanted.as_of.isoformat() if wanted.as_of else None,
    }
    return accepted(state, "audit", given, caller, lang)


@router.get(
    "/audits",
    response_model=schemas.Runs,
    summary="保存的审计，新的在前 / Kept audits, the newest first",
    name="audits.list",
)
def every(request: Request, caller: Anybody, state: Shared, lang: Language, pages: Pages) -> Response:
    """Every audit that is kept, with how much it found. Counts are of the whole run."""
    home = state.need_home()
    version = runs_version(home)
    headers = caching.headers(request, caller, lang, "", None, version)
    page = pages.of(runs.kept(home), "audits", version)
    items = [schemas.head(one.run, one.findings, one.doubts) for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang, headers=headers)


@router.delete("/audits", status_code=204, summary="删去旧的审计 / Take out old audits", name="audits.prune")
def prune(
    request: Request,
    caller: Admin,
    state: Shared,
    keep: Annotated[int, Query(ge=1, le=10_000, description="留下最近几次 / how many of the newest stay")],
) -> Response:
    """Take out all but the newest. That they were taken out is kept; waivers and lists stay. Of the whole
    workspace, so by its admins alone.
    """
    runs.prune(state.need_home(), keep, caller.user, dt.datetime.now().astimezone())
    log.read(request, caller, "audits.prune", (), 0, "change")
    return Response(status_code=204)


@router.get(
    "/audits/difference",
    response_model=schemas.DifferenceShown,
    responses={
        202: {"model": JobShown, "description": "two days are being audited: ask again when it is done"}
    },
    summary="两次审计之间：新增、仍在、已改 / What changed between two audits, or two days",
    name="audits.difference",
)
def difference(  # noqa: PLR0913, PLR0917 - each is a parameter of the address
    request: Request,
    caller: Reader,
    state: Shared,
    lang: Language,
    pages: Pages,
    area: AreaNames = None,
    first: Annotated[
        int | None,
        Query(ge=1, le=1 << 31, description="哪一次（默认：最近两次）/ run; the last two unless given"),
    ] = None,
    second: Annotated[int | None, Query(ge=1, le=1 << 31, description="与哪一次比 / the later run")] = None,
    from_day: Annotated[
        str | None,
        Query(
            description="前一天：用现用的图重审两天，第一次答复 202 和任务"
            " / the earlier of two days, audited on the graph in use; 202 and a job the first time",
            json_schema_extra={"format": "date"},
        ),
    ] = None,
    to_day: Annotated[
        str | None, Query(description="后一天 / the later", json_schema_extra={"format": "date"})
    ] = None,
    kind: Annotated[list[schemas.Change_] | None, Query(description="只看哪几类 / these kinds alone")] = None,
    level: Annotated[
        Literal["prefecture", "county", "street", "community"],
        Query(description="按哪级区域分 / level of the areas told by"),
    ] = "street",
) -> Response:
    """What is new, persisting and fixed. What was not asked alike in both is told, and set apart.

    Two days are audited by a job (202) the first time that they are asked for on a snapshot.
    """
    home = state.need_home()
    areas = areas_of(state, caller, area)
    if days := _days(from_day, to_day):
        made = _of_days(state, home, areas, days, level)
        if not isinstance(made, Difference):
            return accepted(state, "compare", made, caller, lang)
        found = made
    else:
        numbers = (first, second) if first and second else runs.last_two(home)
        found = runs.diff(home, *numbers, level)
    inside = [
        one
        for one in found.changes
        if areas is None
        or any(
            area.code in areas for run in (found.second, found.first) for area in run.chain(one.finding.place)
        )
    ]
    eye = sight(state, home, caller, found.second.snapshot, areas)
    rows = [one for one in inside if kind is None or one.kind in kind]
    page = pages.of(
        rows, "difference", first, second, days, areas, kind, level, runs_version(home), caller.mark
    )
    items = [schemas.change(one, eye, lang) for one in page.items]
    log.read(request, caller, "audits.difference", areas, eye.names.count)
    plain = {**schemas.compared(found, inside, lang), "items": items, "total": page.total, "next": page.next}
    return answer(plain, lang)


def _days(first: str | None, second: str | None) -> tuple[dt.date, dt.date] | None:
    """The days that are compared, if any. Raises ParameterWrong; ParameterMissing for one alone."""
    where = "audits/difference"
    begin, end = day_of(first, "from_day", where), day_of(second, "to_day", where)
    if begin and end:
        return begin, end
    if begin or end:
        lacking = "to_day" if begin else "from_day"
        raise ParameterMissing(query=where, parameter=lacking, wanted="date, 2025-06-30")
    return None


def _of_days(
    state: State, home: Folder, areas: tuple[str, ...] | None, days: tuple[dt.date, dt.date], level: str
) -> Difference | Plain:
    """Two days compared; what a job is to be asked with where they were not audited yet."""
    codes, snapshot = state.reader.read(lambda graph, name: (tuple(graph.areas(areas)), name))
    found = compared.found(home, snapshot, compared.Asked(codes, days), level)
    return found or {
        "areas": list(codes),
        "days": [day.isoformat() for day in days],
        "snapshot": snapshot,
    }


@router.get(
    "/audits/{run}",
    response_model=schemas.RunWhole,
    summary="一次审计的各条规则 / A kept audit, rule by rule",
    name="audits.one",
)
def one(request: Request, caller: Anybody, state: Shared, lang: Language, run: RunNumber) -> Response:
    """A kept audit: what each rule came to, with its denominator."""
    home = state.need_home()
    headers = caching.headers(request, caller, lang, str(run), None, runs_version(home))
    found = tables.table(home, run or None).run
    fails, doubts = (sum(rule.count(name) for rule in found.rules.values()) for name in ("fail", "unknown"))
    rules = [schemas.rule(rule, lang) for rule in found.rules.values()]
    return answer({**schemas.head(found, fails, doubts), "rules": rules}, lang, headers=headers)


@router.get(
    "/audits/{run}/findings",
    response_model=schemas.Findings,
    summary="一次审计的问题 / Findings of an audit",
    name="audits.findings",
)
def findings(  # noqa: PLR0913, PLR0917 - each is a parameter of the address
    request: Request,
    caller: Reader,
    state: Shared,
    lang: Language,
    pages: Pages,
    run: RunNumber,
    area: AreaNames = None,
    rule: Annotated[list[str] | None, Query(description="只看这些规则 / these rules alone")] = None,
    severity: Annotated[
        list[schemas.Severity] | None, Query(description="只看这些性质 / these severities alone")
    ] = None,
    verdict: Annotated[
        list[schemas.Verdict] | None,
        Query(description="fail 问题，unknown 说不准的 / findings, or what nobody can tell"),
    ] = None,
    certain: Annotated[bool | None, Query(description="是否确定 / whether certain")] = None,
    waived: Annotated[bool | None, Query(description="是否暂不整改 / whether let stand")] = None,
    finding: Annotated[list[str] | None, Query(description="只看这些问题 / these findings alone")] = None,
    place: Annotated[list[str] | None, Query(description="只看这些地方的 / these places alone")] = None,
) -> Response:
    """Findings, and what nobody can tell, in the order of the audit. Sorted by `rule`, `severity` (the
    gravest first), `verdict`, `area`, `certain` or `id`; - turns it round.
    """
    home = state.need_home()
    today = dt.datetime.now().astimezone().date()
    areas = areas_of(state, caller, area)
    found = tables.table(home, run or None)
    version = (state_version(home), runs_version(home), today)
    head = caching.headers(request, caller, lang, found.run.snapshot, areas, version)
    order = pages.order(tables.SORTS, "rule") if pages.sort else ("", False)
    one, two, three, ids, places = (
        None if some is None else tuple(some) for some in (rule, severity, verdict, finding, place)
    )
    wanted = tables.Wanted(areas, one, two, three, certain, waived, ids, places)
    let_stand = tables.standing(home, found, today)
    rows = tables.chosen(found, wanted, let_stand, order)
    ties = (found.run.number, wanted, version, caller.mark)
    start = pages.start(*ties)
    eye = sight(state, home, caller, found.run.snapshot, areas)
    some = tables.told(found, rows.slice(start, pages.limit), let_stand)
    items = [schemas.finding(row, found.run, eye, lang) for row in some]
    log.read(request, caller, "audits.findings", areas, eye.names.count)
    plain: Plain = {
        "run": found.run.number,
        "as_of": found.run.as_of,
        "snapshot": found.run.snapshot,
        "items": items,
        "total": rows.height,
        "next": pages.after(start, rows.height, *ties),
    }
    return answer(plain, lang, headers=head)


@router.get(
    "/audits/{run}/findings/{finding}",
    response_model=None,
    responses={**EXPLAINED, **problems(404, 409)},
    summary="说明一个问题：逐条依据、出自哪一格 / Explain a finding: each fact with its cells",
    name="audits.finding",
)
def explain(  # noqa: PLR0913, PLR0917 - each is a parameter of the address
    request: Request,
    caller: Reader,
    state: Shared,
    lang: Language,
    run: RunNumber,
    finding: Annotated[
        str, Path(max_length=60, description="问题编号，写前几位即可 / the finding, or how it begins")
    ],
    area: AreaNames = None,
    format: Annotated[Explaining, Query(description="输出形式 / form of the answer")] = "json",
) -> Response:
    """A finding, or what nobody can tell: the facts that it rests on as sentences with the cells that state
    them, as plain data, as Cypher for Neo4j Browser, or as a picture.
    """
    home = state.need_home()
    areas = areas_of(state, caller, area)
    found = tables.table(home, run or None)
    row = tables.find(found, finding, areas, {})
    eye = sight(state, home, caller, found.run.snapshot, areas)
    told = run_report.explained(
        home, found.run.number, row.finding.id, lang, shown=None if eye.whole else eye.name
    )
    names = [one for fact in told.evidence.facts for one in fact.ends if one.kind == "Person"]
    for one in names if eye.whole else ():
        eye.name(one.name.text(lang))
    log.read(request, caller, "audits.finding", areas, eye.names.count)
    form = "text/plain"
    if format == "svg":
        content, form = svg.render(drawing.draw(told)), "image/svg+xml"
    elif format == "json":
        content, form = text.plain(told), "application/json"
    else:
        content = text.cypher(told) if format == "cypher" else text.render(told, lang)
    return Response(content, media_type=form, headers={"Content-Language": lang})


@router.get(
    "/audits/{run}/file",
    response_class=Response,
    responses={
        200: {
            "content": {form: {"schema": {"type": "string", "format": "binary"}} for form in MEDIA.values()}
        }
    },
    summary="一次审计的报告文件 / The report of an audit as a file",
    name="audits.file",
)
def file(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    run: RunNumber,
    area: AreaNames = None,
    format: Annotated[run_report.Form, Query(description="形式 / form")] = "xlsx",
) -> Response:
    """The report as xlsx, html, json or csv, judged once more on the graph that the run was made of, with
    the evidence of each finding. It is refused where that would say something else than the run.
    """
    home = state.need_home()
    areas = areas_of(state, caller, area)
    found = tables.table(home, run or None).run
    eye = sight(state, home, caller, found.snapshot, areas)
    content = run_report.file(
        home,
        found.number,
        format,
        lang,
        dt.datetime.now().astimezone(),
        areas=areas,
        telling=Telling(eye.name, veil_of(caller, state, eye.names)),
    )
    log.read(request, caller, f"audits.{format}", areas, eye.names.count, "export")
    name = f"audit-{found.number}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": lang}
    return Response(content, media_type=MEDIA[format], headers=headers)
