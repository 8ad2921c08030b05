"""Every text of the pages is said somewhere: words that no page says are dead, and nobody mends them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from linli_dashboard.wording import WORDS

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "dashboard" / "linli_dashboard"
GAP = "(.+?)"


def texts(path: Path) -> Iterator[str]:
    """Every whole text in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def made(path: Path) -> Iterator[re.Pattern[str]]:
    """Every text that a file puts together of a word of its own and something else, each gap a group."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [_part(one) for one in node.values]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            parts = [_part(node.left), _part(node.right)]
        else:
            continue
        if any(re.search(r"[a-z]", part) for part in parts if part != GAP):
            yield re.compile("".join(parts))


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else GAP


@cache
def told() -> frozenset[str]:
    """What the API may say, of which keys are put together: every text in its source and the graph's."""
    folders = (ROOT / "api", ROOT / "graph")
    return frozenset(text for one in folders for path in one.rglob("*.py") for text in texts(path))


def used(keys: frozenset[str], sources: tuple[Path, ...]) -> set[str]:
    """The keys that some files say, whole or put together of texts of these files and of the API."""
    whole = {text for path in sources for text in texts(path)}
    filling = whole | told()
    patterns = {pattern for path in sources for pattern in made(path)}
    return {key for key in keys if key in whole or any(_fits(key, one, filling) for one in patterns)}


def _fits(key: str, pattern: re.Pattern[str], filling: set[str] | frozenset[str]) -> bool:
    match = pattern.fullmatch(key)
    return match is not None and all(one in filling for one in match.groups())


def test_every_text_is_said_somewhere() -> None:
    sources = tuple(path for path in PAGES.rglob("*.py") if "wording" not in path.parts)
    assert sorted(set(WORDS) - used(frozenset(WORDS), sources)) == []


def test_a_text_that_nobody_says_is_found(tmp_path: Path) -> None:
    view = tmp_path / "view.py"
    view.write_text('PARTS = ("a",)\nsay("whole")\nsay(f"of_{one}")\n', encoding="utf-8")
    keys = frozenset({"whole", "of_a", "of_nobody_says_this"})
    assert used(keys, (view,)) == {"whole", "of_a"}


def said(path: Path) -> Iterator[str]:
    """The keys that a file says as they are."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        # A form says its own keys, with its page's name in front.
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("frame.say", "word"):
            yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


def test_whatever_is_said_is_there() -> None:
    lacking = {key for path in PAGES.rglob("*.py") for key in said(path)} - set(WORDS)
    assert sorted(lacking) == []


def test_a_key_that_is_not_there_is_found(tmp_path: Path) -> None:
    view = tmp_path / "view.py"
    view.write_text('frame.say("nobody_has_this", count=1)\nword("nor_this", lang)\n', encoding="utf-8")
    assert set(said(view)) == {"nobody_has_this", "nor_this"}
