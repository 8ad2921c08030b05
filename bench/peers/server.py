"""Neo4j 5.26 Community as a peer: a server of the benchmark's own, with memory to hold the whole graph.

The tests' server (`tests/servers/neo4j`) is made small; this one has a page cache and a heap in which 20,000
compounds fit, and the indexes that `linli push` makes. Its jars are those that `make test` installs.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

SERVERS = Path(__file__).parents[2] / "tests" / "servers" / "neo4j"
PAGE_CACHE, HEAP = "1g", "3g"
WITHIN = re.compile(r"-\[:WITHIN\]-")
LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1
LISTED = ("SHARES_HOLDER", "ANSWERS_TO")


def without_derived(text: str) -> str | None:
    """A rule's query on base links alone: areas are walked. None where it needs pairs or chains as well."""
    if any(name in text for name in LISTED):
        return None
    return WITHIN.sub("-[:LOCATED_IN*0..8]-", text)


def _die_with_parent() -> None:
    """On Linux, have the server killed when this process ends in whatever way."""
    if LIBRARY is not None:
        LIBRARY.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


@contextlib.contextmanager
def running() -> Iterator[Mapping[str, str]]:
    """A fresh server; yields the environment that linli reaches it by. In the end it is stopped and removed.

    Raises `install.Missing`, which says what to install, where there is no Java or no jars.
    """
    sys.path.insert(0, str(SERVERS))
    import install
    import server

    java, jars = install.ready(install.pinned(), os.environ)
    home = Path(tempfile.mkdtemp(prefix="linli-bench-neo4j-"))
    port = server.free_port()
    (home / "conf").mkdir()
    settings = server.CONFIGURATION.format(port=port)
    settings = re.sub(r"pagecache.size=\w+", f"pagecache.size={PAGE_CACHE}", settings)
    settings = re.sub(r"total.max=\w+", "total.max=2500m", settings)
    (home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
    opened = [f"--add-opens={package}=ALL-UNNAMED" for package in server.OPENED]
    entry = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [str(java), f"-Xms{HEAP}", f"-Xmx{HEAP}", *opened, "-cp", f"{jars}/*", *entry],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, its library loaded before
        )
    # Told to end, this process would leave the server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        reached = server.Server(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(24))
        server._set_password(reached, process, home, time.monotonic() + server.PATIENCE)
        yield {
            "LINLI_TEST_NEO4J": reached.address,
            "LINLI_NEO4J_USER": reached.user,
            "LINLI_NEO4J_PASSWORD": reached.password,
        }
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(home, ignore_errors=True)
