"""Recognising what a table is: which kind of ledger, which column is what, what its title says of all its
records.

A kind is chosen by the share of what it must have that is there, and the share of the headings that it
explains; a column by its heading, by what stands in it, or because somebody said so. Every choice has a score
and a reason, so that what is unsure can be asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from linli.errors import HeadingMissing, HeadingTwice, LedgerUnknown
from linli.ledger import match
from linli.ledger.context import AREA_NAMES, ContextValue, names_a_body, parted, standing
from linli.ledger.day import day_of
from linli.ledger.mapping import HOLDER, POST, LedgerMapping, post_of
from linli.ledger.match import LEAST, Fit, Sample
from linli.ledger.posts import numbered, posts_of
from linli.ledger.tables.table import Table
from linli.ledger.tables.words import bare, fold, words
from linli.model import ledger_kind
from linli.model.ledger_kind import LedgerKind
from linli.model.types.name import key
from linli.model.vocabulary import load as load_vocabularies

Layout = Literal["rows", "columns", "card", "wide", "counted"]
"""How records stand: a row, a column or a card each; `wide`, a column a post; `counted`, a row a person who
is only counted.
"""

SURE = 0.75
"""Score from which a choice need not be asked about."""

CLOSE = 0.08
"""How near a runner-up may come before one asks."""


@dataclass(frozen=True)
class Choice:
    """What one column of the table was taken for.

    number   of the table's field; heading: as it stands
    column   the ledger column, `post=` or `holder=` and a term's code, or None where it is left out
    status   column; dropped: linli has no use for it; unknown: nobody knows what it is
    score    0 to 1; reason: code of why, in messages/words.yaml; other: the runner-up
    """

    number: int
    heading: str
    column: str | None
    status: Literal["column", "dropped", "unknown"]
    score: float
    reason: str
    other: str | None = None


@dataclass(frozen=True)
class KindChoice:
    """A kind of ledger that a table may be, and how surely."""

    name: str
    score: float


@dataclass(frozen=True)
class Recognised:
    """What a table is.

    kind, score   the kind of ledger; runner_up: the next likely, or None
    layout        how its records stand
    choices       one for each of its fields
    context       ledger columns that stand outside the records
    missing       ledger columns that must be there and are not
    twice         ledger column → fields that all claim to be it
    codes         ledger column → what its cells say → what that means (codes of a footnote, names of areas)
    day           the day that it says it was true, or None
    """

    kind: LedgerKind
    score: float
    runner_up: KindChoice | None
    layout: Layout
    choices: tuple[Choice, ...]
    context: tuple[ContextValue, ...]
    missing: tuple[str, ...]
    twice: dict[str, tuple[int, ...]]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    day: dt.date | None = None

    @property
    def columns(self) -> dict[str, int]:
        """Ledger column (or `post=…`) → number of the table's field, in the ledger's order."""
        order = {column.name: place for place, column in enumerate(self.kind.columns)}
        taken = {c.column: c.number for c in self.choices if c.column}
        return dict(sorted(taken.items(), key=lambda item: (order.get(item[0], len(order)), item[1])))

    @property
    def unsure(self) -> tuple[str, ...]:
        """What to ask about: `kind`, headings, and ledger columns of the context."""
        close = self.runner_up is not None and self.score - self.runner_up.score < CLOSE
        asked = ["kind"] if self.score < 0.6 or close else []
        asked += [c.heading for c in self.choices if c.column and (c.score < SURE or c.other)]
        return tuple(asked + [c.column for c in self.context if c.score < SURE])


def recognise(
    table: Table,
    file: str,
    only: str | None = None,
    given: LedgerMapping | None = None,
    areas: Mapping[str, str] | None = None,
) -> Recognised:
    """What kind of ledger a table is and which of its columns is what.

    Parameters: `table`; `file`, for messages; `only`, the one kind it may be, where somebody said so;
    `given`, a mapping by hand or remembered, which goes before everything else; `areas`, name keys of known
    areas → their codes, by which a title or a column may name the area.
    Returns the likeliest reading, with what is missing in it (see `demand`).
    Raises LedgerUnknown where no kind of ledger fits.
    """
    known = areas or {}
    wanted = given.kind if given else only
    kinds = [kind for kind in ledger_kind.load().values() if wanted in (None, kind.name)]
    rough = sorted((_rough(table, kind, known) for kind in kinds), key=lambda r: (-r[0], -r[1]))
    values = match.samples(table)
    likely = [_read(table, kind, values, given, known) for _, _, kind in rough[:3]]
    likely.sort(key=lambda one: (-one.score, -len(one.columns)))
    best = likely[0]
    if len([c for c in best.choices if c.column]) < 2 and not wanted:
        shown = " / ".join(one.heading for one in table.fields if one.path)[:120]
        labels = "、".join(kind.label.zh for kind in kinds)
        raise LedgerUnknown(file=file, sheet=table.sheet, headings=shown, kinds=labels)
    second = KindChoice(likely[1].kind.name, likely[1].score) if len(likely) > 1 else None
    return replace(best, runner_up=second, day=day_of(table))


def demand(found: Recognised, table: Table, file: str) -> Recognised:
    """What was recognised, if nothing is missing in it.

    Raises HeadingTwice where two columns say they are the same, HeadingMissing where a column that must be
    there stands neither in the table nor around it.
    """
    for column, numbers in found.twice.items():
        where = "、".join(table.fields[n].where for n in numbers)
        label = found.kind.column(column).label.zh
        raise HeadingTwice(file=file, sheet=table.sheet, headings=where, column=label)
    if found.missing:
        labels = [found.kind.column(name).label for name in found.missing]
        headings = "、".join(f"{label.zh} ({label.en})" for label in labels)
        raise HeadingMissing(file=file, sheet=table.sheet, headings=headings, kind=found.kind.label.zh)
    return found


def _rough(table: Table, kind: LedgerKind, areas: Mapping[str, str]) -> tuple[float, int, LedgerKind]:
    """How well a kind fits by the headings alone."""
    fits = match.by_heading(table.fields, kind)
    taken, _ = _assigned(fits + _area_names(table, fits, kind, areas)[0], kind)
    chosen = {fit.field: fit.score for fit in taken.values()}
    names = set(taken)
    posts = posts_of(table, kind, names)
    if posts:
        names |= {"post", "holder"}
        chosen |= dict.fromkeys(posts, 0.9)
    around = (standing(table, kind, frozenset(taken), areas), parted(table, kind, frozenset(taken), areas))
    names |= {value.column for values in around for value in values}
    return _score(table, kind, names, chosen), len(taken), kind


def _score(table: Table, kind: LedgerKind, names: set[str], chosen: Mapping[int, float]) -> float:
    """0 to 1: half by what the kind must have and is there, the rest by how many of the headings it explains
    and by words of the title.
    """
    required = [column.name for column in kind.columns if column.required]
    if _counts(table, kind, names):
        names = names | {number_column(kind)}
    there = sum(name in names for name in required) / max(len(required), 1)
    telling = [n for n, one in enumerate(table.fields) if one.path and (n in chosen or not _idle(one.path))]
    explained = sum(chosen.get(n, 0.0) for n in telling) / max(len(telling), 1)
    said = " ".join([table.sheet, *(line.text for line in table.above)])
    spoken = {name for name, titles in words().titles.items() if any(word in said for word in titles)}
    score = (0.5 * there + 0.4 * explained) / 0.9
    return round(0.9 * score + 0.1 * (kind.name in spoken) if spoken else score, 3)


def _idle(path: tuple[str, ...]) -> bool:
    return fold(path[-1]) in words().idle or bare(path[-1]) in words().idle


def _read(
    table: Table,
    kind: LedgerKind,
    values: list[Sample],
    given: LedgerMapping | None,
    areas: Mapping[str, str],
) -> Recognised:
    """A table read as one kind of ledger."""
    fits = match.by_heading(table.fields, kind)
    named, codes = _area_names(table, fits, kind, areas)
    judged = [match.with_values(fit, kind.column(fit.column), values[fit.field]) for fit in fits] + named
    told = _told(table, given) if given else {}
    judged = [f for f in judged if f.field not in told and f.column not in told.values() and f.score >= LEAST]
    taken, twice = _assigned(judged, kind)
    for column, n in [(c, n) for n, c in told.items() if c]:
        taken[column] = Fit(n, column, 1.0, "why_given")
    posts = {} if told else posts_of(table, kind, set(taken), values)
    prefix = POST if "holder" in taken else HOLDER
    used = {fit.field for fit in taken.values()} | set(posts) | set(told)
    guessed, rivals = _guessed(table, kind, values, taken, used)
    taken |= guessed
    twice |= rivals
    taken |= {numbered(prefix, c, n, posts): Fit(n, c, 0.95, "why_post") for n, c in posts.items()}
    context = _context(table, kind, taken, given, areas)
    names = {name.split("=")[0] for name in taken} | {value.column for value in context}
    names |= {"post"} if any(map(post_of, taken)) else set()
    layout = _layout(table, kind, taken, names)
    missing = tuple(
        column.name
        for column in kind.columns
        if column.required
        and column.name not in names
        and not (layout == "counted" and column.name == number_column(kind))
    )
    chosen = {fit.field: fit.score for fit in taken.values()}
    codes |= _legends(table, kind, taken)
    return Recognised(
        kind, _score(table, kind, names, chosen), None, layout, _choices(table, taken, judged, told), context,
        missing, {c: n for c, n in twice.items() if c not in told.values()}, codes,
    )  # fmt: skip


def _told(table: Table, given: LedgerMapping) -> dict[int, str]:
    """Number of the field → what somebody said of it; "" for one to leave out."""
    said = ((n, given.column(one.heading)) for n, one in enumerate(table.fields) if one.path)
    return {n: column for n, column in said if column is not None}


def _assigned(fits: list[Fit], kind: LedgerKind) -> tuple[dict[str, Fit], dict[str, tuple[int, ...]]]:
    """Ledger column → the field that fits it best; and columns that several fields claim alike. A heading of
    its own is worth more than a synonym, so that two do not fight for one.
    """
    taken: dict[str, Fit] = {}
    twice: dict[str, tuple[int, ...]] = {}
    used: set[int] = set()
    order = {column.name: place for place, column in enumerate(kind.columns)}
    for fit in sorted(fits, key=lambda f: (-f.score, order[f.column], f.field)):
        if fit.field in used:
            continue
        if fit.column not in taken:
            taken[fit.column] = fit
            used.add(fit.field)
        elif taken[fit.column].score == fit.score and fit.score >= SURE:
            twice[fit.column] = (*twice.get(fit.column, (taken[fit.column].field,)), fit.field)
    return taken, {column: tuple(sorted(fields)) for column, fields in twice.items()}


def _guessed(
    table: Table, kind: LedgerKind, values: list[Sample], taken: Mapping[str, Fit], used: set[int]
) -> tuple[dict[str, Fit], dict[str, tuple[int, ...]]]:
    """Columns that only their values tell, each by the one field that fits; and where several fields hold
    names of people and none is said to: to leave them all out would say that the posts are vacant.
    """
    free = [
        n
        for n, one in enumerate(table.fields)
        if n not in used and not (one.path and (_idle(one.path) or match.under_post(one)))
    ]
    fits = [fit for n in free for fit in match.by_values(kind, n, values[n]) if fit.column not in taken]
    found: dict[str, Fit] = {}
    for fit in sorted(fits, key=lambda f: (-f.score, f.field)):
        rivals = [other for other in fits if other.column == fit.column and other.field != fit.field]
        if not rivals and fit.field not in {one.field for one in found.values()}:
            found.setdefault(fit.column, fit)
    people = {fit.field for fit in fits if fit.column == "holder"}
    if "holder" not in taken and "holder" in {column.name for column in kind.columns}:
        # A column a body, with the names of who holds the posts in it.
        bodies = {n for n in free if names_a_body(table.fields[n].heading) and match.names(values[n])}
        people |= bodies if len(bodies) > 1 else set()
    if len(people) > 1:
        found.pop("holder", None)
        return found, {"holder": tuple(sorted(people))}
    return found, {}


def _context(
    table: Table,
    kind: LedgerKind,
    taken: Mapping[str, Fit],
    given: LedgerMapping | None,
    areas: Mapping[str, str],
) -> tuple[ContextValue, ...]:
    said = given.context if given else {}
    told = [ContextValue(column, value, "", 1.0, "why_given") for column, value in said.items()]
    told += parted(table, kind, frozenset({*taken, *said}), areas)
    found = standing(table, kind, frozenset({*taken, *(one.column for one in told)}), areas)
    return tuple(told + found)


def number_column(kind: LedgerKind) -> str:
    """The column that says how many people a row is about, in a ledger that must say so; "" in others."""
    return next((column.name for column in kind.columns if column.required and column.type == "count"), "")


def _counts(table: Table, kind: LedgerKind, names: set[str]) -> bool:
    """Whether the records are persons of whom only the number counts: members who report in."""
    people = any(one.path and fold(one.path[-1]) == "姓名" for one in table.fields)
    number = number_column(kind)
    return bool(number) and people and number not in names


def _layout(table: Table, kind: LedgerKind, taken: Mapping[str, Fit], names: set[str]) -> Layout:
    if any(map(post_of, taken)):
        return "wide"
    return "counted" if _counts(table, kind, names) else table.orientation


def _area_names(
    table: Table, fits: list[Fit], kind: LedgerKind, areas: Mapping[str, str]
) -> tuple[list[Fit], dict[str, dict[str, str]]]:
    """The column that names areas instead of giving their codes, and each of its names → the code, where most
    of them are known.
    """
    if "area" not in {column.name for column in kind.columns} or any(f.column == "area" for f in fits):
        return [], {}
    for n, one in enumerate(table.fields):
        if one.path and fold(one.path[-1]) in AREA_NAMES and areas:
            names = table.values(n).drop_nulls().unique(maintain_order=True)
            codes = {name: areas[k] for name, k in zip(names, key(names), strict=True) if k in areas}
            if 2 * len(codes) > len(names):
                return [Fit(n, "area", 0.85, "why_area")], {"area": codes}
    return [], {}


def _legends(table: Table, kind: LedgerKind, taken: Mapping[str, Fit]) -> dict[str, dict[str, str]]:
    """Ledger column → codes of a footnote → what they mean, in words that the column's vocabulary knows."""
    found = {}
    for legend in table.legends:
        for column, fit in taken.items():
            path = table.fields[fit.field].path
            if path and fold(legend.heading) in (fold("".join(path)), fold(path[-1])) and "=" not in column:
                vocabulary = load_vocabularies().get(kind.column(column).vocabulary or "")
                known = vocabulary.by_word() if vocabulary else {}
                found[column] = {
                    code: word if word in known or f"{word}委员" not in known else f"{word}委员"
                    for code, word in legend.words.items()
                }
    return found


def _choices(
    table: Table, taken: Mapping[str, Fit], judged: list[Fit], told: Mapping[int, str]
) -> tuple[Choice, ...]:
    """What became of each field."""
    by_field = {fit.field: (column, fit) for column, fit in taken.items()}
    found = []
    for n, one in enumerate(table.fields):
        if n in by_field:
            column, fit = by_field[n]
            near = [
                f.column
                for f in judged
                if f.field == n and f.column != column and fit.score - f.score < CLOSE
            ]
            other = near[0] if near and near[0] not in taken else None
            found.append(Choice(n, one.heading, column, "column", fit.score, fit.reason, other))
        elif n in told:
            found.append(Choice(n, one.heading, None, "dropped", 1.0, "why_given"))
        elif one.path and _idle(one.path):
            found.append(Choice(n, one.heading, None, "dropped", 1.0, "why_unused"))
        else:
            found.append(Choice(n, one.heading, None, "unknown", 0.0, "why_unknown"))
    return tuple(found)
