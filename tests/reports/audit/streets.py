"""An audit of a small street whose names are out to do harm, with all that a report may have to say: findings
certain, possible and waived, what nobody can tell, a rule that could not be run. Made once a run.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from linli.audit import engine, pack
from linli.audit.engine import Result, Totals
from linli.audit.reported import Reported
from linli.audit.waiver import Print, Standing, Waiver
from linli.errors import QueryFailed
from linli.model.vocabulary import Label
from linli.services.audit import Audit
from linli.services.complete import complete
from linli.services.graph import open_graph
from linli.services.ground import of_workspace
from linli.services.reported import reported
from tests.street import DAY, NOW, STREET, built, workspace

MARKUP = "<script>alert('&')</script>苑"
FORMULA = "=HYPERLINK(1)苑"
RULES = (
    "building_without_group",
    "committee_party_share",
    "committee_size",
    "committee_works_for_company",
    "compound_without_branch",
    "post_vacant",
    "term_lapsed",
)
BROKEN = "term_lapsed"
COMPANY = "990101001001,松涛苑,示例安居物业服务有限公司"
LEDGERS = {
    **STREET,
    "compounds": STREET["compounds"]
    + f"990101001001,{MARKUP},安置,封闭,100,4\n990101001002,{FORMULA},安置,封闭,90,4\n",
    "property": f"社区代码,小区名称,物业企业,合同起,合同止\n{COMPANY},2023-01-01,2026-12-31\n",
    "posts": STREET["posts"]
    + "990101001001,松涛苑,松涛苑业委会,委员,丁某,,,,2022.2,2027年2月\n"
    + f"{COMPANY},物业员工,丁某,,,,2023.5,\n",
}


@dataclass(frozen=True)
class Made:
    """The workspace, the folder of the ledgers handed in, the audit and its report."""

    root: Path
    files: Path
    audit: Audit
    report: Reported


@cache
def made() -> Made:
    """All of it; in a folder that goes with the process."""
    import atexit

    folder = Path(mkdtemp(prefix="linli-report-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = workspace(folder, LEDGERS)
    (root / "linli.toml").write_text('[identify]\nmerge_in_place = "never"\n', encoding="utf-8")
    complete(root, ["organizations", "coverage", "posts"], "990101001001", DAY, "某人", NOW)
    built(root)
    base = pack.get("base")
    chosen = replace(base, rules=tuple(base.rule(name) for name in RULES))
    with open_graph(root, os.environ) as graph:
        areas = tuple(graph.areas(None))
        results = tuple(_broken(one) for one in engine.run(chosen, graph.store, graph.day, areas))
        done = Audit(chosen, areas, graph.day, graph.snapshot, results)
    land = of_workspace(root, done.snapshot)
    return Made(root, folder / "files", done, reported(land, done, [_waived(done)], NOW))


def _broken(result: Result) -> Result:
    if result.rule.name != BROKEN:
        return result
    error = QueryFailed(query=f"{BROKEN}/find", problem="<b>timeout</b>")
    return Result(result.rule, Totals(), pl.DataFrame(), pl.DataFrame(), error)


def _waived(done: Audit) -> Standing:
    [one] = next(result.findings for result in done.results if result.rule.name == "committee_size")
    says = Label("=人数不对", "=wrong number")
    waiver = Waiver(3, one, (), DAY.replace(year=2026), Print(""), "+某人", "@换届中", NOW, says)
    return Standing(waiver, "holds", None, one)
