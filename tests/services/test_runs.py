"""Audits of a workspace are kept, named by their findings, compared, and taken out on command alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linli.audit.run import fingerprint
from linli.errors import FindingAmbiguous, FindingUnknown, NoWorkspace, RunUnknown
from linli.services import runs
from linli.workspace.layout import Layout
from linli.workspace.state import database, events
from tests.services.life import JULY, LATER, RULES, kept, little, named, street
from tests.street import DAY, NOW


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return street().copied(tmp_path)


def test_a_kept_audit_is_the_audit(root: Path) -> None:
    june = street().june
    kept(root, june)
    found = runs.load(root)
    assert (found.number, found.by, found.at, found.as_of) == (1, "某人", NOW, DAY)
    assert (found.pack, found.pack_hash, found.areas) == ("base", june.pack_hash, ("990101",))
    assert [(f.id, fingerprint(f)) for _, f in found.findings()] == [
        (f.id, fingerprint(f)) for _, f in june.findings()
    ]
    assert {name: one.totals for name, one in found.rules.items()} == {
        name: one.totals for name, one in june.rules.items()
    }
    [listed] = runs.kept(root)
    assert listed.findings == len(list(june.findings())) > 10


def test_every_place_of_a_finding_is_known_to_lie_in_its_street(root: Path) -> None:
    june = street().june
    assert {area.name if (area := june.at_level(f.place)) else None for _, f in june.findings()} == {
        "示例街道"
    }
    lapsed = named(june, "term_lapsed", "松涛社区党委")
    assert [area.level for area in june.chain(lapsed.place)] == ["community", "street", "county"]


def test_no_audit_is_kept_yet(root: Path, tmp_path: Path) -> None:
    assert runs.kept(root) == []
    for act in (lambda: runs.load(root), lambda: runs.last_two(root), lambda: runs.diff(root, 1, 2)):
        with pytest.raises(RunUnknown):
            act()
    with pytest.raises(NoWorkspace):
        runs.kept(tmp_path)


def test_a_finding_is_named_by_the_beginning_of_its_identifier(root: Path) -> None:
    kept(root, street().june)
    kept(root, street().july, LATER)
    gone = named(street().june, "compound_without_branch", "翠湖居")
    found = runs.find(root, gone.id[:10])
    assert (found.finding.id, found.run.number) == (gone.id, 1), "the newest run that has it"
    stays = named(street().july, "compound_without_branch", "兰亭里")
    assert runs.find(root, stays.id).run.number == 2
    for wrong in ("f", stays.id[:3], "fffffffff", ""):
        with pytest.raises(FindingUnknown):
            runs.find(root, wrong)


def test_a_beginning_that_several_findings_have_names_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(root, street().june)
    monkeypatch.setattr(runs, "PREFIX", 1)
    with pytest.raises(FindingAmbiguous) as caught:
        runs.find(root, "f")
    assert len(caught.value.where["several"]) == 5  # type: ignore[arg-type]


def test_what_changed_between_two_kept_audits(root: Path) -> None:
    kept(root, street().june)
    kept(root, street().july, LATER)
    found = runs.diff(root, *runs.last_two(root))
    assert (found.first.as_of, found.second.as_of) == (DAY, JULY)
    fixed = [(one.rule.wording.rule, one.finding.values.get("name")) for one in found.of("fixed")]
    assert ("compound_without_branch", "翠湖居") in fixed
    assert {one.finding.values.get("name") for one in found.of("persisting")} >= {"兰亭里", "松涛苑"}
    assert not found.of("new", "fixed", apart=True)
    # The branch that was founded in July has no secretary yet.
    assert "body_without_head" in {one.rule.wording.rule for one in found.of("new")}


def test_two_days_of_one_graph_are_audited_anew_and_not_kept(root: Path, tmp_path: Path) -> None:
    few = str(little(tmp_path / "few"))
    found = runs.between(root, (DAY, JULY), os.environ, pack_name=few, area="示例街道")
    assert set(found.first.rules) == set(RULES)
    assert found.first.snapshot == found.second.snapshot
    assert (found.first.areas, found.second.areas) == (("990101001",), ("990101001",))
    assert ("compound_without_branch", "翠湖居") in {
        (one.rule.wording.rule, one.finding.values.get("name")) for one in found.of("fixed")
    }
    assert runs.kept(root) == []


def test_runs_are_taken_out_on_command_and_that_is_kept(root: Path) -> None:
    for _ in range(4):
        kept(root, street().june)
    assert runs.prune(root, 2, "某人", NOW) == [1, 2]
    assert [one.run.number for one in runs.kept(root)] == [4, 3]
    assert runs.prune(root, 2, "某人", NOW) == []
    with pytest.raises(RunUnknown) as caught:
        runs.load(root, 1)
    assert caught.value.where == {"run": 1, "known": "4, 3"}
    with database.reading(Layout(root)) as connection:
        [event] = events.read(connection)
    assert (event.kind, event.data, event.note) == ("prune", {"runs": [1, 2]}, {"by": "某人"})
    assert kept(root, street().june).number == 5
