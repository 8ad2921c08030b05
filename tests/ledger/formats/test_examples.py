"""The examples in the readers' docstrings run."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from linli.ledger import formats

MODULES = sorted(path.stem for path in Path(str(formats.__file__)).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert not doctest.testmod(importlib.import_module(f"linli.ledger.formats.{module}")).failed
