"""`/present/…`: a briefing full-screen, beside Streamlit's pages.

A page hands in what is to be shown and gets an address, which is its reader's alone and holds for as long as
this process runs. The slides are made when the address is opened, by the API, with the reader's own token.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from linli_dashboard.client import Client, Problem, Refused
from linli_dashboard.door import COOKIE, office_mark, sign_in_address
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

MOST = 200
"""Addresses that are kept; the oldest goes first."""

NOT_SIGNED_IN = 401
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)
"""The slides ask for nothing at all; their own policy lets only their one script run, by its hash."""

HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-store"}
PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:18px/1.6 'Microsoft YaHei','Noto Sans CJK SC','PingFang SC',sans-serif;max-width:40rem;
margin:20vh auto;padding:0 1rem;color-scheme:light dark}}</style>
<h1>▲ {title}</h1><p>{detail}</p><p>→ {do}</p><p><a href="/brief">{back}</a></p></html>
"""


@dataclass(frozen=True)
class _Show:
    """What is to be shown, to whom."""

    token: str
    lang: Lang
    wanted: dict[str, Any]
    mark: str


_shows: OrderedDict[str, _Show] = OrderedDict()
_lock = threading.Lock()
_key = secrets.token_bytes(32)


def address(token: str, lang: Lang, wanted: dict[str, Any], mark: str = "") -> str:
    """The address at which a briefing is shown.

    Parameters: `token` of its reader; `lang`; `wanted`, as /briefs/render takes it; `mark` of a browser that
    came by the office's sign-in, and brings no cookie of ours (`door.office_mark`).
    """
    frozen = json.dumps(wanted, sort_keys=True)
    name = hmac.new(_key, f"{token}\n{lang}\n{frozen}".encode(), hashlib.sha256).hexdigest()[:32]
    with _lock:
        _shows[name] = _Show(token, lang, json.loads(frozen), mark)
        _shows.move_to_end(name)
        while len(_shows) > MOST:
            _shows.popitem(last=False)
    return f"/present/{name}"


def routes(api: str) -> list[Route]:
    """The route.

    Parameters: `api`, address of the API.
    """

    async def present(request: Request) -> Response:
        with _lock:
            show = _shows.get(request.path_params["name"])
        if show is None or not _theirs(show, request.cookies):
            lang: Lang = "en" if request.headers.get("accept-language", "").lower().startswith("en") else "zh"
            return _said(lang, _gone(lang))
        try:
            text = await run_in_threadpool(_slides, api, show)
        except Refused as refused:
            if refused.problem.status == NOT_SIGNED_IN:
                return RedirectResponse(sign_in_address("/brief"), status_code=303)
            return _said(show.lang, refused.problem)
        return HTMLResponse(text, headers=HEADERS)

    return [Route("/present/{name}", present, methods=["GET"])]


def _theirs(show: _Show, cookies: Mapping[str, str]) -> bool:
    """Whether a browser is the one that a briefing was made for."""
    if show.mark:
        return hmac.compare_digest(show.mark.encode(), office_mark(cookies).encode())
    return hmac.compare_digest(show.token.encode(), cookies.get(COOKIE, "").encode())


def _gone(lang: Lang) -> Problem:
    title, detail, do = (word(key, lang) for key in ("brief_gone", "brief_gone_why", "brief_gone_do"))
    return Problem(title, detail, do, status=404)


def _slides(api: str, show: _Show) -> bytes:
    """The slides as one page. Raises Refused."""
    return (
        Client(api, show.lang, show.token).made("/briefs/render", {**show.wanted, "format": "html"}).content
    )


def _said(lang: Lang, told: Problem) -> HTMLResponse:
    texts = {"title": told.title, "detail": told.detail, "do": told.do, "back": word("brief_back", lang)}
    text = PAGE.format(lang=lang, **{name: html.escape(said) for name, said in texts.items()})
    return HTMLResponse(text, status_code=told.status or 502, headers=HEADERS)
