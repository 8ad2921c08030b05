"""Who asks: a user in a role, for the areas that they were given. Routes say whom they answer by `allowed`.

    caller: Annotated[Caller, Depends(allowed("planner", "auditor"))]

An admin may do all. A route without `allowed` is open to everybody and must say so in the tests' matrix.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from fastapi import Depends
from starlette.requests import Request

from linli.errors import AreaForbidden, NotAllowedTo, Said
from linli.services import scope
from linli.services.graph import Graph

Role = Literal["presenter", "planner", "auditor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Kind = Literal["user", "demo", "guest"]


@dataclass(frozen=True)
class Caller:
    """Who asks.

    user   by whose name the access log tells it; the demo's is "demo", a guest's is "guest"
    role   what they may do
    areas  codes of the areas they were given; None for the whole workspace
    id     identifier of the user in the log
    kind   a user who signed in, the demo's, or a guest, to whom no name is shown
    """

    user: str
    role: Role
    areas: tuple[str, ...] | None
    id: str = ""
    kind: Kind = "user"

    def scope(self, graph: Graph, asked: Sequence[str] | None) -> list[str]:
        """Codes of the areas to ask about: those asked for (codes or names), or all that were given.

        Raises AreaForbidden for one outside those given, AreaUnknown, PlaceAmbiguous.
        """
        return scope.within(graph, self.areas, asked)

    def sees_area(self, graph: Graph, area: str | None) -> bool:
        """Whether an area lies in those given."""
        return self.areas is None or scope.closure(graph).inside(area, self.areas)

    def sees_body(self, graph: Graph, body: str | None) -> bool:
        """Whether a body, by its identifier, is at home in the areas given: the `inside` of `Names.shown`."""
        return self.areas is None or body in scope.bodies(graph, self.areas)

    @property
    def mark(self) -> tuple[object, ...]:
        """What answers differ by between callers: a part of every ETag and cursor."""
        return (self.kind, self.role, self.areas)


async def signed_in(request: Request) -> Caller:
    """The caller of a request. Tests put another in its place (`app.dependency_overrides`).

    Raises NotSignedIn, TooOften.
    """
    from linli_api.access.tokens import caller_of

    return await caller_of(request)


def allowed(*roles: Role, whole: bool = False) -> Callable[..., Awaitable[Caller]]:
    """A dependency of routes: the caller, who has one of these roles or is an admin.

    Parameters: `roles`; none stands for everybody who is signed in; `whole`, whether the route speaks of the
    whole workspace at once, so that who was given some areas is refused.
    Raises NotSignedIn (401), NotAllowedTo, AreaForbidden (403).
    """

    async def judge(caller: Annotated[Caller, Depends(signed_in)]) -> Caller:
        if roles and caller.role != "admin" and caller.role not in roles:
            may = [Said(f"role_{role}") for role in (*roles, "admin")]
            raise NotAllowedTo(role=Said(f"role_{caller.role}"), roles=may)
        if whole and caller.areas is not None:
            raise AreaForbidden(area="*", areas="、".join(caller.areas) or "—")
        return caller

    judge.roles = roles or ROLES  # type: ignore[attr-defined]
    return judge


def roles_of(dependency: Any) -> tuple[Role, ...] | None:
    """Whom a dependency made by `allowed` lets in; None for any other."""
    roles: tuple[Role, ...] | None = getattr(dependency, "roles", None)
    return None if roles is None else tuple(dict.fromkeys((*roles, "admin")))
