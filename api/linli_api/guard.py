"""The door of the API: headers on every response, and no answer to a call by a name that is not ours.

There is no sign-in yet, so what protects the ledgers is that the server listens on loopback. A page of some
web site that has its own name point at 127.0.0.1 (DNS rebinding) would get around that: hence only calls by a
known name are answered.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linli_api.errors import http_problem
from linli_api.headers import HEADERS

MISDIRECTED = 421


class Guard:
    """Middleware around the whole API."""

    def __init__(self, app: ASGIApp, known_as: frozenset[str]) -> None:
        self.app = app
        self.known_as = known_as

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        request = Request(scope)
        if _host(request.headers.get("host", "")) not in self.known_as:
            await http_problem(request, MISDIRECTED)(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)


def _host(header: str) -> str:
    """The name in a Host header, without its port.

    >>> _host("127.0.0.1:8000"), _host("[::1]:8000"), _host("api")
    ('127.0.0.1', '[::1]', 'api')
    """
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0].lower()
