"""What the pages say of their own, in Chinese and English: a file for what all share, and one for each page.

The rest comes from the API.
"""

from __future__ import annotations

import importlib
import pkgutil

from linli_dashboard.wording.shared import Lang

WORDS: dict[str, tuple[str, str]] = {}
for _module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
    WORDS.update(importlib.import_module(f"{__name__}.{_module}").WORDS)


def word(key: str, lang: Lang, /, **values: object) -> str:
    """A text of the pages. After a number it may name the word that goes with it: `{count:row|rows}`.

    >>> word("rows", "en", count=3), word("rows", "en", count=1)
    ('3 rows', '1 row')
    """
    return WORDS[key][lang == "en"].format_map({name: _Said(value) for name, value in values.items()})


class _Said(str):
    """A value as it is said; asked for `row|rows`, the word that goes with it."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("|")
        return (one if self == "1" else many) if words else str(self)
