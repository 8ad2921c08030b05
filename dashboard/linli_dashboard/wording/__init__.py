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
    """A text of the pages.

    >>> word("rows", "en", count=3)
    '3 rows'
    """
    return WORDS[key][lang == "en"].format_map(values)
