"""The pages over the six places of the reports, in a real browser: role, place and language in turns.

LINLI_TEST_EVERY=yes opens every page in every place, as before a release.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli.audit import pack
from linli_dashboard.pages import ALL, PAGES
from linli_dashboard.wording import WORDS
from tests.browser.conftest import Site, Visitor, shown
from tests.browser.test_pages import LANGS, grave
from tests.seeds.conftest import ledgers, places  # noqa: F401 - fixtures of that folder

NAMES = tuple(name for name in pack.names() if pack.get(name).area)


@pytest.fixture(scope="module")
def site(places: Path) -> Iterator[Site]:  # noqa: F811
    """The six places, shown."""
    with shown(places) as one:
        yield one


def some() -> list[tuple[str, str, str, str]]:
    """Role, page, place and language; each place once, or each page in each place."""
    scoped = [page for page in PAGES if page.scoped]
    whole = [
        (ALL[(number + turn) % len(ALL)], page.key, name, LANGS[(number // 2 + turn) % len(LANGS)])
        for number, page in enumerate(scoped)
        for turn, name in enumerate(NAMES)
    ]
    if os.environ.get("LINLI_TEST_EVERY") == "yes":
        return whole
    return [whole[(turn * 2 % len(scoped)) * len(NAMES) + turn] for turn in range(len(NAMES))]


@pytest.mark.parametrize(("visitor", "key", "name", "lang"), some(), indirect=["visitor"])
def test_a_page_opens_for_a_place(visitor: Visitor, key: str, name: str, lang: str) -> None:
    errors: list[str] = []
    visitor.context.on("weberror", lambda error: errors.append(str(error.error)))
    page = visitor.open(f"/{key}?lang={lang}&area={pack.get(name).area}")
    assert page.inner_text("h1").strip() == WORDS[key][lang == "en"]
    assert not page.locator(
        '[data-testid="stException"], [data-testid="stAlertContentError"]'
    ).all_inner_texts()
    assert errors == []
    assert grave(page) == []
