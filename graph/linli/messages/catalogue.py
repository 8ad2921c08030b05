"""Every text that a person sees, in Chinese and English, from three files beside this one.

    errors.yaml   code of an error → what happened, what to do
    cells.yaml    code of a problem or a warning of a cell or row → what is wrong, what to do
    words.yaml    key → a short text of the interface

A text may name values as `{file}`, and after a number the word that goes with it: `{count} {count:row|rows}`.
It may put a part in `[ ]` that is said only if all its values are given: `Check the name.[ Nearest: {near}]`.
A value that is not given is left out, and one that no text names is ignored: a message must never be the
reason why somebody does not learn what happened. A key that does not exist is a mistake of ours and refuses.
A value may be a text of words.yaml itself (`linli.errors.Said`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, TypeVar

from linli.errors import DefinitionError, LinliError, Said
from linli.model import definition
from linli.model.vocabulary import Label

FOLDER = Path(__file__).parent

Lang = Literal["zh", "en"]
T = TypeVar("T")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def fill(self, lang: Lang, values: Mapping[str, object]) -> str:
        """The text in `lang` with its values put in.

        >>> Text(zh="“{value}”有误。", en="“{value}” is wrong.").fill("en", {"value": "x{y}", "other": 1})
        '“x{y}” is wrong.'
        >>> Text(zh="请核对。[相近的有：{near}]", en="Check.[ Near: {near}]").fill("zh", {})
        '请核对。'
        >>> Text(zh="{n} 行", en="{n} {n:row|rows}").fill("en", {"n": 1})
        '1 row'
        """
        text = self.zh if lang == "zh" else self.en
        said = {name: _Said(_say(values.get(name), lang)) for name in placeholders(text)}
        parts = _OPTIONAL.split(text)  # always said, optional, always said, …
        for place in range(1, len(parts), 2):
            if not all(said[name] for name in placeholders(parts[place])):
                parts[place] = ""
        return "".join(parts).format_map(said)


class _Said(str):
    """A value as it is said; asked for `row|rows`, the word that goes with it."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("|")
        return (one if self == "1" else many) if words else str(self)


@dataclass(frozen=True)
class Message:
    """What happened, and what to do about it."""

    what: Text
    do: Text


@dataclass(frozen=True)
class Explanation:
    """An error in words: its code, what happened, the values it names as text, what to do."""

    code: str
    what: str
    where: dict[str, str]
    do: str


def say(key: str, lang: Lang, **values: object) -> str:
    """A short text of the interface.

    Raises DefinitionError for a key that `words.yaml` does not have.

    >>> say("rows_accepted", "zh", count=12)
    '12 行通过'
    """
    return _find(words(), key, "words.yaml").fill(lang, values)


def explain(error: LinliError, lang: Lang) -> Explanation:
    """An error in the words of its reader.

    Raises DefinitionError for a code that `errors.yaml` does not have.

    >>> from linli.errors import LedgerNotFound
    >>> explain(LedgerNotFound(file="花名册.xlsx"), "zh").what
    '找不到文件“花名册.xlsx”。'
    """
    message = _find(errors(), error.code, "errors.yaml")
    where = {name: _say(value, lang) for name, value in error.where.items()}
    return Explanation(
        error.code, message.what.fill(lang, error.where), where, message.do.fill(lang, error.where)
    )


def cell(code: str, lang: Lang, **values: object) -> tuple[str, str]:
    """What is wrong with a cell or row, and what to do.

    Parameters: `code` of the problem or warning; `lang`; of the values `column`, `value`, `other` and
    `wanted` those at hand.
    Raises DefinitionError for a code that `cells.yaml` does not have.

    >>> cell("count_negative", "en", column="Households", value="-3")[0]
    'Households is negative: “-3”.'
    """
    message = _find(cells(), code, "cells.yaml")
    return message.what.fill(lang, values), message.do.fill(lang, values)


@cache
def errors() -> dict[str, Message]:
    """Every error's message, by code."""
    return definition.load(FOLDER / "errors.yaml", dict[str, Message])


@cache
def cells() -> dict[str, Message]:
    """Every message of a cell or row, by code."""
    return definition.load(FOLDER / "cells.yaml", dict[str, Message])


@cache
def words() -> dict[str, Text]:
    """Every short text, by key."""
    return definition.load(FOLDER / "words.yaml", dict[str, Text])


def placeholders(text: str) -> set[str]:
    """Names of the values that a text takes.

    >>> sorted(placeholders("{file}: {problem}"))
    ['file', 'problem']
    """
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _find(texts: Mapping[str, T], key: str, file: str) -> T:
    if key not in texts:
        raise DefinitionError(
            file=file, field=key, problem="this text is used and not written; add it in both languages"
        )
    return texts[key]


def _say(value: object, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, Label):
        return value.text(lang)
    if isinstance(value, Said):
        return say(value.key, lang, **value.values)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ("、" if lang == "zh" else ", ").join(_say(item, lang) for item in value)
    return str(value)
