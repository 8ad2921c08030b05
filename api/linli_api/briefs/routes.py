"""/briefs: the default briefing of an area; a briefing read, shown, and taken out as a file."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends
from starlette.requests import Request
from starlette.responses import Response

from linli.messages.catalogue import Lang, say
from linli.model.brief.briefing import Briefing
from linli.model.vocabulary import Label
from linli.reports.brief.slide import Deck
from linli.reports.render import deck, pdf, pptx
from linli.services import brief as service
from linli.services.brief import Eyes
from linli_api.access.caller import Caller, allowed
from linli_api.access.names import Names
from linli_api.asking import Asked, Asking, Look, dumps
from linli_api.briefs import schemas
from linli_api.errors import RESPONSES, sent
from linli_api.language import language
from linli_api.state import State, state_of

router = APIRouter(prefix="/briefs", tags=["briefs"], responses=RESPONSES)
FORMS = {
    "html": "text/html; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}
FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "slides as pictures; or a file, with a watermark: who, when, which snapshot",
        "content": {form: {"schema": {"type": "string", "format": "binary"}} for form in FORMS.values()},
    }
}


@router.get(
    "", response_model=schemas.Default, summary="一个区域的默认简报 / The default briefing of an area"
)
def default(asked: Asking) -> Response:
    """Structure, two kinds of coverage, cross appointment, the four sides of a compound, one way up step by
    step, what ends, what would mend it; without an area, of all that one may see.
    """

    def made(look: Look) -> dict[str, Any]:
        return schemas.both(service.new(look.graph, look.areas, look.dated))

    return asked.answer("briefs/default", made)


@router.post("/read", response_model=schemas.Brief, summary="读一份简报 / Read a briefing")
def read(
    caller: Annotated[Caller, Depends(allowed())],
    lang: Annotated[Lang, Depends(language)],
    given: Annotated[schemas.Given, Body()],
) -> Response:
    """A briefing as YAML and in parts, whichever of them was sent; what is wrong in it is told with its field
    and the repair. Whether its places are there is seen when it is rendered.
    """
    found = dumps(schemas.both(given.read()))
    return Response(found, media_type="application/json", headers={"Content-Language": lang})


@router.post(
    "/render",
    response_model=schemas.Slides,
    responses=FILES,
    summary="把简报做成幻灯片 / A briefing as slides",
)
def render(
    request: Request,
    caller: Annotated[Caller, Depends(allowed())],
    state: Annotated[State, Depends(state_of)],
    lang: Annotated[Lang, Depends(language)],
    wanted: Annotated[schemas.Render, Body()],
) -> Response:
    """Slides as pictures, one self-contained HTML file, PPTX of native shapes, or PDF where Typst is
    installed. Pictures are of the areas that one was given. Names of public offices alone; `full` shows
    those that one's role shows. Every file is an entry in the log.
    """
    made = wanted.read()
    asked = Asked(request, state, caller, lang, _areas(made), made.as_of)

    def work(look: Look) -> tuple[str | bytes, str, dict[str, str]]:
        eyes = _eyes(look, wanted)
        first = _deck(look, made, lang, eyes)
        if wanted.format == "json":
            head = {"snapshot": look.snapshot, "as_of": look.day, "area": look.areas}
            plain = {"title": first.title, "about": first.about, "slides": schemas.slides(first.slides)}
            return dumps({**head, **plain}), "application/json", {}
        more = [_deck(look, made, "en" if lang == "zh" else "zh", eyes)] if wanted.both else []
        name = f'attachment; filename="briefing.{wanted.format}"'
        return _file(wanted, [first, *more]), FORMS[wanted.format], {"Content-Disposition": name}

    what = "briefs/slides" if wanted.format == "json" else f"briefs/{wanted.format}"
    return asked.give(what, work, kind="read" if wanted.format == "json" else "export")


def _areas(made: Briefing) -> list[str] | None:
    """The areas that a briefing speaks of; None for all that its reader was given."""
    named = dict.fromkeys([made.area, *(one.area or made.area for one in made.scenes)])
    return list(named) if all(named) else None


def _eyes(look: Look, wanted: schemas.Render) -> Eyes:
    """How this reader's slides show names: the log counts them, and the first slide says how."""
    names, caller = look.names, look.caller
    if wanted.names == "public" or not names.full:
        look.names = Names(False, names.offices)
        said = "brief_masked" if names.offices is not None else "brief_nameless"
    else:
        said = "brief_unmasked" if caller.areas is None else "brief_masked_away"

    only = None if wanted.scenes is None else set(wanted.scenes)
    mark = None if wanted.format == "json" else Label(_mark(caller, "zh"), _mark(caller, "en"))
    home = look.state.settings.home
    return Eyes(look.shown, said, caller.areas, home, mark, only, look.names.by_office)


def _mark(caller: Caller, lang: Lang) -> str:
    when = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    return say("brief_mark", lang, who=caller.user, role=say(f"role_{caller.role}", lang), when=when)


def _deck(look: Look, made: Briefing, lang: Lang, eyes: Eyes) -> Deck:
    with sent():
        return service.slides(look.graph, made, lang, dt.datetime.now(dt.UTC), eyes, schemas.FILE)


def _file(wanted: schemas.Render, decks: list[Deck]) -> str | bytes:
    """The slides as a file. Raises PdfUnavailable, FontMissing."""
    if wanted.format == "html":
        return deck.render(decks)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"briefing.{wanted.format}"
        if wanted.format == "pdf":
            # LibreOffice is not run for whoever asks a server: Typst alone.
            pdf.write(path, decks[0])
        else:
            pptx.write(path, decks[0])
        return path.read_bytes()
