"""docker-compose.yml without Docker: what it promises is read from it, and what its services run is run.

The very commands and variables of loader, API and dashboard run here against a real Neo4j server; only host
names, ports and folders are mapped to this machine.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.servers.neo4j import install
from tests.servers.neo4j.server import Server, free_port

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PATIENCE = 90.0
LONG_RUNNING = ("neo4j", "api", "dashboard")
"""The services that stay; the loader does its work and ends."""


def test_the_server_is_the_one_that_the_tests_run_against() -> None:
    assert SERVICES["neo4j"]["image"] == f"neo4j:{install.pinned()}-community"
    assert SERVICES["neo4j"]["environment"]["NEO4J_dbms_usage__report_enabled"] == "false"


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_what_stays_has_a_health_check(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] == "CMD" and check["retries"] and check["interval"] and check["timeout"]


def test_each_waits_for_what_it_needs() -> None:
    waits = {
        name: {need: how["condition"] for need, how in service.get("depends_on", {}).items()}
        for name, service in SERVICES.items()
    }
    assert waits == {
        "neo4j": {},
        "loader": {"neo4j": "service_healthy"},
        "api": {"loader": "service_completed_successfully"},
        "dashboard": {"api": "service_healthy"},
    }


def test_every_port_is_bound_to_loopback() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(ports) == 4
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in ports)


def test_the_password_comes_from_the_environment_and_stands_in_no_command() -> None:
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if "PASSWORD" in key or key == "NEO4J_AUTH":
                assert "${NEO4J_PASSWORD:?" in value, f"{name} would start without a password"
        said = [*service.get("command", []), *service.get("healthcheck", {}).get("test", [])]
        assert not [word for word in said if "PASSWORD" in word or "$" in word], name
    assert not [key for key in SERVICES["dashboard"]["environment"] if "NEO4J" in key]


def test_what_must_outlive_a_container_is_on_a_volume() -> None:
    assert set(COMPOSE["volumes"]) == {"neo4j", "workspace"}
    kept = SERVICES["loader"]["volumes"][0].partition(":")[2]
    assert SERVICES["loader"]["environment"]["DEMO"].startswith(kept)
    assert f"install --directory --owner=linli --group=linli {kept}" in DOCKERFILE


def test_the_image_is_made_from_the_lock_by_no_named_registry_and_runs_as_nobody_special() -> None:
    stages = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert stages == ["python:3.11-slim", "python:3.11-slim"]
    locked = re.findall(r"pip install (?:.*?)-r (\S+)", DOCKERFILE)
    assert locked == ["locks/build.txt", "locks/serve.txt"]
    assert len(re.findall(r"pip install --require-hashes", DOCKERFILE)) == len(locked)
    assert not re.search(r"https?://|index-url", DOCKERFILE.replace("PIP_INDEX_URL", ""))
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M) == ["linli"]


def test_the_builder_gets_what_it_copies_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
    assert {name for names in copied for name in names.split()} == let_in
    assert all((ROOT / name).exists() for name in let_in)


class Mapped:
    """The names of the compose network, as they are on this machine."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.api, self.page = free_port(), free_port()
        self.password = server.password
        self.folder = folder
        self.names = {
            "neo4j://neo4j:7687": server.address,
            "http://api:8000": f"http://127.0.0.1:{self.api}",
            "127.0.0.1:8000": f"127.0.0.1:{self.api}",
            "127.0.0.1:8501": f"127.0.0.1:{self.page}",
            "0.0.0.0": "127.0.0.1",
            "/var/lib/linli": str(folder),
        }

    def text(self, text: str) -> str:
        """A text of the file with its names mapped and its variables filled in, as compose does it."""
        for name, here in self.names.items():
            text = text.replace(name, here)
        return re.sub(r"\$\{NEO4J_PASSWORD:\?[^}]*\}", self.password, text)

    def command(self, service: str) -> list[str]:
        """What a service runs."""
        return [self.text(word) for word in SERVICES[service]["command"]]

    def environment(self, service: str) -> dict[str, str]:
        """All that a service's processes have: the file's variables, and the image's PATH."""
        given = {key: self.text(str(value)) for key, value in SERVICES[service]["environment"].items()}
        programs = f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin"
        ports = {"LINLI_API_PORT": str(self.api), "LINLI_DASHBOARD_PORT": str(self.page)}
        return {"PATH": programs, "HOME": str(self.folder), "LANG": "C.UTF-8", **ports, **given}

    def healthy(self, service: str) -> bool:
        """What Docker would find by the service's health check."""
        test = [self.text(word) for word in SERVICES[service]["healthcheck"]["test"][1:]]
        done = subprocess.run(
            test, env=self.environment(service), cwd=ROOT, capture_output=True, timeout=60, check=False
        )
        return done.returncode == 0


@contextmanager
def running(mapped: Mapped, service: str) -> Iterator[subprocess.Popen[bytes]]:
    """A service, until it is stopped as Docker stops it: by SIGTERM, and by SIGKILL after ten seconds."""
    log = mapped.folder / f"{service}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            mapped.command(service), env=mapped.environment(service), cwd=ROOT, stdout=said, stderr=said
        )
    try:
        yield process
        assert process.poll() is None, log.read_text(encoding="utf-8")
        process.send_signal(signal.SIGTERM)
        process.wait(10)
    finally:
        process.kill()
        process.wait()


def become_healthy(mapped: Mapped, service: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not mapped.healthy(service):
        said = (mapped.folder / f"{service}.log").read_text(encoding="utf-8")
        assert process.poll() is None and time.monotonic() < deadline, said
        time.sleep(0.2)


def load(mapped: Mapped) -> str:
    """Run the loader to its end. Returns what it said."""
    done = subprocess.run(
        mapped.command("loader"),
        env=mapped.environment("loader"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert mapped.password not in done.stdout + done.stderr
    return done.stdout


def wipe(server: Server) -> None:
    """Leave nothing: the demo's workspace has a name of its own, by which the next run would not know it."""
    with server.driver() as driver, driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()


def asked(mapped: Mapped, question: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    address = f"{mapped.names['http://api:8000']}/questions/{question}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=60) as response:
        answer: dict[str, Any] = json.loads(response.read())
    return answer


def test_the_services_run_as_written_and_the_api_answers_the_three_questions_from_neo4j(
    neo4j_server: Server, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: wipe(neo4j_server))
    mapped = Mapped(neo4j_server, tmp_path)
    assert not mapped.healthy("api") and not mapped.healthy("dashboard"), "nothing runs yet"
    load(mapped)
    current = (tmp_path / "demo" / "current").read_text(encoding="utf-8").strip()
    load(mapped)
    assert (tmp_path / "demo" / "current").read_text(encoding="utf-8").strip() == current, (
        "up twice, once built"
    )
    with running(mapped, "api") as api:
        become_healthy(mapped, "api", api)
        several = asked(mapped, "people/several_bodies", {})
        coverage = asked(mapped, "compounds/coverage", {})
        chain = asked(mapped, "chains/from_building", {"place": "松涛苑/1栋"})
        with running(mapped, "dashboard") as dashboard:
            become_healthy(mapped, "dashboard", dashboard)
    assert {answer["snapshot"] for answer in (several, coverage, chain)} == {current}
    assert {row["name"][1:] for row in several["rows"]} == {"*"}, "names are masked"
    assert [row["name"] for row in coverage["rows"] if row["state"] == "gap"] == ["示例·竹影公寓"]
    assert chain["rows"][-1]["body"] == "示例区委"
