"""GET /rules and one rule."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from linli.messages.catalogue import Lang
from linli.services.rules import read_cases, shipped
from linli_api.access.caller import Caller, allowed
from linli_api.asking import dumps
from linli_api.errors import RESPONSES
from linli_api.language import language
from linli_api.paging import Paging, paging
from linli_api.rules import schemas

router = APIRouter(prefix="/rules", tags=["rules"], responses=RESPONSES)
Language = Annotated[Lang, Depends(language)]
Anybody = Annotated[Caller, Depends(allowed())]
PackName = Annotated[
    str | None,
    Query(max_length=60, description="规则包名称，默认 base / name of the pack, base unless given"),
]


@router.get("", response_model=schemas.Rules, summary="一个规则包的规则 / The rules of a pack")
def every(
    caller: Anybody, lang: Language, pages: Annotated[Paging, Depends(paging)], pack: PackName = None
) -> Response:
    """The rules of a pack in its order, with what each rests on. Packs are named; folders are not opened."""
    chosen = shipped(pack)
    page = pages.of(list(chosen.rules), chosen.name)
    items = [schemas.row(chosen, rule, lang) for rule in page.items]
    return _json({"pack": chosen.name, "items": items, "total": page.total, "next": page.next}, lang)


@router.get("/{rule}", response_model=schemas.RuleShown, summary="一条规则的全部内容和依据 / All of a rule")
def one(
    caller: Anybody,
    lang: Language,
    rule: Annotated[
        str, Path(max_length=80, description="规则编号 / the rule's id", examples=["own_branch_due"])
    ],
    pack: PackName = None,
) -> Response:
    """A rule with its citation, parameters, messages, remedy and queries; without `pack` of the one that has
    it.
    """
    chosen = shipped(pack, rule)
    found = chosen.rule(rule)
    return _json(schemas.one(chosen, found, read_cases(found), lang), lang)


def _json(plain: dict[str, object], lang: Lang) -> Response:
    return Response(dumps(plain), media_type="application/json", headers={"Content-Language": lang})
