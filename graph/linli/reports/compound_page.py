"""A compound on one page, as sections of plain text that any renderer shows, and as json. Never a contact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.messages.catalogue import Lang, explain, say
from linli.model.interval import MAX, MIN, Interval, certain
from linli.model.ledger_kind import load as ledger_kinds
from linli.model.vocabulary import load as vocabularies
from linli.reports import dates
from linli.reports.audit.words import SIGNS, signed
from linli.reports.findings import sentence

if TYPE_CHECKING:
    from linli.services.compound_page import Body, CompoundPage, Said, Seat, Slot

LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class Section:
    """A part of the page: its title, a note, headings, rows; `marks` are the rows to look at first."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """The page: title, a line of where and when, facts in short, sections, the foot."""

    lang: Lang
    title: str
    where: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str


def sheet(page: CompoundPage, lang: Lang) -> Sheet:
    """The page in one language."""
    comma = "，" if lang == "zh" else ", "
    sections = (
        _bodies(page, lang),
        _slots(page, lang),
        _findings(page, lang),
        _way(page, lang),
        _ledgers(page, lang),
    )
    return Sheet(
        lang,
        page.name,
        say("page_where", lang, areas=comma.join(page.areas), day=page.day),
        tuple(_facts(page, lang)),
        sections,
        say("page_foot", lang, pack=page.pack.label.text(lang), snapshot=page.snapshot[:16], day=page.day),
    )


def _facts(page: CompoundPage, lang: Lang) -> Iterator[tuple[str, str]]:
    row = page.facts
    none = say("not_stated", lang)
    for name, vocabulary in (("type", "compound_type"), ("boundary", "boundary")):
        code = row.get(name)
        yield say(f"page_{name}", lang), _word(vocabulary, str(code), lang) if code else none
    for name in ("households", "full_members"):
        count = row.get(name)
        yield say(f"page_{name}", lang), none if count is None else str(count)
    yield say("page_buildings", lang), str(page.buildings)
    joined = "、" if lang == "zh" else ", "
    yield say("page_grids", lang), joined.join(page.grids) or none
    yield say("page_venues", lang), joined.join(page.venues) or none
    if row.get("weak") is not None:
        yield say("page_weak", lang), say("yes" if row["weak"] else "no", lang)


def _bodies(page: CompoundPage, lang: Lang) -> Section:
    """Every body with its posts, a row a post; bodies of single buildings in one row each, at the end."""
    rows: list[tuple[str, ...]] = []
    marks: set[int] = set()
    for body in page.bodies:
        seats: tuple[Seat | None, ...] = body.seats or (None,)
        for number, seat in enumerate(seats):
            first = number == 0
            if seat is not None and not seat.held:
                marks.add(len(rows))
            rows.append(
                (
                    _body(body, lang) if first else "",
                    _tie(body, lang) if first else "",
                    _post(seat, lang) if seat else "—",
                    _holders(page, seat, lang) if seat else "—",
                    "；".join(dict.fromkeys(_term(one.interval, page, lang) for one in seat.held))
                    if seat
                    else "",
                )
            )
    heads = ("page_body", "page_tie", "page_post", "page_holder", "page_term")
    vacant = sum(1 for body in page.bodies for seat in body.seats if not seat.held)
    posts = sum(len(body.seats) for body in page.bodies)
    note = say(
        "page_bodies_note", lang, bodies=len({one.id for one in page.bodies}), posts=posts, vacant=vacant
    )
    return Section(say("page_bodies", lang), note, _heads(heads, lang), tuple(rows), frozenset(marks))


def _body(body: Body, lang: Lang) -> str:
    # What stands in one building is under a body of the page; its line is kept short.
    up = say("page_under", lang, superior=body.superior) if body.superior and not body.part else ""
    more = say("page_elsewhere", lang, count=body.elsewhere) if body.elsewhere else ""
    return f"{body.name}{up}{more}"


def _tie(body: Body, lang: Lang) -> str:
    word = _word("coverage_mode", body.mode, lang) if body.tie == "COVERS" else say(f"page_{body.tie}", lang)
    since = dates.start(*body.interval[:2], lang) if body.interval[0] != MIN else ""
    until = "" if body.interval[3] == MAX else dates.end(*body.interval[2:], lang)
    span = f"{since}–{until}" if since or until else ""
    return " ".join(part for part in (word, body.part, span) if part)


def _post(seat: Seat, lang: Lang) -> str:
    word = _word("post_kind", seat.kind, lang)
    room = say("page_seats", lang, seats=seat.seats) if seat.seats > 1 else ""
    return word + (f"/{seat.seat}" if seat.seat else "") + room


def _holders(page: CompoundPage, seat: Seat, lang: Lang) -> str:
    if not seat.held:
        return say("page_vacant", lang)
    unsure = say("page_unsure", lang)
    names = [one.name + ("" if certain(one.interval, page.day) else unsure) for one in seat.held]
    left = seat.seats - len(seat.held)
    more = say("page_seats_left", lang, count=left) if left > 0 else ""
    return ("、" if lang == "zh" else ", ").join(names) + more


def _term(interval: Interval, page: CompoundPage, lang: Lang) -> str:
    since = dates.start(*interval[:2], lang) if interval[0] != MIN else say("unknown", lang)
    last = say("unknown", lang) if interval[3] == MAX != interval[2] else dates.end(*interval[2:], lang)
    return f"{since}–{last}"


def _slots(page: CompoundPage, lang: Lang) -> Section:
    rows = [_slot(one, lang) for one in page.slots]
    marks = frozenset(n for n, one in enumerate(page.slots) if one.states.get("gap"))
    heads = ("page_slot", "page_state", "page_why")
    gaps = len(marks)
    note = say("page_slots_note", lang, slots=len(rows), gaps=gaps)
    return Section(say("page_slots", lang), note, _heads(heads, lang), tuple(rows), marks)


def _slot(one: Slot, lang: Lang) -> tuple[str, str, str]:
    if one.whole:
        [state] = one.states
        kinds = ledger_kinds()
        needs = [kinds[name].label.text(lang) for name in one.needs]
        why = say(f"why_{one.why}", lang, name=one.by, needs=needs)
        return one.label.text(lang), say(f"coverage_{state}", lang), why
    joined = "；" if lang == "zh" else "; "
    states = joined.join(f"{say(f'coverage_{state}', lang)} {count}" for state, count in one.states.items())
    names = ("、" if lang == "zh" else ", ").join(one.names)
    return one.label.text(lang), states, say("page_gaps", lang, names=names) if names else ""


def _findings(page: CompoundPage, lang: Lang) -> Section:
    order = list(SIGNS)
    ranked = sorted(page.findings, key=lambda one: order.index(one.rule.text.severity))
    rows = [(signed(one.rule.text.severity, lang), _said(one, lang)) for one in ranked]
    rows += [(say("page_doubt", lang), _said(one, lang)) for one in page.doubts]
    rows += [
        ("⚠", f"{rule.text.title.text(lang)}: {explain(error, lang).what}") for rule, error in page.errors
    ]
    grave = frozenset(n for n, one in enumerate(ranked) if one.rule.text.severity in ("prohibited", "breach"))
    note = say("page_findings_note", lang, findings=len(page.findings), doubts=len(page.doubts))
    heads = ("page_severity", "page_finding")
    return Section(say("page_findings", lang), note, _heads(heads, lang), tuple(rows), grave)


def _said(one: Said, lang: Lang) -> str:
    text, values = one.rule.text, one.finding.values
    message = text.message if values["verdict"] == "fail" else text.unknown or text.message
    return sentence(message, one.rule.find, values, lang)


def _way(page: CompoundPage, lang: Lang) -> Section:
    path = page.way.path
    rows = []
    for number, step in enumerate(path.steps, start=1):
        led = [f"{_word('post_kind', term.kind, lang)} {term.name}" for term in step.terms if term.person]
        relation = say("relation_covers" if step.via == "covers" else "relation_subordination", lang)
        since = [_term(term.interval, page, lang) for term in step.terms if term.person]
        empty = say("page_vacant", lang)
        rows.append((str(number), step.body.name, "；".join(led) or empty, "；".join(since), relation))
    note = say("page_way_whole", lang) if path.whole else say("page_way_broken", lang, count=len(path.breaks))
    breaks = [say(f"break_{one.kind}", lang) for one in path.breaks]
    if breaks:
        note += ("：" if lang == "zh" else ": ") + ("；" if lang == "zh" else "; ").join(breaks)
    heads = ("page_step", "page_body", "page_holder", "page_term", "page_relation")
    return Section(say("page_way", lang), note, _heads(heads, lang), tuple(rows))


def _ledgers(page: CompoundPage, lang: Lang) -> Section:
    whole = [one for one in page.ledgers if one.day]
    missing = [one.label.text(lang) for one in page.ledgers if not one.day]
    joined = "、" if lang == "zh" else ", "
    days: dict[object, list[str]] = {}
    for one in whole:
        days.setdefault(one.day, []).append(one.label.text(lang))
    said = [f"{day}{'：' if lang == 'zh' else ': '}{joined.join(kinds)}" for day, kinds in days.items()]
    rows = [(("；" if lang == "zh" else "; ").join(said) or "—", joined.join(missing) or "—")]
    note = say("page_ledgers_note", lang, whole=len(whole), of=len(page.ledgers))
    heads = ("page_ledgers_whole", "page_ledgers_missing")
    return Section(say("page_ledgers", lang), note, _heads(heads, lang), tuple(rows))


def _heads(keys: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    return tuple(say(key, lang) for key in keys)


def _word(vocabulary: str, code: str, lang: Lang) -> str:
    if not code:
        return ""
    term = vocabularies()[vocabulary].term(code)
    return term.zh if lang == "zh" else term.en


def text(one: Sheet) -> str:
    """A sheet as plain lines: a row a line, its cells apart by bars."""
    lines = [one.title, one.where, "  ".join(f"{key} {value}" for key, value in one.facts)]
    for section in one.sections:
        lines += ["", f"{section.title}  {section.note}"]
        lines += [" | ".join(row) for row in (section.headings, *section.rows)] if section.rows else []
    return "\n".join([*lines, "", one.foot, ""])


def render(page: CompoundPage) -> str:
    """All of it as json text, for programs: codes, dates as four bounds, sentences in both languages."""
    return json.dumps(plain(page), ensure_ascii=False, indent=1, default=str)


def plain(page: CompoundPage) -> dict[str, object]:
    """All of it as plain data."""
    return {
        "compound": page.id,
        "name": page.name,
        "as_of": page.day,
        "pack": page.pack.name,
        "snapshot": page.snapshot,
        "facts": {key: value for key, value in page.facts.items() if not key.endswith("_key")},
        "areas": page.areas,
        "buildings": page.buildings,
        "grids": page.grids,
        "venues": page.venues,
        "bodies": [_plain_body(one) for one in page.bodies],
        "coverage": [
            {"slot": one.slot, "whole": one.whole, "states": one.states, "by": one.by, "gaps": one.names}
            for one in page.slots
        ],
        "findings": [_plain_finding(one) for one in page.findings],
        "unknown": [_plain_finding(one) for one in page.doubts],
        "errors": [{"rule": rule.name, "code": error.code} for rule, error in page.errors],
        "ledgers": [
            {"ledger": one.kind, "title": vars(one.label), "whole_on": one.day, "area": one.area}
            for one in page.ledgers
        ],
        "way": {
            "whole": page.way.path.whole,
            "steps": [
                {
                    "body": step.body.name,
                    "body_id": step.body.id,
                    "holders": [t.name for t in step.terms if t.person],
                }
                for step in page.way.path.steps
            ],
            "breaks": [one.kind for one in page.way.path.breaks],
        },
    }


def _plain_body(one: Body) -> dict[str, object]:
    return {
        **{key: value for key, value in vars(one).items() if key != "seats"},
        "posts": [
            {
                **{k: v for k, v in vars(seat).items() if k != "held"},
                "held": [vars(held) for held in seat.held],
            }
            for seat in one.seats
        ],
    }


def _plain_finding(one: Said) -> dict[str, object]:
    return {
        "rule": one.rule.name,
        "finding": one.finding.id,
        "severity": one.rule.text.severity,
        "certain": one.finding.certain,
        "says": {lang: _said(one, lang) for lang in LANGS},
    }
