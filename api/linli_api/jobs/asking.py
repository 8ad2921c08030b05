"""What routes share that ask for jobs: asking, and answering with the job (202)."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from linli.messages.catalogue import Lang
from linli_api.access.caller import Caller
from linli_api.asking import Plain, dumps
from linli_api.jobs import schemas
from linli_api.state import State

PAUSE = 0.3
"""Seconds between two looks at a job that somebody listens to."""


def answer(plain: Plain, lang: Lang, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Plain data as an answer that says in which language it is."""
    given = {"Content-Language": lang, **(headers or {})}
    return Response(dumps(plain), status, given, "application/json")


def accepted(state: State, kind: str, given: Mapping[str, Any], caller: Caller, lang: Lang) -> Response:
    """Ask for a job, and answer with it.

    Raises NoStateHere where there is no workspace folder, TooOften where too many wait.
    """
    jobs = state.need_jobs()
    job = jobs.ask(kind, given, who(state, caller), dt.datetime.now(dt.UTC))
    state.wake_jobs()
    return answer(schemas.told(job, lang), lang, 202, {"Location": f"/jobs/{job.id}", "Retry-After": "1"})


def who(state: State, caller: Caller) -> tuple[str, str]:
    """Identifier and name of who asks, as jobs are told by. Raises NoStateHere."""
    return caller.id or state.need_door().opaque(caller.kind, caller.user), caller.user


async def sleep() -> None:
    """A moment between two looks."""
    await asyncio.sleep(PAUSE)
