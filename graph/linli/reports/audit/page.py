"""An audit as one page that needs nothing else: no network, no script; in both languages, of which a switch
shows one; to be read on a screen, by keyboard, and printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from linli.audit.engine import Finding, Result
from linli.audit.reported import Part, Reported, untold
from linli.audit.rule import Severity
from linli.messages.catalogue import Lang, say
from linli.reports.audit import grounds, listing, summary
from linli.reports.audit.listing import Tell, facts, in_order, teller
from linli.reports.audit.words import (
    SIGNS,
    UNKNOWN,
    doubt,
    graver_first,
    head,
    parameters,
    part,
    place,
    said,
    sums,
)
from linli.reports.explain.facts import source
from linli.reports.render.html import Markup, both, document, joined, tag
from linli.reports.sheets import Sheet

STYLE = Path(__file__).with_name("style.css")

MOST = 50
"""Findings of each rule, and lines of what nobody can tell, that the page lists: a page of a hundred thousand
opens nowhere. What is left out is said, and how to get it.
"""

LANGS: tuple[Lang, Lang] = ("zh", "en")
COLON = both("：", ": ")


def render(report: Reported, lang: Lang, most: int = MOST) -> str:
    """The page.

    Parameters: `report`, with the evidence of at least `most` findings of each rule; `lang`, shown first;
    `most`, findings of each rule that are listed.
    """
    page = _Page(report, most)
    title = " ".join(say("audit_title", one) for one in LANGS)
    return document(title, STYLE.read_text(encoding="utf-8"), *_switch(lang), page.header(), page.main())


def _switch(lang: Lang) -> Iterator[Markup]:
    """The choice of language: two buttons; the style hides what belongs to the one not chosen."""
    yield tag("a", " / ".join(say("audit_skip", one) for one in LANGS), href="#main", class_="skip")
    for one, name in (("zh", "中文"), ("en", "English")):
        yield tag("input", type="radio", name="lang", id=one, class_="screen", checked=one == lang)
        yield tag("label", name, for_=one, class_="screen", lang=one)


def _said(key: str, **values: object) -> Markup:
    """A text of ours in both languages."""
    return _each(lambda lang: say(key, lang, **values))


def _each(tell: Callable[[Lang], str]) -> Markup:
    """What is said in each language."""
    return both(tell("zh"), tell("en"))


def _kind(kind: Severity) -> Markup:
    """A severity: its sign, its word, its colour."""
    return tag("span", f"{SIGNS[kind]} ", _said(f"severity_of_{kind}"), class_=f"kind {kind}")


class _Page:
    """The parts of the page."""

    def __init__(self, report: Reported, most: int) -> None:
        self._report = report
        self._most = most
        self._tell: dict[Lang, Tell] = {lang: teller(lang) for lang in LANGS}
        self._listed = {
            one.id
            for result in report.results
            for one in [f for f in result.findings if f.id not in report.let_stand][:most]
        }
        areas = " ".join(f"--area {area.code}" for area in report.areas)
        self._scope = " ".join(
            part for part in (f"--pack {report.pack.name}", areas, f"--as-of {report.as_of}") if part
        )

    def header(self) -> Markup:
        """Title, by what and for when, and all of it in a sentence."""
        lines = zip(*(head(self._report, lang) for lang in LANGS), strict=True)
        return tag(
            "header",
            tag("h1", _said("audit_title")),
            tag("div", *(tag("span", both(zh, en)) for zh, en in lines), class_="meta"),
            tag("p", _each(partial(sums, self._report)), class_="sums"),
        )

    def main(self) -> Markup:
        """Everything under the head, with a list of contents."""
        parts = [
            ("by-area", "audit_by_area", self._sheet(summary.by_area)),
            ("by-rule", "audit_by_rule", self._sheet(summary.by_rule)),
            ("by-place", "audit_by_place", joined(*self._by_place())),
            ("in-rules", "audit_in_rules", joined(*self._in_rules())),
            ("unknown", "audit_unknown", joined(*self._unknown())),
            ("waived", "audit_waived", self._sheet(listing.waived) if self._report.waived else None),
            ("pairs", "audit_pairs", self._sheet(listing.pairs) if self._report.pairs else None),
            ("whole", "audit_whole", self._sheet(grounds.whole)),
            ("lacking", "audit_lacking", self._sheet(grounds.lacking)),
            ("rules", "audit_rules", self._sheet(grounds.rules)),
        ]
        there = [(anchor, key, body) for anchor, key, body in parts if body is not None]
        contents = (tag("li", tag("a", _said(key), href=f"#{anchor}")) for anchor, key, _ in there)
        nav = tag("nav", tag("h2", _said("audit_contents")), tag("ul", *contents), class_="screen")
        sections = (tag("section", tag("h2", _said(key)), body, id=anchor) for anchor, key, body in there)
        return tag("main", nav, *sections, id="main")

    def _sheet(self, made: Callable[[Reported, Lang], Sheet]) -> Markup:
        """A table of the report in both languages."""
        zh, en = (made(self._report, lang) for lang in LANGS)
        kept = zh.rows if zh.total else zh.rows[: 10 * self._most]
        body = [_row(zh, a, b, place) for place, (a, b) in enumerate(zip(kept, en.rows, strict=False))]
        table = tag("table", tag("thead", *_headings(zh, en)), tag("tbody", *body))
        return joined(
            tag("p", both(zh.note, en.note), class_="note"),
            tag("div", table, class_="wide") if zh.rows else tag("p", _said("audit_none")),
            self._left_out(len(kept), len(zh.rows)),
        )

    def _left_out(self, shown: int, all_: int) -> Markup:
        """That some are left out, and how to get them."""
        if all_ <= shown:
            return Markup()
        more = _said("audit_left_out", shown=shown, count=all_ - shown, scope=self._scope)
        return tag("p", more, class_="more")

    def _by_place(self) -> Iterator[Markup]:
        """Each area with its findings, each a link to where it stands with its rule."""
        found: dict[str, list[tuple[Result, Finding]]] = {}
        for result, one in in_order(self._report):
            where = self._report.where.get(one.place)
            found.setdefault(where.part if where else "", []).append((result, one))
        for area in self._report.parts:
            yield self._area(area, found.get(area.code, []))

    def _area(self, area: Part, found: Sequence[tuple[Result, Finding]]) -> Markup:
        shown = [(result, one) for result, one in found if one.id in self._listed]
        items = (
            tag(
                "li",
                _kind(result.rule.text.severity),
                " ",
                tag("a", _each(partial(said, result, one)), href=f"#{one.id}"),
                *self._doubtful(one),
            )
            for result, one in shown
        )
        name = tag("strong", _each(partial(part, self._report, area)), f"　{len(found)}")
        whole = tag("ul", *items) if shown else tag("p", _said("audit_none")) if not found else Markup()
        return tag("details", tag("summary", name), whole, self._left_out(len(shown), len(found)), open=True)

    def _doubtful(self, one: Finding) -> Iterator[Markup]:
        if not one.certain:
            yield joined(" ", tag("span", f"{UNKNOWN} ", _said("verdict_possible"), class_="kind unknown"))

    def _in_rules(self) -> Iterator[Markup]:
        """Each rule that something breaks, with its findings and their evidence."""
        for result in graver_first(self._report.results):
            found = [one for one in result.findings if one.id not in self._report.let_stand]
            if found:
                yield tag("section", *self._rule(result, found), id=f"r-{result.rule.name}")

    def _rule(self, result: Result, found: Sequence[Finding]) -> Iterator[Markup]:
        text = result.rule.text
        level = _said(f"level_of_{text.level}")
        yield tag("h3", _kind(text.severity), " ", both(text.title.zh, text.title.en), f"　{len(found)}")
        yield tag(
            "p",
            _said("citation"),
            COLON,
            both(text.citation.zh, text.citation.en),
            both("（", " ("),
            level,
            both("）", ")"),
        )
        if text.parameters:
            told = _each(partial(parameters, self._report.pack, result.rule))
            yield tag("p", _said("parameters"), COLON, told)
        yield tag("p", _said("remedy"), COLON, both(text.remedy.zh, text.remedy.en))
        shown = [one for one in found if one.id in self._listed]
        yield from (self._finding(result, one) for one in shown)
        yield self._left_out(len(shown), len(found))

    def _finding(self, result: Result, one: Finding) -> Markup:
        where = place(self._report.where.get(one.place))
        return tag(
            "article",
            tag("p", _each(partial(said, result, one)), *self._doubtful(one), class_="says"),
            tag("p", where, class_="where") if where else "",
            tag("p", _said("finding_id"), COLON, tag("code", one.id), class_="id"),
            self._evidence(result, one),
            id=one.id,
            class_=result.rule.text.severity,
        )

    def _evidence(self, result: Result, one: Finding) -> Markup:
        """What a finding rests on, folded away."""
        told = list(facts(self._report, result, one))
        if one.id not in self._report.evidence:
            return tag("p", _said("audit_no_evidence", id=one.id))
        items = []
        for fact, decisive in told:
            sentence = _each(
                lambda lang, fact=fact: (
                    self._tell[lang](fact, self._report, result, one)  # type: ignore[misc]
                    + source(fact.cells, lang)
                )
            )
            items.append(
                tag("li", sentence, *([" ", tag("em", _said("audit_decisive"))] if decisive else []))
            )
        numbers = dict.fromkeys(
            (doc.label.zh, doc.label.en, doc.number) for doc in self._report.evidence[one.id].documents
        )
        items += [tag("li", both(zh, en), " ", number) for zh, en, number in numbers]
        heading = tag("summary", _said("audit_show_evidence", count=len(told)))
        return tag("details", heading, tag("ol", *items))

    def _unknown(self) -> Iterator[Markup]:
        """What nobody can tell, rule by rule."""
        yield tag("p", _said("audit_unknown_note"), class_="note")
        none = True
        for result in self._report.results:
            told = [(one.place, partial(doubt, result, one), one.id) for one in result.unknown]
            bare = [(where, partial(say, "audit_untold"), "") for _, where in untold(result).iter_rows()]
            if everything := [*told, *bare]:
                none = False
                yield self._open(result, everything)
        if none:
            yield tag("p", _said("audit_none"))

    def _open(self, result: Result, told: Sequence[tuple[str, Callable[[Lang], str], str]]) -> Markup:
        title = result.rule.text.title
        mark = tag("span", f"{UNKNOWN} ", _said("unknown_count"), class_="kind unknown")
        items = []
        for where, why, identity in told[: self._most]:
            names = place(self._report.where.get(where))
            code = (" ", tag("code", identity)) if identity else ()
            items.append(
                tag("li", tag("span", f"{names}　" if names else "", class_="where"), _each(why), *code)
            )
        return tag(
            "details",
            tag("summary", mark, " ", both(title.zh, title.en), f"　{len(told)}"),
            tag("ul", *items),
            self._left_out(len(items), len(told)),
        )


def _headings(zh: Sheet, en: Sheet) -> Iterator[Markup]:
    """The headings, in two rows where some share one."""
    pairs = list(zip(zh.columns, en.columns, strict=True))
    if not any(one.over for one, _ in pairs):
        yield tag("tr", *(tag("th", _said(one.key), scope="col") for one, _ in pairs))
        return
    above = []
    for over, group in groupby(pairs, key=lambda pair: (pair[0].over, pair[1].over)):
        columns = list(group)
        if over[0]:
            above.append(tag("th", both(*over), scope="colgroup", colspan=str(len(columns))))
        else:
            above += [tag("th", _said(one.key), scope="col", rowspan="2") for one, _ in columns]
    yield tag("tr", *above)
    yield tag("tr", *(tag("th", _said(one.key), scope="col") for one, _ in pairs if one.over))


def _row(sheet: Sheet, zh: Sequence[str | int], en: Sequence[str | int], number: int) -> Markup:
    tint = sheet.tints[number] if sheet.tints else ""
    cells: list[Markup] = []
    for column, a, b in zip(sheet.columns, zh, en, strict=True):
        said = both(_number(a), _number(b))
        if column.key == "rule_severity" and a:
            said = tag("span", said, class_=f"kind {tint}")
        first = not cells
        kind = "number" if column.align == "number" else None
        cells.append(tag("th", said, scope="row") if first else tag("td", said, class_=kind))
    total = sheet.total and number == len(sheet.rows) - 1
    return tag("tr", *cells, class_="total" if total else None)


def _number(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell
