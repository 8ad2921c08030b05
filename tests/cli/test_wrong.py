"""A command line that was not understood is told in words, in either language, with what to do."""

from __future__ import annotations

import sys

import pytest

from linli.cli import main

CASES = (
    ("audit --as-of 2025-13-01", "“2025-13-01”", "YYYY-MM-DD", "linli audit --help"),
    ("audit --format pdf", "“pdf”", "xlsx", "linli audit --help"),
    ("audit --frmat json", "--frmat", "--format", "linli audit --help"),
    ("audti --limit 3", "“audti”", "audit", "linli --help"),
    ("rules lsit", "“lsit”", "list", "linli rules --help"),
    ("explain", "FINDING", "", "linli explain --help"),
    ("audit --area", "--area", "", "linli audit --help"),
    ("audit x y", "“x y”", "", "linli audit --help"),
    ("escalate 松涛苑 --limit many", "“many”", "1, 2", "linli escalate --help"),
)


@pytest.mark.parametrize(("said", "wrong", "near", "do"), CASES, ids=[one[0] for one in CASES])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_command_line(
    said: str,
    wrong: str,
    near: str,
    do: str,
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["linli", *said.split()])
    monkeypatch.setenv("LINLI_LANG", lang)
    with pytest.raises(SystemExit) as left:
        main.main()
    out, err = capsys.readouterr()
    assert left.value.code == 2 and not out
    assert "LN-R54" in err and ("没有看懂" in err) == (lang == "zh")
    assert wrong in err and near in err and do in err
