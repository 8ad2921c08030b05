"""The office's own sign-in, in a real browser: a little provider of identities, the API that believes its
key, and the dashboard that sends readers there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from playwright.sync_api import Browser
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.wording import word
from tests.api import little
from tests.browser.conftest import HEIGHT, WIDTH, Site, Visitor, behind

KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig", "alg": "ES256"})
PUBLIC = KeySet([KEY]).as_dict(private=False)
BELIEVED = """\
issuer = "{issuer}"
audience = "linli"
jwks = "jwks.json"
name = "preferred_username"
role = "groups"
areas = "places"
whole = ["planner"]

[roles]
planners = "planner"
"""
TOLD = """\
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of this test alone, and of no other"
client_id = "linli"
client_secret = "known to both"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
expose_tokens = "id"
"""


def provider() -> FastAPI:
    """A provider of identities that signs everybody in as one planner."""
    nonces: dict[str, str] = {}

    def base(request: Request) -> str:
        return str(request.base_url).rstrip("/")

    async def described(request: Request) -> Response:
        here = base(request)
        return JSONResponse(
            {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "jwks_uri": f"{here}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256"],
            }
        )

    async def authorize(request: Request) -> Response:
        asked = request.query_params
        nonces["one"] = asked.get("nonce", "")
        return RedirectResponse(f"{asked['redirect_uri']}?code=one&state={asked['state']}", status_code=302)

    async def token(request: Request) -> Response:
        now = int(time.time())
        told = {
            "iss": base(request),
            "aud": "linli",
            "sub": "s-17",
            "iat": now,
            "exp": now + 600,
            "nonce": nonces["one"],
            "preferred_username": "zhang",
            "groups": ["planners"],
        }
        signed = jwt.encode({"alg": "ES256", "kid": "one"}, told, KEY)
        return JSONResponse(
            {"access_token": "none", "token_type": "Bearer", "expires_in": 600, "id_token": signed}
        )

    async def keys(_: Request) -> Response:
        return JSONResponse(PUBLIC)

    return FastAPI(
        routes=[
            Route("/.well-known/openid-configuration", described),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
            Route("/keys", keys),
        ]
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Site]:
    """Pages and an API that let in whom the provider knows."""
    with little.served(provider()) as issuer:
        believed, told = tmp_path / "oidc.toml", tmp_path / "secrets.toml"
        believed.write_text(BELIEVED.format(issuer=issuer), encoding="utf-8")
        (tmp_path / "jwks.json").write_text(json.dumps(PUBLIC), encoding="utf-8")
        told.write_text(TOLD.format(issuer=issuer), encoding="utf-8")
        workspace = little.make(tmp_path / "workspace")
        settings = Settings(str(workspace), oidc=str(believed))
        with behind(create(settings), workspace, {"LINLI_DASHBOARD_OIDC": str(told)}) as site:
            yield site


def test_who_the_office_knows_comes_in_with_its_role_and_goes_out(office: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
    visitor = Visitor(context, office)
    page = context.new_page()
    page.goto(f"{office.pages}/coverage?lang=zh")
    page.get_by_role("button", name=word("sign_in_office", "zh")).click()
    page.get_by_text(f"zhang · {word('role_planner', 'zh')}").wait_for(timeout=60_000)
    page = visitor.open("/coverage?lang=zh")
    assert page.locator("[data-testid='stDataFrame']").count() > 0
    page = visitor.open("/brief?lang=zh")
    with context.expect_page() as opened:
        page.get_by_role("link", name=word("brief_present", "zh")).click()
    opened.value.wait_for_selector(".slide.on")
    opened.value.close()
    page.get_by_role("button", name=word("sign_out", "zh")).click()
    page.get_by_role("button", name=word("sign_in_office", "zh")).wait_for(timeout=60_000)
    assert visitor.outside == []
    context.close()
