"""The outermost wall of the API: headers on every response, no answer to a call by a name that is not ours,
limits of size and time.

A page of some web site that has its own name point at 127.0.0.1 (DNS rebinding) would get around the loopback
that guards a server without sign-in: hence only calls by a known name are answered.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linli.errors import BodyTooLarge
from linli_api.errors import TooLarge, http_problem, problem
from linli_api.headers import HEADERS
from linli_api.metrics.counts import count

MISDIRECTED = 421
MIB = 1 << 20
FILES = "multipart/form-data"


@dataclass(frozen=True)
class Limits:
    """Limits of a request: MiB of a file, seconds until its answer begins."""

    body_mb: int = 32
    seconds: float = 60.0


@dataclass
class _Answer:
    """How far an answer has come. late: we have answered in its place."""

    begun: bool = False
    late: bool = False
    status: int = 503
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Guard:
    """Middleware around the whole API."""

    def __init__(self, app: ASGIApp, known_as: frozenset[str], limits: Limits) -> None:
        self.app = app
        self.known_as = known_as
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer()

        async def send_with_headers(message: Message) -> None:
            if answer.late:
                return
            if message["type"] == "http.response.start":
                answer.begun = True
                answer.status = message["status"]
                answer.done.set()
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        if _host(request.headers.get("host", "")) not in self.known_as:
            await http_problem(request, MISDIRECTED)(scope, receive, send_with_headers)
            return
        most = self.limits.body_mb if request.headers.get("content-type", "").startswith(FILES) else 1
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > most * MIB:
            refused = problem(request, BodyTooLarge(limit=f"{most} MiB"))
            await refused(scope, receive, send_with_headers)
            return
        inner = self.app(scope, _counted(receive, most), send_with_headers)
        started = time.monotonic()
        try:
            await self._in_time(asyncio.ensure_future(inner), answer, request, receive, send)
        finally:
            count(scope, answer.status, time.monotonic() - started)

    async def _in_time(
        self,
        work: asyncio.Future[None],
        answer: _Answer,
        request: Request,
        receive: Receive,
        send: Send,
    ) -> None:
        """Wait for an answer. Where it does not begin in time say so, and let the work end by itself: a
        query that runs in a thread cannot be broken off, and its answer is thrown away.
        """
        begun = asyncio.ensure_future(answer.done.wait())
        try:
            both: set[asyncio.Future[Any]] = {work, begun}
            await asyncio.wait(both, timeout=self.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            begun.cancel()
        if work.done() or answer.begun:
            await work
            return
        answer.late = True
        response = http_problem(request, 503)
        await response(request.scope, receive, send)
        work.add_done_callback(_drop)


def _drop(work: asyncio.Future[None]) -> None:
    if not work.cancelled():
        work.exception()


def _counted(receive: Receive, most: int) -> Receive:
    """What comes in, refused as soon as it is too much: a body need not say its length. Raises TooLarge."""
    came = 0

    async def counted() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most * MIB:
            raise TooLarge(f"{most} MiB")
        return message

    return counted


def _host(header: str) -> str:
    """The name in a Host header, without its port.

    >>> _host("127.0.0.1:8000"), _host("[::1]:8000"), _host("api")
    ('127.0.0.1', '[::1]', 'api')
    """
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0].lower()
