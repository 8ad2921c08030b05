"""Signing in and out: `/session` and `/logout`, beside Streamlit's pages.

The form's name and password go to the API, and what comes back, a token, into a cookie that no script reads
and that goes to no other site. The pages find it in `st.context.cookies` and send it as Bearer.
"""

from __future__ import annotations

import html
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from linli_dashboard.client import Client, Refused
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

COOKIE = "linli_session"
LONGEST = 4096
"""Bytes of a form."""

OFFICE = "LINLI_DASHBOARD_OIDC"
"""Where the file is named that tells Streamlit of the office's own sign-in (OIDC)."""

OFFICE_COOKIE = "_streamlit_user"
"""How the cookies begin that Streamlit keeps of the office's sign-in."""

ROLES = ("presenter", "planner", "auditor", "admin")


def routes(api: str) -> list[Route]:
    """The routes of the door.

    Parameters: `api`, address of the API.
    """

    async def form(request: Request) -> Response:
        lang, back = _lang(request), local(request.query_params.get("next", "/"))
        demo = await run_in_threadpool(_demo, api, lang)
        return _form(lang, back, demo=demo)

    async def sign_in(request: Request) -> Response:
        lang, given = _lang(request), await _given(request)
        back = local(str(given.get("next", "/")))
        try:
            token, expires = await run_in_threadpool(_token, api, lang, given)
        except Refused as refused:
            demo = await run_in_threadpool(_demo, api, lang)
            return _form(
                lang, back, demo=demo, wrong=f"{refused.problem.detail} {refused.problem.do}", status=401
            )
        answer = RedirectResponse(back, status_code=303)
        answer.set_cookie(
            COOKIE,
            token,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
            expires=expires,
            path="/",
        )
        return answer

    async def sign_out(request: Request) -> Response:
        token = request.cookies.get(COOKIE)
        if token:
            await run_in_threadpool(_ended, api, _lang(request), token)
        answer = RedirectResponse("/session", status_code=303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    return [
        Route("/session", form, methods=["GET"]),
        Route("/session", sign_in, methods=["POST"]),
        Route("/logout", sign_out, methods=["GET", "POST"]),
    ]


def token() -> str:
    """The token that this reader's browser brings, of our own form or the office's sign-in; "" for none."""
    import streamlit as st

    return st.context.cookies.to_dict().get(COOKIE, "") or office_token()


def office() -> bool:
    """Whether the office's own sign-in is set up."""
    return bool(os.environ.get(OFFICE))


def office_token() -> str:
    """The identity token of the office's own sign-in; "" where there is none, or nobody came by it."""
    import streamlit as st

    if not office() or not st.user.is_logged_in:
        return ""
    return str(st.user.tokens.to_dict().get("id", ""))


def mark() -> str:
    """What tells this reader's browser where it brings no cookie of ours; "" where it does."""
    import streamlit as st

    cookies = st.context.cookies.to_dict()
    return office_mark(cookies) if office() and not cookies.get(COOKIE) else ""


def office_mark(cookies: Mapping[str, str]) -> str:
    """What tells a browser that came by the office's sign-in: its cookies of that, which nobody else has."""
    own = sorted((name, value) for name, value in cookies.items() if name.startswith(OFFICE_COOKIE))
    return "".join(f"{name}={value};" for name, value in own)


def local(path: str) -> str:
    """A path of these pages; "/" for what leads elsewhere.

    >>> local("/coverage?area=9901"), local("//elsewhere.example"), local("elsewhere.example")
    ('/coverage?area=9901', '/', '/')
    """
    fine = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if fine and "\\" not in path else "/"


def sign_in_address(path: str) -> str:
    """Where to sign in, and come back from.

    >>> sign_in_address("/coverage?area=9901")
    '/session?next=%2Fcoverage%3Farea%3D9901'
    """
    return f"/session?next={quote(local(path), safe='')}"


def _lang(request: Request) -> Lang:
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "en" if asked.lower().startswith("en") else "zh"


async def _given(request: Request) -> FormData:
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LONGEST:
        return FormData()
    return await request.form(max_files=0, max_fields=8)


def _token(api: str, lang: Lang, given: FormData) -> tuple[str, str]:
    """A token and when it is over, as the API gives them. Raises Refused."""
    role = str(given.get("role", ""))
    body = (
        {"role": role}
        if role in ROLES
        else {"name": str(given.get("name", "")), "password": str(given.get("password", ""))}
    )
    found = Client(api, lang).post("/session", body)
    return str(found["token"]), _http_date(str(found["expires"]))


def _http_date(said: str) -> str:
    import datetime as dt
    from email.utils import format_datetime

    return format_datetime(dt.datetime.fromisoformat(said).astimezone(dt.UTC), usegmt=True)


def _ended(api: str, lang: Lang, token: str) -> None:
    try:
        Client(api, lang, token).delete("/session")
    except Refused:
        return  # over already, or the API is away: the cookie goes in any case


def _demo(api: str, lang: Lang) -> bool:
    """Whether the API lets anybody in, in a role of their choice."""
    try:
        return bool(Client(api, lang).get("/session")["demo"])
    except (Refused, KeyError):
        return False


@cache
def _page() -> Template:
    return Template((Path(__file__).parent / "door.html").read_text(encoding="utf-8"))


def _form(lang: Lang, back: str, *, demo: bool, wrong: str = "", status: int = 200) -> HTMLResponse:
    def said(key: str) -> str:
        return html.escape(word(key, lang))

    def button(role: str) -> str:
        does = f"<small>{said(f'role_{role}_does')}</small>"
        return f'<button name="role" value="{role}">{said(f"role_{role}")}{does}</button>'

    roles = "".join(map(button, ROLES))
    other = "en" if lang == "zh" else "zh"
    text = _page().substitute(
        lang="en" if lang == "en" else "zh-CN",
        title=said("sign_in"),
        product=said("product"),
        claim=said("claim"),
        next=html.escape(back, quote=True),
        wrong=f'<p class="wrong" role="alert">▲ {html.escape(wrong)}</p>' if wrong else "",
        name=said("user_name"),
        password=said("password"),
        enter=said("sign_in"),
        demo=f'<section><h2>{said("demo_roles")}</h2><div class="roles">{roles}</div></section>'
        if demo
        else "",
        other=f"/session?lang={other}&next={quote(back, safe='')}",
        other_name="English" if other == "en" else "中文",
    )
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})
