"""The how-to on writing a rule: every command in it runs, and prints what it says."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from linli.cli.main import app
from linli.model import ledger_kind
from linli.services.add import Handed, add
from linli.services.build import build
from linli.services.complete import complete
from linli.workspace import layout

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "write-a-rule.md"
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of the page: what it is, the file that it is for, its text."""

    kind: str
    file: str
    text: str


def blocks() -> list[Block]:
    return [Block(kind, file, text) for kind, file, text in FENCE.findall(PAGE.read_text(encoding="utf-8"))]


def street(workspace: Path) -> None:
    """The made-up street, as `make demo` builds it."""
    now = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)
    layout.create(workspace)
    add(workspace, sorted((ROOT / "seeds" / "demo" / "ledgers").iterdir()), Handed(), now)
    complete(workspace, list(ledger_kind.load()), "990101001", dt.date(2025, 6, 30), "", now)
    build(workspace, lambda stage: None)


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints. One that says no, as a red case does, is no fault here: the page shows it."""
    with pytest.raises(SystemExit) as left:
        app(shlex.split(command)[1:])
    printed = capsys.readouterr()
    assert ("LN-" in printed.err, left.value.code in (0, 1, None)) == (False, True), command
    return printed.out


def write(path: Path, block: Block) -> None:
    """Put a block where the page says; a query's own header stays."""
    text = block.text + "\n"
    if block.kind == "cypher":
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("//")]
        text = "\n".join([*head, text])
    assert path.exists(), f"the page changes {path}, which is not there"
    path.write_text(text, encoding="utf-8")


def shown(text: str, said: str) -> bool:
    """Whether a block stands in what was said, line by line; `…` stands for any rest of a line."""
    plain, found = ("\n".join(line.rstrip() for line in one.splitlines()) for one in (text, said))
    return re.search(re.escape(plain).replace("…", ".*"), found) is not None


def test_the_page_takes_a_newcomer_from_nothing_to_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    street(tmp_path / "build" / "demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINLI_LANG", "zh")
    said, ran = "", 0
    for block in blocks():
        if block.kind == "sh":
            commands = block.text.splitlines()
            assert all(command.startswith("linli ") for command in commands)
            said, ran = "".join(run(command, capsys) for command in commands), ran + len(commands)
        elif block.kind == "text":
            assert shown(block.text, said)
        else:
            write(tmp_path / block.file, block)
    assert ran == 8
