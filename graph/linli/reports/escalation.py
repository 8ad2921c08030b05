"""A way up as sentences that can be read aloud, as json, as Mermaid and as a picture."""

from __future__ import annotations

import json
from collections.abc import Iterator

from linli.analysis.escalation.records import Break, Step, Term
from linli.messages.catalogue import Lang, say
from linli.model.interval import MAX, MIN, certain
from linli.model.vocabulary import load as vocabularies
from linli.reports import dates
from linli.reports.picture import ladder
from linli.reports.picture.scene import Scene
from linli.reports.told import Told

COLON: dict[Lang, str] = {"zh": "：", "en": ": "}
LEVEL_OF = {"household": "household", "building": "building", "compound": "compound", "grid": "compound"}


def sentences(told: Told, lang: Lang) -> list[str]:
    """The way up, one sentence a line: the place, each step, its breaks, where matters stop, whom else to
    turn to, and the ways to the ends that were asked for.
    """
    areas = "，".join(told.areas) if lang == "zh" else ", ".join(told.areas)
    scheme = told.scheme.label.text(lang)
    colon = COLON[lang]
    lines = [say("esc_head", lang, place=told.name, areas=areas, day=told.day, scheme=scheme)]
    lines += [_step(told, number, step, lang) for number, step in enumerate(told.path.steps, start=1)]
    if told.path.whole and told.path.steps:
        lines.append(say("esc_whole", lang, top=told.path.steps[-1].body.name))
    else:
        lines.append(say("esc_broken", lang, count=len(told.path.breaks)))
        lines += [f"  ⚠ {word(one, lang)}{colon}{sentence(told, one, lang)}" for one in told.path.breaks]
    lines += _stops(told, lang)
    lines += _ends(told, lang)
    if told.asides:
        lines.append(say("esc_asides", lang))
        lines += [f"  {say(f'relation_{relation}', lang)}{colon}{name}" for relation, name in told.asides]
    return lines


def word(one: Break, lang: Lang) -> str:
    """The kind of a break, in a word."""
    return say(f"break_{one.kind}", lang)


def sentence(told: Told, one: Break, lang: Lang) -> str:
    """What is broken, where, since when."""
    key = f"says_{one.kind}" + (f"_{one.what}" if one.kind in ("lapsed", "unknown", "dead_end") else "")
    level = told.scheme.chain(told.day).levels[one.level].label.text(lang) if one.level is not None else ""
    return say(
        key,
        lang,
        body=told.body(one.body),
        other=told.body(one.other),
        person=told.person(one.person),
        level=level,
        since=one.since,
    )


def _step(told: Told, number: int, step: Step, lang: Lang) -> str:
    comma = "；" if lang == "zh" else "; "
    led = comma.join(_led(told, term, lang) for term in step.terms if term.person)
    relation = say(f"relation_{'covers' if step.via == 'covers' else 'subordination'}", lang)
    return say(
        "esc_step",
        lang,
        number=number,
        body=step.body.name,
        led=led or say("esc_empty", lang),
        via=say("esc_via", lang, relation=relation) if number > 1 else "",
    )


def _led(told: Told, term: Term, lang: Lang) -> str:
    key = "esc_led" if certain(term.interval, told.day) else "esc_led_maybe"
    low, high, first, last = term.interval
    # What is not known is not read aloud: a bound alone is no date.
    text = say(
        key,
        lang,
        post=post(term.kind, lang),
        holder=term.name,
        since="" if low == MIN else dates.start(low, high, lang),
        until="" if last == MAX else dates.end(first, last, lang),
    )
    contact = told.contacts and told.contacts.get(term.post)
    return text + (say("esc_contact", lang, contact=contact) if contact else "")


def post(kind: str, lang: Lang) -> str:
    """A kind of post in words."""
    term = vocabularies()["post_kind"].term(kind)
    return term.zh if lang == "zh" else term.en


def _stops(told: Told, lang: Lang) -> Iterator[str]:
    """Where each kind of matter may stop: the step of the path at that level, if there is one."""
    levels = told.scheme.chain(told.day).levels
    for stop in told.scheme.stops:
        for step in told.path.steps:
            if step.level is not None and levels[step.level].level == LEVEL_OF.get(stop.at, stop.at):
                level = levels[step.level].label.text(lang)
                yield say("esc_stops", lang, matter=stop.matter.text(lang), level=level, body=step.body.name)
                break


def _ends(told: Told, lang: Lang) -> Iterator[str]:
    for end, way in told.ends.items():
        if way is None:
            yield say("esc_end_none", lang, end=end)
            continue
        steps = [f"{told.body(link.upper)}（{say(f'relation_{link.relation}', lang)}）" for link in way]
        yield say("esc_end_found", lang, end=end, count=len(way), way=" → ".join(steps))


