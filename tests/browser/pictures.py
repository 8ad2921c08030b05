"""The pictures of docs/pictures, taken of the demo street: `python tests/browser/pictures.py`.

--into FOLDER   write them elsewhere
--all           every page in both languages, by day and in the dark, and as it is printed: to be looked
                at, so with --into alone
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Page

from linli_dashboard.pages import PAGES
from tests.browser.conftest import HEIGHT, ROOT, WIDTH, Visitor, chromium, made, rest, shown, visiting
from tests.servers.browser.install import LEFT_OUT, found

KEPT = {
    "overview": "/overview",
    "structure": "/structure?find=竹影公寓",
    "cross": "/cross?view=one&find=松涛苑",
    "escalation": "/escalation?find=松涛苑/1栋",
    "findings": "/findings",
    "brief": "/brief?scene=2",
}
"""What README shows. Words in an address are Chinese, as a reader would have them."""

TALL = 800
"""Pixels of a kept picture, from top to bottom; on a screen of 720 its last rows are below the edge."""


@dataclass(frozen=True)
class Shot:
    """One picture to be taken."""

    name: str
    path: str
    media: str = "screen"
    scheme: str = "light"


def every() -> Iterator[Shot]:
    """Every page in every look."""
    for page, lang in product(PAGES, ("zh", "en")):
        path = KEPT.get(page.key, f"/{page.key}")
        path += f"{'&' if '?' in path else '?'}lang={lang}"
        for scheme in ("light", "dark"):
            yield Shot(f"{page.key}-{lang}-{scheme}", path, scheme=scheme)
        yield Shot(f"{page.key}-{lang}-print", path, media="print")


def take(visitor: Visitor, shot: Shot, into: Path, whole: bool) -> None:
    """Open a page and write its picture; what is printed as PDF."""
    page = visitor.context.pages[0] if visitor.context.pages else visitor.context.new_page()
    page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light", media="screen")
    visitor.open(shot.path)
    page.wait_for_timeout(700)  # pictures move into their places
    if shot.media == "print":
        page.emulate_media(media="print")
        page.pdf(path=into / f"{shot.name}.pdf", prefer_css_page_size=True)
        return
    if whole:
        _grow(page)
    page.screenshot(path=into / f"{shot.name}.png")


def _grow(page: Page) -> None:
    """Make the window as high as what it shows."""
    tall = page.locator("[data-testid='stMainBlockContainer']").evaluate("one => one.scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(HEIGHT, tall), 4000)})
    rest(page)
    page.wait_for_timeout(700)


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    if given.all and given.into == parser.get_default("into"):
        parser.error("--all needs --into")
    program = found(os.environ)
    if program is None:
        sys.exit(f"no browser: {LEFT_OUT}")
    given.into.mkdir(parents=True, exist_ok=True)
    shots = every() if given.all else (Shot(name, path) for name, path in KEPT.items())
    with tempfile.TemporaryDirectory() as folder, chromium(program) as browser:
        workspace = Path(folder) / "demo"
        made(workspace)
        with shown(workspace) as site, visiting(site, browser, "admin") as visitor:
            page = visitor.context.new_page()
            for shot in shots:
                page.set_viewport_size({"width": WIDTH, "height": HEIGHT if given.all else TALL})
                take(visitor, shot, given.into, whole=given.all)
                sys.stdout.write(f"{shot.name}\n")


if __name__ == "__main__":
    main()
