"""What the README says that `make demo` prints, it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path) -> None:
    linli = tmp_path / "linli"
    linli.write_text(f'#!/bin/sh\nexec {sys.executable} -m linli.cli.main "$@"\n')
    linli.chmod(0o755)
    environment = {**os.environ, "LINLI": str(linli), "DEMO": str(tmp_path / "demo")}
    script = ROOT / "seeds" / "demo" / "demo.sh"
    done = subprocess.run(["sh", str(script)], env=environment, capture_output=True, text=True, check=True)
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```text\n", 1)[1].split("\n```", 1)[0].splitlines()
    assert len(shown) > 20
    assert "\n".join(shown) in "\n".join(printed)
