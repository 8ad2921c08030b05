"""GET /vocabulary: the words to choose from, for forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from linli.messages.catalogue import Lang
from linli.model.vocabulary import load
from linli_api.access.caller import Caller, allowed
from linli_api.errors import problems
from linli_api.jobs.asking import answer
from linli_api.language import language
from linli_api.vocabulary import schemas

router = APIRouter(prefix="/vocabulary", tags=["vocabulary"], responses=problems())


@router.get(
    "",
    response_model=schemas.Vocabularies,
    summary="词表：组织类别、职务等 / The vocabularies: kinds of body, posts and so on",
    name="vocabulary.list",
)
def every(_: Annotated[Caller, Depends(allowed())], lang: Annotated[Lang, Depends(language)]) -> Response:
    """Every word that a ledger or a change may use, by code and in both languages."""
    return answer({"vocabularies": [schemas.told(one) for one in load().values()]}, lang)
