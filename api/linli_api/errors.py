"""Errors as HTTP tells them: problem details (RFC 9457) in the caller's language. HTTP's words and numbers
live here only.

An error of linli's tree becomes its status, its code, what happened and what to do. Whatever else goes wrong
becomes a 500 that tells nothing of itself; the log has it. Paths of this machine are told by their last part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from linli import errors as ours
from linli.errors import LinliError
from linli.messages.catalogue import Lang, Text, explain
from linli_api.caching import NotModified
from linli_api.headers import HEADERS
from linli_api.language import language


class DefinitionSent(ours.DefinitionError):
    """A definition that the caller has sent is wrong: a mapping, a scenario. One of ours is our fault."""


@contextmanager
def sent() -> Iterator[None]:
    """What is read in here came from the caller. Raises DefinitionSent for a DefinitionError."""
    try:
        yield
    except ours.DefinitionError as error:
        raise DefinitionSent(**error.where) from error


STATUS: dict[type[LinliError], int] = {
    DefinitionSent: 422,
    ours.AccessError: 403,
    ours.NotSignedIn: 401,
    ours.SignInWrong: 401,
    ours.TooOften: 429,
    ours.UserUnknown: 404,
    ours.UserExists: 409,
    ours.PasswordWeak: 422,
    ours.BodyTooLarge: 413,
    ours.LogBroken: 500,
    ours.NoStateHere: 503,
    ours.RequestError: 422,
    ours.QueryUnknown: 404,
    ours.AreaUnknown: 404,
    ours.LedgerKindUnknown: 404,
    ours.PlaceUnknown: 404,
    ours.PersonUnknown: 404,
    ours.FiguresNotFound: 404,
    ours.FindingUnknown: 404,
    ours.FindingGone: 404,
    ours.FindingAmbiguous: 409,
    ours.RunUnknown: 404,
    ours.RunPassed: 409,
    ours.WaiverUnknown: 404,
    ours.DecisionUnknown: 404,
    ours.JobUnknown: 404,
    ours.ScenarioUnknown: 404,
    ours.SnapshotUnknown: 404,
    ours.NothingToBuild: 409,
    ours.NotBuiltYet: 409,
    ours.RuleUnknown: 404,
    ours.PackUnknown: 404,
    ours.PlaceAmbiguous: 409,
    ours.PersonAmbiguous: 409,
    ours.ExtraMissing: 500,
    ours.PdfUnavailable: 501,
    ours.FontMissing: 501,
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
SHOWN = 200
"""Characters of a wrong value that are told back."""

BOUNDS = {
    "expected": "",
    "ge": "≥ ",
    "gt": "> ",
    "le": "≤ ",
    "lt": "< ",
    "min_length": "≥ ",
    "max_length": "≤ ",
    "pattern": "",
}
"""What pydantic says of a value that does not fit, and the sign before it."""

WORDS = {
    "json_invalid": "JSON",
    "json_type": "JSON",
    "model_type": "JSON {…}",
    "model_attributes_type": "JSON {…}",
    "dict_type": "JSON {…}",
    "list_type": "JSON […]",
    "date_parsing": "date, 2025-06-30",
    "date_type": "date, 2025-06-30",
    "date_from_datetime_parsing": "date, 2025-06-30",
    "date_from_datetime_inexact": "date, 2025-06-30",
    "finite_number": "number",
    "float_parsing": "number",
    "float_type": "number",
}
"""What a value should have been, where the first word of pydantic's kind of fault does not say it."""

