"""Gets the browser that the tests open the pages in: Chromium, as the system's packages have it.

    python tests/servers/browser/install.py

Run by `make test` before pytest, with nothing but the standard library. The second time it does nothing.
Where it may not install, it prints the one line that does, and says what the tests will leave out; with
CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = ("chromium", "fonts-wqy-microhei")
LEFT_OUT = "the tests in a real browser (tests/browser) will be left out"


def found(environment: Mapping[str, str]) -> Path | None:
    """The browser: what LINLI_TEST_BROWSER names, else the first that is on the path; None for none."""
    named = environment.get("LINLI_TEST_BROWSER")
    if named:
        return Path(named)
    for program in PROGRAMS:
        if path := shutil.which(program, path=environment.get("PATH", "")):
            return Path(path)
    return None


def _install(environment: Mapping[str, str]) -> str:
    """Install it where this may be done. Returns what is in the way, "" for nothing."""
    line = f"apt-get install -y --no-install-recommends {' '.join(APT)}"
    if not (shutil.which("apt-get", path=environment.get("PATH", "")) and os.geteuid() == 0):
        return f"Chromium is not installed; do it with: sudo {line}"
    _say(f"Chromium is not installed: {line}")
    quiet = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], line.split()):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            return f"Chromium is not installed, and `{' '.join(command)}` failed"
    return "" if found(environment) else "Chromium was installed and is not on the path"


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def main(environment: Mapping[str, str]) -> int:
    """The script. Returns its exit code."""
    if found(environment):
        return 0
    if problem := _install(environment):
        _say(f"no browser for the tests: {problem}")
        _say(f"without it, {LEFT_OUT}")
        return 1 if environment.get("CI") == "true" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
