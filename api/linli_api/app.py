"""The application: made from settings, with nothing taken from the environment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from linli.services.serve import Reader
from linli.version import VERSION
from linli_api import errors
from linli_api.guard import Guard
from linli_api.health.routes import router as health
from linli_api.questions.routes import router as questions
from linli_api.settings import Settings
from linli_api.state import State

DESCRIPTION = """\
谁对这个小区负责，这套结构站得住吗？

Who answers for this residential compound, and does the structure hold?

Every answer names the snapshot it was read from and the day it is about. Errors are problem details (RFC
9457), in Chinese or English by `Accept-Language`. There is no sign-in yet: names of persons are masked."""


class Api(FastAPI):
    """FastAPI whose document also says what a problem looks like."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        document["components"]["schemas"]["Problem"] = errors.Problem.model_json_schema()
        return document


def create(settings: Settings) -> FastAPI:
    """The API of one workspace or database. The graph is opened by the first request that needs it."""
    state = State(settings, Reader(settings.store, settings.environment))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        state.reader.close()

    # FastAPI's pages for the OpenAPI document load scripts from a CDN; linli works with no network at all.
    app = Api(
        title="linli 邻里",
        version=VERSION,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.linli = state
    errors.install(app)
    app.include_router(health)
    app.include_router(questions)
    app.add_middleware(Guard, known_as=settings.known_as)
    return app
