"""The server's installation: whole or not at all, instantaneous the second time, honest about what it could
not do.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.servers.browser import install as browser
from tests.servers.neo4j import install

VERSION = install.pinned()


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """A machine with a Java and a Maven that we wrote, and an empty cache."""
    programs = tmp_path / "bin"
    programs.mkdir()
    _program(programs / "java", """echo 'openjdk version "17.0.1"' >&2""")
    _program(programs / "mvn", MAVEN.format(log=tmp_path / "maven.log"))
    return {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }


MAVEN = """
echo "$@" >> {log}
for word in "$@"; do case $word in -DoutputDirectory=*) folder=${{word#*=}};; esac; done
mkdir -p "$folder" && echo jar > "$folder/neo4j-server-1.jar"
"""


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_first_time_fills_the_cache_and_the_second_does_nothing(
    machine: dict[str, str], tmp_path: Path
) -> None:
    assert install.main([], machine) == 0
    assert install.main([], machine) == 0
    assert [path.name for path in install.library(VERSION, machine).iterdir()] == ["neo4j-server-1.jar"]
    assert [path.name for path in install.library(VERSION, machine).parent.iterdir()] == ["lib"]
    assert len((tmp_path / "maven.log").read_text(encoding="utf-8").splitlines()) == 1


def test_a_version_may_be_asked_for(machine: dict[str, str], tmp_path: Path) -> None:
    assert install.main(["--version", "5.26.0"], machine) == 0
    assert "-Dneo4j.version=5.26.0" in (tmp_path / "maven.log").read_text(encoding="utf-8")
    assert install.library("5.26.0", machine).is_dir()
    assert not install.library(VERSION, machine).exists()


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_fill_that_fails_leaves_nothing_and_says_so(
    machine: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    _program(tmp_path / "bin" / "mvn", MAVEN.format(log="/dev/null") + "echo no route; exit 1")
    assert install.main([], {**machine, "CI": ci}) == code
    assert list(install.library(VERSION, machine).parent.iterdir()) == []
    said = capsys.readouterr().err
    assert "no route" in said
    assert install.LEFT_OUT in said


def test_what_a_killed_fill_left_is_not_taken_for_whole_and_is_swept(machine: dict[str, str]) -> None:
    place = install.library(VERSION, machine).parent
    for owner in (_dead_process(), os.getpid()):
        (place / f"part-{owner}-x" / "lib").mkdir(parents=True)
    with pytest.raises(install.Missing):
        install.ready(VERSION, machine)
    assert install.main([], machine) == 0
    assert sorted(path.name for path in place.iterdir()) == ["lib", f"part-{os.getpid()}-x"]


def test_without_java_or_maven_it_says_the_one_line(
    machine: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bin" / "mvn").unlink()
    assert install.main([], {**machine, "PATH": str(tmp_path / "bin")}) == 0
    assert (
        "apt-get install -y --no-install-recommends openjdk-17-jre-headless maven" in capsys.readouterr().err
    )


def test_an_old_java_is_passed_over(machine: dict[str, str], tmp_path: Path) -> None:
    _program(tmp_path / "bin" / "java", """echo 'java version "11.0.2"' >&2""")
    assert install.java(VERSION, machine) != tmp_path / "bin" / "java"


def test_with_a_server_given_nothing_is_fetched(machine: dict[str, str]) -> None:
    assert install.main([], {**machine, "LINLI_TEST_NEO4J": "bolt://db.example"}) == 0
    assert not install.library(VERSION, machine).exists()


def _dead_process() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_a_browser_is_found_on_the_path_or_where_it_is_named(tmp_path: Path) -> None:
    assert browser.found({"PATH": str(tmp_path)}) is None
    _program(tmp_path / "chromium", "true")
    assert browser.found({"PATH": str(tmp_path)}) == tmp_path / "chromium"
    assert browser.found({"PATH": "", "LINLI_TEST_BROWSER": "/opt/b"}) == Path("/opt/b")
    assert browser.main({"PATH": str(tmp_path)}) == 0


def test_without_a_browser_and_a_way_to_get_it_ci_fails_and_says_the_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert browser.main({"PATH": str(tmp_path)}) == 0
    assert browser.main({"PATH": str(tmp_path), "CI": "true"}) == 1
    said = capfd.readouterr().err
    assert "sudo apt-get install" in said and browser.LEFT_OUT in said
