"""Errors as HTTP tells them: problem details (RFC 9457) in the caller's language. HTTP's words and numbers
live here only.

An error of linli's tree becomes its status, its code, what happened and what to do. Whatever else goes wrong
becomes a 500 that tells nothing of itself; the log has it. Paths of this machine are told by their last part.
"""

from __future__ import annotations

from pathlib import PurePath

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from linli import errors as ours
from linli.errors import LinliError
from linli.messages.catalogue import Lang, Text, explain
from linli_api.headers import HEADERS
from linli_api.language import language

STATUS: dict[type[LinliError], int] = {
    ours.RequestError: 422,
    ours.QueryUnknown: 404,
    ours.AreaUnknown: 404,
    ours.LedgerKindUnknown: 404,
    ours.PlaceUnknown: 404,
    ours.PlaceAmbiguous: 409,
    ours.ExtraMissing: 500,
    ours.PortTaken: 500,
    ours.LedgerError: 422,
    ours.WorkspaceError: 503,
    ours.BuildMismatch: 500,
    ours.StoreError: 503,
    ours.QueryFailed: 500,
    ours.AuditError: 422,
    ours.DefinitionError: 500,
    LinliError: 500,
}
"""The nearest class above an error gives its status."""

PATHS = ("folder", "file")
TITLES = {
    404: Text("没有找到", "Not found"),
    405: Text("不能这样请求", "Method not allowed"),
    409: Text("不够明确", "Ambiguous"),
    421: Text("找错了服务器", "Misdirected request"),
    422: Text("请求有误", "Request not understood"),
    500: Text("服务器出错", "Server error"),
    503: Text("暂时不能回答", "Not available now"),
}
DETAILS = {
    404: Text("这里没有这个地址。", "There is nothing at this address."),
    405: Text("这个地址不接受这种请求。", "This address does not take requests of this method."),
    421: Text("这台服务器不用这个名称。", "This server does not go by that name."),
    500: Text("服务器内部出错，没有完成。", "Something went wrong inside the server."),
}
TODO = {
    404: Text("请核对地址；全部地址见 /openapi.json。", "Check the address; /openapi.json lists them all."),
    405: Text("请改用 GET。", "Use GET."),
    421: Text(
        "请用 http://127.0.0.1 访问，或让管理员登记这个名称。",
        "Call it by http://127.0.0.1, or have the operator register this name.",
    ),
    500: Text(
        "请重试；如果再次出现，请告诉系统管理员查看日志。",
        "Try again; if it happens once more, ask the administrator to look at the log.",
    ),
}


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(description="identifies the kind of problem", examples=["urn:linli:LN-R01"])
    title: str = Field(description="the kind of problem in words", examples=["没有找到"])
    status: int = Field(description="the HTTP status", examples=[404])
    detail: str = Field(description="what happened", examples=["没有名为“compounds/covrage”的查询。"])
    do: str = Field(
        description="what the reader can do", examples=["请核对名称。相近的有：compounds/coverage"]
    )
    code: str | None = Field(
        default=None,
        description="the error's code, which never changes; null for HTTP's own",
        examples=["LN-R01"],
    )
    values: dict[str, str] = Field(
        default_factory=dict,
        description="the values that the text names",
        examples=[{"name": "compounds/covrage"}],
    )
    instance: str = Field(
        description="the path that was asked for", examples=["/questions/compounds/covrage"]
    )


RESPONSES: dict[int | str, dict[str, object]] = {
    status: {
        "description": TITLES[status].en,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (404, 409, 422, 500, 503)
}


def install(app: FastAPI) -> None:
    """Have every error of an application told as a problem."""

    @app.exception_handler(LinliError)
    def told(request: Request, error: LinliError) -> JSONResponse:
        return problem(request, error)

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        wrong = ours.ParameterWrong(
            query=request.url.path,
            parameter=str(first["loc"][-1]),
            value=str(first.get("input", "")),
            wanted=str(first["type"]).removesuffix("_parsing"),
        )
        return problem(request, wrong)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        return http_problem(request, error.status_code)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, _: Exception) -> JSONResponse:
        return http_problem(request, 500)


def problem(request: Request, error: LinliError, status: int | None = None) -> JSONResponse:
    """An error of linli's tree as a response.

    Parameters: `request`; `error`; `status`, where it is not the error's own.
    """
    lang = language(request)
    status = status or status_of(error)
    told = explain(_public(error), lang)
    body = Problem(
        type=f"urn:linli:{told.code}",
        title=_text(TITLES, status, lang),
        status=status,
        detail=told.what,
        do=told.do,
        code=told.code,
        values=told.where,
        instance=request.url.path,
    )
    return _response(body, lang)


def http_problem(request: Request, status: int) -> JSONResponse:
    """A response to what HTTP itself refuses."""
    lang = language(request)
    body = Problem(
        type="about:blank",
        title=_text(TITLES, status, lang),
        status=status,
        detail=_text(DETAILS, status, lang),
        do=_text(TODO, status, lang),
        instance=request.url.path,
    )
    return _response(body, lang)


def status_of(error: LinliError) -> int:
    """The HTTP status of an error.

    >>> status_of(ours.AreaUnknown()), status_of(ours.NoSnapshot()), status_of(ours.ParameterWrong())
    (404, 503, 422)
    """
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _public(error: LinliError) -> LinliError:
    """The error without what concerns the operator alone: this machine's folders, an engine's own words."""
    where = {key: PurePath(str(value)).name if key in PATHS else value for key, value in error.where.items()}
    if isinstance(error, ours.QueryFailed):
        where["problem"] = "…"
    return type(error)(**where)


def _text(texts: dict[int, Text], status: int, lang: Lang) -> str:
    nearest = status if status in texts else 500 if status >= 500 else 404
    return texts[nearest].fill(lang, {})


def _response(body: Problem, lang: Lang) -> JSONResponse:
    return JSONResponse(
        body.model_dump(),
        body.status,
        headers={**HEADERS, "Content-Language": lang},
        media_type="application/problem+json",
    )
