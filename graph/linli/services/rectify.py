"""The list of things to mend (问题整改台账): written for those who mend them, and how its lines stand."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from linli import settings
from linli.audit.engine import Finding
from linli.audit.rectification import STATES, Issue, Judged, Line, Sheet, Step, Told, judged
from linli.audit.rule import Severity
from linli.audit.run import RuleRun, Run, retold, told, within
from linli.errors import FindingAmbiguous, FindingUnknown, OutputUnwritable
from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import load as vocabularies
from linli.reports.findings import filled
from linli.services import runs, waivers
from linli.services.located import codes_of
from linli.services.responsible import Register, Responsible
from linli.workspace import snapshots
from linli.workspace.layout import Layout, open_layout
from linli.workspace.state import database, events
from linli.workspace.state import runs as state
from linli.workspace.state.events import Event, Fresh

SEVERITIES: tuple[Severity, ...] = ("prohibited", "breach", "disclose", "warning")
"""What is put on a list unless somebody asks for more: a target is no breach of one compound, and
information is nothing to mend.
"""


@dataclass(frozen=True)
class Order:
    """What is to be listed.

    areas       codes or names; none for all
    severities  of the rules
    run         number of a kept run; None for the newest
    due         the day for all new lines; else `days` by severity count, from the day of writing; else the
                workspace's settings
    """

    areas: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = SEVERITIES
    run: int | None = None
    due: dt.date | None = None
    days: Mapping[str, int] = field(default_factory=dict)


def export(
    workspace: Path,
    path: Path,
    order: Order,
    by: str,
    now: dt.datetime,
    lang: Lang = "zh",
    shown: Callable[[str], str] = str,
) -> Issue:
    """Write the list of things to mend as a workbook, a sheet a street, and keep what was listed.

    A line that is on a list already, and was not signed off, keeps its day and what was reported of it. No
    file is written where there is nothing to mend.
    Parameters: `shown`, what makes of a text the one that its reader may see; what is kept is kept whole.
    Raises RunUnknown, AreaUnknown, PlaceAmbiguous, NoSnapshot, OutputUnwritable, and as `database.writing`
    does.
    """
    from linli.reports import rectify as report

    writer = _Writer(open_layout(workspace), order, by, now, lang)
    part = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        with database.writing(writer.layout) as connection:
            issue, fresh = writer.issue(events.read(connection))
            events.append(connection, fresh, now)
            if issue.sheets:
                report.write(part, _as_shown(issue, shown), lang)
        if issue.sheets:
            os.replace(part, path)
    except (OSError, FileCreateError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise OutputUnwritable(file=str(path), problem=problem) from error
    finally:
        part.unlink(missing_ok=True)
    return issue


def _as_shown(issue: Issue, shown: Callable[[str], str]) -> Issue:
    """A list whose texts are as their reader may see them."""

    def line(one: Line) -> Line:
        told = tuple(
            replace(said, progress=shown(said.progress), person=shown(said.person)) for said in one.told
        )
        return replace(one, told=told, says=shown(one.says), body=shown(one.body), person=shown(one.person))

    return replace(issue, sheets=tuple(Sheet(one.name, tuple(map(line, one.lines))) for one in issue.sheets))


class _Writer:
    """Makes a list."""

    def __init__(self, layout: Layout, order: Order, by: str, now: dt.datetime, lang: Lang) -> None:
        self.layout = layout
        self._order = order
        self._by = by
        self._now = now
        self._lang = lang
        run = runs.load(layout.root, order.run)
        # The graph that was audited, where it is still there, so that people and findings are of one day.
        current = snapshots.current(layout)
        snapshot = snapshots.find(layout, run.snapshot) or current
        self._behind = current.manifest.hash != run.snapshot
        self._run = within(run, codes_of(snapshot, order.areas)) if order.areas else run
        self._register = Register(snapshot, run.as_of)
        standing = waivers.judged(layout.root, self._run, now.date())
        self._waived = {one.waiver.finding.id for one in standing if one.state == "holds"}
        self._days: dict[str, int] = {**asdict(settings.load(layout.settings).rectify), **order.days}

    def issue(self, made: Sequence[Event]) -> tuple[Issue, list[Fresh]]:
        """The list, and the events that put findings on it."""
        known = fold(made)
        number = max((int(str(e.data["list"])) for e in made if e.kind == "list"), default=0) + 1
        wanted = sorted(self._order.severities, key=list(self._days).index)
        found = [
            (rule, one)
            for severity in wanted
            for rule, one in self._run.findings()
            if rule.wording.severity == severity
        ]
        due = [pair for pair in found if pair[1].id not in self._waived]
        answers = self._register.of(self._run, [one for _, one in due])
        sheets: dict[str, list[Line]] = {}
        fresh: list[Fresh] = []
        new = 0
        for rule, one in due:
            before = known.get(one.id)
            line = self._line(rule, one, answers[one.id], number, before)
            if before is None or before.closing or _words(before) != _words(line):
                fresh.append(self._event(line))
                new += before is None or before.closing is not None
            else:
                line = before
            sheets.setdefault(line.street, []).append(line)
        issue = Issue(
            # A list that brings nothing new is the last one once more.
            number if fresh else max(number - 1, 1),
            self._run.number,
            self._run.as_of,
            self._now.date(),
            self._by,
            tuple(Sheet(name, tuple(lines)) for name, lines in sorted(sheets.items())),
            new,
            len(found) - len(due),
            self._behind,
        )
        return issue, fresh

    def _line(
        self, rule: RuleRun, finding: Finding, answers: Responsible, number: int, before: Line | None
    ) -> Line:
        lang, wording = self._lang, rule.wording
        says = filled(wording.message, wording.columns, finding.values, lang)
        if not finding.certain:
            says += say("only_possible", lang)
        if closing := before.closing if before else None:
            says += say("rectify_again", lang, day=closing.closed_on or closing.at.date())
        kept = before if before and not closing else None
        area = self._run.at_level(finding.place)
        return Line(
            number=number,
            listed=kept.listed if kept else self._now,
            finding=finding,
            chain=self._run.chain(finding.place),
            street=area.name if area else say("rectify_nowhere", lang),
            as_of=self._run.as_of,
            says=says,
            basis=wording.citation.text(lang),
            body=answers.body or say("not_stated", lang),
            person=_person(answers, lang),
            due=kept.due if kept else self._due(wording.severity),
            told=kept.told if kept else (),
        )

    def _due(self, severity: str) -> dt.date:
        return self._order.due or self._now.date() + dt.timedelta(self._days[severity])

    def _event(self, line: Line) -> Fresh:
        data = {
            "list": line.number,
            "run": self._run.number,
            "rule": line.finding.rule,
            "as_of": line.as_of.isoformat(),
            "due": line.due.isoformat(),
            "chain": [[area.code, area.name, area.level] for area in line.chain],
        }
        note = {
            "by": self._by,
            "finding": told(line.finding),
            **{name: getattr(line, name) for name in ("street", "says", "basis", "body", "person")},
        }
        return Fresh("list", line.finding.id, data, note)


def _words(line: Line) -> tuple[str, ...]:
    """What stands on paper of a line."""
    return line.says, line.basis, line.body, line.person, line.street


def _person(answers: Responsible, lang: Lang) -> str:
    """Who answers, with the post: 书记 张三."""
    terms = vocabularies()["post_kind"]
    names = []
    for head in answers.heads:
        term = terms.term(head.post)
        doubt = "" if head.certain or not head.name else say("rectify_unsure", lang)
        name = head.name or say("rectify_vacant", lang)
        names.append(f"{term.zh if lang == 'zh' else term.en} {name}{doubt}")
    return "；".join(names) or say("not_stated", lang)


def listing(workspace: Path, today: dt.date) -> list[Judged]:
    """Every line with how it stands today, by what was reported and by the runs made since; those that want
    looking at first.
    """
    layout = open_layout(workspace)
    waived: set[str] = set()
    with database.reading(layout) as connection:
        lines = list(fold(events.read(connection)).values())
        numbers = [head.number for head, *_ in state.heads(connection)]

        def newest_first() -> Iterator[Run]:
            return (run for n in reversed(numbers) if (run := state.load(connection, n)))

        if lines and (latest := next(newest_first(), None)):
            standing = waivers.judged(workspace, latest, today)
            waived = {one.waiver.finding.id for one in standing if one.state == "holds"}
        found = judged(lines, newest_first(), waived, today)
    return sorted(found, key=lambda one: (STATES.index(one.state), one.line.street, one.line.due))


def history(workspace: Path, prefix: str) -> tuple[str, list[Step]]:
    """All that happened to a finding: listed, reported, waived; oldest first, with its identifier.

    Raises FindingUnknown for one to which nothing happened, FindingAmbiguous.
    """
    with database.reading(open_layout(workspace)) as connection:
        made = [one for one in events.read(connection) if one.finding]
    near = sorted({one.finding for one in made if one.finding.startswith(prefix)})
    if len(prefix) < runs.PREFIX or not near:
        raise FindingUnknown(finding=prefix, runs=len(runs.kept(workspace)))
    if len(near) > 1:
        raise FindingAmbiguous(finding=prefix, several=near[:5])
    return near[0], [_step(one) for one in made if one.finding == near[0]]


def lies_inside(workspace: Path, finding: str, areas: Collection[str]) -> bool:
    """Whether something happened to a finding while it lay in one of some areas, by their codes."""
    with database.reading(open_layout(workspace)) as connection:
        made = [one for one in events.read(connection) if one.finding == finding]
    return any(area.code in areas for one in made for area in waivers.areas(one.data.get("chain")))


def _step(event: Event) -> Step:
    data, note = event.data, event.note
    says = {
        "waive": {"until": data.get("until"), "reason": note.get("reason")},
        "withdraw": {"reason": note.get("reason")},
        "list": {"list": data.get("list"), "due": data.get("due"), "says": note.get("says")},
        "report": {
            "closed": data.get("closed"),
            **{name: data.get(name) for name in ("closed_on", "asked_until", "due")},
            **{name: note.get(name) for name in ("progress", "person")},
        },
    }
    kind = event.kind
    assert kind != "prune"
    told_of = {name: str(value) for name, value in says[kind].items() if value not in (None, "")}
    return Step(kind, event.at, str(note.get("by", "")), told_of)


def fold(made: Sequence[Event]) -> dict[str, Line]:
    """The lines that events come to, by the identity of their findings, in the order in which they were
    first listed. A finding that was signed off and is listed again begins anew; its history stays.
    """
    lines: dict[str, Line] = {}
    for event in made:
        before = lines.get(event.finding)
        if event.kind == "list":
            lines[event.finding] = _listed(event, before)
        elif event.kind == "report" and before:
            due = event.data.get("due")
            lines[event.finding] = replace(
                before,
                told=(*before.told, _told(event)),
                due=dt.date.fromisoformat(str(due)) if due else before.due,
            )
    return lines


def _listed(event: Event, before: Line | None) -> Line:
    data, note = event.data, event.note
    kept = before if before and not before.closing else None
    finding = note.get("finding")
    gone: dict[str, object] = {"id": event.finding, "rule": data["rule"]}
    return Line(
        number=int(str(data["list"])),
        listed=kept.listed if kept else event.at,
        finding=retold(finding if isinstance(finding, dict) else gone),
        chain=waivers.areas(data["chain"]),
        street=str(note.get("street", "")),
        as_of=dt.date.fromisoformat(str(data["as_of"])),
        says=str(note.get("says", "")),
        basis=str(note.get("basis", "")),
        body=str(note.get("body", "")),
        person=str(note.get("person", "")),
        due=dt.date.fromisoformat(str(data["due"])),
        told=kept.told if kept else (),
    )


def _told(event: Event) -> Told:
    data, note = event.data, event.note
    closed = data.get("closed")
    return Told(
        at=event.at,
        by=str(note.get("by", "")),
        progress=str(note.get("progress", "")),
        closed=closed if isinstance(closed, bool) else None,
        closed_on=_day(data.get("closed_on")),
        asked_until=_day(data.get("asked_until")),
        person=str(note.get("person", "")),
    )


def _day(said: object) -> dt.date | None:
    return dt.date.fromisoformat(said) if isinstance(said, str) and said else None
