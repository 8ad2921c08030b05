"""Every example in a docstring runs and says what it gives."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.test_house_rules import ROOT, SOURCES

EXAMPLES = [path for path in SOURCES if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    "module",
    [
        ".".join(path.relative_to(ROOT).with_suffix("").parts[1:]).removesuffix(".__init__")
        for path in EXAMPLES
    ],
)
def test_every_example_holds(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted and not result.failed
