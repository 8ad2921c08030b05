"""A pack: the rules of a place. `base` holds what holds everywhere; a place's pack extends it, adds its own,
switches some off, and says how severe a rule is there and by which text.

    <pack>/pack.yaml     pack, label, area, extends, and what changes for each inherited rule
    <pack>/<rule>/…      rules of its own (rule.py)

A pack that is not shipped with linli is foreign: somebody's folder. Its queries are held to what is allowed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from linli.audit import rule as rules
from linli.audit.rule import MAY_ONLY_WARN, Level, Rule, Severity
from linli.errors import DefinitionError, PackUnknown, RuleUnknown
from linli.model import definition
from linli.model.definition import Strict
from linli.model.vocabulary import Label

FOLDER = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Change(Strict):
    """What a pack changes in a rule that it inherits; what is not written stays."""

    on: bool | None = None
    severity: Severity | None = None
    level: Level | None = None
    citation: Label | None = None
    found: bool | None = None
    parameters: dict[str, int | float | str | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class PackText(Strict):
    """A `pack.yaml`, as written."""

    pack: str
    label: Label
    area: str = ""
    extends: str | None = None
    rules: dict[str, Change] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """What one pack brings: the rules of its own, and what it changes in those it inherits."""

    pack: str
    own: frozenset[str]
    changes: Mapping[str, Change]


@dataclass(frozen=True)
class Pack:
    """A pack as it holds: its rules with all changes applied, in the order of their names.

    area     code of the place it is for; "" for everywhere
    layers   the packs it is made of, the one that all rest on first
    """

    name: str
    label: Label
    area: str
    rules: tuple[Rule, ...]
    layers: tuple[Layer, ...] = ()

    def rule(self, name: str) -> Rule:
        """The rule of a name. Raises RuleUnknown, naming the nearest."""
        found = next((rule for rule in self.rules if rule.name == name), None)
        if found is None:
            known = [rule.name for rule in self.rules]
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.3)
            raise RuleUnknown(rule=name, pack=self.name, near=near or known)
        return found

    def home(self, rule: str) -> str:
        """The pack that a rule's folder lies in."""
        return next(layer.pack for layer in reversed(self.layers) if rule in layer.own)

    def set_by(self, rule: str, what: str) -> str:
        """The pack that gave a rule's parameter, or its `severity` or `citation`, the value it has."""
        for layer in reversed(self.layers):
            change = layer.changes.get(rule)
            if change and (what in change.parameters or getattr(change, what, None) is not None):
                return layer.pack
            if rule in layer.own:
                return layer.pack
        return self.name


def is_foreign(folder: Path) -> bool:
    """Whether a folder lies outside the packs that are shipped."""
    return not folder.resolve().is_relative_to(FOLDER.resolve())


def load(folder: Path) -> Pack:
    """The pack of a folder, with what it inherits from the pack beside it.

    A shipped pack is read once; a foreign one each time, since whoever writes it changes it meanwhile.
    Raises DefinitionError with file, field and repair.
    """
    return _read(folder) if is_foreign(folder) else _read_once(folder)


@cache
def _read_once(folder: Path) -> Pack:
    return _read(folder)


def _read(folder: Path) -> Pack:
    file, where = text(folder), f"{folder.name}/pack.yaml"
    inherited: dict[str, Rule] = {}
    layers: tuple[Layer, ...] = ()
    if base := extended(folder, file):
        below = load(base)
        inherited, layers = {rule.name: rule for rule in below.rules}, below.layers
    foreign = is_foreign(folder)
    own = {
        path.parent.name: rules.load(path.parent, foreign=foreign)
        for path in sorted(folder.glob("*/rule.yaml"))
    }
    if unknown := set(file.rules) - set(inherited) - set(own):
        raise DefinitionError(file=where, field=f"rules.{min(unknown)}", problem=NOT_INHERITED)
    held = {
        name: changed(rule, file.rules[name], where) if name in file.rules else rule
        for name, rule in {**inherited, **own}.items()
    }
    layer = Layer(file.pack, frozenset(own), file.rules)
    return Pack(
        file.pack, file.label, file.area, tuple(held[name] for name in sorted(held)), (*layers, layer)
    )


