"""A scenario's outcome: what is tried, what it breaks and mends, coverage and ways up before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from linli.analysis.scenario.change import Appoint, Attach, Change, End, Found, Merge, Span
from linli.messages.catalogue import Lang, explain, say
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as vocabularies
from linli.reports import dates
from linli.reports.answer import Column, Shown
from linli.reports.audit.words import signed
from linli.reports.findings import sentence

if TYPE_CHECKING:
    from linli.services.tried_coverage import Covered
    from linli.services.what_if import Effect, Judged, WhatIf

LANGS: tuple[Lang, ...] = ("zh", "en")
PARTS = ("broken", "mended", "doubts", "settled")


def head(found: WhatIf, lang: Lang) -> list[str]:
    """What is tried, on what, for which day, and that nothing is written."""
    lines = [
        say("what_if_head", lang, title=found.planned.title, day=found.day, pack=found.pack.label.text(lang)),
        say("what_if_dry", lang),
    ]
    return lines + [f"  {n}. {told(one, found, lang)}" for n, one in enumerate(found.planned.changes, 1)]


def told(one: Change, found: WhatIf, lang: Lang) -> str:
    """A change in a sentence."""

    def name(identity: str | None) -> str:
        return _name(identity or "", found, lang)

    if isinstance(one, Appoint):
        return say(
            "change_appoint",
            lang,
            person=name(one.person),
            body=name(one.body),
            post=_post(one.kind, one.seat, lang),
            since=_day(one.since),
            until=_day(one.until) if one.until else "",
            how=_word("appointment", one.how, lang),
        )
    if isinstance(one, End):
        return say(f"change_end_{one.what}", lang, name=name(one.id), other=name(one.other), on=_day(one.on))
    if isinstance(one, Merge):
        return say("change_merge", lang, body=name(one.body), into=name(one.into), on=_day(one.on))
    if isinstance(one, Found):
        return say(
            "change_found",
            lang,
            body=name(one.id),
            kind=_word("organization_kind", one.kind, lang),
            since=_day(one.since),
            covers=[name(tie.place) for tie in one.ties] or None,
            superior=name(one.superior),
            posts=[_post(post.kind, post.seat, lang) for post in one.posts] or None,
        )
    return _attached(one, name, lang)


def _attached(one: Attach, name: Callable[[str], str], lang: Lang) -> str:
    body, since = name(one.body), _day(one.since)
    if one.tie is None:
        return say("change_attach_body", lang, body=body, superior=name(one.superior or ""), since=since)
    mode = _word("coverage_mode", one.tie.mode, lang)
    return say("change_attach", lang, place=name(one.tie.place), body=body, mode=mode, since=since)


def _name(identity: str, found: WhatIf, lang: Lang) -> str:
    """The name of what a change names; of a post, its body's and its own."""
    if identity in found.posts:
        body, kind, seat = found.posts[identity]
        return body + (" " if lang == "en" else "") + _post(kind, seat, lang)
    return found.names.get(identity, identity)


def judged(found: WhatIf, lang: Lang) -> Iterator[tuple[str, str]]:
    """Findings, as lines with their kind: head or line."""
    one = found.judged
    before = say("what_if_run", lang, run=one.run) if one.run else say("what_if_anew", lang)
    yield "head", say("what_if_asked", lang, asked=one.asked, of=one.of, before=before)
    for part in PARTS:
        effects: Sequence[Effect] = getattr(one, part)
        if effects or part in ("broken", "mended"):
            yield "head", say(f"what_if_{part}", lang, count=len(effects))
        yield from (("line", line) for line in _lines(effects, lang))
    if one.altered:
        yield "head", say("what_if_altered", lang, count=len(one.altered))
    for old, new in one.altered:
        yield "line", f"{_said(old, lang)} → {_said(new, lang)}"
    for rule, error in one.errors:
        yield "line", f"{rule.text.title.text(lang)}: {explain(error, lang).what}"


def _lines(effects: Sequence[Effect], lang: Lang) -> Iterator[str]:
    """Findings rule by rule, each with its sentence."""
    before = ""
    for one in effects:
        if one.rule.name != before:
            before = one.rule.name
            text = one.rule.text
            yield f"{signed(text.severity, lang)}  {text.title.text(lang)} ({one.rule.name})"
        yield f"    {_said(one, lang)}" + (say("what_if_doubt", lang) if _half(one) else "")


def _half(one: Effect) -> bool:
    """Whether the other side only could not tell."""
    return one.doubt and one.finding.values["verdict"] == "fail"


