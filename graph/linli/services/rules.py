"""The rules themselves: found, looked over, tried on their cases, begun anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linli.audit import case as cases
from linli.audit import engine, lint
from linli.audit import pack as packs
from linli.audit.case import Case, Compared
from linli.audit.lint import Note
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.errors import LinliError, OutputExists, OutputUnwritable, PackUnknown, RuleNameWrong
from linli.model import definition, schema
from linli.model.vocabulary import Label

TEMPLATE = Path(__file__).parents[1] / "audit" / "template"
"""A rule that loads, with a case that it does not pass."""


@dataclass(frozen=True)
class Tried:
    """A case that was run: what it expects beside what was found, or why it could not be run."""

    rule: str
    file: str
    title: str
    compared: tuple[Compared, ...]
    error: LinliError | None = None

    @property
    def agrees(self) -> bool:
        """Whether the rule says what the case expects."""
        return self.error is None and all(one.agrees for one in self.compared)


@dataclass(frozen=True)
class Begun:
    """A rule that was begun: its folder, and whether the pack was made with it."""

    folder: Path
    pack_made: bool


def pack_of(name: str | None, rule: str | None = None) -> Pack:
    """A pack by name or folder; without one `base`, or the shipped pack that has the rule.

    Raises PackUnknown, DefinitionError.
    """
    chosen = packs.get(name or "base")
    if name is None and rule is not None and all(one.name != rule for one in chosen.rules):
        owners = (packs.get(other) for other in packs.names())
        return next((pack for pack in owners if rule in pack.layers[-1].own), chosen)
    return chosen


def shipped(name: str | None, rule: str | None = None) -> Pack:
    """A pack that ships, by its name alone: for those who may not have folders of this machine opened.

    Raises PackUnknown, DefinitionError.
    """
    if name is not None and name not in packs.names():
        raise PackUnknown(pack=name, known=", ".join(packs.names()))
    return pack_of(name, rule)


def read_cases(rule: Rule) -> list[Case]:
    """The cases of a rule. Raises DefinitionError."""
    return [cases.load(path) for path in rule.cases]


def check(name: str | None) -> list[Note]:
    """Everything wrong with a pack, and what to look at again. Raises PackUnknown."""
    return lint.lint(packs.find(name or "base"))


def run_cases(pack: Pack, names: Sequence[str] = ()) -> Iterator[Tried]:
    """Run the cases of a pack's own rules, or of the rules named, on the embedded engine.

    A case is about the rule as it is written: parameters have the rule's own values, or the case's.
    Raises RuleUnknown, DefinitionError.
    """
    own = sorted(pack.layers[-1].own)
    for rule in [pack.rule(name) for name in names or own]:
        plain = replace(rule, values={name: spec.value for name, spec in rule.text.parameters.items()})
        for case in read_cases(rule):
            yield _tried(case.rule(plain), case)


def _tried(rule: Rule, case: Case) -> Tried:
    from linli.store.ladybug import InMemory
    from linli.workspace.derive import derive

    facts = dict(case.facts)
    derived = derive(facts).tables
    facts |= {name: frame.select(facts[name].columns) for name, frame in derived.items()}
    store = InMemory(facts, schema.load())
    try:
        result = engine.judge(rule, store, case.text.as_of, case.text.areas)
    finally:
        store.close()
    compared = () if result.error else tuple(cases.compare(case, result))
    return Tried(rule.name, case.file, case.text.title, compared, result.error)


def begin(folder: Path, name: str, *, copied: str | None = None, extends: str = "base") -> Begun:
    """Begin a rule in a pack of one's own.

    Parameters: `folder` of the pack, made with its `pack.yaml` where it is not there; `name` of the rule;
    `copied`, a rule to copy with its cases, else a small rule with a case that it does not pass yet;
    `extends`, the pack that a new pack rests on.
    Raises RuleNameWrong, RuleUnknown, PackUnknown, DefinitionError, OutputExists, OutputUnwritable.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise RuleNameWrong(name=name, problem=Label("写法不对", "it is not written so"))
    folder = folder.resolve()
    there = (folder / "pack.yaml").is_file()
    rests_on = packs.load(folder) if there else packs.get(extends)
    if not there and folder.name in packs.names():
        taken = Label("linli 自带的规则包已叫这个名字", "a pack that comes with linli is called so")
        raise RuleNameWrong(name=folder.name, problem=taken)
    if not there and not re.fullmatch(r"\w[\w-]*", folder.name):
        odd = Label(
            "规则包的文件夹名只用字、数字、- 和 _", "a pack's folder is named by letters, digits, - and _"
        )
        raise RuleNameWrong(name=folder.name, problem=odd)
    home = folder / name
    if home.exists():
        raise OutputExists(file=str(home))
    if any(rule.name == name for rule in rests_on.rules) and copied != name:
        inherited = Label("继承的规则已叫这个名字", "a rule that is inherited is called so")
        raise RuleNameWrong(name=name, problem=inherited)
    source = rests_on.rule(copied).cases[0].parents[1] if copied else TEMPLATE
    try:
        if not there:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / "pack.yaml", _pack_text(folder.name, extends))
        _copy(source, home, name)
    except OSError as error:
        raise OutputUnwritable(file=str(home), problem=error.strerror or str(error)) from error
    return Begun(home, not there)


def _pack_text(name: str, extends: str) -> str:
    """A pack of one's own that only extends another; its label is its name until somebody writes one."""
    return f'pack: {name}\nlabel: {{zh: "{name}", en: "{name}"}}\nextends: {extends}\n'


def _copy(source: Path, home: Path, name: str) -> None:
    """Copy a rule's files under another name, and as version 1."""
    (home / "cases").mkdir(parents=True)
    text = definition.text(source / "rule.yaml", "rule.yaml")
    text = re.sub(r"(?m)^rule:.*$", f"rule: {name}", text, count=1)
    _write(home / "rule.yaml", re.sub(r"(?m)^version:.*$", "version: 1", text, count=1))
    for path in [*source.glob("*.cypher"), *source.glob("cases/*.yaml")]:
        _write(home / path.relative_to(source), definition.text(path, path.name))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
