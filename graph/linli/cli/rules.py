"""Commands about the rules themselves: list them, show one, look a pack over, try its cases, begin a rule."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import cyclopts
from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, explained, out, table

if TYPE_CHECKING:
    from linli.audit.rule import Rule
    from linli.services.rules import Tried

HERE = Common()

PackName = Annotated[
    str | None, Parameter(help="规则包名称或文件夹（默认 base）/ pack or its folder (base unless given)")
]

rules = cyclopts.App(
    name="rules",
    help="规则：列出、查看、查错、试用例、新建 / The rules: list, show, look over, try, begin them.",
)


@rules.command(name="list")
def list_(*, pack: PackName = None, common: Common = HERE) -> None:
    """列出一个规则包的规则 / List the rules of a pack."""
    from linli.reports.rules import listed
    from linli.services.rules import pack_of

    table(listed(pack_of(pack), common.one))


@rules.command
def show(
    name: Annotated[str, Parameter(help="规则编号 / the rule's id")],
    /,
    *,
    pack: PackName = None,
    queries: Annotated[bool, Parameter(negative=(), help="连同两条查询 / with its two queries")] = False,
    common: Common = HERE,
) -> None:
    """查看一条规则的全部内容 / Show all of a rule."""
    from linli.reports.rules import told
    from linli.services.rules import pack_of, read_cases

    chosen = pack_of(pack, name)
    rule = chosen.rule(name)
    cases = read_cases(rule)
    for lang in ("zh", "en") if common.langs == "both" else (common.one,):
        lines = told(chosen, rule, cases, lang)
        colon = "：" if lang == "zh" else ": "
        for heading, said in lines:
            out.print(
                Text.assemble((f"{heading}{colon}" if heading else "　　", "bold"), said), soft_wrap=True
            )
        out.print()
    if queries:
        _queries(rule)


def _queries(rule: Rule) -> None:
    for query in (rule.find, rule.population):
        out.print(Text(f"// {query.name}.cypher", style="bold"))
        out.print(Text(f"{query.text}\n"), soft_wrap=True)


@rules.command
def lint(*, pack: PackName = None, common: Common = HERE) -> None:
    """一次列出规则包的全部错误和建议（有错误时退出码 1）

    All faults and remarks of a pack at once; exit code 1 where there is a fault.
    """
    from linli.reports.rules import noted
    from linli.services.rules import check

    notes = check(pack)
    if not notes:
        common.tell("lint_clean")
        return
    table(noted(notes, common.one))
    faults = sum(note.weight == "fault" for note in notes)
    common.tell("lint_done", faults=faults, remarks=len(notes) - faults)
    if faults:
        sys.exit(1)


@rules.command
def test(
    *names: Annotated[str, Parameter(help="只试这些规则 / only these rules")],
    pack: PackName = None,
    common: Common = HERE,
) -> None:
    """试规则的用例，应得与实得并列（不一致时退出码 1）

    Run the cases of rules on the embedded engine, expected beside found; exit code 1 where one differs.
    """
    from linli.services.rules import pack_of, run_cases

    count = bad = 0
    for tried in run_cases(pack_of(pack, names[0] if names else None), names):
        count += 1
        bad += not tried.agrees
        _tried(tried, common)
    if not count:
        common.tell("cases_none")
        return
    common.tell("cases_done", count=count, good=count - bad, bad=bad)
    if bad:
        sys.exit(1)


def _tried(tried: Tried, common: Common) -> None:
    from linli.reports.rules import compared

    mark = Text("✓ " if tried.agrees else "✗ ", style="bold")
    out.print(mark + Text(f"{tried.file}　{tried.title}"), soft_wrap=True)
    if tried.error:
        explained(tried.error, common.langs)
    elif not tried.agrees:
        table(compared(tried.compared, common.one))
        out.print()


@rules.command
def new(
    name: Annotated[str, Parameter(help="新规则的编号，如 large_weak_compound / the new rule's id")],
    /,
    *,
    pack: Annotated[
        Path,
        Parameter(help="自己的规则包的文件夹，没有就新建 / your pack's folder, made where it is not there"),
    ] = Path("my_rules"),
    from_: Annotated[str | None, Parameter(name="--from", help="照哪条规则改 / the rule to copy")] = None,
    extends: Annotated[
        str, Parameter(help="新规则包在哪个规则包之上 / the pack that a new pack rests on")
    ] = "base",
    common: Common = HERE,
) -> None:
    """新建一条规则，带一个还不符合的用例 / Begin a rule, with a case that it does not pass yet."""
    from linli.services.rules import begin

    begun = begin(pack, name, copied=from_, extends=extends)
    if begun.pack_made:
        common.tell("begun_pack", folder=pack)
    common.tell("begun_rule", folder=pack / name)
    if from_:
        common.tell("begun_copied")
    common.tell("begun_next", pack=pack)


COMMANDS = (rules,)
