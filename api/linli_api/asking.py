"""What every question of the graph is asked with, and how its answer leaves: within the areas that the
caller may see, of one snapshot, with an ETag, names counted and written down.

        @router.get("/organizations/{organization}", …) def organization(organization: OrganizationId, asked:
        Asking) -> Response: return asked.answer("organizations/one", lambda look: told.one(look,
        one_body(look.known, organization)))

Answers leave as they are made, without going through their schema once more; the tests hold each against it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from linli.errors import NoStateHere, NotAllowedTo, ParameterWrong, Said
from linli.messages.catalogue import Lang
from linli.services import snapshots
from linli.services.graph import Graph
from linli.services.network.known import Known, known
from linli_api import caching
from linli_api.access import log
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import Names, names_of
from linli_api.language import language
from linli_api.paging import Paging
from linli_api.state import State, state_of

Plain = dict[str, Any]
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
Day = Annotated[dt.date, Field(ge=EARLIEST, le=LATEST)]
"""A day that can be asked about: the ends of the calendar stand for what is not known, and a year from there
is no day at all.
"""


class Head(BaseModel):
    """What every answer says of itself."""

    snapshot: str = Field(
        description="hash of the snapshot that was read", examples=["0d477dfd044639828c1508be9de9b65e"]
    )
    as_of: dt.date = Field(description="the day it is about", examples=["2025-06-30"])
    area: list[str] = Field(description="codes of the areas asked about", examples=[["990101"]])


@dataclass
class Look:
    """One answer in the making: a graph of one snapshot, seen with the eyes of one caller.

    areas  codes of the areas asked about, all of which the caller may see
    day    the day asked about; `dated` says whether somebody chose it
    """

    graph: Graph
    snapshot: str
    caller: Caller
    state: State
    lang: Lang
    areas: list[str]
    day: dt.date
    dated: dt.date | None
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        self.names = names_of(self.caller, self.state)

    @cached_property
    def known(self) -> Known:
        """The index of the graph, with what lies in the areas asked about."""
        return known(self.graph, self.snapshot, self.areas, self.day)

    def person(self, name: str | None, post: str | None, kind: str | None, body: str | None) -> str | None:
        """A person's name as the caller may see it; None for nobody.

        Parameters: `post` and `kind`, codes of the post and of the kind of body; `body`, its identifier.
        """
        if not name:
            return None
        inside = self.caller.sees_body(self.graph, body)
        return self.names.shown(name, post=post, body=kind, inside=inside)

    def shown(self, name: str, post: str, kind: str, body: str) -> str:
        """A name as the caller may see it, as services ask for it (`services.tied.Shown`)."""
        return self.person(name, post, kind, body) or ""

    def page(self, paging: Paging, rows: Any, *bound: object) -> tuple[Any, Plain]:
        """A page of rows, and what is said of the page (`total`, `next`).

        Parameters: `rows`, a sequence or a frame; `bound`, filters that the list hangs on.
        """
        ties = (self.snapshot, self.caller.mark, self.areas, self.day, *bound)
        start = paging.start(*ties)
        total = len(rows)
        some = rows[start : start + paging.limit]
        return some, {"total": total, "next": paging.after(start, total, *ties)}


@dataclass(frozen=True)
class Asked:
    """A question as it came in."""

    request: Request
    state: State
    caller: Caller
    lang: Lang
    area: list[str] | None
    as_of: dt.date | None
    known_on: dt.date | None = None

    def answer(
        self,
        what: str,
        work: Callable[[Look], Plain],
        version: object = None,
    ) -> Response:
        """The answer as JSON.

        Parameters: `what`, the route's name in the access log; `work`, which makes the answer without its
        head; `version` of whatever else it shows than the snapshot.
        Raises NotModified, AreaForbidden, and what `work` raises.
        """

        def made(look: Look) -> tuple[str | bytes, str, Mapping[str, str]]:
            plain = {"snapshot": look.snapshot, "as_of": look.day, "area": look.areas, **work(look)}
            return dumps(plain), "application/json", {}

        return self.give(what, made, version)

    def give(
        self,
        what: str,
        work: Callable[[Look], tuple[str | bytes, str, Mapping[str, str]]],
        version: object = None,
        kind: log.Kind = "read",
    ) -> Response:
        """An answer of any form: its text, its media type, further headers."""

        def read(graph: Graph, snapshot: str) -> Response:
            areas = self.caller.scope(graph, self.area)
            head = self._head(snapshot, areas, version) if kind == "read" else {}
            look = Look(
                graph,
                snapshot,
                self.caller,
                self.state,
                self.lang,
                areas,
                self.as_of or graph.day,
                self.as_of,
            )
            content, form, more = work(look)
            log.read(self.request, self.caller, what, areas, look.names.count, kind)
            return Response(content, media_type=form, headers={**head, **more})

        if self.known_on is None:
            return self.state.reader.read(read)
        return at_known(self.state, self.caller, self.known_on, self.lang, read)

    def _head(self, snapshot: str, areas: list[str], version: object) -> Mapping[str, str]:
        """Headers by which the answer may be kept. What is taken out is made anew each time, and written
        down.
        """
        return caching.headers(self.request, self.caller, self.lang, snapshot, areas, version)


@dataclass(frozen=True)
class _Plainly:
    """A question before it is known who asks."""

    state: State
    lang: Lang
    area: list[str] | None
    as_of: dt.date | None
    known_on: dt.date | None

    def by(self, request: Request, caller: Caller) -> Asked:
        """The question, asked by somebody."""
        return Asked(request, self.state, caller, self.lang, self.area, self.as_of, self.known_on)


async def _plainly(
    request: Request,
    area: Annotated[
        list[str] | None,
        Query(description="区划代码或名称，可多次 / area code or name, repeatable; all that one may see"),
    ] = None,
    as_of: Annotated[
        str | None,
        Query(
            description="问哪一天 / the day asked about; the newest ledger's unless given",
            json_schema_extra={"format": "date"},
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        Query(
            description="只按那天为止收到的台账回答；还没有生成的，答复 202 和生成任务"
            " / by what had been received by that day alone; 202 and a job where that is not built yet",
            json_schema_extra={"format": "date"},
        ),
    ] = None,
) -> _Plainly:
    """What every question is asked with. Asynchronous, like all below: a plain function would be sent to
    another thread and back, which costs as much as an answer. Raises ParameterWrong for a day that does not
    read.
    """
    where = request.url.path
    days = (day_of(as_of, "as_of", where), day_of(known_on, "known_on", where))
    return _Plainly(state_of(request), language(request), area, *days)


async def asking(
    request: Request,
    caller: Annotated[Caller, Depends(allowed())],
    plain: Annotated[_Plainly, Depends(_plainly)],
) -> Asked:
    """A dependency of routes that everybody may ask who is signed in, within their areas."""
    return plain.by(request, caller)


async def asking_to_export(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("planner", "auditor"))],
    plain: Annotated[_Plainly, Depends(_plainly)],
) -> Asked:
    """A dependency of routes that take much out at once."""
    return plain.by(request, caller)


def at_known(
    state: State, caller: Caller, day: dt.date, lang: Lang, read: Callable[[Graph, str], Response]
) -> Response:
    """An answer from the snapshot of what had been received by a day; a job that builds it where it is not
    there.

    Raises NothingToBuild; NoStateHere where the graph is on a server, which has one snapshot alone;
    NotAllowedTo for a presenter where it would have to be built.
    """
    from linli_api.jobs.asking import accepted

    if "://" in state.settings.store:
        raise NoStateHere
    name, built = snapshots.known(state.need_home(), day)
    if built:
        return state.reader.read_older(name, read)
    if caller.role == "presenter":
        may = [Said(f"role_{role}") for role in ("planner", "auditor", "admin")]
        raise NotAllowedTo(role=Said(f"role_{caller.role}"), roles=may)
    return accepted(state, "build", {"known_on": day.isoformat()}, caller, lang)


def day_of(text: str | None, parameter: str, where: str) -> dt.date | None:
    """A day as it was given: ISO form alone, since a number would be read as seconds since 1970; and one that
    can be asked about (`Day`).

    Raises ParameterWrong.

    >>> day_of("2025-06-30", "as_of", "/places")
    datetime.date(2025, 6, 30)
    """
    if text is None:
        return None
    wrong = ParameterWrong(query=where, parameter=parameter, value=text, wanted="date, 2025-06-30")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise wrong from error
    if str(day) != text or not EARLIEST <= day <= LATEST:
        raise wrong
    return day


Asking = Annotated[Asked, Depends(asking)]


def asking_to_judge(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("auditor"))],
    plain: Annotated[_Plainly, Depends(_plainly)],
) -> Asked:
    """A dependency of routes that auditors ask."""
    return plain.by(request, caller)


AskingToJudge = Annotated[Asked, Depends(asking_to_judge)]
AskingToExport = Annotated[Asked, Depends(asking_to_export)]


def dumps(plain: object) -> str:
    """An answer as JSON text: dates in ISO form, Chinese as it is."""
    return json.dumps(plain, ensure_ascii=False, default=str, separators=(",", ":"))
