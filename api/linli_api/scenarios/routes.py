"""/scenarios: changes tried without writing; kept, compared, and recorded once they have come true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Body, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from linli.audit import pack as packs
from linli.errors import AreaForbidden, ParameterMissing, ParameterWrong, ScenarioUnknown
from linli.messages.catalogue import Lang
from linli.reports import what_if as reports
from linli.services import scenarios as service
from linli.services.graph import Graph
from linli.services.scenarios import Kept, Planned
from linli.services.told_ways import document, outside
from linli.services.what_if import Bench, benched
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import names_of, veil_of
from linli_api.asking import dumps
from linli_api.audits.sight import areas_of
from linli_api.errors import problems, sent
from linli_api.identities.schemas import Decided, decided
from linli_api.jobs.asking import answer
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.scenarios import schemas
from linli_api.state import State, state_of

T = TypeVar("T")
router = APIRouter(prefix="/scenarios", tags=["scenarios"], responses=problems(404, 409))
Planner = Annotated[Caller, Depends(allowed("planner"))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]
Name = Annotated[str, Path(max_length=60, description="名称 / name of the scenario", examples=["换届后"])]


@router.post(
    "/trials",
    response_model=schemas.OutcomeShown,
    summary="推演，不写入 / Try changes, without writing",
    name="scenarios.try",
)
def try_(
    request: Request, caller: Planner, state: Shared, lang: Language, wanted: Annotated[schemas.Trial, Body()]
) -> Response:
    """Appointments, ends, foundings, mergers and attachments, tried on the graph in use: findings that they
    break and mend, coverage and ways up, before and after.
    """
    title, text = _text(state, caller, wanted)

    def work(bench: Bench) -> str:
        return document(bench.try_(_planned(bench, caller, title, text)))

    found = _tell(request, caller, state, "scenarios.try", _on(state, caller, wanted, work))
    return Response(found, media_type="application/json", headers={"Content-Language": lang})


@router.post(
    "/comparisons",
    response_model=schemas.ComparedShown,
    summary="比较两个设想 / Compare two scenarios",
    name="scenarios.compare",
)
def compare(
    request: Request,
    caller: Planner,
    state: Shared,
    lang: Language,
    wanted: Annotated[schemas.Comparison, Body()],
) -> Response:
    """Two kept scenarios tried on one graph: what only the one breaks or mends, and what both do."""
    first, second = (_mine(state, caller, name) for name in (wanted.first, wanted.second))

    def work(bench: Bench) -> str:
        a, b = (bench.try_(_planned(bench, caller, one.name, one.text)) for one in (first, second))
        lines = [line for _, line in reports.compared(a, b, lang)]
        return f'{{"first":{document(a)},"second":{document(b)},"sentences":{dumps(lines)}}}'

    found = _tell(request, caller, state, "scenarios.compare", _on(state, caller, wanted, work))
    return Response(found, media_type="application/json", headers={"Content-Language": lang})


@router.get(
    "", response_model=schemas.Scenarios, summary="存下的设想 / Kept scenarios", name="scenarios.list"
)
def every(
    caller: Planner, state: Shared, lang: Language, pages: Annotated[Paging, Depends(paging)]
) -> Response:
    """Scenarios that are kept. Who was given some areas sees their own."""
    rows = [one for one in service.kept(state.need_home()) if _sees(caller, one)]
    page = pages.of(rows, "scenarios", len(rows), caller.mark)
    items = [schemas.row(one) for one in page.items]
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.get(
    "/{name}",
    response_model=schemas.ScenarioShown,
    summary="一个设想 / A kept scenario",
    name="scenarios.one",
)
def one(request: Request, caller: Planner, state: Shared, lang: Language, name: Name) -> Response:
    """A kept scenario with its text."""
    found = _mine(state, caller, name)
    log.read(request, caller, "scenarios.one", caller.areas, 1)
    return answer({**schemas.row(found), "text": found.text}, lang)


@router.put(
    "/{name}",
    response_model=schemas.ScenarioRow,
    summary="存下一个设想 / Keep a scenario",
    name="scenarios.keep",
)
def keep(
    request: Request,
    caller: Planner,
    state: Shared,
    lang: Language,
    name: Name,
    wanted: Annotated[schemas.Keep, Body()],
) -> Response:
    """Keep a scenario under a name: one of this name is replaced. It is tried first, so that what is kept
    reads.
    """
    home = state.need_home()
    there = next((one for one in service.kept(home) if one.name == name), None)
    if there is not None and not _sees(caller, there):
        raise ScenarioUnknown(name=name, known="—")
    _on(state, caller, schemas.Scope(), lambda bench: _planned(bench, caller, name, wanted.text))
    made = service.keep(home, name, wanted.text, caller.user, dt.datetime.now().astimezone())
    log.read(request, caller, "scenarios.keep", caller.areas, 0, "change")
    return answer(schemas.row(made), lang)


@router.delete(
    "/{name}", status_code=204, summary="删去一个设想 / Take a scenario out", name="scenarios.drop"
)
def drop(request: Request, caller: Planner, state: Shared, name: Name) -> Response:
    """Take a kept scenario out. One that was recorded as true stays so."""
    service.drop(state.need_home(), _mine(state, caller, name).name)
    log.read(request, caller, "scenarios.drop", caller.areas, 0, "change")
    return Response(status_code=204)


@router.post(
    "/{name}/apply",
    status_code=201,
    response_model=Decided,
    summary="作为决定记下 / Record that it has come true",
    name="scenarios.apply",
)
def apply(
    request: Request,
    caller: Planner,
    state: Shared,
    lang: Language,
    name: Name,
    wanted: Annotated[schemas.Apply, Body()] = schemas.Apply(),  # noqa: B008
) -> Response:
    """Record as a decision that a scenario has come true: the next build carries it out, until the decision
    is taken back (`DELETE /identities/decisions/{decision}`).
    """
    kept = _mine(state, caller, name)
    planned = _on(state, caller, wanted, lambda bench: _planned(bench, caller, kept.name, kept.text))
    now = dt.datetime.now().astimezone()
    made = service.decide(state.need_home(), planned, caller.user, wanted.note, now)
    log.read(request, caller, f"scenarios.apply {made.number}", caller.areas, 0, "change")
    return answer(decided(made, lang), lang, 201)


def _on(state: State, caller: Caller, scope: schemas.Scope, work: Callable[[Bench], T]) -> T:
    """Do something on a bench for the areas asked about."""
    if scope.pack is not None and scope.pack not in packs.names():
        known = ", ".join(packs.names())
        raise ParameterWrong(query="scenarios", parameter="pack", value=scope.pack, wanted=known)
    areas = areas_of(state, caller, scope.area)

    def tried(graph: Graph, snapshot: str) -> T:
        where, spare = state.settings.store, state.spare
        with benched(graph, where, spare, pack_name=scope.pack, area=areas, as_of=scope.as_of) as bench:
            return work(bench)

    return state.reader.read(tried)


def _planned(bench: Bench, caller: Caller, title: str, text: str) -> Planned:
    """Changes looked up, all of which lie in the caller's areas. Raises AreaForbidden, DefinitionSent."""
    with sent():
        planned = bench.plan(title, text)
    if caller.areas is not None:
        granted = caller.scope(bench.graph, None)
        if found := outside(bench.graph, planned, granted):
            raise AreaForbidden(area="、".join(found[:5]), areas="、".join(caller.areas) or "—")
    return planned


def _tell(request: Request, caller: Caller, state: State, what: str, found: str) -> str:
    """A document with the names that the caller may see, written down."""
    told = veil_of(caller, state, names_of(caller, state))(found)
    log.read(request, caller, what, caller.areas, 1)
    return told


def _text(state: State, caller: Caller, wanted: schemas.Trial) -> tuple[str, str]:
    """Title and text of what is to be tried. Raises ParameterMissing, ScenarioUnknown."""
    if wanted.text:
        return "scenario.yaml", wanted.text
    if wanted.name is None:
        raise ParameterMissing(query="scenarios/trials", parameter="text", wanted="text, name")
    kept = _mine(state, caller, wanted.name)
    return kept.name, kept.text


def _sees(caller: Caller, one: Kept) -> bool:
    return caller.areas is None or one.by == caller.user


def _mine(state: State, caller: Caller, name: str) -> Kept:
    """A kept scenario that the caller may see. Raises ScenarioUnknown."""
    found = service.named(state.need_home(), name) if caller.areas is None else None
    own = [one for one in service.kept(state.need_home()) if found is None and one.name == name]
    if found is None and (not own or not _sees(caller, own[0])):
        raise ScenarioUnknown(name=name, known="—")
    return found or own[0]
