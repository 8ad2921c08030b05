"""The json fits the schema that is shipped and documented, and holds all that the audit came to."""

from __future__ import annotations

import copy
import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from linli.reports.audit import listing
from linli.reports.audit.document import schema
from linli.reports.audit.json import render
from linli.reports.documents import FOLDER
from linli.reports.render import csv as texts
from tests.reports.audit.streets import BROKEN, FORMULA, MARKUP, made

REPORT = made().report
WHOLE: dict[str, Any] = json.loads(render(REPORT))
CHECKER = Draft202012Validator(schema())


def test_the_schema_is_one_and_is_the_documented_one() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads((FOLDER / "audit.schema.json").read_text("utf-8")) == schema()


def test_the_json_fits_it() -> None:
    assert list(CHECKER.iter_errors(WHOLE)) == []


@pytest.mark.parametrize(
    "break_",
    [
        lambda plain: plain.pop("snapshot"),
        lambda plain: plain.update(more=1),
        lambda plain: plain["rules"][0].update(severity="bad"),
        lambda plain: plain["rules"][0]["totals"].update(population="5"),
        lambda plain: plain["parts"][0].update(code=None),
    ],
)
def test_the_schema_refuses_what_is_not_so(break_: Any) -> None:
    broken = copy.deepcopy(WHOLE)
    break_(broken)
    assert not CHECKER.is_valid(broken)


def test_totals_of_parts_and_rules_add_up() -> None:
    for rule in WHOLE["rules"]:
        parts = [part["rules"][rule["rule"]] for part in WHOLE["parts"] if rule["rule"] in part["rules"]]
        for name in ("population", "passed", "failed", "unknown", "not_applicable", "asked"):
            assert sum(part[name] for part in parts) == rule["totals"][name], (rule["rule"], name)
    assert WHOLE["totals"]["failed"] == sum(rule["totals"]["failed"] for rule in WHOLE["rules"])


def test_every_finding_is_there_with_its_evidence() -> None:
    found = {one["id"]: one for rule in WHOLE["rules"] for one in rule["findings"]}
    assert set(found) == {one.id for _, one in REPORT.findings()}
    for one in found.values():
        assert one["evidence"]["facts"] and one["says"]["zh"] and one["says"]["en"]
        assert any(fact["cells"] for fact in one["evidence"]["facts"])
    [waived] = [one for one in found.values() if one["waived"]]
    assert waived["waived"] == WHOLE["waivers"][0]["waiver"] == 3
    assert {one["id"] for rule in WHOLE["rules"] for one in rule["unknown"]} == {
        one.id for _, one in REPORT.unknown()
    }
    [broken] = [rule["error"] for rule in WHOLE["rules"] if rule["error"]]
    assert broken["code"] == REPORT.results[-1].error.code and BROKEN in broken["what"]["zh"]  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_csv_has_every_finding_and_all_that_is_unknown(lang: Any) -> None:
    shown = listing.table(REPORT, lang)
    rows = list(csv.reader(io.StringIO(texts.render(shown).removeprefix("\ufeff"))))[1:]
    identities = [column.name for column in shown.columns].index("finding_id")
    wanted = [one.id for _, one in (*REPORT.findings(), *REPORT.unknown())]
    assert sorted(row[identities] for row in rows) == sorted(wanted)
    assert {len(row) for row in rows} == {len(shown.columns)}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(MARKUP in cell for cell in cells) and any(FORMULA in cell for cell in cells)
