"""Every case of coverage: a folder of data that needs no Python.

title       the trap, as a sentence
given       facts in the notation of `tests/facts.py`
parameters  `as_of`, `areas`, `of`; perhaps `horizon` in days, and `slots`, an office's own file
expected    some of rows, totals, ends, months and first; each lists ALL rows of its frame, and names the
            columns that are compared. Rows stand by slot and place, the others in the answer's order.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from linli.analysis.coverage.base import TABLES, base
from linli.analysis.coverage.whole import coverage
from linli.messages.catalogue import words
from linli.services.coverage import asked
from tests.facts import load_case
from tests.queries.engines import whole

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = load_case(path)
    said: Any = case.parameters
    day = dt.date.fromisoformat(str(said["as_of"]))
    own = None
    if "slots" in said:
        own = tmp_path / "slots.yaml"
        own.write_text(json.dumps({"place": "own", "label": {"zh": "本单位", "en": "own"}, **said["slots"]}))
    made = whole(case.facts)
    found = base({name: made[name].lazy() for name in TABLES}, said["areas"], day)
    until = day + dt.timedelta(int(said.get("horizon", 365)))
    done = coverage(found, asked(own), day, until, said["of"])
    expected: Any = case.expected
    assert set(expected) <= {"rows", "totals", "ends", "months", "first"}
    for frame, rows in expected.items():
        got = getattr(done, frame)
        if frame == "rows":
            got = got.sort("slot", "place")
        names = list(rows[0]) if rows else ["place"]
        shown = [{name: written(row[name]) for name in names} for row in got.to_dicts()]
        assert shown == rows, f"{frame}: {case.title}"


def written(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


STATES = ("own", "joint", "attached", "forming", "gap", "unknown", "not_applicable")
REASONS = (
    *(
        "by_own",
        "by_joint",
        "by_attached",
        "founding",
        "interim",
        "never",
        "vacant",
        "dissolved",
        "term_over",
    ),
    *(
        "cover_over",
        "contract_over",
        "closed",
        "not_stated",
        "ticked",
        "denied",
        "blank",
        "no_venue",
        "perhaps_beside",
        "not_asked",
    ),
    *("exempt", "small"),
)


def test_every_state_and_every_reason_has_a_case_and_its_words() -> None:
    told = "".join(path.read_text("utf-8") for path in CASES)
    assert [state for state in STATES if f"state: {state}," not in told] == []
    assert [one for one in REASONS if not re.search(f"(why|ends): {one}[,}}]", told)] == []
    assert {f"why_{one}" for one in REASONS} | {f"coverage_{state}" for state in STATES} <= set(words())
