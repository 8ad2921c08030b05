"""What if: a scenario tried on a graph, without writing. What it breaks and mends, how places are covered,
who answers for them, before and after.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.analysis.scenario import change
from linli.analysis.scenario.change import Attach, Change, End, Found
from linli.audit import pack as packs
from linli.audit.engine import Finding
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.audit.run import Run
from linli.errors import LinliError
from linli.model.vocabulary import load as load_vocabularies
from linli.services import runs, scenarios
from linli.services.audit import for_areas
from linli.services.escalate import Escalation, escalate
from linli.services.graph import Graph, is_address, open_graph
from linli.services.network.build import build
from linli.services.network.chain import Indexed
from linli.services.network.index import Index
from linli.services.scenarios import Planned
from linli.services.spare import Spare
from linli.services.touched import STAFF
from linli.services.trial import Asked, Trial, Tried
from linli.services.tried_coverage import Covered, changed, touch_of
from linli.workspace.layout import open_layout

Frames = Mapping[str, pl.DataFrame]

UNWALKED = ("SHARES_HOLDER.Post.Post",)
"""Links that no way up takes."""

PLACES = 4
"""Places whose way up is shown, before and after."""


@dataclass(frozen=True)
class Effect:
    """A finding that a scenario breaks or mends.

    doubt  whether nobody could tell before (of one that is broken), or can tell after (of one that is mended)
    """

    rule: Rule
    finding: Finding
    doubt: bool


@dataclass(frozen=True)
class Judged:
    """What became of findings.

    broken, mended       failures that only the graph after the changes has, or only the one before
    altered              failures that stay, of which a row says something else than before: before, after
    doubts, settled      what nobody can tell only after, or only before, and did not fail on the other side
    errors               rules that could not be run
    asked, of            how many rules were run, of how many that the pack has switched on
    run                  number of the kept run that stood for "before"; None where it was judged anew
    """

    broken: tuple[Effect, ...]
    mended: tuple[Effect, ...]
    altered: tuple[tuple[Effect, Effect], ...]
    doubts: tuple[Effect, ...]
    settled: tuple[Effect, ...]
    errors: tuple[tuple[Rule, LinliError], ...]
    asked: int
    of: int
    run: int | None


@dataclass(frozen=True)
class Way:
    """The way up from a place before and after; None where the place cannot be asked on that side."""

    place: str
    before: Escalation | None
    after: Escalation | None


@dataclass(frozen=True)
class WhatIf:
    """A scenario's outcome.

    names     identifier → name of all that the changes name
    posts     identifier → body's name, kind and seat of the posts that they name
    touched   how many facts the changes put or ended
    ways      of `places` whose way up was asked, those of which it was
    """

    planned: Planned
    pack: Pack
    areas: tuple[str, ...]
    day: dt.date
    snapshot: str
    judged: Judged
    coverage: tuple[Covered, ...]
    ways: tuple[Way, ...]
    places: int
    touched: int
    names: Mapping[str, str]
    posts: Mapping[str, tuple[str, str, str | None]]


class Bench:
    """An opened graph on which scenarios are tried, one after another; the rules' plans are kept between.

    Close it, or use it in a `with` (see `opened`).
    """

    def __init__(self, graph: Graph, trial: Trial, key: bytes) -> None:
        self.graph = graph
        self.trial = trial
        self._key = key

    def looked(self, touched: Mapping[str, set[str]]) -> Tried:
        """The graph as it is around some facts, asked of by every rule."""
        return self.trial.around(touched)

    def plan(self, title: str, text: str) -> Planned:
        """Look a scenario's changes up. Raises DefinitionError with file, field and repair."""
        return scenarios.plan(self.trial.facts, title, text, self._key)

    def judge(self, planned: Planned) -> tuple[Judged, Tried]:
        """What a scenario breaks and mends, alone."""
        tried = self.trial.changed(planned.changes, planned.names)
        asked = tried.ask()
        run = self.trial.baseline
        number = run.number if run and all(tried.kept(one.rule) for one in asked) else None
        on = sum(rule.text.on for rule in self.trial.pack.rules)
        return _judged(asked, on, number), tried

    def try_(self, planned: Planned) -> WhatIf:
        """All that a scenario comes to."""
        trial = self.trial
        judged, tried = self.judge(planned)
        places = _places(tried, planned.changes)
        touched = sum(len(rows) for rows in tried.applied.touched.values())
        return WhatIf(
            planned,
            trial.pack,
            trial.areas,
            trial.day,
            self.graph.snapshot,
            judged,
            tuple(changed(tried)),
            tuple(self._ways(tried, places[:PLACES])),
            len(places),
            touched,
            _named(tried.facts, planned),
            _posts(tried.facts, planned),
        )

    def _ways(self, tried: Tried, places: Sequence[str]) -> Iterator[Way]:
        trial, graph = self.trial, self.graph
        if not places:
            return
        after = Indexed(graph, _index(tried.after), trial.day)
        before = Indexed(graph, _index(tried.before), trial.day) if _leads(tried) else None
        for place in places:
            new = escalate(graph, place, source=after)
            if before is None:
                yield Way(place, new, new)
            else:
                old = escalate(graph, place, source=before) if _there(trial.facts, place) else None
                yield Way(place, old, new)


