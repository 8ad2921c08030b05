"""What every error of linli is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Said:
    """A value of a message that is itself said in the reader's language.

    key     of a text in `messages/words.yaml`
    values  that the text names
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class LinliError(Exception):
    """Something a person can do something about.

    Parameters are the values its message names (a file, a field, an address); they never hold a credential.

    >>> from linli.errors import QueryUnknown
    >>> str(QueryUnknown(name="compounds/covrage", near="compounds/coverage"))
    "LN-R01 name='compounds/covrage' near='compounds/coverage'"
    """

    code: ClassVar[str] = "LN-000"

    def __init__(self, **where: object) -> None:
        self.where: dict[str, object] = where
        super().__init__(" ".join([self.code, *(f"{k}={v!r}" for k, v in where.items())]))


class DefinitionError(LinliError):
    """A definition that is wrong refuses to exist: the message names file, field and repair."""

    code = "LN-D01"
