"""GET /export/{format}."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from linli.services import export
from linli_api import shown
from linli_api.asking import AskingToExport, Look
from linli_api.errors import RESPONSES

router = APIRouter(prefix="/export", tags=["export"], responses=RESPONSES)
FORMS: dict[export.Format, tuple[str, str]] = {
    "graphml": ("application/graphml+xml", "linli.graphml"),
    "w3c-org": ("application/ld+json", "linli-org.jsonld"),
    "popolo": ("application/json", "linli-popolo.json"),
    "csv": ("application/zip", "linli-csv.zip"),
}
"""Format → its media type and the name of the file."""


@router.get(
    "/{format}",
    response_class=Response,
    responses={
        200: {
            "description": "the file, with a watermark: who, when, which snapshot",
            "content": {
                form: {"schema": {"type": "string", "format": "binary"}} for form, _ in FORMS.values()
            },
        }
    },
    summary="导出：GraphML、W3C ORG、Popolo、csv / Export in the formats of other programs",
)
def file(
    asked: AskingToExport,
    format: Annotated[export.Format, Path(description="格式 / format", examples=["graphml"])],
) -> Response:
    """What lies in the areas and may be in force on the day: nodes, and the links between them. Derived links
    and personal columns stay; names are as the caller may see them. Every export is written down.
    """

    def made(look: Look) -> tuple[str | bytes, str, dict[str, str]]:
        who = f"{look.caller.user} ({look.caller.role})"
        names = "full" if look.names.full else "masked"
        when = dt.datetime.now(dt.UTC)
        found = export.extract(
            look.known, who, when, names, lambda number, row: shown.person(look, number, row["name"])
        )
        media, name = FORMS[format]
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return export.render(found, format), media, headers

    return asked.give(f"export/{format}", made, kind="export")
