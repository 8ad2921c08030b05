"""The pages: where each stands in the menu, and for whom it is.

Every page is registered for everybody, so that a link to one that is not for its reader says so instead of
leading elsewhere in silence; the menu shows the reader's own.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from linli_dashboard.frame import Frame

ALL = ("presenter", "planner", "auditor", "admin")


@dataclass(frozen=True)
class Page:
    """A page: its key (its address, its file in `views`, its title's word), its part of the menu, its roles.

    scoped  whether area and day are chosen at its top
    """

    key: str
    part: str
    icon: str
    roles: tuple[str, ...] = ALL
    scoped: bool = True

    def show(self, frame: Frame) -> None:
        """Show it."""
        view: Callable[[Frame], None] = importlib.import_module(f"linli_dashboard.views.{self.key}").page
        view(frame)


PAGES = (
    Page("overview", "see", ":material/dashboard:"),
    Page("compound", "see", ":material/apartment:"),
    Page("structure", "see", ":material/account_tree:"),
    Page("cross", "see", ":material/swap_horiz:"),
    Page("coverage", "see", ":material/grid_view:"),
    Page("escalation", "see", ":material/stairs:"),
    Page("what_if", "act", ":material/alt_route:", ("planner", "admin")),
    Page("findings", "act", ":material/fact_check:", ("planner", "auditor", "admin")),
    Page("ledgers", "act", ":material/inbox:", ("auditor", "admin"), scoped=False),
    Page("identities", "act", ":material/badge:", ("auditor", "admin")),
    Page("brief", "tell", ":material/slideshow:"),
    Page("figures", "know", ":material/compare_arrows:"),
    Page("questions", "know", ":material/help:"),
    Page("access", "manage", ":material/admin_panel_settings:", ("admin",), scoped=False),
    Page("about", "know", ":material/info:", scoped=False),
)