NOT_INHERITED = Label(
    "没有叫这个名字的规则，请核对或删去", "there is no rule of this name; check it or drop it"
)


def text(folder: Path) -> PackText:
    """The `pack.yaml` of a folder. Raises DefinitionError with field and repair."""
    where = f"{folder.name}/pack.yaml"
    file = definition.build(
        definition.read(definition.text(folder / "pack.yaml", where), where), PackText, where
    )
    if file.pack != folder.resolve().name:
        name = folder.resolve().name
        zh, en = f"文件夹叫 {name!r}，两处要一样", f"the folder is called {name!r}; give both one name"
        raise DefinitionError(file=where, field="pack", problem=Label(zh, en))
    return file


def extended(folder: Path, file: PackText) -> Path | None:
    """The folder of the pack that a pack extends: one that is shipped, else the one beside it.

    Raises DefinitionError where there is none, or where packs extend one another in a circle.
    """
    met = [folder.resolve()]
    found = _beside(folder, file)
    step = found
    while step is not None:
        if step.resolve() in met:
            problem = Label("规则包互相继承，绕成了圈", "packs extend one another in a circle")
            raise DefinitionError(file=f"{folder.name}/pack.yaml", field="extends", problem=problem)
        met.append(step.resolve())
        step = _beside(step, text(step))
    return found


def _beside(folder: Path, file: PackText) -> Path | None:
    if not file.extends:
        return None
    for base in (FOLDER / file.extends, folder.resolve().parent / file.extends):
        if re.fullmatch(r"\w[\w-]*", file.extends) and (base / "pack.yaml").is_file():
            return base
    zh, en = f"没有规则包 {file.extends!r}", f"there is no pack {file.extends!r}"
    raise DefinitionError(file=f"{folder.name}/pack.yaml", field="extends", problem=Label(zh, en))


def names(folder: Path = FOLDER) -> list[str]:
    """Names of the packs of a folder."""
    return sorted(path.parent.name for path in folder.glob("*/pack.yaml"))


def find(name: str, folder: Path = FOLDER) -> Path:
    """The folder of a pack, given by its name or its path.

    A shipped pack's name means that pack, whatever folder of this name stands where the command is run.
    Raises PackUnknown.
    """
    known = names(folder)
    if name in known:
        return folder / name
    if not Path(name, "pack.yaml").is_file():
        raise PackUnknown(pack=name, known=", ".join(known))
    return Path(name).resolve()


def get(name: str, folder: Path = FOLDER) -> Pack:
    """The pack of a name, or of a folder given as a path. Raises PackUnknown, DefinitionError."""
    return load(find(name, folder))


def changed(rule: Rule, change: Change, where: str) -> Rule:
    """A rule as a pack changes it. Raises DefinitionError; `where` is the file's name for it."""
    old = rule.text
    text = replace(
        old,
        on=old.on if change.on is None else change.on,
        severity=change.severity or old.severity,
        level=change.level or old.level,
        citation=change.citation or old.citation,
        found=old.found if change.found is None else change.found,
    )
    if unknown := set(change.parameters) - set(text.parameters):
        field_ = f"rules.{rule.name}.parameters.{min(unknown)}"
        problem = Label("这条规则没有这个参数", "the rule has no such parameter")
        raise DefinitionError(file=where, field=field_, problem=problem)
    if not text.found and text.severity not in MAY_ONLY_WARN:
        only = ", ".join(MAY_ONLY_WARN)
        problem = Label(
            f"未找到条文，只能是 {only}；找到了请写明条文",
            f"no text was found: use one of {only}, or cite the text",
        )
        raise DefinitionError(file=where, field=f"rules.{rule.name}.severity", problem=problem)
    return replace(rule, text=text, values={**rule.values, **change.parameters})