def render(told: Told) -> str:
    """All of it as json text, for programs: both languages."""
    return json.dumps(plain(told), ensure_ascii=False, indent=1, default=str)


def plain(told: Told) -> dict[str, object]:
    """All of it as plain data."""
    levels = told.scheme.chain(told.day).levels
    return {
        "place": told.place,
        "name": told.name,
        "areas": told.areas,
        "as_of": told.day,
        "scheme": {"place": told.scheme.place, "source": vars(told.scheme.source.text)},
        "reached": told.path.reached,
        "steps": [
            {
                "step": number,
                "body": step.body.name,
                "body_id": step.body.id,
                "kind": step.body.kind,
                "level": None if step.level is None else levels[step.level].level,
                "relation": "coverage" if step.via == "covers" else "subordination",
                "certain": step.certain,
                "leaders": [_json(told, term) for term in step.terms],
            }
            for number, step in enumerate(told.path.steps, start=1)
        ],
        "breaks": [
            {
                "kind": one.kind,
                "what": one.what,
                "body_id": one.body or None,
                "level": None if one.level is None else levels[one.level].level,
                "since": one.since,
                "says": {"zh": sentence(told, one, "zh"), "en": sentence(told, one, "en")},
            }
            for one in told.path.breaks
        ],
        "stops": [{"matter": vars(stop.matter), "at": stop.at} for stop in told.scheme.stops],
        "asides": [{"relation": relation, "body": name} for relation, name in told.asides],
        "ends": {
            end: way and [{"relation": link.relation, "body": told.body(link.upper)} for link in way]
            for end, way in told.ends.items()
        },
    }


def _json(told: Told, term: Term) -> dict[str, object]:
    low, high, first, last = term.interval
    held = bool(term.person)
    return {
        "post": term.kind,
        "post_id": term.post,
        "holder": term.name or None,
        "since": [low, high] if held else None,
        "until": [first, last] if held else None,
        "certain": certain(term.interval, told.day) if held else None,
        "contact": (told.contacts or {}).get(term.post),
    }


def mermaid(told: Told, lang: Lang) -> str:
    """The way up as a Mermaid flow chart, from the top down to the place; broken steps are dashed.

    Every name stands in quotation marks, so that none is read as Mermaid's own.
    """
    lines = ["flowchart BT", f'  p["{_quiet(told.name)}"]']
    broken = {one.body for one in told.path.breaks}
    before = "p"
    for number, step in enumerate(told.path.steps, start=1):
        led = "<br/>".join(f"{post(t.kind, lang)} {_quiet(t.name)}" for t in step.terms if t.person)
        text = f"{_quiet(step.body.name)}<br/>{led or say('esc_empty', lang)}"
        relation = say(f"relation_{'covers' if step.via == 'covers' else 'subordination'}", lang)
        lines += [f'  s{number}["{text}"]', f"  {before} -->|{relation}| s{number}"]
        if step.body.id in broken:
            lines.append(f"  style s{number} stroke:#d9730d,stroke-width:3px,stroke-dasharray:6 4")
        before = f"s{number}"
    for number, one in enumerate(told.path.breaks, start=1):
        if not one.body:
            text = f"⚠ {word(one, lang)}<br/>{_quiet(sentence(told, one, lang))}"
            lines += [f'  x{number}["{text}"]', f"  p -.- x{number}"]
    return "\n".join([*lines, ""])


def _quiet(text: str) -> str:
    """A text that Mermaid shows as it is."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("#", "&#35;")):
        text = text.replace(sign, entity)
    return text


def picture(told: Told, lang: Lang) -> Scene:
    """The way up as a ladder, to be drawn (`reports.render.svg`)."""
    kinds = vocabularies()["organization_kind"]
    colon = COLON[lang]
    notes: dict[str, list[str]] = {}
    for one in told.path.breaks:
        notes.setdefault(one.body or told.place, []).append(
            f"{word(one, lang)}{colon}{sentence(told, one, lang)}"
        )
    rungs = [ladder.Rung(told.place, told.name, (), "place", notes=notes.get(told.place, ()))]
    for step in told.path.steps:
        held = [_led(told, term, lang) for term in step.terms if term.person]
        rungs.append(
            ladder.Rung(
                f"{step.body.id}.",
                step.body.name,
                held or [say("esc_empty", lang)],
                "party" if kinds.term(step.body.kind).traits.get("family") == "party" else "body",
                say(f"relation_{'covers' if step.via == 'covers' else 'subordination'}", lang),
                "sure" if certain(step.link, told.day) else "may",
                notes.get(step.body.id, ()),
            )
        )
    lines = sentences(told, lang)
    # The breaks stand in the picture, beside their steps.
    foot = lines[1 + len(told.path.steps) + (1 + len(told.path.breaks) if told.path.breaks else 0) :]
    return ladder.scene(lines[0], rungs, foot)
