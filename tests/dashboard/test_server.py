"""The settings under which the pages run, seen in the command that runs them."""

from __future__ import annotations

import ast
from pathlib import Path

import linli_dashboard
from linli_dashboard.__main__ import settings

HOUSE = Path(linli_dashboard.__file__).parent


def test_it_tells_nobody_anything_and_listens_where_it_is_told() -> None:
    given = settings("127.0.0.1", 8501, "pages.office")
    assert given["server.address"] == "127.0.0.1"
    assert {"pages.office", "localhost"} <= set(given["server.allowedHosts"])  # type: ignore[call-overload]
    assert given["browser.gatherUsageStats"] is False
    assert given["client.showErrorDetails"] == "none"
    assert given["client.toolbarMode"] == "minimal"


def test_the_pages_import_nothing_of_linli_and_name_no_address_of_the_internet() -> None:
    for path in HOUSE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] in ("linli", "linli_api")], path
        assert "https://" not in text and text.count("http://") == text.count("http://127.0.0.1"), path
