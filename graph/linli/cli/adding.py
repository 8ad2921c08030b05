"""Commands that take ledgers in: what was understood, what is asked, what a later one changes."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, table
from linli.messages.catalogue import explain, say
from linli.reports.answer import Column, Shown

if TYPE_CHECKING:
    from linli.ledger.mapping import LedgerMapping
    from linli.services.add import Added, Looked
    from linli.services.series import Later
    from linli.services.understand import Understood
    from linli.workspace.intakes import Passed

HERE = Common()

NEAR = 0.25
"""How near the next likely kind must come to be worth a word."""

Day = Annotated[dt.date | None, Parameter(help="台账日期 / the day the ledgers were true")]
Kind = Annotated[
    str | None,
    Parameter(help="台账类别（默认按内容识别）/ kind of ledger (recognised unless given)"),
]
MappingFile = Annotated[
    Path | None,
    Parameter(help="写明哪一列是什么的 YAML 文件 / a YAML file that says which column is what"),
]


def inspect(
    files: list[Path],
    /,
    *,
    day: Day = None,
    kind: Kind = None,
    mapping: MappingFile = None,
    common: Common = HERE,
) -> None:
    """看看会怎样理解这些文件，不收 / Show what files would be taken for, without taking them in."""
    from linli.services.add import Handed, look
    from linli.workspace.intakes import EXPLAINS

    looked = look(common.workspace, files, Handed(day=day, kind=kind, mapping=_mapping(mapping)))
    for path in looked.new:
        for one in looked.seen[path]:
            _show(one, common)
        for left in looked.judged[path].passed:
            if left.code == EXPLAINS or not left.lines[1]:  # the rest is shown as tables
                _left(path.name, left, common)
    for path in dict.fromkeys(files):
        if path not in looked.new:
            common.tell("inspect_known", file=path.name)


def add(  # noqa: PLR0913 - each is an option that a person may want to give
    files: list[Path],
    /,
    *,
    day: Day = None,
    kind: Kind = None,
    mapping: MappingFile = None,
    series: Annotated[
        str | None, Parameter(help="所属系列（默认按类别和区域）/ series (kind and area unless given)")
    ] = None,
    mode: Annotated[
        Literal["replaces", "adds"] | None,
        Parameter(help="取代同系列以前的台账，还是补充 / replaces or adds to its series"),
    ] = None,
    by: Annotated[str, Parameter(help="提交人 / who hands it in")] = "",
    yes: Annotated[
        bool,
        Parameter(
            name=("--yes", "-y"), negative=(), help="不问，取最可能的 / ask nothing, take the likeliest"
        ),
    ] = False,
    common: Common = HERE,
) -> None:
    """收进台账文件 / Take ledger files in. All are judged before any is kept; what is unsure is asked."""
    from linli.services.add import Handed, look
    from linli.services.add import add as take
    from linli.services.series import later

    handed = Handed(day, kind, series, mode, by, _mapping(mapping))
    looked = look(common.workspace, files, handed)
    if not yes and mapping is None:
        confirmed = _confirmed(common, looked)
        if confirmed:
            handed = replace(handed, confirmed=confirmed)
            looked = look(common.workspace, files, handed, looked)
    changes = later(common.workspace, looked)
    for change in changes:
        _changed(change, common)
    if changes and not yes and mode is None and sys.stdin.isatty():
        handed = replace(handed, modes={one.table.series: _mode(one, common) for one in changes})
    for added in take(common.workspace, files, handed, dt.datetime.now().astimezone(), looked):
        _added(added, common)


def series(*, common: Common = HERE) -> None:
    """同一系列前后两份台账的差别 / What each later ledger of a series changed."""
    from linli.services.series import history

    found = history(common.workspace)
    if not found:
        common.tell("series_none")
    for change in found:
        _changed(change, common)


def _mapping(path: Path | None) -> LedgerMapping | None:
    if path is None:
        return None
    from linli.errors import LedgerNotFound
    from linli.ledger.mapping import from_plain
    from linli.model import definition

    if not path.is_file():
        raise LedgerNotFound(file=str(path))
    return from_plain(definition.read(path.read_text(encoding="utf-8"), path.name), path.name)


def _show(one: Understood, common: Common) -> None:
    """What a table was taken for: its kind and date, and each column with how sure that is and why."""
    from linli.model import ledger_kind

    where = f"{one.file} {one.table.sheet}".strip()
    first, last = one.table.box
    if one.found is None:
        common.tell("inspect_none", where=where, first=first, last=last)
        return
    found = one.found
    label = found.kind.label.text(common.one)
    near = found.runner_up if found.runner_up and found.score - found.runner_up.score < NEAR else None
    common.tell(
        "inspect_kind",
        where=where,
        kind=label,
        score=f"{found.score:.0%}",
        day=found.day or "",
        rows=one.table.records.height,
        runner=ledger_kind.load()[near.name].label.text(common.one) if near else "",
    )
    headings = ("address", "column", "becomes", "score", "why")
    columns = tuple(Column(key, common.say(key), number=False) for key in headings)
    rows = [
        (
            one.table.fields[c.number].address,
            c.heading,
            _label(found.kind.name, c.column, common) if c.column else common.say("left_out"),
            f"{c.score:.0%}" if c.column else "",
            common.say(c.reason),
        )
        for c in found.choices
    ]
    rows += [
        (
            c.address,
            c.value,
            _label(found.kind.name, c.column, common),
            f"{c.score:.0%}",
            common.say(c.reason),
        )
        for c in found.context
    ]
    table(Shown(columns, tuple(rows)))
    if one.error:
        from linli.cli.console import explained

        explained(one.error, common.langs)
    out.print()


def _label(kind: str, column: str, common: Common) -> str:
    from linli.ledger.mapping import HOLDER, post_of
    from linli.model import ledger_kind
    from linli.model.vocabulary import load

    if post := post_of(column):
        term = load()["post_kind"].term(post)
        label = term.zh if common.one == "zh" else term.en
        named = ledger_kind.load()[kind].column("holder").label.text(common.one)
        return f"{named}（{label}）" if column.startswith(HOLDER) else label
    return ledger_kind.load()[kind].column(column).label.text(common.one)


def _confirmed(common: Common, looked: Looked) -> dict[str, LedgerMapping]:
    """What somebody at the keyboard says of the tables that are unsure, by their shapes.

    Raises LedgerUnsure where nobody is there to ask.
    """
    from linli.ledger.mapping import fingerprint
    from linli.services.handing import check_sure, unsure

    if not sys.stdin.isatty():
        check_sure(looked)
    answers: dict[str, LedgerMapping] = {}
    for one in unsure(looked):
        shape = fingerprint(one.table)
        if shape not in answers:
            _show(one, common)
            answers[shape] = _ask(one, common)
    return answers


def _ask(one: Understood, common: Common) -> LedgerMapping:
    """Ask until the answer reads: an empty line confirms, `表头=栏目` corrects, `表头=-` leaves out."""
    from linli.errors import DefinitionError
    from linli.ledger.mapping import LedgerMapping, from_plain

    assert one.found
    columns = {c.heading: c.column for c in one.found.choices if c.column and c.heading}
    drop: list[str] = []
    common.tell("ask_how", asked="、".join(one.found.unsure))
    while True:
        answer = input("> ").strip()
        if not answer:
            return LedgerMapping(one.found.kind.name, columns, {}, tuple(drop))
        heading, _, name = (part.strip() for part in answer.partition("="))
        chosen = _column(one.found.kind.name, name)
        if name == "-":
            columns.pop(heading, None)
            drop.append(heading)
            continue
        try:
            from_plain({"kind": one.found.kind.name, "columns": {**columns, heading: chosen}}, heading)
        except DefinitionError as error:
            out.print(Text(explain(error, common.one).where.get("problem", "")), soft_wrap=True)
            continue
        columns[heading] = chosen


def _column(kind: str, word: str) -> str:
    """The ledger column that a word means: its name, its heading in either language, or a synonym."""
    from linli.model import ledger_kind

    columns = ledger_kind.load()[kind].columns
    return next((column.name for column in columns if word in column.headings), word)


def _changed(change: Later, common: Common) -> None:
    """What a later table changes, before it counts."""
    common.tell(
        "series_change",
        series=change.table.series,
        before=change.before.day,
        after=change.table.day,
        new=len(change.change.new),
        altered=change.change.altered.height,
        gone=len(change.change.gone),
        same=change.change.same,
    )
    if change.vanished:
        common.tell("series_vanished", count=len(change.vanished), names="、".join(change.vanished))


def _mode(change: Later, common: Common) -> Literal["replaces", "adds"]:
    common.tell("series_ask", file=change.file, before=change.before_file)
    return "adds" if input("> ").strip().lower() in ("n", "no", "否", "补充", "adds") else "replaces"


def _added(added: Added, common: Common) -> None:
    from linli.model import ledger_kind

    if added.known:
        common.tell("add_known", file=added.intake.name, day=added.intake.received.date())
        return
    for one in added.intake.tables:
        key = "add_done_new" if one.series in added.begins else f"add_done_{one.mode}"
        common.tell(
            key,
            file=f"{added.intake.name} {one.sheet}".strip(),
            kind=ledger_kind.load()[one.kind].label.text(common.one),
            rows=one.rows,
            day=one.day,
            series=one.series,
        )
        if one.dropped:
            common.tell("add_dropped", columns="、".join(h.heading for h in one.dropped))
        if one.hidden:
            common.tell("add_hidden", places="、".join(one.hidden))
        if one.unseen:
            common.tell("add_unseen")
    for left in added.intake.passed:
        _left(added.intake.name, left, common)


def _left(file: str, left: Passed, common: Common) -> None:
    """What was not taken in, and why."""
    from linli.services.rejects import lines, part, why

    for lang in ("zh", "en") if common.langs == "both" else (common.one,):
        reason, where = why(file, left, lang)[0], part(left) or file
        told = say("add_passed", lang, sheet=where, lines=lines(left), code=left.code, reason=reason)
        out.print(Text(told), soft_wrap=True)


COMMANDS = (inspect, add, series)