@contextmanager
def opened(
    where: Path | str,
    environment: Mapping[str, str],
    *,
    pack_name: str | None = None,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
) -> Iterator[Bench]:
    """Open a graph for trying.

    Parameters: `where`, a workspace or a server's address; `environment`, for a server's credentials;
    `pack_name`, `area`, `as_of` as `services.audit.audit` has them.
    Raises as `open_graph` and `services.audit.audit` do.
    """
    with (
        open_graph(where, environment) as graph,
        closing(Spare()) as spare,
        benched(graph, where, spare, pack_name=pack_name, area=area, as_of=as_of) as bench,
    ):
        yield bench


@contextmanager
def benched(
    graph: Graph,
    where: Path | str,
    spare: Spare,
    *,
    pack_name: str | None = None,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
) -> Iterator[Bench]:
    """Try on a graph that is open already, again and again.

    Parameters: `graph`, of `where`; `spare`, where what every trial needs waits between them; the others as
    `opened` has them. Raises as `services.audit.audit` does.
    """
    areas = tuple(graph.areas(area))
    pack = packs.get(pack_name) if pack_name else for_areas(areas)
    day = as_of or max((graph.ledger_day(one) for one in areas), default=graph.day)
    key, run, facts = b"", None, _facts(graph, areas, spare)
    if not is_address(where):
        layout = open_layout(Path(where))
        key, run = layout.key, _baseline(Path(where), pack, areas, day, graph.snapshot, spare)
    trial = Trial(facts, pack, areas, day, run, spare)
    try:
        yield Bench(graph, trial, key)
    finally:
        trial.close()


def _leads(tried: Tried) -> bool:
    """Whether changes can change who answers: all but those of who has a post that leads nothing."""
    touch = touch_of(tried)
    heads = set(load_vocabularies()["post_kind"].codes("head", True))
    return not touch.tables <= STAFF or any(post in heads for _, post in touch.offices)


def _index(facts: Frames) -> Index:
    """The index of what lies near."""

    def read(table: str, *columns: str) -> pl.DataFrame:
        frame = facts[table]
        return frame if frame.columns == list(columns) else frame.select(columns)

    return build(read, UNWALKED)


def _facts(graph: Graph, areas: Sequence[str], spare: Spare) -> Frames:
    if graph.facts is not None:
        return spare.facts(graph.facts)
    from linli.services.ground import of_store
    from linli.services.trial import derived

    return derived(dict(of_store(graph.store, areas, graph.tops).facts))


def _baseline(
    workspace: Path, pack: Pack, areas: tuple[str, ...], day: dt.date, snapshot: str, spare: Spare
) -> Run | None:
    """The newest kept run of the same snapshot, day, areas and pack."""
    for one in runs.kept(workspace):
        run = one.run
        if (run.snapshot, run.as_of, run.areas, run.pack) == (snapshot, day, areas, pack.name):
            return spare.run(workspace, run.number)
    return None


