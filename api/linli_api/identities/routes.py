"""/identities: doubtful pairs; that two are one, or two; one split in two; all of it taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from linli.errors import DecisionUnknown, PersonUnknown, SplitWrong
from linli.messages.catalogue import Lang
from linli.services import people
from linli.services.graph import Graph
from linli.services.people import Decision
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.asking import AskingToJudge, Look, Plain
from linli_api.errors import problems
from linli_api.identities import schemas
from linli_api.jobs.asking import answer
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.state import State, state_of

router = APIRouter(prefix="/identities", tags=["identities"], responses=problems(404, 409))
Auditor = Annotated[Caller, Depends(allowed("auditor"))]
Language = Annotated[Lang, Depends(language)]
Shared = Annotated[State, Depends(state_of)]
Pages = Annotated[Paging, Depends(paging)]


@router.get(
    "/pairs",
    response_model=schemas.Pairs,
    summary="可能是同一人的，先看影响大的 / Who may be one person, what matters most first",
    name="identities.pairs",
)
def pairs(asked: AskingToJudge, pages: Pages) -> Response:
    """Pairs of persons who may be one: their posts, why they are doubted, what either choice would change.
    How many findings hang on a pair is asked of the audit's rules.
    """

    # A server without its workspace's folder knows of no decisions.
    home = asked.state.settings.home
    made = people.decided(home) if home else {}

    def work(look: Look) -> Plain:
        key = ("pairs", look.snapshot, tuple(look.areas), look.dated)
        rows = look.graph.kept.get(key, lambda: people.review(look.graph, area=look.areas, as_of=look.dated))
        some, page = look.page(pages, rows)
        return {"items": [schemas.pair(look, one, made) for one in some], **page}

    version = sorted(one.number for one in made.values())
    return asked.answer("identities.pairs", work, version)


@router.post(
    "/same",
    status_code=201,
    response_model=schemas.Decided,
    summary="是同一人 / They are one",
    name="identities.same",
)
def same(
    request: Request, caller: Auditor, state: Shared, lang: Language, two: Annotated[schemas.Two, Body()]
) -> Response:
    """Decide that two persons are one, whatever speaks against it."""
    _check_pair(state, caller, two)
    home, now = state.need_home(), dt.datetime.now().astimezone()
    return _told(
        request, caller, lang, lambda: people.confirm(home, two.a, two.b, caller.user, two.note, now)
    )


@router.post(
    "/different",
    status_code=201,
    response_model=schemas.Decided,
    summary="不是同一人 / They are two",
    name="identities.different",
)
def different(
    request: Request, caller: Auditor, state: Shared, lang: Language, two: Annotated[schemas.Two, Body()]
) -> Response:
    """Decide that two persons are two: they are no longer doubted, and a name alone never merges them."""
    _check_pair(state, caller, two)
    home, now = state.need_home(), dt.datetime.now().astimezone()
    return _told(request, caller, lang, lambda: people.differ(home, two.a, two.b, caller.user, two.note, now))


@router.post(
    "/split",
    status_code=201,
    response_model=schemas.Decided,
    summary="其实是两人 / One who is two",
    name="identities.split",
)
def split(
    request: Request, caller: Auditor, state: Shared, lang: Language, wanted: Annotated[schemas.Split, Body()]
) -> Response:
    """Decide that a person's posts in some bodies are another person's."""

    def sees(graph: Graph, _: str) -> bool:
        return all(caller.sees_body(graph, body) for body in wanted.bodies)

    if not state.reader.read(sees):
        raise SplitWrong(person=wanted.person, bodies="、".join(wanted.bodies))
    home, now = state.need_home(), dt.datetime.now().astimezone()
    return _told(
        request,
        caller,
        lang,
        lambda: people.split(home, wanted.person, wanted.bodies, caller.user, wanted.note, now),
    )


@router.get(
    "/decisions",
    response_model=schemas.Decisions,
    summary="仍然有效的决定 / Decisions that stand",
    name="identities.decisions",
)
def decisions(request: Request, caller: Auditor, state: Shared, lang: Language, pages: Pages) -> Response:
    """Decisions about persons, and scenarios that came true, which can be taken back. They tell bodies, and
    name nobody but in the words of who decided.
    """
    home = state.need_home()
    rows = people.made(home)[::-1]
    page = pages.of(rows, "decisions", len(rows), caller.mark)
    told = people.about(home, page.items)
    mine = None if caller.areas is None else _bodies(state, caller)
    said = people.why(home, page.items) if caller.areas is None else {}
    items = [
        schemas.standing(
            one,
            [name for body, name in told[one.number].items() if mine is None or body in mine],
            said.get(one.number, ("", "")),
            lang,
        )
        for one in page.items
    ]
    log.read(request, caller, "identities.decisions", caller.areas, len(items) if said else 0)
    return answer({"items": items, "total": page.total, "next": page.next}, lang)


@router.delete(
    "/decisions/{decision}",
    response_model=schemas.Decided,
    summary="撤回一个决定 / Take a decision back",
    name="identities.undo",
)
def undo(
    request: Request,
    caller: Auditor,
    state: Shared,
    lang: Language,
    decision: Annotated[int, Path(ge=1, le=1 << 31, description="第几号 / number of the decision")],
    why: Annotated[schemas.Note, Body()] = schemas.Note(),  # noqa: B008
) -> Response:
    """Take a decision back; that it was made stays on record. Who was given some areas takes back what was
    decided about bodies and persons there, and an admin the rest.
    """
    home, now = state.need_home(), dt.datetime.now().astimezone()
    if caller.areas is not None and not people.lies_inside(home, decision, _bodies(state, caller)):
        raise DecisionUnknown(number=decision, known="—")
    return _told(request, caller, lang, lambda: people.undo(home, decision, caller.user, why.note, now))


def _told(request: Request, caller: Caller, lang: Lang, decide: Callable[[], Decision]) -> Response:
    """Decide, write it down and tell it."""
    made = decide()
    log.read(request, caller, f"identities.{made.kind} {made.number}", caller.areas, 0, "change")
    return answer(schemas.decided(made, lang), lang, 201 if made.kind != "undo" else 200)


def _bodies(state: State, caller: Caller) -> frozenset[str]:
    from linli.services.scope import bodies

    return state.reader.read(lambda graph, _: bodies(graph, caller.areas or ()))


def _check_pair(state: State, caller: Caller, two: schemas.Two) -> None:
    """See to it that both persons hold a post in the caller's areas. Raises PersonUnknown."""
    if caller.areas is None:
        return
    inside = people.holders(state.need_home(), _bodies(state, caller))
    for person in (two.a, two.b):
        if person not in inside:
            raise PersonUnknown(person=person)
