"""Settings of a workspace, from its `linli.toml`. Below an entry point they are arguments, never global."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from linli.errors import DefinitionError, SettingsWrong
from linli.model import definition
from linli.model.definition import Strict


@dataclass(frozen=True)
class Identify(Strict):
    """Settings of who is who; they change the graph, so they are part of a snapshot's hash."""

    merge_in_place: Literal["any", "family", "never"] = "any"


@dataclass(frozen=True)
class Rectify(Strict):
    """Days that are given to mend a finding, by its severity. They are ours, no text's: an office sets its
    own.
    """

    prohibited: int = 15
    breach: int = 30
    disclose: int = 30
    warning: int = 60
    target: int = 180
    information: int = 180


@dataclass(frozen=True)
class Log(Strict):
    """Days for which entries of the access log are kept; 0 for ever. `linli log close` takes the older ones
    out.
    """

    keep_days: int = 0


@dataclass(frozen=True)
class Settings(Strict):
    """All settings, with what holds where the file says nothing."""

    language: Literal["zh", "en"] = "zh"
    memory_mb: int = 1024
    identify: Identify = field(default_factory=Identify)
    rectify: Rectify = field(default_factory=Rectify)
    log: Log = field(default_factory=Log)

    @property
    def memory(self) -> int:
        """Cap of the engine's buffer, in bytes."""
        return self.memory_mb << 20


def load(path: Path) -> Settings:
    """Settings of a file, or the defaults where there is none.

    Raises SettingsWrong, naming the setting.
    """
    if not path.exists():
        return Settings()
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        return definition.build(plain, Settings, path.name)
    except tomllib.TOMLDecodeError as error:
        raise SettingsWrong(file=path.name, field="", problem=str(error)) from error
    except DefinitionError as error:
        raise SettingsWrong(**error.where) from error
