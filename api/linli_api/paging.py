"""Long lists page by page: a cursor goes on where the page before it ended, in the same list.

    paging: Annotated[Paging, Depends(paging)]
    …
    page = paging.of(rows, snapshot, caller.mark, filters)      # a Slice: items, total, next

A cursor is bound to all that the list hangs on: the snapshot, who asks, the filters and the order. Where one
of them is another the list is too, and the cursor is refused instead of skipping or doubling rows.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from linli.errors import ParameterWrong

T = TypeVar("T")
MOST = 500
USUAL = 100


class Page(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T] = Field(description="the rows of this page, in the list's order")
    total: int = Field(description="how many rows the whole list has", examples=[1280])
    next: str | None = Field(
        default=None, description="the cursor of the page after this; null on the last one", examples=[None]
    )


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A page before it is told: `Page(items=[told(one) for one in s.items], total=s.total, next=s.next)`."""

    items: Sequence[T]
    total: int
    next: str | None


@dataclass(frozen=True)
class Paging:
    """What a caller wants of a list: how much, from where, in which order ("" for the list's own)."""

    limit: int = USUAL
    cursor: str | None = None
    sort: str = ""

    def start(self, *bound: object) -> int:
        """The row at which the page begins. Raises ParameterWrong for a cursor of another list."""
        if self.cursor is None:
            return 0
        try:
            mark, start = json.loads(base64.urlsafe_b64decode(self.cursor.encode()))
        except (ValueError, TypeError, binascii.Error) as error:
            raise self._wrong() from error
        if mark != _mark(bound, self.sort) or not isinstance(start, int) or start < 0:
            raise self._wrong()
        return start

    def after(self, start: int, total: int, *bound: object) -> str | None:
        """The cursor of the page after this; None where there is none."""
        if start + self.limit >= total:
            return None
        plain = json.dumps([_mark(bound, self.sort), start + self.limit])
        return base64.urlsafe_b64encode(plain.encode()).decode()

    def of(self, rows: Sequence[T], *bound: object) -> Slice[T]:
        """The page of a list that is there as a whole.

        Parameters: `rows`, sorted; `bound`, all that the list hangs on: snapshot, caller's mark, filters.
        Raises ParameterWrong.
        """
        start = self.start(*bound)
        return Slice(rows[start : start + self.limit], len(rows), self.after(start, len(rows), *bound))

    def order(self, known: Sequence[str], otherwise: str) -> tuple[str, bool]:
        """The column to sort by, and whether downwards.

        Parameters: `known`, columns that one may sort by; `otherwise`, as `sort` writes it.
        Raises ParameterWrong.

        >>> Paging(sort="-since").order(["since", "name"], "name")
        ('since', True)
        """
        wanted = self.sort or otherwise
        column = wanted.removeprefix("-")
        if column not in known:
            raise ParameterWrong(query="", parameter="sort", value=wanted, wanted=", ".join(known))
        return column, wanted.startswith("-")

    def _wrong(self) -> ParameterWrong:
        return ParameterWrong(query="", parameter="cursor", value=self.cursor, wanted="next")


async def paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="每页多少行 / rows a page")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=200, description="上一页的 next / `next` of the page before")
    ] = None,
    sort: Annotated[
        str,
        Query(max_length=60, description="按哪一列排，前加 - 为倒序 / column to sort by; - turns it round"),
    ] = "",
) -> Paging:
    """A dependency of routes that list much."""
    return Paging(limit, cursor, sort)


def _mark(bound: tuple[object, ...], sort: str) -> str:
    return hashlib.sha256(json.dumps([bound, sort], default=str).encode()).hexdigest()[:16]