def _said(one: Effect, lang: Lang) -> str:
    text, values = one.rule.text, one.finding.values
    message = text.message if values["verdict"] == "fail" else text.unknown or text.message
    return sentence(message, one.rule.find, values, lang)


def coverage(found: WhatIf, lang: Lang) -> Shown:
    """Coverage before and after, of places where it is not the same."""
    names = ("what_if_slot", "what_if_place", "what_if_before", "what_if_after")
    rows = [
        (_label(one, lang), one.name, _state(one.before, lang), _state(one.after, lang))
        for one in found.coverage
    ]
    return Shown(tuple(Column(name, say(name, lang), False) for name in names), tuple(rows))


def _label(one: Covered, lang: Lang) -> str:
    return one.label.text(lang) if isinstance(one.label, Label) else one.slot


def _state(said: tuple[str, str] | None, lang: Lang) -> str:
    if said is None:
        return say("coverage_not_applicable", lang)
    state = say(f"coverage_{said[0]}", lang)
    return f"{state}：{said[1]}" if said[1] else state


def beside(before: Sequence[str], after: Sequence[str], lang: Lang) -> Shown:
    """Two ways up, line beside line; a line that differs is marked."""
    columns = ("what_if_mark", "what_if_before", "what_if_after")
    rows = []
    for number in range(max(len(before), len(after))):
        left, right = (side[number] if number < len(side) else "" for side in (before, after))
        rows.append(("" if left == right else "≠", left, right))
    return Shown(tuple(Column(name, say(name, lang), False) for name in columns), tuple(rows))


def compared(first: WhatIf, second: WhatIf, lang: Lang) -> Iterator[tuple[str, str]]:
    """Two scenarios tried on one graph: what only the one breaks or mends, and what both do."""
    for part in ("broken", "mended"):
        one, other = (_keyed(getattr(found.judged, part)) for found in (first, second))
        for key, only in (
            ("both", [one[i] for i in one if i in other]),
            ("first", [one[i] for i in one if i not in other]),
            ("second", [other[i] for i in other if i not in one]),
        ):
            title = {"both": "", "first": first.planned.title, "second": second.planned.title}[key]
            side = "what_if_both" if key == "both" else "what_if_only"
            yield "head", say(f"{side}_{part}", lang, title=title, count=len(only))
            yield from (("line", line) for line in _lines(only, lang))


def _keyed(effects: Sequence[Effect]) -> dict[str, Effect]:
    return {one.finding.id: one for one in effects}


def render(found: WhatIf, ways: Sequence[Mapping[str, object]]) -> str:
    """All of it as json text, for programs: sentences in both languages."""
    plain = {
        "scenario": found.planned.title,
        "as_of": found.day,
        "pack": found.pack.name,
        "areas": found.areas,
        "snapshot": found.snapshot,
        "written": False,
        "changes": [
            {**asdict(one), "says": {lang: told(one, found, lang) for lang in LANGS}}
            for one in found.planned.changes
        ],
        **_findings(found.judged),
        "coverage": [
            {
                "slot": one.slot,
                "place": one.place,
                "name": one.name,
                **{
                    side: None if said is None else {"state": said[0], "by": said[1]}
                    for side, said in (("before", one.before), ("after", one.after))
                },
            }
            for one in found.coverage
        ],
        "ways": list(ways),
        "places": found.places,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)


def _findings(one: Judged) -> dict[str, object]:
    return {
        "rules": {"asked": one.asked, "of": one.of, "run": one.run},
        **{part: [_plain(effect) for effect in getattr(one, part)] for part in PARTS},
        "altered": [{"before": _plain(old), "after": _plain(new)} for old, new in one.altered],
        "errors": [{"rule": rule.name, "code": error.code} for rule, error in one.errors],
    }


def _plain(one: Effect) -> dict[str, object]:
    return {
        "rule": one.rule.name,
        "finding": one.finding.id,
        "severity": one.rule.text.severity,
        "verdict": one.finding.values["verdict"],
        "certain": one.finding.certain,
        "doubt_on_the_other_side": one.doubt,
        "place": one.finding.place,
        "says": {lang: _said(one, lang) for lang in LANGS},
    }


def _day(span: Span) -> str:
    return dates.span(span.first, span.last)


def _word(vocabulary: str, code: str | None, lang: Lang) -> str:
    if not code:
        return ""
    term = vocabularies()[vocabulary].term(code)
    return term.zh if lang == "zh" else term.en


def _post(kind: str, seat: str | None, lang: Lang) -> str:
    word = _word("post_kind", kind, lang)
    return f"{word}/{seat}" if seat else word
