"""Resolve the locks anew: one resolution, and the parts of it that each target needs. Run by `make lock`."""

from __future__ import annotations

import subprocess
import sys

OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
]
OPTIONS += ["--no-emit-find-links", "-q"]
SERVE = ["--extra", "api", "--extra", "dashboard", "--extra", "pdf"]
PARTS = {
    "dev": ["pyproject.toml", *SERVE, "--extra", "py2neo", "--group", "dev"],
    "serve": ["pyproject.toml", *SERVE, "-c", "locks/dev.txt"],
    "core": ["pyproject.toml", "-c", "locks/dev.txt"],
    "build": ["--group", "build", "-c", "locks/dev.txt"],
}

for name, arguments in PARTS.items():
    command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *arguments, "-o", f"locks/{name}.txt"]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"locks/{name}.txt could not be resolved")
