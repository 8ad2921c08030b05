"""The examples of coverage run."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from linli.analysis.coverage import first, lapses, states, totals
from linli.cli import coverage as command
from linli.model import slot
from linli.reports import coverage as reports


@pytest.mark.parametrize("module", [first, lapses, states, totals, command, slot, reports])
def test_examples(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted and not done.failed
