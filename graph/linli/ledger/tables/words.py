"""The words by which tables are found: headings of every kind of ledger, and those of `words.yaml`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from linli.model import definition, ledger_kind
from linli.model.definition import Strict
from linli.model.vocabulary import load as load_vocabularies

FILE = Path(__file__).parent / "words.yaml"


def fold(text: str) -> str:
    """A heading without what people write differently.

    >>> fold(" 小区 名称（全称）*")
    '小区名称(全称)'
    """
    return re.sub(r"[\s*★]", "", unicodedata.normalize("NFKC", text)).lower()


_NUMBER = re.compile(r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、])")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")


def bare(text: str) -> str:
    """A folded heading without its number, remarks in brackets and the colon.

    >>> bare("3、户数（户）：")
    '户数'
    """
    plain = _NUMBER.sub("", _ASIDE.sub("", fold(text))).strip(":;,。.")
    return plain or fold(text)


@dataclass(frozen=True)
class Words(Strict):
    """What `words.yaml` says."""

    unused: tuple[str, ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    footers: tuple[str, ...]
    explaining: tuple[str, ...]
    filling: tuple[str, ...]
    dates: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]

    @cached_property
    def headings(self) -> frozenset[str]:
        """Everything, folded, that may be a heading."""
        own = {
            fold(word)
            for kind in ledger_kind.load().values()
            for column in kind.columns
            for word in column.headings
        }
        return frozenset(own | self.idle)

    @cached_property
    def idle(self) -> frozenset[str]:
        """Headings, folded, that linli has no use for unless a kind of ledger says otherwise."""
        return frozenset(map(fold, self.unused))

    @cached_property
    def posts(self) -> dict[str, str]:
        """Words for posts, folded, to their terms: headings of a sheet with a column a post."""
        words = load_vocabularies()["post_kind"].by_word()
        return {fold(word): code for word, code in words.items()}

    @cached_property
    def _required(self) -> tuple[tuple[frozenset[str], ...], ...]:
        return tuple(
            tuple(frozenset(map(fold, column.headings)) for column in kind.columns if column.required)
            for kind in ledger_kind.load().values()
        )

    def is_ledger(self, headings: tuple[str, ...]) -> bool:
        """Whether folded headings hold all that some kind of ledger must have."""
        return any(all(own & set(headings) for own in required) for required in self._required)

    def explains(self, name: str) -> bool:
        """Whether a sheet of this name explains a form and is none."""
        return fold(name) in set(map(fold, self.explaining))

    def is_heading(self, text: str | None) -> bool:
        """Whether a cell says what a heading says."""
        return bool(text) and (fold(text or "") in self.headings or bare(text or "") in self.headings)

    def is_post(self, text: str | None) -> bool:
        """Whether a cell is the word for a post."""
        return bool(text) and bare(text or "") in self.posts


@cache
def words() -> Words:
    """The words, read once."""
    return definition.load(FILE, Words)
