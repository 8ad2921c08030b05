"""GET /compounds/{compound}/page."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from linli.reports import compound_page as reports
from linli.reports.render import page as html
from linli.services.kept_page import kept_page
from linli_api.asking import Asking, Look, dumps
from linli_api.compound import schemas
from linli_api.errors import RESPONSES

router = APIRouter(prefix="/compounds", tags=["compound"], responses=RESPONSES)
TEXTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        }
    }
}
CompoundId = Annotated[
    str,
    Path(
        max_length=40,
        description="小区编号 / identifier of the compound",
        examples=["c0123456789abcdef0123"],
    ),
]
Form = Annotated[Literal["json", "html", "text"], Query(description="输出形式 / form of the answer")]
PackName = Annotated[
    str | None,
    Query(max_length=60, description="规则包名称，默认按地方 / pack of rules, that of the place"),
]


@router.get(
    "/{compound}/page",
    response_model=schemas.Page,
    responses=TEXTS,
    summary="一页小区 / A compound on one page",
)
def page(asked: Asking, compound: CompoundId, format: Form = "json", pack: PackName = None) -> Response:
    """The compound's bodies, posts, holders and terms, what nobody covers, findings, which ledgers are whole
    and who answers above it. `html` is a sheet to print in the language of Accept-Language. Never a contact.
    """

    def made(look: Look) -> tuple[str, str, dict[str, str]]:
        found = schemas.seen(look, kept_page(look.graph, look.known, compound, pack))
        if format == "json":
            head = {"snapshot": look.snapshot, "as_of": look.day, "area": look.areas}
            return (
                dumps({**head, **schemas.page(look, found), "snapshot": look.snapshot}),
                "application/json",
                {},
            )
        sheet = reports.sheet(found, look.lang)
        if format == "html":
            return html.render([sheet]), "text/html", {}
        return reports.text(sheet), "text/plain", {}

    return asked.give("compounds/page", made)
