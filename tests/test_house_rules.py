"""House rules that no linter knows, each as a small check with the reason why it is a rule."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "graph" / "linli"
SOURCES = sorted(path for folder in ("graph", "api", "dashboard") for path in (ROOT / folder).rglob("*.py"))
ENTRIES = {
    "graph/linli/__init__.py",
    "graph/linli/reports/documents.py",
}

OUTSIDE = {
    ("os", "environ"), ("os", "getenv"), ("os", "getcwd"), ("Path", "cwd"), ("dt", "now"),
    ("datetime", "now"), ("date", "today"), ("dt", "today"), ("time", "time"), ("sys", "argv"),
}  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def reads_of_the_world(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if (owner, node.attr) in OUTSIDE:
                yield f"{name(path)}:{node.lineno} {owner}.{node.attr}"


def test_below_an_entry_point_nothing_reads_clock_environment_or_folder() -> None:
    """A snapshot must follow from its inputs alone, and an answer from its as-of date: "today" taken inside a
    function breaks both in silence.
    """
    below = [path for path in CORE.rglob("*.py") if "cli" not in path.parts and name(path) not in ENTRIES]
    assert [found for path in below for found in reads_of_the_world(path)] == []


CLOCK = re.compile(r"""setattr\(\s*(\w+\.)*time,|setattr\(\s*["']time\.""")


def test_no_test_puts_the_clock_of_the_process_forward() -> None:
    """Servers that other tests share sleep by it: one that fell asleep in the future never wakes up to end. A
    test puts a clock of its own into the module that it tests.
    """
    forward = [
        name(path)
        for path in (ROOT / "tests").rglob("*.py")
        if CLOCK.search(path.read_text(encoding="utf-8"))
    ]
    assert forward == []


READS = re.compile(r"pl\.((read|scan)_(parquet|csv)|read_parquet_schema)$")


def read_by_pattern(path: Path) -> Iterator[str]:
    """Calls of polars that take a file's name for a pattern. What is in memory (`io.BytesIO`) has no name."""
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and READS.match(ast.unparse(node.func))):
            continue
        in_memory = bool(node.args) and ast.unparse(node.args[0]).startswith("io.BytesIO(")
        if not in_memory and all(word.arg != "glob" for word in node.keywords):
            yield f"{name(path)}:{node.lineno} {ast.unparse(node.func)}"


def test_no_folder_is_taken_for_a_pattern() -> None:
    """A workspace called 台账[1] would be answered from that called 台账1, in silence."""
    assert [found for path in SOURCES for found in read_by_pattern(path)] == []


def test_no_error_is_swallowed_whole() -> None:
    """`except Exception` hides the fault that nobody thought of, and a user is told that all is well."""
    broad = []
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or getattr(node.type, "id", "") == "Exception"
            ):
                broad.append(f"{name(path)}:{node.lineno}")
    assert broad == []


def test_cypher_stands_in_the_catalogue_and_the_stores_alone() -> None:
    """Cypher made from strings elsewhere would be neither checked, nor run on both engines, nor safe."""
    allowed = ("graph/linli/queries/", "graph/linli/store/")
    found = [
        f"{name(path)}:{node.lineno}"
        for path in SOURCES
        if not name(path).startswith(allowed)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"\bMATCH \(", node.value)
    ]
    assert found == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_can_be_held_in_mind(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400, f"{name(path)} has {lines} lines; give its second job a file of its own"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            size = node.end_lineno - node.lineno + 1
            assert size <= 60, f"{name(path)}:{node.lineno} {node.name} has {size} lines"


def test_every_package_says_what_it_is_for() -> None:
    for path in CORE.rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), name(path)


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_written_down() -> None:
    wrong = re.compile(r"--(extra-)?index-url|--find-links|://[^ ]*/simple\b|/root/|/home/[a-z]")
    files = [*ROOT.glob("*.*"), *(ROOT / "locks").glob("*.txt"), *(ROOT / "docs").rglob("*.md")]
    found = [
        name(path) for path in files if path.is_file() and wrong.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def declared(*extras: str) -> set[str]:
    """The distributions that the product and some of its extras say they need."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *told["dependencies"],
        *(one for extra in extras for one in told["optional-dependencies"][extra]),
    ]
    return {plain(re.split(r"[^\w.-]", one)[0]) for one in wanted}


def plain(distribution: str) -> str:
    """The name of a distribution as all its spellings have it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.mark.parametrize(
    ("package", "extras"),
    [
        ("graph/linli", ("pdf", "py2neo")),
        ("api/linli_api", ("api",)),
        ("dashboard/linli_dashboard", ("dashboard",)),
    ],
)
def test_what_is_imported_is_declared(package: str, extras: tuple[str, ...]) -> None:
    """The tests' own installation has more than a user's: what only that one has must not be imported."""
    known, whose = declared(*extras), packages_distributions()
    for path in sorted((ROOT / package).rglob("*.py")):
        for module in imported(tree(path)) - set(sys.stdlib_module_names):
            if not module.startswith("linli"):
                assert {plain(one) for one in whose[module]} & known, f"{name(path)}: {module}"


def imported(node: ast.AST) -> set[str]:
    """The modules that a file imports, wherever in it; not those that types alone need."""
    if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
        return set()
    names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
    names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
    return {one.partition(".")[0] for one in names}.union(*map(imported, ast.iter_child_nodes(node)))
