"""`linli explain`, from the identifier that `linli audit` prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from linli.cli.main import app
from linli.errors import FindingGone, OutputUnwritable
from linli.services.complete import complete
from tests.street import DAY, NOW, built, workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("explain"))
    complete(made, ["organizations", "coverage", "posts"], "990101001", DAY, "", NOW)
    built(made)
    return made


class Person:
    """Somebody at a screen."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._root = root
        self._capsys = capsys

    def types(self, *arguments: str | Path) -> str:
        """What is printed."""
        app([*map(str, arguments), "-w", str(self._root)], exit_on_error=False, result_action="return_value")
        return self._capsys.readouterr().out


@pytest.fixture
def person(root: Path, capsys: pytest.CaptureFixture[str]) -> Person:
    return Person(root, capsys)


def test_what_the_audit_prints_is_explained_in_each_form(person: Person, tmp_path: Path) -> None:
    printed = person.types("audit")
    sentence, short = re.findall(r"^  (\S[^（\n]*)　\[(\w{9})\]$", printed, re.MULTILINE)[0]
    text = person.types("explain", short, "--lang", "both")
    assert f"问题编号 {short}" in text and f"Finding {short}" in text
    assert f"因此：{sentence}。" in text
    forms = {
        "json": lambda told: json.loads(told)["finding"].startswith(short),
        "cypher": lambda told: "MATCH p = " in told and told.rstrip().endswith("RETURN p;"),
        "svg": lambda told: ElementTree.fromstring(told).tag.endswith("svg"),
        "text": lambda told: short in told,
    }
    for form, fits in forms.items():
        if form != "text":
            assert fits(person.types("explain", short, "--format", form)), form
        ending = {"text": "txt"}.get(form, form)
        person.types("explain", short, "--out", tmp_path / f"a.{ending}")
        assert fits((tmp_path / f"a.{ending}").read_text("utf-8")), form


def test_what_is_not_there_or_cannot_be_written_is_said(person: Person, tmp_path: Path) -> None:
    with pytest.raises(FindingGone):
        person.types("explain", "f00000000", "--as-of", "2025-06-30")
    with pytest.raises(OutputUnwritable):
        person.types("explain", "f00000000", "--out", tmp_path / "a.pdf")
