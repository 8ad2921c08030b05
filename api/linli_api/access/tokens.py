"""From a request to its caller: a session's token, a bearer token of the issuer, the demo, or a guest."""

from __future__ import annotations

import time
from typing import Literal, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from linli.errors import NotSignedIn
from linli.services.door import Signed
from linli_api.access.caller import Caller, Role
from linli_api.state import State, state_of

GUEST = Caller("guest", "presenter", None, kind="guest")


async def caller_of(request: Request) -> Caller:
    """Who asks, let in by the limit of requests.

    Raises NotSignedIn, TooOften.
    """
    state = state_of(request)
    token, place = bearer(request), f"@{address(request)}"
    try:
        caller = await _by_token(state, token, address(request)) if token else _unknown(state)
    except NotSignedIn:
        await _let_in(state, place)
        raise
    await _let_in(state, caller.id or place)
    return caller


def bearer(request: Request) -> str | None:
    """The token that a request brings; None for none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def address(request: Request) -> str:
    """The address that a request came from: a proxy's word on it counts where the settings name the proxy."""
    return request.client.host if request.client else "—"


def caller_of_signed(signed: Signed) -> Caller:
    """Who a token of ours is of, as a caller."""
    kind: Literal["demo", "user"] = "demo" if signed.id == "demo" else "user"
    identity = "" if kind == "demo" else signed.id
    return Caller(signed.name, cast(Role, signed.role), signed.areas, identity, kind)


async def _by_token(state: State, token: str, address: str) -> Caller:
    if state.issuer and token.count(".") == 2:
        return await run_in_threadpool(state.issuer.caller, token, time.time(), state.need_door().opaque)
    signed = state.door.whose(token, address, time.time()) if state.door else None
    if signed is None or (signed.id == "demo" and not state.settings.demo):
        raise NotSignedIn
    return caller_of_signed(signed)


def _unknown(state: State) -> Caller:
    """Who comes without a token: the demo's, a guest, or nobody who gets in. Raises NotSignedIn."""
    settings = state.settings
    if settings.demo:
        return Caller("demo", cast(Role, settings.demo), None, kind="demo")
    if settings.guests or (settings.guests is None and _nobody_could_sign_in(state)):
        return GUEST
    raise NotSignedIn


def _nobody_could_sign_in(state: State) -> bool:
    settings = state.settings
    if not (settings.on_loopback and settings.alone) or settings.oidc:
        return False
    return state.door is None or not state.door.has_users()


async def _let_in(state: State, who: str) -> None:
    """Count a request of a user or an address. Raises TooOften."""
    door, rate, now = state.door, state.settings.rate, time.time()
    if rate and door and not door.admitted(who, now):
        await run_in_threadpool(door.admit, who, rate, now)
