"""Gets the Neo4j server that the tests run against: Java, Maven, and the server's jars in a cache outside
the tree.

    python tests/servers/neo4j/install.py [--version 2026.09.0]

Run by `make test` before pytest, with nothing but the standard library. The second time it does nothing.
Where something is missing that it may not install, it prints the one line that does, and says what the
tests will leave out; with CI=true that is a failure.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
APT = ("openjdk-17-jre-headless", "maven")
LEFT_OUT = "the tests marked neo4j (stores, push, py2neo, every query on the server) will be left out"


class Missing(Exception):
    """Something the server needs is not there; the message is the sentence for the person at the screen."""


def pinned() -> str:
    """The version that pom.xml names."""
    found = re.search(r"<neo4j.version>(.+?)</neo4j.version>", POM.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def java_needed(version: str) -> int:
    """The oldest Java that a version of Neo4j runs on.

    >>> java_needed("5.26.30"), java_needed("2026.09.0")
    (17, 21)
    """
    return 17 if version.startswith("5.") else 21


def library(version: str, environment: Mapping[str, str]) -> Path:
    """The folder of a version's jars. It is there whole, or not at all."""
    cache = environment.get("XDG_CACHE_HOME") or Path(environment.get("HOME", "~")).expanduser() / ".cache"
    return Path(cache) / "linli" / "neo4j" / version / "lib"


def java(version: str, environment: Mapping[str, str]) -> Path:
    """A Java new enough for a version of Neo4j. Raises Missing."""
    needed = java_needed(version)
    homes = [Path(environment["JAVA_HOME"]) / "bin"] if environment.get("JAVA_HOME") else []
    homes += [Path(part) for part in environment.get("PATH", "").split(os.pathsep) if part]
    homes += sorted(Path("/usr/lib/jvm").glob("*/bin"), reverse=True)
    for home in homes:
        program = home / "java"
        if program.is_file() and _java_version(program) >= needed:
            return program
    raise Missing(f"Java {needed} or newer is not installed")


def _java_version(program: Path) -> int:
    try:
        said = subprocess.run(
            [program, "-version"], capture_output=True, text=True, timeout=60, check=False
        ).stderr
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def ready(version: str, environment: Mapping[str, str]) -> tuple[Path, Path]:
    """Java and the jars of a version. Raises Missing where either is not there; installs nothing."""
    program = java(version, environment)
    jars = library(version, environment)
    if not jars.is_dir():
        command = f"python tests/servers/neo4j/install.py --version {version}"
        raise Missing(f"Neo4j {version} is not in {jars.parent}; run: {command}")
    return program, jars


def _install_tools(version: str, environment: Mapping[str, str]) -> None:
    """Java and Maven, by apt-get where this may be done. Raises Missing with the line that does it."""
    try:
        java(version, environment)
        if shutil.which("mvn", path=environment.get("PATH", "")):
            return
        lacking = "Maven is not installed"
    except Missing as missing:
        lacking = str(missing)
    line = f"apt-get install -y --no-install-recommends {' '.join(APT)}"
    if java_needed(version) > 17:
        raise Missing(f"{lacking}; install a Java {java_needed(version)} runtime and Maven")
    if not (shutil.which("apt-get", path=environment.get("PATH", "")) and os.geteuid() == 0):
        raise Missing(f"{lacking}; do it with: sudo {line}")
    _say(f"{lacking}: {line}")
    quiet = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], line.split()):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            raise Missing(f"{lacking}, and `{' '.join(command)}` failed")
    java(version, environment)


def fill(version: str, environment: Mapping[str, str]) -> Path:
    """Fill the cache with a version's jars: into a folder aside, then renamed, so that half a fill is never
    taken for whole.

    Returns the folder. Raises Missing when Maven fails.
    """
    jars = library(version, environment)
    jars.parent.mkdir(parents=True, exist_ok=True)
    _sweep(jars.parent)
    _say(f"fetching Neo4j {version} from Maven Central into {jars.parent} (once, about 120 MB) …")
    with tempfile.TemporaryDirectory(prefix=f"part-{os.getpid()}-", dir=jars.parent) as aside:
        part = Path(aside) / "lib"
        maven = ["mvn", "-q", "-B", "-C", "-f", str(POM), f"-Dneo4j.version={version}"]
        maven += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={part}"]
        done = subprocess.run(maven, env=dict(environment), capture_output=True, text=True, check=False)
        if done.returncode or not any(part.glob("neo4j-server-*.jar")):
            said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            raise Missing(f"Maven could not fetch Neo4j {version}: {said[0] if said else 'it said nothing'}")
        try:
            part.rename(jars)
        except OSError:
            # Another run was quicker; its folder is as whole as ours.
            if not jars.is_dir():
                raise
    return jars


def _sweep(folder: Path) -> None:
    """Take away what fills that were killed have left."""
    for left in folder.glob("part-*"):
        owner = int(left.name.split("-")[1])
        try:
            os.kill(owner, 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except PermissionError:
            continue


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """The script. Returns its exit code."""
    parser = argparse.ArgumentParser(description="Get the Neo4j server that the tests run against.")
    parser.add_argument("--version", default=pinned(), help="version of Neo4j (default: %(default)s)")
    version = parser.parse_args(arguments).version
    if environment.get("LINLI_TEST_NEO4J"):
        return 0
    try:
        try:
            ready(version, environment)
        except Missing:
            if not library(version, environment).is_dir():
                _install_tools(version, environment)
                fill(version, environment)
            else:
                _install_tools(version, environment)
        ready(version, environment)
    except Missing as missing:
        _say(f"no Neo4j for the tests: {missing}")
        _say(f"without it, {LEFT_OUT}")
        return 1 if environment.get("CI") == "true" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
