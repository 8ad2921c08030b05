"""What all tests share: one Neo4j server a run, and an honest word about what was left out.

    def test_something(neo4j_server): ...       an empty database on a real server; the test is marked `neo4j`

- `neo4j_server`: `address`, `user`, `password`, `credentials` of the run's server. The database is empty
  before each test that asks for it; what the test leaves is taken away before the next one.
- `neo4j_process`: the same without emptying, once a run.

LINLI_TEST_NEO4J=bolt://… (with LINLI_NEO4J_USER and LINLI_NEO4J_PASSWORD) uses a server that is there; its
database must be empty, or hold a workspace whose name begins with `test-`, as those of all tests do.
Where no server can be had its tests are skipped, and the end of the run says why; with CI=true the run then
fails.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.servers.neo4j import install, server
from tests.servers.neo4j.server import Server

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("linli", deadline=None)
settings.load_profile("linli")

FIXTURES = {"neo4j_process", "neo4j_server"}
FIRST = {"server": 0, "seeds": 1}
OVER_THE_PLACES = "tests/browser/test_places.py"
"""Reads the six places that tests/seeds makes."""
LEFT_OUT = pytest.StashKey[dict[str, str]]()
OF_A_TEST = """\
OPTIONAL MATCH (m:LinliMeta {id: 'graph'})
RETURN COUNT { MATCH (n) } = 0 OR coalesce(m.workspace, '') STARTS WITH 'test-' AS ours"""
WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--neo4j-version", default=install.pinned(), help="version of the Neo4j server of the tests"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = {}
    config.pluginmanager.register(LeftOut(config))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the server, so that nobody can forget to; what takes long begins first."""
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.neo4j)
    items.sort(key=lambda item: FIRST.get(together(item.nodeid), len(FIRST)))


def together(test: str) -> str:
    """What a test stays with where several processes share a run (`make test`): the run's one server, the
    making of the six places, else its own file.
    """
    file = test.split("::", maxsplit=1)[0]
    if _asks_for_the_server(file):
        return "server"
    return "seeds" if file.startswith("tests/seeds/") or file == OVER_THE_PLACES else file


@cache
def _asks_for_the_server(file: str) -> bool:
    text = (Path(__file__).parents[1] / file).read_text(encoding="utf-8")
    return any(fixture in text for fixture in FIXTURES)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Hand tests out by `together`. xdist's own groups need an identifier that pytest 9.2 keeps to itself."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    return Together(config, log)


class LeftOut:
    """Keeps what was left out for want of a server, as the reports say it: they come from every process."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and "neo4j" in report.keywords:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self._config.stash[LEFT_OUT][report.nodeid] = reason


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.stash[LEFT_OUT] and os.environ.get("CI") == "true" and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out = config.stash[LEFT_OUT]
    if left_out:
        terminalreporter.section("left out", red=True)
        for reason in sorted(set(left_out.values())):
            count = sum(1 for other in left_out.values() if other == reason)
            terminalreporter.line(f"{count} tests on a Neo4j server: {reason.removeprefix('Skipped: ')}")
        if os.environ.get("CI") == "true":
            terminalreporter.line("CI=true: a server test that is left out fails the run", red=True)


@pytest.fixture(scope="session")
def neo4j_process(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The run's server, as it is."""
    there = server.given(os.environ)
    if there is not None:
        _refuse_data_of_others(there)
        yield there
        return
    try:
        java, jars = install.ready(pytestconfig.getoption("--neo4j-version"), os.environ)
    except install.Missing as missing:
        pytest.skip(str(missing))
    with server.running(java, jars) as started:
        yield started


@pytest.fixture
def neo4j_server(neo4j_process: Server) -> Iterator[Server]:
    """The run's server with an empty database. A remark of the server on any Cypher of ours fails the
    test.
    """
    with neo4j_process.driver() as driver, driver.session() as session:
        session.run(WIPE).consume()
    remarks = _Remarks()
    logger = logging.getLogger("neo4j.notifications")
    before = (logger.level, logger.propagate)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(remarks)
    try:
        yield neo4j_process
    finally:
        logger.removeHandler(remarks)
        logger.level, logger.propagate = before
    assert not remarks.said, "the server remarks on our Cypher"


@pytest.fixture
def unused_port() -> int:
    """A port of this machine on which nobody listens."""
    return server.free_port()


class _Remarks(logging.Handler):
    """Keeps the notifications that a server sends with its answers."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.said.add(record.getMessage())


def _refuse_data_of_others(there: Server) -> None:
    with there.driver() as driver:
        ours = driver.execute_query(OF_A_TEST).records[0]["ours"]
    if not ours:
        pytest.exit(
            f"{there.address} holds data, and the tests would delete them; give them an empty database", 2
        )
