"""The application: made from settings, with nothing taken from the environment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from linli.services.serve import Reader
from linli.version import VERSION
from linli_api import errors, examples
from linli_api.access.listed import routes
from linli_api.guard import Guard, Limits
from linli_api.settings import Settings
from linli_api.state import State

DESCRIPTION = """\
谁对这个小区负责，这套结构站得住吗？

Who answers for this residential compound, and does the structure hold?

Every answer names the snapshot it was read from and the day it is about. Errors are problem details (RFC
9457), in Chinese or English by `Accept-Language`. Sign in by `POST /session` and send the token as
`Authorization: Bearer …`; what a role may see lies within the areas that its user was given."""

FEATURES = (
    "health",
    "metrics",
    "session",
    "users",
    "log",
    "questions",
    "places",
    "people",
    "organizations",
    "coverage",
    "escalation",
    "resilience",
    "rules",
    "vocabulary",
    "figures",
    "compound",
    "graph",
    "pictures",
    "briefs",
    "export",
    "console",
    "jobs",
    "snapshots",
    "audits",
    "ledgers",
    "identities",
    "scenarios",
    "rectification",
)
"""Packages of linli_api that have `routes.router`, in the order of the document. Add yours."""


BEHIND_THE_DOOR = (401, 403, 422, 429, 503)
"""Problems that every route has which asks who comes."""


class Api(FastAPI):
    """FastAPI whose document also says what a problem looks like and how one signs in."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        parts = document.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = errors.Problem.model_json_schema()
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"token": []}, {}]
        for method, path, roles in routes(self):
            if roles is not None:
                responses = document["paths"][path][method]["responses"]
                for status in BEHIND_THE_DOOR:
                    responses[str(status)] = errors.RESPONSES[status]
        examples.put(document)
        return document


def create(settings: Settings) -> FastAPI:
    """The API of one workspace or database. The graph is opened by the first request that needs it."""
    state = State(settings, Reader(settings.store, settings.environment))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        state.start()
        yield
        state.close()

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
    for feature in FEATURES:
        app.include_router(import_module(f"linli_api.{feature}.routes").router)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Accept-Language", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Retry-After"],
        )
    app.add_middleware(Guard, known_as=settings.known_as, limits=Limits(settings.body_mb, settings.seconds))
    return app
