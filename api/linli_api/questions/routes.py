"""GET /questions, and one address for each question of the catalogue: GET /questions/{noun}/{name}.

The addresses are made from the catalogue, so that the OpenAPI document knows each question's own parameters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from linli.errors import DefinitionError, ParameterWrong
from linli.messages.catalogue import Lang
from linli.queries import catalogue
from linli.reports.answer import show
from linli.services.graph import Graph
from linli_api.errors import RESPONSES
from linli_api.language import language
from linli_api.masking import masked
from linli_api.questions import schemas
from linli_api.state import State, state_of

router = APIRouter(prefix="/questions", tags=["questions"])
OURS = ("area", "as_of", "texts")
"""Parameters of every question; a question's own may not be called so."""


@router.get("", summary="可以问哪些问题 / The questions that can be asked")
def questions() -> schemas.Catalogue:
    """The catalogue: each question with its parameters and columns, in both languages. It needs no graph."""
    return schemas.Catalogue(questions=[schemas.question(query) for query in catalogue.load().values()])


def _route(query: catalogue.Query) -> Callable[..., schemas.Answer]:
    """The handler of one question."""

    def ask(
        request: Request,
        response: Response,
        state: Annotated[State, Depends(state_of)],
        lang: Annotated[Lang, Depends(language)],
        area: Annotated[
            list[str] | None,
            Query(description="区划代码或名称，可多次 / area code or name, repeatable; all unless given"),
        ] = None,
        as_of: Annotated[
            str | None,
            Query(
                description="问哪一天 / the day asked about; the newest ledger's unless given",
                json_schema_extra={"format": "date"},
            ),
        ] = None,
        texts: Annotated[
            bool,
            Query(description="同时给出文字 / also the cells as words in the language of Accept-Language"),
        ] = False,
    ) -> schemas.Answer:
        given = _own(request, query)
        response.headers["Content-Language"] = lang

        def work(graph: Graph, snapshot: str) -> schemas.Answer:
            areas = graph.areas(area)
            day = _day(query, as_of) if as_of else graph.day
            found = masked(query, graph.ask(query.name, area=areas, as_of=day, **given), state.settings.names)
            shown = show(query, found, lang, list(query.header.columns)) if texts else None
            return schemas.Answer(
                question=query.name,
                snapshot=snapshot,
                as_of=day,
                area=areas,
                names=state.settings.names,
                count=len(found),
                columns=schemas.columns(query),
                rows=found.rows(),
                texts=None if shown is None else [list(row) for row in shown.rows],
            )

        return state.reader.read(work)

    return ask


def _own(request: Request, query: catalogue.Query) -> dict[str, str]:
    """The question's own parameters, as given in the query string.

    Raises ParameterWrong for one that it has not, or that is given twice.
    """
    own = query.header.parameters or {}
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given and name != "area":
            raise ParameterWrong(
                query=query.name, parameter=name, value=f"{given[name]} … {value}", wanted=f"{name}=… × 1"
            )
        if name not in own and name not in OURS:
            raise ParameterWrong(
                query=query.name, parameter=name, value=value, wanted=", ".join((*own, *OURS))
            )
        given[name] = value
    return {name: value for name, value in given.items() if name in own}


def _day(query: catalogue.Query, text: str) -> dt.date:
    """A date as given. Raises ParameterWrong."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ParameterWrong(
            query=query.name, parameter="as_of", value=text, wanted="date, 2025-06-30"
        ) from error


def _documented(query: catalogue.Query) -> dict[str, object]:
    """A question's own parameters for the OpenAPI document.

    Raises DefinitionError where one takes a name of ours.
    """
    parameters = []
    for name, spec in (query.header.parameters or {}).items():
        if name in OURS:
            raise DefinitionError(
                file=f"{query.name}.cypher",
                field=f"parameters.{name}",
                problem="the API uses this name; choose another",
            )
        form = {"date": {"type": "string", "format": "date"}, "count": {"type": "integer"}}.get(
            spec.type, {"type": "string"}
        )
        parameters.append(
            {
                "name": name,
                "in": "query",
                "required": True,
                "schema": form,
                "description": f"{spec.zh} / {spec.en}",
            }
        )
    return {"parameters": parameters}


for _query in catalogue.load().values():
    router.add_api_route(
        f"/{_query.name}",
        _route(_query),
        methods=["GET"],
        name=_query.name,
        summary=_query.header.what.zh,
        description="\n\n".join((_query.header.what.en, _query.header.grain, _query.header.absent.en)),
        responses={status: RESPONSES[status] for status in (404, 409, 422, 500, 503)},
        openapi_extra=_documented(_query),
    )


@router.get("/{noun}/{name}", include_in_schema=False)
def unknown(noun: str, name: str) -> None:
    """A question that is not there: QueryUnknown names the nearest."""
    catalogue.get(f"{noun}/{name}")
