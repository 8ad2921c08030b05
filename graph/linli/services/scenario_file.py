"""CHANGES.yaml as it is written: what each change may say, in Chinese or English, checked before anything is
looked up.

    name: 翠湖居补选
    changes:
      - {appoint: 张三, to: 松涛苑小区党支部/书记, since: 2025-07, until: 2028-06, how: 选举}
      - {end: 松涛苑小区党支部/书记, holder: 李四, on: 2025-06-30}
      - {found: 翠湖居支部, kind: 小区党支部, at: 翠湖居, since: 2025-09, posts: [书记]}
      - {merge: 第一联合党支部, into: 第二联合党支部, on: 2025-12-31}
      - {attach: 翠湖居, to: 松涛苑小区党支部, mode: 挂靠, since: 2025-08}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Plain, Strict
from linli.model.vocabulary import Label

CHINESE = {
    "名称": "name", "说明": "note", "变动": "changes",
    "任命": "appoint", "任": "to", "到": "to", "起": "since", "止": "until", "产生方式": "how",
    "结束": "end", "任职人": "holder", "小区": "compound", "最后一天": "on",
    "成立": "found", "类别": "kind", "所在": "at", "覆盖": "covers", "隶属": "reports_to",
    "岗位": "posts", "正式党员数": "full_members", "合并": "merge", "并入": "into",
    "挂到": "to", "划归": "attach", "方式": "mode",
    "新人": "new", "党员": "party_member", "职务": "post", "席位": "seat", "席位数": "seats",
    "地方": "place",
}  # fmt: skip
"""Chinese words for the fields."""

Text = str | int
"""A name or a date: a year alone is read as a number."""


@dataclass(frozen=True)
class Newcomer(Strict):
    """Somebody whom the graph does not know yet."""

    new: str
    party_member: bool | str | None = None


@dataclass(frozen=True)
class Place(Strict):
    """A place that a new body covers, and how."""

    place: str
    mode: str | None = None


@dataclass(frozen=True)
class Seat(Strict):
    """A post of a new body."""

    post: str
    seat: Text | None = None
    seats: int | None = None


@dataclass(frozen=True)
class Item(Strict):
    """One change as written; which fields it takes is told by its kind (`TAKES`)."""

    appoint: str | Newcomer | None = None
    end: str | None = None
    found: str | None = None
    merge: str | None = None
    attach: str | None = None
    to: str | None = None
    since: Text | None = None
    until: Text | None = None
    how: str | None = None
    holder: str | None = None
    compound: str | None = None
    on: Text | None = None
    kind: str | None = None
    at: str | None = None
    covers: tuple[str | Place, ...] = ()
    reports_to: str | None = None
    posts: tuple[str | Seat, ...] = ()
    full_members: int | None = None
    into: str | None = None
    mode: str | None = None

    @property
    def do(self) -> str:
        """Its kind."""
        return next((kind for kind in TAKES if getattr(self, kind) is not None), "")


@dataclass(frozen=True)
class Scenario(Strict):
    """A whole file."""

    changes: tuple[Item, ...]
    name: str | None = None
    note: str | None = None


TAKES = {
    "appoint": (("to", "since"), ("until", "how")),
    "end": (("on",), ("holder", "compound")),
    "found": (("kind", "at", "since"), ("covers", "reports_to", "posts", "full_members")),
    "merge": (("into", "on"), ()),
    "attach": (("to", "since"), ("mode",)),
}
"""Kind of change → the fields that it must have, and those that it may have."""


def read(text: str, file: str) -> Scenario:
    """A file's changes.

    Parameters: `text`; `file`, its name for messages. Raises DefinitionError with file, field and repair.

    >>> read("变动: [{结束: 甲支部, 最后一天: 2025-06-30}]", "x.yaml").changes[0].end
    '甲支部'
    """
    plain = _translated(definition.read(text, file))
    _check_items(plain, file)
    found = definition.build(plain, Scenario, file)
    if not found.changes:
        problem = Label("至少写一项变动", "write at least one change")
        raise DefinitionError(file=file, field="changes", problem=problem)
    for number, item in enumerate(found.changes, start=1):
        _check(item, number, file)
    return found


def _translated(plain: Plain) -> Plain:
    if isinstance(plain, list):
        return [_translated(one) for one in plain]
    if isinstance(plain, dict):
        return {CHINESE.get(key, key): _translated(value) for key, value in plain.items()}
    return plain


def _check_items(plain: Plain, file: str) -> None:
    """A field that no change has is named with the number of its change, as people count."""
    known = {one.name for one in fields(Item)}
    items = plain.get("changes") if isinstance(plain, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        for key in item if isinstance(item, dict) else ():
            if key not in known:
                zh, en = (
                    "没有这一项，请删去或核对拼写",
                    "there is no such field; drop it or check its spelling",
                )
                raise wrong(file, number, key, zh, en)


def _check(item: Item, number: int, file: str) -> None:
    kinds = [kind for kind in TAKES if getattr(item, kind) is not None]
    if len(kinds) != 1:
        names = ", ".join(TAKES)
        zh, en = f"一项变动写一种，从 {names} 里选", f"a change is of one kind: write one of {names}"
        raise wrong(file, number, "、".join(kinds), zh, en)
    must, may = TAKES[item.do]
    for name in must:
        if getattr(item, name) in (None, ()):
            raise wrong(file, number, name, f"{item.do} 要写明 {name}", f"{item.do} needs {name}")
    for one in fields(item):
        if one.name not in (item.do, *must, *may) and getattr(item, one.name) not in (None, ()):
            takes = ", ".join((*must, *may))
            zh, en = f"{item.do} 不用这一项（可写 {takes}）", f"{item.do} does not take it (it takes {takes})"
            raise wrong(file, number, one.name, zh, en)


def wrong(file: str, number: int, field: str, zh: str, en: str) -> DefinitionError:
    """What is wrong with a change, by its number from 1."""
    where = f"changes.{number}" + (f".{field}" if field else "")
    return DefinitionError(file=file, field=where, problem=Label(zh, en))


IDENTIFIER = re.compile(r"[a-z][0-9a-f]{20}")
