"""Facts for tests, in the notation of cases (`linli.model.notation`), and the cases of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linli.model import definition
from linli.model.notation import Facts, Row, days, facts, interval

__all__ = ["Case", "Facts", "Row", "days", "facts", "interval", "load_case"]


@dataclass(frozen=True)
class Case:
    """A case of a query or rule: what is given, what is asked, what is expected."""

    title: str
    facts: Facts
    parameters: Mapping[str, object]
    expected: object


def load_case(path: Path) -> Case:
    """A case from its YAML file: `title`, `given` (rows, as above), `parameters`, `expected` (left as read).

    Raises ValueError for any other part, so that a misspelt one is not passed over.
    """
    plain = definition.read(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(plain, dict), f"{path}: a case is a mapping"
    if odd := set(plain) - {"title", "given", "parameters", "expected"}:
        raise ValueError(f"{path}: a case has no {sorted(odd)}")
    given, parameters = plain.get("given") or {}, plain.get("parameters") or {}
    assert isinstance(given, dict), f"{path}: given is a mapping"
    assert isinstance(parameters, dict), f"{path}: parameters is a mapping"
    return Case(str(plain.get("title") or path.stem), facts(given), parameters, plain.get("expected"))  # type: ignore[arg-type]
