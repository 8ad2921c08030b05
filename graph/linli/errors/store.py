"""Errors of the graph engines."""

from __future__ import annotations

from linli.errors.base import LinliError


class StoreError(LinliError):
    """A graph engine did not do what it was asked."""


class StoreUnreachable(StoreError):
    """No answer from the server."""

    code = "LN-S01"


class StoreRefused(StoreError):
    """Wrong or missing credentials, or missing rights."""

    code = "LN-S02"


class StoreLoading(StoreError):
    """A push is under way, so what stands there is half of it."""

    code = "LN-S03"


class StoreForeign(StoreError):
    """The database holds another workspace."""

    code = "LN-S04"


class StoreEmpty(StoreError):
    """The database holds no linli graph."""

    code = "LN-S05"


class StoreAddress(StoreError):
    """An address that linli cannot open."""

    code = "LN-S06"


class QueryFailed(StoreError):
    """The engine refused or broke off a query."""

    code = "LN-S07"


class StoreMoving(StoreError):
    """Snapshots changed faster than the query could be asked."""

    code = "LN-S08"


class WriteFailed(StoreError):
    """The engine could not write a graph file."""

    code = "LN-S09"


class QueryTooSlow(StoreError):
    """A query took longer than it may."""

    code = "LN-S10"
