"""A change written as linli reads it, one line a field, in words that a clerk can go on editing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

HEAD = "changes:\n"
PLAIN = re.compile(r"\d{4}(-\d\d){0,2}|[^\W\d_][\w·（）/]*")
"""Texts that YAML reads as they stand: dates as they are known, and names that begin with a letter."""

FOUNDED = re.compile(r"^\s*-\s*(?:found|成立)\s*[:：]\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)

OTHERWISE_READ = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})

Value = str | Sequence[str] | Mapping[str, str]


def item(fields: Mapping[str, Value]) -> str:
    """A change, to be set under `changes:`; what is blank is left out.

    >>> print(item({"appoint": "张三", "to": "松涛苑业委会/主任", "since": "2025-07", "until": ""}), end="")
      - appoint: 张三
        to: 松涛苑业委会/主任
        since: 2025-07
    """
    given = [(name, value) for name, value in fields.items() if value]
    lines = [f"{name}: {_value(value)}" for name, value in given]
    return "".join(f"  {'-' if number == 0 else ' '} {line}\n" for number, line in enumerate(lines))


def joined(text: str, more: str) -> str:
    """A text of changes with one more.

    >>> joined("", "  - end: 甲支部\\n")
    'changes:\\n  - end: 甲支部\\n'
    """
    whole = text if text.strip() else HEAD
    return f"{whole.rstrip()}\n{more}"


def founded(text: str) -> list[str]:
    """Names of the bodies that a text of changes founds.

    >>> founded("changes:\\n  - found: 甲支部\\n    at: 松涛苑\\n  - end: 乙支部\\n")
    ['甲支部']
    """
    return FOUNDED.findall(text)


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_text(said)}" for name, said in value.items()) + "}"
    return f"[{', '.join(map(_text, value))}]"


def _text(value: str) -> str:
    """A text in quotation marks where YAML would read something else.

    >>> _text("甲支部"), _text("yes"), _text("a: b")
    ('甲支部', '"yes"', '"a: b"')
    """
    fine = PLAIN.fullmatch(value) and value.lower() not in OTHERWISE_READ
    return value if fine else json.dumps(value, ensure_ascii=False)
