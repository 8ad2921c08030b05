"""A real Neo4j server for the tests: one Java process on loopback, with authentication, gone when the run
is gone.

The server is a child of a watcher (this file, run as a script), and the watcher holds one end of a pipe
whose other end is the test run's. When the run ends in whatever way, kill -9 among them, the pipe closes,
and the watcher stops the server by its own process id and takes its folder away.

    python tests/servers/neo4j/server.py        starts one, says how to reach it, and stops it at end of input
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neo4j import Driver

    from linli.store.credentials import Credentials

PATIENCE = 240.0
"""Seconds that a server may take to answer its first query; a slow machine needs two minutes."""

CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_enabled=true
server.memory.pagecache.size=256m
dbms.memory.transaction.total.max=700m
"""

ENDED = "ended"
"""The file in a server's folder that says that it ended of itself."""

OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
"""Packages of Java that Neo4j reaches into; its own start script opens them likewise."""


@dataclass(frozen=True)
class Server:
    """How to reach a server."""

    address: str
    user: str
    password: str = field(repr=False)

    @property
    def credentials(self) -> Credentials:
        """User and password, as linli takes them."""
        from linli.store.credentials import Credentials

        return Credentials(self.user, self.password)

    def driver(self) -> Driver:
        """A plain driver of its own, to look at what linli did."""
        from neo4j import GraphDatabase, NotificationMinimumSeverity

        silent = NotificationMinimumSeverity.OFF
        return GraphDatabase.driver(
            self.address, auth=(self.user, self.password), notifications_min_severity=silent
        )


class NotStarted(Exception):
    """The server did not come up; the message holds the end of what it said."""


@contextlib.contextmanager
def running(java: Path, jars: Path, patience: float = PATIENCE) -> Iterator[Server]:
    """A fresh server, stopped at the end.

    Parameters: `java`, the program; `jars`, the folder of the server's jars; `patience`, seconds it may
    take to start.
    Raises NotStarted.
    """
    home = Path(tempfile.mkdtemp(prefix="linli-neo4j-"))
    port = free_port()
    command = [sys.executable, str(Path(__file__).resolve()), str(home), str(java), str(jars), str(port)]
    with (home / "said.txt").open("wb") as said:
        watcher = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=said, stderr=said, start_new_session=True
        )
    try:
        server = Server(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(24))
        _set_password(server, watcher, home, time.monotonic() + patience)
        yield server
    finally:
        assert watcher.stdin is not None
        watcher.stdin.close()
        watcher.wait(timeout=120)


def free_port() -> int:
    """A port that nobody listens on now. Neo4j takes port 0 as well, but tells nobody which port it got."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _set_password(server: Server, watcher: subprocess.Popen[bytes], home: Path, deadline: float) -> None:
    """Give the server its first password, then wait until a query answers: an open port says little."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import ClientError, ServiceUnavailable, SessionExpired, TransientError

    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
    steps = [
        ("neo4j", "system", change, {"new": server.password}),
        (server.password, "neo4j", "RETURN 1", {}),
    ]
    while steps:
        password, database, text, parameters = steps[0]
        try:
            with (
                GraphDatabase.driver(server.address, auth=(server.user, password)) as driver,
                driver.session(database=database) as session,
            ):
                session.run(text, parameters).consume()
            steps.pop(0)
        except (ServiceUnavailable, SessionExpired, TransientError):
            _still_hopeful(watcher, home, deadline)
        except ClientError as error:
            # Until the first users are made, the server refuses everybody.
            if time.monotonic() > deadline - PATIENCE / 2 or "RateLimit" in str(error.code):
                raise NotStarted(f"{error.code}\n{_said(home)}") from error
            _still_hopeful(watcher, home, deadline)


def _still_hopeful(watcher: subprocess.Popen[bytes], home: Path, deadline: float) -> None:
    if watcher.poll() is not None or (home / ENDED).exists():
        raise NotStarted(f"Neo4j ended while starting:\n{_said(home)}")
    if time.monotonic() > deadline:
        raise NotStarted(f"Neo4j did not answer in time:\n{_said(home)}")
    time.sleep(0.2)


def _said(home: Path) -> str:
    """The end of what the server said."""
    places = [home / "said.txt", home / "logs" / "neo4j.log"]
    texts = [place.read_text(encoding="utf-8", errors="replace") for place in places if place.is_file()]
    return "\n".join(texts)[-2000:]


def watch(home: Path, java: Path, jars: Path, port: int) -> int:
    """The watcher: runs the server until standard input ends or the parent is gone, then leaves nothing
    behind.

    Returns the server's exit code.
    """
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(1))
    parent = os.getppid()
    server = None
    try:
        conf = home / "conf"
        conf.mkdir()
        (conf / "neo4j.conf").write_text(CONFIGURATION.format(port=port), encoding="utf-8")
        opened = [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED]
        memory = ["-Xms256m", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"]
        entry = [entry_point(jars), f"--home-dir={home}", f"--config-dir={conf}"]
        command = [str(java), *memory, *opened, "-cp", f"{jars}/*", *entry]
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        while os.getppid() == parent:
            if server.poll() is not None:
                # The folder stays until the run has read there why.
                (home / ENDED).touch()
            ended, _, _ = select.select([sys.stdin], [], [], 0.5)
            if ended and not os.read(sys.stdin.fileno(), 1024):
                break
        return server.poll() or 0
    finally:
        if server is not None and server.poll() is None:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def entry_point(jars: Path) -> str:
    """The class that starts a server: 5.x and 2026.x call it otherwise, and say so in the same place."""
    [program] = [jar for jar in jars.glob("neo4j-*.jar") if jar.name.removeprefix("neo4j-")[0].isdigit()]
    with zipfile.ZipFile(program) as opened:
        return opened.read("META-INF/services/org.neo4j.server.startup.EntryPoint").decode().strip()


def _stop(server: subprocess.Popen[bytes]) -> None:
    # Nothing in its folder is wanted any more, so it need not take the time of an orderly end.
    server.kill()
    server.wait()


def given(environment: Mapping[str, str]) -> Server | None:
    """The server that LINLI_TEST_NEO4J names, with the credentials linli itself takes, or None."""
    address = environment.get("LINLI_TEST_NEO4J")
    if not address:
        return None
    return Server(
        address, environment.get("LINLI_NEO4J_USER", "neo4j"), environment.get("LINLI_NEO4J_PASSWORD", "")
    )


def main() -> None:
    """Start one for a person, until end of input."""
    sys.path.insert(0, str(Path(__file__).parent))
    import install

    java, jars = install.ready(install.pinned(), os.environ)
    started = time.monotonic()
    with running(java, jars) as server:
        seconds = round(time.monotonic() - started, 1)
        reach = {
            "address": server.address,
            "user": server.user,
            "password": server.password,
            "seconds": seconds,
        }
        print(json.dumps(reach), flush=True)  # noqa: T201
        sys.stdin.read()


if __name__ == "__main__":
    if len(sys.argv) == 5:
        sys.exit(watch(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
    main()
