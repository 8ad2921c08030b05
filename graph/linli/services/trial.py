"""Trying changes: the rules that they touch, asked of what lies near them, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import polars as pl

from linli.analysis.scenario import near as nearby
from linli.analysis.scenario.apply import Applied, apply
from linli.analysis.scenario.change import Change, Names
from linli.analysis.scenario.ends import Ends
from linli.analysis.scenario.near import Near
from linli.analysis.scenario.wanted import Wanted
from linli.audit import climb, engine, surroundings
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.audit.run import Run, wording
from linli.errors import LinliError
from linli.model import ids
from linli.model.schema import load as load_schema
from linli.ports import Parameter
from linli.services.cut import Cut
from linli.services.files import Files
from linli.services.spare import Spare
from linli.services.touched import STAFF, judges_areas, passes_by, read_by, touched
from linli.store.small import Small
from linli.workspace.derive import derive

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Asked:
    """A rule with its rows about what may be judged otherwise, before and after; or why it could not be run.

    Rows are those of `find`, with `id`, the finding's identity, in front.
    """

    rule: Rule
    before: pl.DataFrame
    after: pl.DataFrame
    error: LinliError | None = None


@dataclass(eq=False)
class Trial:
    """Facts on which changes are tried, by the rules of a pack, for some areas and a day. Close it.

    baseline  a kept run of the same snapshot, day, areas and pack, whose findings stand for "before"
    spare     where the small graph comes from and goes back to; None for one of its own
    """

    facts: Frames
    pack: Pack
    areas: tuple[str, ...]
    day: dt.date
    baseline: Run | None = None
    spare: Spare | None = None
    _open: list[Small] = field(default_factory=list)

    def changed(self, changes: Sequence[Change], names: Names) -> Tried:
        """The facts after changes, and what lies near these."""
        applied = apply(self.facts, changes, names)
        after = Overlay(self.facts, applied.changed)
        return Tried(self, applied, after, nearby.near(after, applied.touched, after.ends))

    def around(self, touched: Mapping[str, set[str]]) -> Tried:
        """The facts as they are, and what lies near some of them; every rule is asked of these."""
        after = Overlay(self.facts, {})
        applied = Applied({}, {name: set(wanted) for name, wanted in touched.items()}, ())
        return Tried(self, applied, after, nearby.near(after, touched, after.ends), whole=True)

    @cached_property
    def graph(self) -> Small:
        """A small graph for what lies near; it remembers the plans of the rules."""
        spare = self.spare or Spare()
        made = spare.take(load_schema())
        self._open.append(made)
        return made

    def looked_at(self, rule: Rule, areas: tuple[str, ...]) -> dict[str, set[str]]:
        """What a rule that judges areas looks at in some before any change; of a snapshot found once."""

        def find() -> dict[str, set[str]]:
            return looked_at(rule, areas, self.facts)

        if self.spare is None or not isinstance(self.facts, Files):
            return find()
        return self.spare.once(self.facts, (wording(rule).digest, areas), find)

    def close(self) -> None:
        """Give the small graph back."""
        for one in self._open:
            if self.spare is None:
                one.close()
            else:
                self.spare.give(one)


class Overlay(dict[str, pl.DataFrame]):
    """Facts of which some tables are changed; the others are looked up where they are."""

    def __init__(self, facts: Frames, changed: Frames) -> None:
        super().__init__(changed)
        self._facts = facts

    def __missing__(self, table: str) -> pl.DataFrame:
        return self._facts[table]

    def ends(self, table: str, given: str) -> Ends | None:
        """The links of a table sorted by one end, where nothing of it is changed and it is a snapshot's."""
        if table in self or not isinstance(self._facts, Files):
            return None
        return self._facts.ends(table, given)


