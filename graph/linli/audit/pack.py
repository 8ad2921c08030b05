"""A pack: the rules of a place. `base` holds what holds everywhere; a place's pack extends it, adds its own,
switches some off, and says how severe a rule is there and by which text.

    <pack>/pack.yaml     pack, label, area, extends, and what changes for each inherited rule
    <pack>/<rule>/…      rules of its own (rule.py)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from linli.audit import rule as rules
from linli.audit.rule import MAY_ONLY_WARN, Level, Rule, Severity
from linli.errors import DefinitionError, PackUnknown
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
class _File(Strict):
    pack: str
    label: Label
    area: str = ""
    extends: str | None = None
    rules: dict[str, Change] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """A pack as it holds: its rules with all changes applied, in the order of their names.

    area    code of the place it is for; "" for everywhere
    """

    name: str
    label: Label
    area: str
    rules: tuple[Rule, ...]

    def rule(self, name: str) -> Rule:
        """The rule of a name."""
        return next(rule for rule in self.rules if rule.name == name)


@cache
def load(folder: Path) -> Pack:
    """The pack of a folder, with what it inherits from the pack beside it.

    Raises DefinitionError with file, field and repair.
    """
    file = definition.load(folder / "pack.yaml", _File)
    where = f"{folder.name}/pack.yaml"
    if file.pack != folder.name:
        raise DefinitionError(
            file=where, field="pack", problem=f"the folder is called {folder.name!r}; give both one name"
        )
    inherited: dict[str, Rule] = {}
    if file.extends:
        beside = folder.parent / file.extends
        base = beside if (beside / "pack.yaml").is_file() else FOLDER / file.extends
        if not (base / "pack.yaml").is_file():
            raise DefinitionError(file=where, field="extends", problem=f"there is no pack {file.extends!r}")
        inherited = {rule.name: rule for rule in load(base).rules}
    own = {path.parent.name: rules.load(path.parent) for path in sorted(folder.glob("*/rule.yaml"))}
    if unknown := set(file.rules) - set(inherited) - set(own):
        raise DefinitionError(
            file=where, field=f"rules.{min(unknown)}", problem="no rule of this name is inherited; drop it"
        )
    changed = {
        name: _changed(rule, file.rules[name], where) if name in file.rules else rule
        for name, rule in {**inherited, **own}.items()
    }
    return Pack(file.pack, file.label, file.area, tuple(changed[name] for name in sorted(changed)))


def names(folder: Path = FOLDER) -> list[str]:
    """Names of the packs of a folder."""
    return sorted(path.parent.name for path in folder.glob("*/pack.yaml"))


def get(name: str, folder: Path = FOLDER) -> Pack:
    """The pack of a name, or of a folder given as a path. Raises PackUnknown, DefinitionError."""
    path = Path(name) if Path(name, "pack.yaml").is_file() else folder / name
    if not (path / "pack.yaml").is_file():
        raise PackUnknown(pack=name, known=", ".join(names(folder)))
    return load(path)


def _changed(rule: Rule, change: Change, where: str) -> Rule:
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
        raise DefinitionError(file=where, field=field_, problem="the rule has no such parameter")
    if not text.found and text.severity not in MAY_ONLY_WARN:
        problem = f"no text was found: use one of {', '.join(MAY_ONLY_WARN)}, or cite the text"
        raise DefinitionError(file=where, field=f"rules.{rule.name}.severity", problem=problem)
    return replace(rule, text=text, values={**rule.values, **change.parameters})
