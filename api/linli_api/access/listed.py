"""Every route of an application with the roles that it answers, as its dependencies say them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from linli_api.access.caller import roles_of

CONVERTER = re.compile(r":\w+(?=})")


def routes(app: FastAPI) -> Iterator[tuple[str, str, tuple[str, ...] | None]]:
    """Every route as method, path, and the roles that it answers; None for everybody."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in sorted(route.methods or ()):
                yield method.lower(), CONVERTER.sub("", str(context.path)), _roles(route.dependant)


def _roles(dependant: Dependant) -> tuple[str, ...] | None:
    """The roles that all dependencies of a route let in."""
    found: tuple[str, ...] | None = roles_of(dependant.call)
    for inner in dependant.dependencies:
        more = _roles(inner)
        if more is not None:
            found = more if found is None else tuple(role for role in found if role in more)
    return found
