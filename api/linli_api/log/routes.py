"""/log: who saw names, took something out or brought something in. Admins of the whole workspace alone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime

from linli.services import access_log as service
from linli_api.access.caller import Caller, allowed
from linli_api.errors import problems
from linli_api.log.schemas import Entry, Head, Kind
from linli_api.paging import MOST, USUAL, Page
from linli_api.state import State, state_of
from linli_api.users.routes import home

router = APIRouter(prefix="/log", tags=["log"])
Admin = Annotated[Caller, Depends(allowed("admin", whole=True))]
EARLIEST, LATEST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (1900, 2200))
Shared = Annotated[State, Depends(state_of)]


@router.get("", summary="访问记录 / The access log", name="log.show", responses=problems())
def show(
    _: Admin,
    state: Shared,
    limit: Annotated[int, Query(ge=1, le=MOST, description="每页多少条 / entries a page")] = USUAL,
    cursor: Annotated[
        int | None, Query(ge=1, lt=1 << 60, description="上一页的 next / `next` of the page before")
    ] = None,
    kind: Annotated[Kind | None, Query(description="只看哪一种 / of this kind alone")] = None,
    user: Annotated[
        str,
        Query(max_length=100, description="只看谁的，写完整的用户名 / of the user of this whole name alone"),
    ] = "",
    since: Annotated[
        AwareDatetime | None,
        Query(
            ge=EARLIEST, le=LATEST, description="从何时起（带时区）/ from this moment on, with its time zone"
        ),
    ] = None,
    until: Annotated[
        AwareDatetime | None, Query(ge=EARLIEST, le=LATEST, description="到何时之前 / before this moment")
    ] = None,
) -> Page[Entry]:
    """Entries, newest first. New ones do not move a page: the cursor is the last one's number."""
    only = service.Only(kind, user, since, until)
    found = service.entries(home(state), limit + 1, cursor, only)
    goes_on, found = len(found) > limit, found[:limit]
    items = [
        Entry(
            number=one.number,
            at=one.at,
            who=one.who,
            user=one.called,
            kind=one.kind,
            what=one.what,
            areas=list(one.areas),
            names=one.names,
            hash=one.hash,
        )
        for one in found
    ]
    after = str(found[-1].number) if goes_on else None
    return Page(items=items, total=service.count(home(state), only), next=after)


@router.get("/head", summary="记录的链头 / The end of the chain", name="log.head", responses=problems())
def head(
    _: Admin,
    state: Shared,
    verify: Annotated[bool, Query(description="核对整条链 / go over the whole chain")] = False,
    number: Annotated[
        int,
        Query(
            ge=0,
            lt=1 << 60,
            description="另存的条数，一并核对 / a number that was kept elsewhere, checked too",
        ),
    ] = 0,
    hash: Annotated[
        str, Query(max_length=64, description="另存的散列 / the hash that was kept with it")
    ] = "",
) -> Head:
    """How many entries there are, and the hash of the last: what to keep elsewhere. With a head that was kept
    elsewhere the check also shows whether the end was cut off.
    """
    if verify:
        service.verify(home(state), (number, hash.strip().lower()) if number else None)
    number, digest = service.head(home(state))
    return Head(number=number, hash=digest, sound=True if verify else None)