TITLES = {
    401: Text("没有登录", "Not signed in"),
    403: Text("没有权限", "Not allowed"),
    400: Text("请求有误", "Request not understood"),
    404: Text("没有找到", "Not found"),
    405: Text("不能这样请求", "Method not allowed"),
    409: Text("不够明确", "Ambiguous"),
    413: Text("内容太大", "Too large"),
    421: Text("找错了服务器", "Misdirected request"),
    422: Text("请求有误", "Request not understood"),
    429: Text("请求过多", "Too many requests"),
    500: Text("服务器出错", "Server error"),
    501: Text("这台服务器做不了", "Not possible on this server"),
    503: Text("暂时不能回答", "Not available now"),
}
DETAILS = {
    404: Text("这里没有这个地址。", "There is nothing at this address."),
    405: Text("这个地址不接受这种请求。", "This address does not take requests of this method."),
    400: Text("提交的内容读不懂。", "What was sent does not read."),
    421: Text("这台服务器不用这个名称。", "This server does not go by that name."),
    503: Text("没有在规定时间内答复。", "There was no answer within the time that is given."),
    500: Text("服务器内部出错，没有完成。", "Something went wrong inside the server."),
}
TODO = {
    404: Text("请核对地址；全部地址见 /openapi.json。", "Check the address; /openapi.json lists them all."),
    400: Text("请按 /openapi.json 说明的格式提交。", "Send it in the form that /openapi.json tells."),
    405: Text(
        "请按 /openapi.json 说明的方法请求。", "Use one of the methods that /openapi.json names for it."
    ),
    503: Text("请缩小范围后重试。", "Ask for less, or try again later."),
    421: Text(
        "请用 http://127.0.0.1 访问，或让管理员登记这个名称。",
        "Call it by http://127.0.0.1, or have the operator register this name.",
    ),
    500: Text(
        "请重试；如果再次出现，请告诉系统管理员查看日志。",
        "Try again; if it happens once more, ask the administrator to look at the log.",
    ),
}


class TooLarge(HTTPException):
    """A body was larger than is taken, found while it came in."""

    def __init__(self, limit: str) -> None:
        super().__init__(413)
        self.limit = limit


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
    for status in sorted(set(STATUS.values()))
}
"""Every problem of ours, for the OpenAPI document."""


def problems(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The `responses=` of a route: the statuses named, and those that every route behind the door has."""
    return {status: RESPONSES[status] for status in sorted({*statuses, 401, 403, 422, 429, 500, 503})}


def install(app: FastAPI) -> None:
    """Have every error of an application told as a problem."""

    @app.exception_handler(LinliError)
    async def told(request: Request, error: LinliError) -> JSONResponse:
        return problem(request, error)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        # What was sent as a body may be a password; a parameter of the address was told already.
        value = "…" if first["loc"][0] == "body" else str(first.get("input", ""))[:SHOWN]
        return problem(request, unread(first, request.url.path, str(first["loc"][-1]), value))

    @app.exception_handler(TooLarge)
    async def too_large(request: Request, error: TooLarge) -> JSONResponse:
        return problem(request, ours.BodyTooLarge(limit=error.limit))

    @app.exception_handler(NotModified)
    async def not_modified(request: Request, error: NotModified) -> Response:
        return Response(status_code=304, headers=error.headers)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        return http_problem(request, error.status_code)

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, _: Exception) -> JSONResponse:
        return http_problem(request, 500)


def unread(fault: Mapping[str, Any], query: str, parameter: str, value: str) -> LinliError:
    """What pydantic found wrong, in our own words.

    Parameters: `fault`, one of its errors; `query`, what was asked; `parameter` of it; its `value` as it may
    be told.

    >>> unread({"type": "less_than_equal", "ctx": {"le": 500}}, "/places", "limit", "501").where["wanted"]
    '≤ 500'
    """
    kind = str(fault["type"])
    if kind == "missing":
        return ours.ParameterMissing(query=query, parameter=parameter)
    if kind == "extra_forbidden":
        return ours.ParameterUnknown(query=query, parameter=parameter)
    bounds = fault.get("ctx", {})
    told = [f"{sign}{bounds[name]}".replace(" or ", ", ") for name, sign in BOUNDS.items() if name in bounds]
    wanted = ", ".join(told) or WORDS.get(kind) or kind.split("_", maxsplit=1)[0]
    return ours.ParameterWrong(query=query, parameter=parameter, value=value, wanted=wanted)


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
    extra = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if isinstance(error, ours.TooOften):
        extra["Retry-After"] = str(error.where.get("seconds", 60))
    return _response(body, lang, extra)


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


def _response(body: Problem, lang: Lang, extra: Mapping[str, str] = MappingProxyType({})) -> JSONResponse:
    return JSONResponse(
        body.model_dump(),
        body.status,
        headers={**HEADERS, **extra, "Content-Language": lang},
        media_type="application/problem+json",
    )