@dataclass
class Tried:
    """Changes on trial; or (`whole`) no changes at all, only what lies near some facts."""

    trial: Trial
    applied: Applied
    facts: Overlay
    near: Near
    whole: bool = False

    @cached_property
    def before(self) -> Cut:
        """What lies near, before, with derived links."""
        return Cut(self.trial.facts, self.near.nodes, self.facts.keys(), self.after)

    @cached_property
    def after(self) -> Cut:
        """What lies near, after."""
        return Cut(self.facts, self.near.nodes, self.facts.keys())

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that the changes touch, of those that are on and hold on the day."""
        trial = self.trial
        held = [one for one in trial.pack.rules if one.text.on and engine.in_force(one, trial.day)]
        if self.whole:
            return [one for one in held if not judges_areas(one)]
        return [one for one in held if touched(one, self.applied.touched)]

    def ask(self) -> list[Asked]:
        """Every rule touched, before and after, in the order of the pack."""
        small = [rule for rule in self.rules if not judges_areas(rule)]
        wide = [rule for rule in self.rules if judges_areas(rule)]
        read = {name for rule in small for name in read_by(rule)}
        found = self._compare(small, partial(self._cut, read), self.near.subjects)
        for rule in wide:
            found |= self._asked_widely(rule)
        return [found[rule.name] for rule in self.rules]

    def _asked_widely(self, rule: Rule) -> dict[str, Asked]:
        """A rule that judges areas, asked of all that it looks at in those that the changes lie in."""
        if self.applied.touched.keys() <= STAFF and passes_by(rule, self._offices):
            return {rule.name: Asked(rule, pl.DataFrame(), pl.DataFrame())}
        after = self._wide(rule, self.facts)
        # Nothing is ever taken out by a change: what it does not look at afterwards it did not before.
        if not any(after[name]["id"].is_in(list(rows)).any() for name, rows in self.applied.touched.items()):
            return {rule.name: Asked(rule, pl.DataFrame(), pl.DataFrame())}

        def part(frames: Frames) -> Frames:
            return after if frames is self.facts else self._wide(rule, frames)

        return self._compare([rule], part, climb_all(self.facts, self.near.areas))

    @cached_property
    def _offices(self) -> set[str]:
        """The kinds of body in which the changes touch a post, or whoever they touch has one."""
        touched, held = self.applied.touched, self.after["HOLDS.Person.Post"]
        terms = held.filter(pl.col("id").is_in(list(touched.get("HOLDS.Person.Post", ()))))
        people = {*terms["from"], *touched.get("Person", ())}
        inside = self.after["POST_IN.Post.Organization"]
        put = inside.filter(pl.col("id").is_in(list(touched.get("POST_IN.Post.Organization", ()))))
        posts = {*held.filter(pl.col("from").is_in(list(people)))["to"], *terms["to"], *put["from"]}
        posts |= set(touched.get("Post", ()))
        bodies = inside.filter(pl.col("from").is_in(list(posts)))["to"]
        return set(self.after["Organization"].filter(pl.col("id").is_in(bodies.implode()))["kind"])

    def _compare(
        self, rules: Sequence[Rule], part: Callable[[Frames], Frames], subjects: set[str]
    ) -> dict[str, Asked]:
        """Rules asked of a part of the facts, after and, where no kept run says it, before."""
        fresh = [rule for rule in rules if self._kept(rule) is None and not self.whole]
        before = self._rows(fresh, lambda: part(self.trial.facts))
        after = self._rows(rules, lambda: part(self.facts))
        asked, wanted = {}, Wanted(subjects)
        for rule in rules:
            kept = self._kept(rule)
            earlier = before.get(rule.name, after[rule.name]) if kept is None else kept
            pair = (earlier, after[rule.name])
            frames = [wanted.rows(one, "subject") for one in pair if isinstance(one, pl.DataFrame)]
            wrong = next((one for one in pair if isinstance(one, LinliError)), None)
            nothing = pl.DataFrame()
            first, last = (nothing, nothing) if wrong else (frames[0], frames[1])
            asked[rule.name] = Asked(rule, first, last, wrong)
        return asked

    def _rows(
        self, rules: Sequence[Rule], facts: Callable[[], Frames]
    ) -> dict[str, pl.DataFrame | LinliError]:
        if not rules:
            return {}
        graph = self.trial.graph
        graph.fill(facts())
        found: dict[str, pl.DataFrame | LinliError] = {}
        for rule in rules:
            try:
                found[rule.name] = found_by(rule, graph, self.trial)
            except LinliError as error:
                found[rule.name] = error
        return found

    def _cut(self, read: Collection[str], frames: Frames) -> Frames:
        return (self.after if frames is self.facts else self.before).reading(read)

    def _wide(self, rule: Rule, frames: Frames) -> Frames:
        """All that a rule which judges areas looks at in those that the changes lie in."""
        tops = tuple(sorted(self.near.areas & set(self.trial.areas)) or sorted(self.near.areas))
        read = read_by(rule)
        if self.applied.touched.keys() <= STAFF:
            # Besides what it looked at before only posts and people can come in; more of them does no harm.
            chosen = dict(self.trial.looked_at(rule, tops))
            for label in ("Post", "Person"):
                chosen[label] = chosen.get(label, set()) | self.near.nodes[label]
        else:
            chosen = looked_at(rule, tops, frames)
        return Cut(_only(frames, read), chosen, self.facts.keys()).reading(read)

    def kept(self, rule: Rule) -> bool:
        """Whether a kept run says what a rule found before."""
        return self._kept(rule) is not None

    def _kept(self, rule: Rule) -> pl.DataFrame | None:
        """What the kept run found by a rule that judged as it does now."""
        run = self.trial.baseline
        known = run.rules.get(rule.name) if run else None
        if known is None or known.error or known.wording.judges != wording(rule).judges:
            return None
        return known.rows


def looked_at(rule: Rule, areas: Sequence[str], frames: Frames) -> dict[str, set[str]]:
    """What a rule that judges areas looks at in some: label → identifiers."""
    facts = _only(frames, read_by(rule))
    seen, _ = surroundings.around(rule, areas, facts)
    nodes, _ = climb.climbed(seen, facts)
    stated, _ = surroundings.statements(rule, nodes, facts)
    chosen: dict[str, set[str]] = {}
    for label, identity in pl.concat([nodes, stated]).select("table", "id").unique().iter_rows():
        chosen.setdefault(str(label), set()).add(str(identity))
    return chosen


def _only(frames: Frames, tables: Collection[str]) -> dict[str, pl.DataFrame]:
    """Facts of some tables; the others are empty."""
    return {
        table.name: frames[table.name] if table.name in tables else frames[table.name].clear()
        for table in load_schema().tables
    }


def climb_all(facts: Frames, areas: set[str]) -> set[str]:
    """Some areas and all above them."""
    found, fresh = set(areas), set(areas)
    up = facts["LOCATED_IN.Area.Area"]
    while fresh:
        fresh = set(up.filter(pl.col("from").is_in(list(fresh)))["to"]) - found
        found |= fresh
    return found


def derived(facts: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Facts with their derived links, in the columns of the schema."""
    for name, frame in derive(facts).tables.items():
        facts[name] = frame.select([column.name for column in load_schema().table(name).columns])
    return facts


def found_by(rule: Rule, graph: Small, trial: Trial) -> pl.DataFrame:
    """The rows of a rule's `find`, each with the finding's identity; no columns where it finds nothing."""
    given: dict[str, Parameter] = {
        name: value for name, value in rule.values.items() if name in rule.find.parameters
    }
    scope: dict[str, Parameter] = {"as_of": trial.day, "areas": list(trial.areas)}
    answer = graph.run(rule.find, rule.find.bind({**scope, **given}))
    if not len(answer):
        return pl.DataFrame()
    rows = answer.polars()
    key = [pl.lit(rule.name), *(pl.col(name) for name in rule.find.header.key)]
    return rows.select(ids.expr("f", key).alias("id"), pl.all())
