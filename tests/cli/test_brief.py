"""`linli brief` as a person runs it: a briefing written, changed, exported in three forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.cli import brief, main
from tests.services.test_what_if import street


def run(*arguments: str) -> int:
    """The exit code of a command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["linli", *arguments, "--workspace", str(street())])
        try:
            main.main()
        except SystemExit as left:
            return int(left.code or 0)
    return 0


def test_a_briefing_is_written_and_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.yaml"
    assert run("brief", "new", "示例街道", "-o", str(file)) == 0
    assert run("brief", "export", str(file), "--format", "pptx") == 0
    assert run("brief", "export", str(file), "-o", str(tmp_path / "b.html"), "--lang", "en") == 0
    assert (tmp_path / "b.pptx").read_bytes()[:2] == b"PK"
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert 'data-lang="en"' in page and 'data-lang="zh"' not in page
    monkeypatch.setattr("linli.reports.render.pdf.find_spec", lambda name: None)
    monkeypatch.setattr(brief.shutil, "which", lambda name: None)
    assert run("brief", "export", str(file), "--format", "pdf") == 1
    told = capsys.readouterr()
    assert "LN-R40" in told.err and "LibreOffice" in told.err and not (tmp_path / "b.pdf").exists()
    assert run("brief", "export", str(file), "-o", str(tmp_path / "b.odp")) == 1


def test_a_wrong_file_is_refused_with_its_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("title: {zh: 甲, en: A}\narea: '990101'\nscenes: []\n", encoding="utf-8")
    assert run("brief", "export", str(file)) == 1
    told = capsys.readouterr().err
    assert "wrong.yaml" in told and "scenes" in told
