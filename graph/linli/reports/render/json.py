"""An answer as json, for programs: the physical columns, dates in ISO form."""

from __future__ import annotations

import json

from linli.ports import Answer


def render(name: str, answer: Answer) -> str:
    """An answer as json text."""
    plain = {"query": name, "columns": list(answer.columns), "rows": answer.rows()}
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str)
