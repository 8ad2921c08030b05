"""`linli audit` in every form, as a person asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from linli.cli.main import app
from linli.errors import LinliError, NeverHandedIn, OutputUnwritable, ParameterWrong
from linli.services.complete import complete
from tests.services.life import little
from tests.street import DAY, NOW, built, workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    made = workspace(folder)
    complete(made, ["organizations", "coverage", "posts"], "990101001", DAY, "", NOW)
    built(made)
    little(folder / "few")
    return made


class Person:
    """Somebody at a screen, who judges by a few rules alone."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._root = root
        self._capsys = capsys

    def types(self, *arguments: str | Path, lang: str = "zh") -> str:
        """What is printed."""
        own = ["--pack", str(self._root.parent / "few"), "--no-keep", "-w", str(self._root), "--lang", lang]
        app(["audit", *map(str, arguments), *own], exit_on_error=False, result_action="return_value")
        return self._capsys.readouterr().out


@pytest.fixture
def person(root: Path, capsys: pytest.CaptureFixture[str]) -> Person:
    return Person(root, capsys)


def test_the_form_follows_the_files_name_or_the_word(person: Person, tmp_path: Path) -> None:
    for form in ("json", "csv", "html"):
        printed = person.types("--format", form)
        assert "已写入" in person.types("--out", tmp_path / f"a.{form}")
        written = (tmp_path / f"a.{form}").read_text("utf-8")
        assert len(written) > 1000 and abs(len(written) - len(printed)) < 50
    person.types("--out", tmp_path / "a.xlsx")
    names = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).sheet_names
    assert {"按区域汇总", "问题清单", "证据", "缺的声明"} <= set(names)


def test_the_schema_that_it_prints_fits_the_json_that_it_prints(person: Person) -> None:
    schema = json.loads(person.types("--format", "schema"))
    whole = json.loads(person.types("--format", "json"))
    Draft202012Validator(schema).validate(whole)
    assert whole["pack"] == "few" and any(rule["findings"] for rule in whole["rules"])


def test_evidence_may_be_left_out(person: Person) -> None:
    whole = json.loads(person.types("--format", "json", "--no-evidence"))
    assert {one["evidence"] for rule in whole["rules"] for one in rule["findings"]} == {None}
    assert "linli explain f" in person.types("--format", "html", "--no-evidence")


def test_a_limit_holds_for_screen_and_page_and_says_so(person: Person) -> None:
    assert "还有" in person.types("--limit", "1")
    page = person.types("--format", "html", "--limit", "1")
    assert "这里只列前 1 条" in page
    assert "这里只列前" not in person.types("--format", "html")


def test_ledgers_come_back_with_their_evidence_marked(person: Person, root: Path, tmp_path: Path) -> None:
    files = [root.parent / "files" / name for name in ("posts.csv", "compounds.csv")]
    said = person.types("--annotate", *files, "--out", tmp_path / "new" / "back")
    assert said.count("已写到") == 2 and "副本" in said
    made = sorted(path.name for path in (tmp_path / "new" / "back").iterdir())
    assert made == ["compounds-linli.xlsx", "posts-linli.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--out", "a.pdf"], OutputUnwritable),
        (["--out", "no/such/a.html"], OutputUnwritable),
        (["--out", "no/such/a.xlsx"], OutputUnwritable),
        (["--format", "table", "--out", "a.txt"], OutputUnwritable),
        (["--annotate", "few/pack.yaml"], NeverHandedIn),
        (["--annotate", "few/pack.yaml", "--format", "csv"], ParameterWrong),
    ],
)
def test_what_cannot_be_done_is_said(
    person: Person, root: Path, arguments: list[str], error: type[LinliError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    with pytest.raises(error):
        person.types(*arguments)