def _judged(asked: Sequence[Asked], on: int, run: int | None) -> Judged:
    broken, mended, doubts, settled = (list[Effect]() for _ in range(4))
    altered: list[tuple[Effect, Effect]] = []
    for one in asked:
        if one.error:
            continue
        before, after = (_by_id(one.rule, rows) for rows in (one.before, one.after))
        for identity in sorted(before.keys() | after.keys()):
            old, new = before.get(identity), after.get(identity)
            failed, fails = _fails(old), _fails(new)
            if new and fails and not failed:
                broken.append(Effect(one.rule, new, old is not None))
            elif old and failed and not fails:
                mended.append(Effect(one.rule, old, new is not None))
            elif old and new and fails and old.values != new.values:
                altered.append((Effect(one.rule, old, doubt=False), Effect(one.rule, new, doubt=False)))
            elif new and not old:
                doubts.append(Effect(one.rule, new, doubt=True))
            elif old and not new:
                settled.append(Effect(one.rule, old, doubt=True))
    errors = tuple((one.rule, one.error) for one in asked if one.error)
    lists = (tuple(broken), tuple(mended), tuple(altered), tuple(doubts), tuple(settled))
    return Judged(*lists, errors, len(asked), on, run)


def _fails(one: Finding | None) -> bool:
    return one is not None and one.values["verdict"] == "fail"


def _by_id(rule: Rule, rows: pl.DataFrame) -> dict[str, Finding]:
    """Rows as findings; of two of one identity the first, and a failure before a doubt."""
    found: dict[str, Finding] = {}
    for row in rows.iter_rows(named=True):
        values = {name: value for name, value in row.items() if name != "id"}
        one = Finding(row["id"], rule.name, row["subject"], row["place"], row["certain"] is True, values)
        if row["id"] not in found or (_fails(one) and not _fails(found[row["id"]])):
            found[row["id"]] = one
    return found


def _places(tried: Tried, changes: Sequence[Change]) -> list[str]:
    """The places whose way up is of interest: compounds that the changes concern; else the bodies that they
    found, move or are about.
    """
    if tried.near.compounds:
        rows = tried.facts["Compound"].filter(pl.col("id").is_in(list(tried.near.compounds)))
        return rows.sort("name", "id")["id"].to_list()
    found = [
        one.id if isinstance(one, Found) else one.body for one in changes if isinstance(one, Found | Attach)
    ]
    touched = sorted(tried.applied.touched.get("Organization", ()))
    posts = tried.applied.touched.get("HOLDS.Person.Post", set())
    held = tried.facts["HOLDS.Person.Post"].filter(pl.col("id").is_in(list(posts))).select(id="to")
    offices = tried.facts["POST_IN.Post.Organization"].join(held, left_on="from", right_on="id", how="semi")
    return list(dict.fromkeys([*found, *touched, *offices["to"].sort()]))


def _there(facts: Frames, place: str) -> bool:
    return any(bool((facts[label]["id"] == place).any()) for label in ("Compound", "Organization"))


def _named(facts: Frames, planned: Planned) -> dict[str, str]:
    """The names of all that the changes name."""
    said = re.findall(r'"((?:[^"\\]|\\.)*)"', change.text(planned.changes))
    found = dict(planned.names)
    for label in ("Person", "Organization", "Compound", "Building", "Grid", "Area"):
        rows = facts[label].filter(pl.col("id").is_in(said))
        found |= dict(rows.select("id", "name").iter_rows())
    return found


def _posts(facts: Frames, planned: Planned) -> dict[str, tuple[str, str, str | None]]:
    """Body, kind and seat of the posts that the changes end something of."""
    wanted = [one.id for one in planned.changes if isinstance(one, End) and one.what in ("post", "term")]
    offices = (
        facts["POST_IN.Post.Organization"].filter(pl.col("from").is_in(wanted)).select(id="from", body="to")
    )
    bodies = facts["Organization"].select(pl.col("id").alias("body"), "name")
    rows = facts["Post"].join(offices, on="id").join(bodies, on="body")
    return {row[0]: (row[1], row[2], row[3]) for row in rows.select("id", "name", "kind", "seat").iter_rows()}
