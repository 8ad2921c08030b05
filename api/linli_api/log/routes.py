"""/log: who saw names, took something out or brought something in. Admins alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from linli.services import access_log as service
from linli_api.access.caller import Caller, allowed
from linli_api.errors import problems
from linli_api.log.schemas import Entry, Head
from linli_api.paging import MOST, USUAL, Page
from linli_api.state import State, state_of
from linli_api.users.routes import home

router = APIRouter(prefix="/log", tags=["log"])
Admin = Annotated[Caller, Depends(allowed("admin"))]
Shared = Annotated[State, Depends(state_of)]


@router.get("", summary="访问记录 / The access log", name="log.show", responses=problems())
def show(
    _: Admin,
    state: Shared,
    limit: Annotated[int, Query(ge=1, le=MOST, description="每页多少条 / entries a page")] = USUAL,
    cursor: Annotated[
        int | None, Query(ge=1, lt=1 << 60, description="上一页的 next / `next` of the page before")
    ] = None,
) -> Page[Entry]:
    """Entries, newest first. New ones do not move a page: the cursor is the last one's number."""
    found = service.entries(home(state), limit, cursor)
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
    after = str(found[-1].number) if found and found[-1].number > 1 else None
    return Page(items=items, total=service.head(home(state))[0], next=after)


@router.get("/head", summary="记录的链头 / The end of the chain", name="log.head", responses=problems())
def head(
    _: Admin,
    state: Shared,
    verify: Annotated[bool, Query(description="核对整条链 / go over the whole chain")] = False,
) -> Head:
    """How many entries there are, and the hash of the last: what to keep elsewhere."""
    if verify:
        service.verify(home(state))
    number, digest = service.head(home(state))
    return Head(number=number, hash=digest, sound=True if verify else None)
