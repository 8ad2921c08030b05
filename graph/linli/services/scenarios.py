"""Scenarios: changes read from a file or kept under a name, looked up in the facts, applied by decision."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.analysis.scenario import change
from linli.analysis.scenario.apply import apply
from linli.analysis.scenario.change import Appoint, Attach, Change, End, Found, Merge, NewPost, Tie
from linli.analysis.scenario.tables import Facts
from linli.errors import (
    LedgerNotFound,
    LedgerUnreadable,
    ParameterMissing,
    ParameterWrong,
    ScenarioUnknown,
    WorkspaceDamaged,
)
from linli.ledger.identify import identifiers
from linli.model import ids
from linli.model.types.name import key_of
from linli.model.vocabulary import load as load_vocabularies
from linli.services.scenario_file import Item, Newcomer, Place, Scenario, Seat, read
from linli.services.scenario_names import Names, post_id
from linli.workspace import decisions, snapshots
from linli.workspace.decisions import Decision
from linli.workspace.layout import Layout, locked, open_layout, space, write_atomically

Frames = Mapping[str, pl.DataFrame]
NAME = re.compile(r"[\w.·-]{1,60}")


@dataclass(frozen=True)
class Planned:
    """Changes looked up: by identifiers alone, with the names of what is new.

    title  the scenario's name, of the file or as it is kept
    """

    title: str
    changes: tuple[Change, ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """A scenario that is kept under a name: by whom and when, and the text of its file."""

    name: str
    by: str
    at: dt.datetime
    text: str


def load(workspace: Path, said: str) -> tuple[str, str]:
    """The title and text of a scenario: of a file, else of one that is kept under this name.

    Raises LedgerNotFound where there is neither, LedgerUnreadable for a file that is no text.
    """
    path = Path(said)
    if path.is_file():
        try:
            return path.name, path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise LedgerUnreadable(file=str(path), problem="UTF-8") from error
    for one in kept(workspace) if NAME.fullmatch(said) else ():
        if one.name == said:
            return said, one.text
    raise LedgerNotFound(file=said)


def plan(facts: Frames, title: str, text: str, key: bytes = b"") -> Planned:
    """Changes looked up in facts, each in what the ones before it have left.

    Parameters: `facts`, every table of the schema; `title` and `text` of the file; `key`, the workspace's
    secret, for the identifiers of new persons.
    Raises DefinitionError with file, field and repair.
    """
    said = read(text, title)
    names: dict[str, str] = {}
    changes: list[Change] = []
    under = Facts(facts)
    for number, item in enumerate(said.changes, start=1):
        one = _MAKERS[item.do](item, Names(under, title, number), names, key)
        changes.append(one)
        if number < len(said.changes):
            _carry(under, facts, changes, names)
    return Planned(said.name or title, tuple(changes), names)


def _carry(under: Facts, facts: Frames, changes: Sequence[Change], names: Mapping[str, str]) -> None:
    """Let the next change see what the ones before it have made."""
    under.changed = apply(facts, changes, names).changed


def _appoint(item: Item, look: Names, names: dict[str, str], key: bytes) -> Change:
    post = look.post("to", item.to or "")
    party: bool | None = None
    if isinstance(item.appoint, Newcomer):
        name = item.appoint.new.strip()
        [person] = identifiers([f"scenario|{post.body}|{key_of(name)}"], key)
        names[person] = name
        party = _yes(item.appoint.party_member, look)
    else:
        person = look.person("appoint", item.appoint or "")
    since = look.span("since", item.since)
    until = look.span("until", item.until) if item.until is not None else None
    if until and until.last < since.first:
        raise look.wrong("until", "止早于起", "it ends before it begins")
    how = look.word("how", "appointment", item.how) if item.how else None
    return Appoint(person, "", post.id, post.body, post.kind, post.seat, since, until, how, party)


def _yes(said: bool | str | None, look: Names) -> bool | None:
    if said is None or isinstance(said, bool):
        return said
    known = {"是": True, "yes": True, "否": False, "no": False}
    if said not in known:
        raise look.wrong("appoint.party_member", "写 是 或 否", "write yes or no")
    return known[said]


def _end(item: Item, look: Names, names: dict[str, str], key: bytes) -> Change:
    said, on = item.end or "", look.span("on", item.on)
    if item.compound:
        firm, compound = look.body("end", said), look.compound("compound", item.compound)
        return End("contract", firm, on, compound)
    if item.holder:
        post = look.known_post("end", said)
        return End("term", post.id, on, look.holder("holder", item.holder, post.id))
    if "/" in said or (said[:1] == "t" and not look.has_body(said)):
        return End("post", look.known_post("end", said).id, on)
    return End("body", look.body("end", said), on)


def _found(item: Item, look: Names, names: dict[str, str], key: bytes) -> Change:
    kind = look.word("kind", "organization_kind", item.kind or "")
    at = item.at or ""
    compound = "" if look.has_area(at) else look.compound("at", at)
    home = look.home(compound) if compound else look.area("at", at)
    name = (item.found or "").strip()
    body = ids.one("o", kind, compound or home, key_of(name))
    if look.has_body(body):
        raise look.wrong("found", f"“{name}”已经有了", f"there is a {name!r} already")
    names[body] = name
    ties = [_tie(one, look) for one in item.covers]
    if not ties:
        ties = _own_ground(kind, compound, home)
    posts = []
    for one in item.posts:
        seat = one if isinstance(one, Seat) else Seat(one)
        code = look.word("posts", "post_kind", seat.post)
        named = None if seat.seat is None else str(seat.seat)
        posts.append(NewPost(post_id(body, code, named), code, named, seat.seats))
    superior = look.body("reports_to", item.reports_to) if item.reports_to else None
    since = look.span("since", item.since)
    return Found(body, kind, home, since, tuple(ties), superior, tuple(posts), item.full_members)


def _tie(one: str | Place, look: Names) -> Tie:
    said = one if isinstance(one, Place) else Place(one)
    label, place = look.place("covers", said.place)
    mode = look.word("covers.mode", "coverage_mode", said.mode) if said.mode else "own"
    return Tie(label, place, mode)  # type: ignore[arg-type]


def _own_ground(kind: str, compound: str, home: str) -> list[Tie]:
    """What a body has to do with where nobody says it, as the ledger of bodies has it: its own place."""
    tie = load_vocabularies()["organization_kind"].term(kind).traits.get("tie")
    if compound and tie in ("covers", "acts_for"):
        return [Tie("Compound", compound)]
    return [Tie("Area", home)] if not compound and tie == "area" else []


def _merge(item: Item, look: Names, names: dict[str, str], key: bytes) -> Change:
    body, into = look.body("merge", item.merge or ""), look.body("into", item.into or "")
    if body == into:
        raise look.wrong("into", "一个组织不能并入自己", "a body cannot become part of itself")
    return Merge(body, into, look.span("on", item.on))


def _attach(item: Item, look: Names, names: dict[str, str], key: bytes) -> Change:
    said, since = item.attach or "", look.span("since", item.since)
    body = look.body("to", item.to or "")
    if look.has_body(said):
        lower = look.body("attach", said)
        if item.mode:
            zh, en = "组织改隶属不用写方式", "a body that comes under another has no mode"
            raise look.wrong("mode", zh, en)
        if lower == body:
            raise look.wrong("to", "一个组织不能隶属自己", "a body cannot be under itself")
        return Attach(lower, since, superior=body)
    label, place = look.place("attach", said)
    mode = look.word("mode", "coverage_mode", item.mode) if item.mode else "attached"
    return Attach(body, since, Tie(label, place, mode))  # type: ignore[arg-type]


_MAKERS = {"appoint": _appoint, "end": _end, "found": _found, "merge": _merge, "attach": _attach}


def keep(workspace: Path, name: str, text: str, by: str, now: dt.datetime) -> Kept:
    """Keep a scenario under a name; one of this name is replaced. Raises ParameterWrong for such a name."""
    if not NAME.fullmatch(name):
        wanted = "1-60：文字、数字、- _ . / letters, digits, - _ ."
        raise ParameterWrong(query="what-if", parameter="save", value=name, wanted=wanted)
    layout = open_layout(workspace)
    one = Kept(name, by, now, text)
    plain = {"name": name, "by": by, "at": now.isoformat(timespec="seconds"), "text": text}
    with space(layout.root):
        layout.scenarios.mkdir(exist_ok=True)
        write_atomically(layout.scenarios / f"{name}.json", json.dumps(plain, ensure_ascii=False, indent=1))
    return one


def kept(workspace: Path) -> list[Kept]:
    """The scenarios of a workspace, by name."""
    found = []
    for path in sorted(open_layout(workspace).scenarios.glob("*.json")):
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            one = Kept(plain["name"], plain["by"], dt.datetime.fromisoformat(plain["at"]), plain["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceDamaged(file=f"scenarios/{path.name}", problem=str(error)) from error
        found.append(one)
    return found


def named(workspace: Path, name: str) -> Kept:
    """The scenario that is kept under a name. Raises ScenarioUnknown."""
    every = kept(workspace)
    found = next((one for one in every if one.name == name), None)
    if found is None:
        raise ScenarioUnknown(name=name, known="、".join(one.name for one in every) or "—")
    return found


def drop(workspace: Path, name: str) -> None:
    """Take a kept scenario out; one that came true stays so. Raises ScenarioUnknown."""
    (open_layout(workspace).scenarios / f"{named(workspace, name).name}.json").unlink(missing_ok=True)


def decide(workspace: Path, planned: Planned, by: str, note: str, now: dt.datetime) -> Decision:
    """Record that a scenario has come true: the next build carries it out, until the decision is taken back.

    One decision for the whole of it, since its later changes rest on the earlier ones. Persons are named by
    keys of mentions, which no rebuild renames; names of what is new stand beside the chain, so that they can
    be erased.
    Raises ParameterMissing where nobody is named who decides; WorkspaceBusy.
    """
    if not by.strip():
        raise ParameterMissing(query="what-if", parameter="by", wanted="--apply --by …")
    layout = open_layout(workspace)
    with locked(layout):
        changes = _mentioned(layout, planned)
        beside = {"by": by, "scenario": planned.title, **({"note": note} if note else {})}
        beside |= {f"name:{identity}": name for identity, name in planned.names.items()}
        return decisions.append(layout, "scenario", {"changes": change.text(changes)}, beside, now)


def _mentioned(layout: Layout, planned: Planned) -> list[Change]:
    """Changes that name the mentions of their persons."""
    wanted = {one.person for one in planned.changes if isinstance(one, Appoint)}
    wanted |= {one.other for one in planned.changes if isinstance(one, End) and one.what == "term"}
    rows = snapshots.current(layout).report("mentions").filter(pl.col("person").is_in(sorted(wanted)))
    keys: dict[str, str] = dict(rows.sort("mention").select("person", "mention").iter_rows())
    changes: list[Change] = []
    for one in planned.changes:
        if isinstance(one, Appoint):
            changes.append(Appoint(**{**vars(one), "mention": keys.get(one.person, "")}))
        elif isinstance(one, End) and one.what == "term":
            changes.append(End(**{**vars(one), "mention": keys.get(one.other, "")}))
        else:
            changes.append(one)
    return changes


__all__ = ["Kept", "Planned", "Scenario", "decide", "keep", "kept", "load", "plan"]
