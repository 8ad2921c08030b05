"""A briefing of an area: the default one, and any one as slides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from linli.errors import AreaForbidden, DefinitionError, LinliError
from linli.messages.catalogue import Lang, say
from linli.model.brief.briefing import Briefing, Shot
from linli.model.vocabulary import Label
from linli.reports.brief import covering, pictures, way
from linli.reports.brief.slide import Deck, Picture, Slide, compose, cover
from linli.services import brief_pictures as told
from linli.services.covered import covered
from linli.services.escalate import Escalation
from linli.services.graph import Graph
from linli.services.network.known import Known
from linli.services.network.known import known as known_of
from linli.services.offices import Offices
from linli.services.place_tree import children, place
from linli.services.places import resolve
from linli.services.scope import within
from linli.services.tied import Shown
from linli.services.way_up import way_up

if TYPE_CHECKING:
    from linli.analysis.coverage.whole import Coverage


def masked(offices: Offices) -> Shown:
    """Names as everybody may see them: in full for public offices, else the first character.

    >>> from linli.services import offices
    >>> shown = masked(offices.load())
    >>> shown("石松年", "secretary", "compound_branch", ""), shown("石松年", "staff", "property_company", "")
    ('石松年', '石*')
    """

    def shown(name: str, post: str, kind: str, body: str) -> str:
        return name if not name or offices.public(post, kind) else f"{name[:1]}*"

    return shown


def plain(name: str, post: str, kind: str, body: str) -> str:
    """Every name as it is."""
    return name


@dataclass(frozen=True)
class Eyes:
    """For whom slides are made.

    shown    how names are shown; said: the word of the catalogue that says so on the first slide
    granted  codes of the areas that the reader was given; None for all
    home     the workspace whose own thresholds of coverage count
    mark     who takes the slides out, and when: it stands on every slide
    only     numbers of the scenes that are wanted; all of them unless given
    by_office  whether names are shown by what offices are public (`services.tied`)
    """

    shown: Shown
    said: str = "brief_masked"
    granted: Sequence[str] | None = None
    home: Path | None = None
    mark: Label | None = None
    only: Collection[int] | None = None
    by_office: bool = True


@dataclass
class _Told:
    """Where it is looked up what a briefing tells."""

    graph: Graph
    snapshot: str
    eyes: Eyes

    @property
    def shown(self) -> Shown:
        return self.eyes.shown

    def known(self, areas: Sequence[str], day: dt.date) -> Known:
        return known_of(self.graph, self.snapshot, areas, day)

    def coverage(self, areas: Sequence[str], day: dt.date) -> Coverage:
        return covered(self.graph, self.snapshot, areas, as_of=day, home=self.eyes.home).done

    def areas(self, area: str, file: str, where: str) -> list[str]:
        """The areas of a word; all that the reader was given for none. Raises DefinitionError, AreaForbidden
        for one outside these.
        """
        try:
            return within(self.graph, self.eyes.granted, [area] if area else None)
        except AreaForbidden:
            raise
        except LinliError as error:
            raise _wrong(error, file, where) from error


def new(graph: Graph, area: str | Sequence[str] | None, as_of: dt.date | None = None) -> Briefing:
    """The default briefing of an area: its structure, who covers it, who holds posts in several bodies,
    one way up walked, what lapses, what would mend it.

    Parameters: `area`, codes or names, the whole graph by default; `as_of`, its newest ledger's day by
    default.
    Raises AreaUnknown, PlaceAmbiguous, or a StoreError.
    """
    areas = graph.areas(area)
    day = as_of or max((graph.ledger_day(one) for one in areas), default=graph.day)
    source = _Told(graph, graph.snapshot, Eyes(plain))
    known = source.known(areas, day)
    name = _called(known, areas)
    done = source.coverage(areas, day)
    shots = [_shot("structure"), *([_shot("coverage", slot="branch")] if "branch" in done.slots else [])]
    second = next((slot for slot in ("owners_committee", "premises", "property") if slot in done.slots), None)
    shots += [_shot("coverage", "brief_new_second", slot=second)] if second else []
    compound = told.most_crossed(known)
    if compound:
        at = known.index.number(compound)
        called = known.index.row(at)["name"] if at is not None else compound
        shots += [_shot("cross"), _shot("sides", compound=called)]
    place = _walked(graph, known, compound, areas, day)
    shots += [_shot("escalation", place=place, step="each")] if place else []
    shots += [_shot("lapses"), _shot("mend")]
    title = Label(say("brief_new_title", "zh", area=name), say("brief_new_title", "en", area=name))
    return Briefing(title, areas[0] if len(areas) == 1 else "", tuple(shots), day)


def _shot(picture: str, key: str = "", step: str | None = None, **filters: str) -> Shot:
    """A scene of the default briefing, with its words from the catalogue."""
    word = key or f"brief_new_{picture}"
    title, text = (Label(say(name, "zh"), say(name, "en")) for name in (f"{word}_title", f"{word}_text"))
    return Shot(title, picture, text, filter=filters, step="each" if step else None)  # type: ignore[arg-type]


def _walked(
    graph: Graph, known: Known, compound: str | None, areas: Sequence[str], day: dt.date
) -> str | None:
    """The building whose way up is walked: the first of the compound of the picture before, or of another."""
    index = known.index
    first = [index.number(compound)] if compound else []
    others = [int(one) for one in index.of_label("Compound") if known.sees(int(one))]
    for number in (*(one for one in first if one is not None), *others):
        for child in children(known, number):
            if index.label(child) == "Building":
                return f"{index.row(number)['name']}/{index.row(child)['name']}"
    return None


def slides(
    graph: Graph,
    briefing: Briefing,
    lang: Lang,
    made: dt.datetime,
    eyes: Eyes,
    file: str = "briefing.yaml",
) -> Deck:
    """A briefing as slides in one language.

    Parameters: `made`, when; `eyes`, for whom; `file`, its name for messages.
    Raises DefinitionError naming file and field for a place, area or slot that is not there, AreaForbidden
    for an area that the reader was not given, or a StoreError.
    """
    source = _Told(graph, graph.snapshot, eyes)
    areas = source.areas(briefing.area, file, "area")
    day = briefing.as_of or max((graph.ledger_day(one) for one in areas), default=graph.day)
    about = say(
        "brief_about",
        lang,
        area=_called(source.known(areas, day), areas),
        day=day,
        snapshot=graph.snapshot[:12],
    )
    about = f"{about}{'　' if lang == 'zh' else ' · '}{eyes.mark.text(lang)}" if eyes.mark else about
    lines = [say("brief_day", lang, day=day), say(eyes.said, lang)]
    found: list[Slide] = [cover("cover", briefing.title.text(lang), lines, about)]
    for number, shot in enumerate(briefing.scenes):
        if eyes.only is not None and number not in eyes.only:
            continue
        for picture, title, identity in _pictures(source, shot, areas, day, lang, file, number):
            foot = say("brief_foot", lang, about=about, number=len(found) + 1)
            text = shot.text.text(lang) if shot.text else ""
            notes = [shot.notes.text(lang)] if shot.notes else []
            found.append(compose(identity, title, text, picture, foot, notes))
    return Deck(briefing.title.text(lang), about, lang, made, found)


NAMED = 3
"""Areas that are told by name where there are several."""


def _called(known: Known, areas: Sequence[str]) -> str:
    """What areas are called."""
    numbers = [known.index.number(area) for area in areas]
    names = [known.index.row(one)["name"] for one in numbers if one is not None]
    return "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


def _pictures(
    source: _Told, shot: Shot, areas: Sequence[str], day: dt.date, lang: Lang, file: str, number: int
) -> Iterator[tuple[Picture, str, str]]:
    """The pictures of a scene, each with its title and identifier: one, or one a step of a walk."""
    where, title, identity = f"scenes.{number}", shot.title.text(lang), f"s{number + 1}"
    mine = source.areas(shot.area, file, f"{where}.area") if shot.area else areas
    when = shot.as_of or day
    if shot.picture != "escalation":
        yield _one(source, shot, mine, when, lang, (file, where)), title, identity
        return
    found = told.told(_way(source, shot, mine, when, (file, where)), source.shown, source.eyes.by_office)
    if shot.step != "each":
        yield way.walk(found, lang, shot.step), title, identity
        return
    last = way.steps(found)
    for step in range(last + 1):
        walked = way.walk(found, lang, step)
        key = "brief_step" if step else "brief_step_start"
        yield walked, say(key, lang, title=title, step=step, of=last), f"{identity}.{step}"


def _one(
    source: _Told, shot: Shot, areas: Sequence[str], day: dt.date, lang: Lang, at: tuple[str, str]
) -> Picture:
    """The picture of a scene that has one."""
    known = source.known(areas, day)
    if shot.picture == "text":
        return pictures.nothing("")
    if shot.picture == "structure":
        done = source.coverage(areas, day)
        states = {row["place"]: row["state"] for row in done.rows.to_dicts() if row["slot"] == "branch"}
        numbers = [one for one in map(known.index.number, areas) if one is not None]
        spots = [told.structure(known, one, states, source.shown) for one in numbers]
        return pictures.structure(told.together(spots, _called(known, areas)), lang)
    if shot.picture == "cross":
        return pictures.kinds(told.kinds(known), lang)
    if shot.picture == "sides":
        compound = _place(source.graph, shot.filter["compound"], known, at)
        return pictures.four_sides(
            told.four_sides(known, compound, source.shown, source.eyes.by_office), lang
        )
    return _covering(source.coverage(areas, day), shot, lang, at)


def _covering(done: Coverage, shot: Shot, lang: Lang, at: tuple[str, str]) -> Picture:
    """The picture of a scene that comes from coverage."""
    slot = shot.filter.get("slot", "branch" if shot.picture == "coverage" else "")
    if slot and slot not in done.slots:
        have = ", ".join(done.slots)
        problem = Label(
            f"这里没有“{slot}”这一项覆盖，有：{have}", f"no such coverage here; there are: {have}"
        )
        raise DefinitionError(file=at[0], field=f"{at[1]}.filter.slot", problem=problem)
    if shot.picture == "coverage":
        return covering.treemap_of(done, slot, lang)
    if shot.picture == "lapses":
        return covering.lapses(done, lang, slot=slot)
    return covering.mend(done, lang, slot=slot)


def _way(source: _Told, shot: Shot, areas: Sequence[str], day: dt.date, at: tuple[str, str]) -> Escalation:
    try:
        return way_up(source.graph, source.known(areas, day), shot.filter["place"])
    except LinliError as error:
        raise _wrong(error, at[0], f"{at[1]}.filter.place") from error


def _place(graph: Graph, word: str, known: Known, at: tuple[str, str]) -> str:
    """The compound that a word means. Raises DefinitionError where there is none in the areas."""
    ask = partial(graph.ask_within, {"as_of": known.day, "areas": list(known.areas)})
    try:
        return place_of(known, resolve("compound", word, ask))
    except LinliError as error:
        raise _wrong(error, at[0], f"{at[1]}.filter.compound") from error


def place_of(known: Known, identity: str) -> str:
    """A compound's identifier, if it lies in the areas. Raises PlaceUnknown."""
    return known.index.id(place(known, identity, ("Compound",)))


def _wrong(error: LinliError, file: str, where: str) -> DefinitionError:
    """What is not there, as a fault of the file that names it."""
    from linli.messages.catalogue import explain

    said = [explain(error, lang) for lang in ("zh", "en")]
    zh, en = (f"{one.what} {one.do}" for one in said)
    return DefinitionError(file=file, field=where, problem=Label(zh, en))
