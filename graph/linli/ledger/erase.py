"""Taking a person's name out of what was written, whatever spelling it has there. Pure: text and columns in,
text and columns out.

`张三`, `張　三` and `张 三` are found; `张三丰`, somebody else's name, is left where it is known. What comes
in its place is a name that nobody has, the same wherever it stood, so that the posts stay held and every
count stays as it was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from opencc import OpenCC

MARK = "佚"
"""Begins every name that stands in the place of an erased one; no Chinese surname, so nobody is called so."""

STEMS = "甲乙丙丁戊己庚辛壬癸"
DOTS = "•‧・∙⋅‣●.．·"


def instead(number: int) -> str:
    """The name that stands for an erased person.

    >>> instead(0), instead(1234)
    ('佚甲甲甲甲', '佚乙丙丁戊')
    """
    return MARK + "".join(STEMS[int(digit)] for digit in f"{number % 10_000:04}")


@dataclass(frozen=True)
class Eraser:
    """Takes one name out.

    Parameters: `name`; `instead`, what comes in its place; `longer`, names of others that it is a part of.
    """

    name: str
    instead: str
    longer: Collection[str] = ()
    _cache: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, text: str) -> str:
        """A text without the name.

        >>> Eraser("张三", "佚甲", ["张三丰"]).text("張　三（兼）、张三丰、张三")
        '佚甲（兼）、张三丰、佚甲'
        """
        found = self._cache.get(text)
        if found is None:
            if len(self._cache) > 100_000:
                self._cache.clear()
            found = self._cache[text] = self._text(text)
        return found

    def holds(self, text: str) -> bool:
        """Whether the name stands in a text."""
        return self.text(text) != text

    def plain(self, plain: Any) -> Any:
        """Nested plain data (as JSON holds it) without the name, in keys and values."""
        if isinstance(plain, str):
            return self.text(plain)
        if isinstance(plain, Mapping):
            return {self.plain(key): self.plain(value) for key, value in plain.items()}
        if isinstance(plain, Sequence):
            return [self.plain(one) for one in plain]
        return plain

    def frame(self, frame: pl.DataFrame, rows: pl.Series | None = None) -> pl.DataFrame:
        """A table without the name. Parameters: `rows`, true where it is to be looked for; None for all."""
        changed = []
        for column, kind in frame.schema.items():
            if kind != pl.String:
                continue
            texts = frame[column].unique().drop_nulls().to_list()
            said = {text: new for text in texts if (new := self.text(text)) != text}
            if said:
                without = pl.col(column).replace(said)
                kept = pl.col(column)
                changed.append(without if rows is None else pl.when(rows).then(without).otherwise(kept))
        return frame.with_columns(changed) if changed else frame

    def _text(self, text: str) -> str:
        folded, places = _folded(text)
        wanted, _ = _folded(self.name)
        if not wanted or wanted not in folded:
            return text
        taken = [_folded(name)[0] for name in self.longer]
        parts, after, at = [], 0, folded.find(wanted)
        while at >= 0:
            if not _within_longer(folded, at, wanted, taken):
                parts += [text[after : places[at]], self.instead]
                after = places[at + len(wanted) - 1] + 1
            at = folded.find(wanted, at + len(wanted))
        return "".join((*parts, text[after:]))


def _within_longer(folded: str, at: int, wanted: str, longer: Sequence[str]) -> bool:
    for name in longer:
        inner = name.find(wanted)
        while inner >= 0:
            if folded.startswith(name, at - inner) and at >= inner:
                return True
            inner = name.find(wanted, inner + 1)
    return False


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as names are compared, and where each of its characters stands in the text."""
    characters, places = [], []
    for place, character in enumerate(_simplified(text)):
        for one in unicodedata.normalize("NFKC", character).lower():
            if not one.isspace() and unicodedata.category(one) not in ("Cf", "Cc"):
                characters.append("·" if one in DOTS else one)
                places.append(place)
    return "".join(characters), places


def _simplified(text: str) -> str:
    simplified: str = _converter().convert(text)
    # Character for character, or the places would be another text's.
    return simplified if len(simplified) == len(text) else text


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")
