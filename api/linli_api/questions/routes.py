"""GET /questions, and one address for each question of the catalogue: GET /questions/{noun}/{name}.

The addresses are made from the catalogue, so that the OpenAPI document knows each question's own parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from linli.errors import DefinitionError, ParameterWrong
from linli.ports import Answer
from linli.queries import catalogue
from linli.reports.answer import show
from linli_api.access.caller import allowed
from linli_api.access.names import masked
from linli_api.asking import Asking, Look, Plain
from linli_api.errors import RESPONSES
from linli_api.paging import Paging, paging
from linli_api.questions import schemas

router = APIRouter(prefix="/questions", tags=["questions"])
OURS = ("area", "as_of", "known_on", "texts", "limit", "cursor", "sort")
"""Parameters of every question; a question's own may not be called so."""


@router.get("", summary="可以问哪些问题 / The questions that can be asked", dependencies=[Depends(allowed())])
def questions() -> schemas.Catalogue:
    """The catalogue: each question with its parameters and columns, in both languages. It needs no graph."""
    return schemas.Catalogue(questions=[schemas.question(query) for query in catalogue.load().values()])


def _route(query: catalogue.Query) -> Callable[..., Response]:
    """The handler of one question."""

    def ask(
        request: Request,
        asked: Asking,
        pages: Annotated[Paging, Depends(paging)],
        texts: Annotated[
            bool,
            Query(description="同时给出文字 / also the cells as words in the language of Accept-Language"),
        ] = False,
    ) -> Response:
        given = _own(request, query)

        def work(look: Look) -> Plain:
            found = look.graph.ask(query.name, area=look.areas, as_of=look.day, **given)
            table, page = _page(look, pages, query, found, given)
            some = masked(query, table, look.names, look.caller, look.graph)
            shown = show(query, some, look.lang, list(query.header.columns)) if texts else None
            return {
                "question": query.name,
                "names": "full" if look.names.full else "masked",
                "count": len(some),
                **page,
                "columns": [column.model_dump() for column in schemas.columns(query)],
                "rows": some.rows(),
                "texts": None if shown is None else [list(row) for row in shown.rows],
            }

        return asked.answer(query.name, work)

    return ask


def _page(
    look: Look, pages: Paging, query: catalogue.Query, found: Answer, given: dict[str, str]
) -> tuple[Answer, Plain]:
    """A page of an answer, in the query's own order unless another is wanted."""
    table = found.table
    if pages.sort:
        column, down = pages.order(list(query.columns), "")
        frame = found.polars().sort(column, descending=down, nulls_last=True, maintain_order=True)
        table = frame.to_arrow().cast(table.schema)
    ties = (look.snapshot, look.caller.mark, look.areas, look.day, query.name, given)
    start = pages.start(*ties)
    total = table.num_rows
    some = Answer(found.columns, table.slice(start, pages.limit))
    return some, {"total": total, "next": pages.after(start, total, *ties)}


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
        response_model=schemas.Answer,
        summary=_query.header.what.zh,
        description="\n\n".join((_query.header.what.en, _query.header.grain, _query.header.absent.en)),
        responses={status: RESPONSES[status] for status in (404, 409, 422, 500, 503)},
        openapi_extra=_documented(_query),
    )


@router.get("/{noun}/{name}", include_in_schema=False)
def unknown(noun: str, name: str) -> None:
    """A question that is not there: QueryUnknown names the nearest."""
    catalogue.get(f"{noun}/{name}")
