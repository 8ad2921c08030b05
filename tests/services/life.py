"""A street that is audited in June, changes in July, and is audited again: made once, copied a test."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from linli.audit import engine, pack
from linli.audit.engine import Finding
from linli.audit.run import Run
from linli.services import runs
from linli.services.audit import Audit
from linli.services.complete import complete
from linli.services.graph import open_graph
from tests.street import DAY, NOW, STREET, built, hand_in, workspace

RULES = (
    "body_without_head",
    "building_without_group",
    "committee_not_filed",
    "committee_size",
    "compound_without_branch",
    "compound_without_company",
    "post_vacant",
    "term_lapsed",
)
"""Rules that are run; all of them take seconds, and the life of a finding does not depend on its rule."""

WHOLE = ("organizations", "coverage", "posts", "property")
JULY = dt.date(2025, 7, 31)
LATER = dt.datetime(2025, 8, 1, 9, 0, tzinfo=dt.UTC)
AUGUST = dt.datetime(2025, 8, 20, 9, 0, tzinfo=dt.UTC)
CHANGED = {
    "compounds": STREET["compounds"].replace("兰亭里,安置,封闭,300,5", "兰亭里,安置,封闭,300,6"),
    "organizations": STREET["organizations"]
    + "990101001001,翠湖居,,小区党支部,翠湖居小区党支部,松涛社区党委,2025.7,\n",
}
"""A branch is founded in 翠湖居, and 兰亭里, which has none, has six members instead of five."""


@dataclass(frozen=True)
class Street:
    """A workspace with its audits of June and July, neither of which is kept."""

    root: Path
    june: Run
    july: Run

    def copied(self, folder: Path) -> Path:
        """The workspace in another folder, to be written to."""
        return Path(shutil.copytree(self.root, folder / "workspace"))


@cache
def street() -> Street:
    """The street; made on first use, in a folder that goes with the process."""
    import atexit

    folder = Path(mkdtemp(prefix="linli-life-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = workspace(folder)
    complete(root, list(WHOLE), "990101001", DAY, "某人", NOW)
    built(root)
    june = _audited(root)
    hand_in(root, folder / "july", CHANGED, day=JULY, now=LATER)
    built(root)
    return Street(root, june, _audited(root))


def _audited(root: Path) -> Run:
    base = pack.get("base")
    chosen = replace(base, rules=tuple(base.rule(name) for name in RULES))
    with open_graph(root, os.environ) as graph:
        areas, day = tuple(graph.areas(None)), graph.day
        results = tuple(engine.run(chosen, graph.store, day, areas))
        return runs.of(root, Audit(chosen, areas, day, graph.snapshot, results))


def little(folder: Path) -> Path:
    """A pack of those rules alone, of another name."""
    base = pack.get("base")
    lines = [f"  {rule.name}: {{on: {str(rule.name in RULES).lower()}}}" for rule in base.rules]
    folder.mkdir()
    head = f"pack: {folder.name}\nlabel: {{zh: 几条, en: A few}}\nextends: base\nrules:\n"
    (folder / "pack.yaml").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def named(run: Run, rule: str, name: str) -> Finding:
    """The finding of a rule about something of a name."""
    [one] = [f for f in run.rules[rule].findings if name in f.values.values()]
    return one


def kept(root: Path, run: Run, at: dt.datetime = NOW) -> Run:
    """A run, kept."""
    return runs.keep(root, run, "某人", at)
