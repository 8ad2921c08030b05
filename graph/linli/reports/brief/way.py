"""The picture of a way up, walked step by step."""

from __future__ import annotations

from linli.messages.catalogue import Lang, say
from linli.model.interval import MIN, certain
from linli.model.vocabulary import load as vocabularies
from linli.reports import dates, escalation
from linli.reports.brief.slide import Picture
from linli.reports.picture import stairs
from linli.reports.picture.ladder import Rung
from linli.reports.told import Told


def walk(told: Told, lang: Lang, step: int | None = None) -> Picture:
    """The way up from a place; `step`, as far as which it is shown, or None for the whole."""
    rungs = _rungs(told, lang)
    made = stairs.scene(told.name, rungs, step)
    sentences = escalation.sentences(told, lang)
    last = len(told.path.steps)
    # Whole or broken: the sentence after the steps, with the breaks after it.
    verdict = sentences[1 + last :][: 1 + min(len(told.path.breaks), 2)]
    said = (
        verdict
        if step is None
        else sentences[step : step + 1]
        if step < last
        else [sentences[last], *verdict]
    )
    reading = " ".join(said)
    entries = [
        ("box", role, say(key, lang)) for role, key in LEGEND if any(box.role == role for box in made.boxes)
    ]
    if any(link.doubt == "may" for link in made.links):
        entries.append(("line", "may", say("picture_perhaps", lang)))
    return Picture(made, " ".join(reading.split()), entries, sentences)


LEGEND = (
    ("place", "picture_place"),
    ("party", "picture_party"),
    ("body", "picture_body"),
    ("finding", "brief_break"),
    ("later", "brief_later"),
)


def steps(told: Told) -> int:
    """How many steps there are to walk."""
    return len(told.path.steps)


def _rungs(told: Told, lang: Lang) -> list[Rung]:
    kinds, colon = vocabularies()["organization_kind"], escalation.COLON[lang]
    notes: dict[str, list[str]] = {}
    for one in told.path.breaks:
        said = f"{escalation.word(one, lang)}{colon}{escalation.sentence(told, one, lang)}"
        notes.setdefault(one.body or told.place, []).append(said)
    rungs = [Rung(told.place, told.name, (), "place", notes=notes.get(told.place, ()))]
    for step in told.path.steps:
        led = []
        for term in step.terms:
            if term.person:
                low, high, *_ = term.interval
                since = "" if low == MIN else dates.start(low, high, lang)
                began = say("brief_since", lang, since=since) if since else ""
                unsure = "" if certain(term.interval, told.day) else say("page_unsure", lang)
                led.append(f"{escalation.post(term.kind, lang)} {term.name}{unsure}")
                led += [began] if began else []
        party = kinds.term(step.body.kind).traits.get("family") == "party"
        relation = say(f"relation_{'covers' if step.via == 'covers' else 'subordination'}", lang)
        rungs.append(
            Rung(
                f"{step.body.id}.",
                step.body.name,
                led or [say("vacant", lang)],
                "party" if party else "body",
                relation,
                "sure" if certain(step.link, told.day) else "may",
                notes.get(step.body.id, ()),
            )
        )
    return rungs
