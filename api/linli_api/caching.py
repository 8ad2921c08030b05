"""ETags: an answer that has not changed is not sent again. A client keeps it for itself alone and asks each
time.

    headers = caching.headers(request, caller, lang, snapshot, scope, version)
    return JSONResponse(…, headers=headers)          # or response.headers.update(headers)

A tag is made of all that an answer hangs on: the address with its query, the snapshot, the state's version
(where the answer shows what people decided), who asks in which role and areas, the scope, the language.
"""

from __future__ import annotations

import hashlib
import json

from starlette.requests import Request

from linli.messages.catalogue import Lang
from linli.version import VERSION
from linli_api.access.caller import Caller
from linli_api.state import state_of


class NotModified(Exception):
    """The client has this answer already: 304."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


def headers(
    request: Request, caller: Caller, lang: Lang, snapshot: str, scope: object = None, version: object = None
) -> dict[str, str]:
    """Headers of an answer that may be kept.

    Parameters: `snapshot`; `scope`, the areas asked about; `version` of what else the answer shows
    (`services.state_version`); None where it shows the snapshot alone.
    Raises NotModified where the client has it.
    """
    names = state_of(request).settings.names
    parts = [VERSION, request.url.path, request.url.query, snapshot, version, caller.mark, scope, lang, names]
    mark = hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:32]
    found = {"ETag": f'"{mark}"', "Cache-Control": "private, no-cache", "Content-Language": lang}
    if mark in _known(request.headers.get("if-none-match", "")):
        raise NotModified(found)
    return found


def _known(header: str) -> set[str]:
    """The tags that a client has.

    >>> sorted(_known('W/"a", "b"'))
    ['a', 'b']
    """
    return {one.strip().removeprefix("W/").strip('"') for one in header.split(",") if one.strip()}
