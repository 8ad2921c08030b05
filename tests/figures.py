"""Files of published figures for tests: the test street's, and the same with one part changed."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
place: street
label: {zh: 示例街道, en: Example Street}
report: {file: X1, title: {zh: 示例报告, en: Example report}, published: unknown}
area: "990101001"
figures:
"""

FIGURE = """\
  - id: covered
    row: E1
    says: {zh: 有自己支部的小区1个, en: 1 compound has a branch of its own}
    where: {zh: 第一节, en: section one}
    value: 1
    unit: {zh: 个, en: compounds}
    as_of: unknown
    ask: {query: compounds/coverage, where: {state: own}, take: {count: rows}}
"""

SHARE = """\
  - id: share
    row: E2
    says: {zh: 占33.33%, en: they are 33.33%}
    where: {zh: 第二节, en: section two}
    value: 33.33
    unit: "%"
    digits: 2
    denominator: {zh: 全部小区, en: all compounds}
    as_of: {made_up: 2025-01-01}
    ours: true
    ask: {query: compounds/coverage, where: {state: own}, take: {count: rows}, over: {take: {count: rows}}}
"""

HOUSEHOLDS = """\
  - id: households
    row: E3
    says: {zh: 840户, en: 840 households}
    where: {zh: 第二节, en: section two}
    value: 840
    as_of: 2025-06-30
    ask: {query: compounds/coverage, take: {sum: households}}
"""

SPACE = """\
  - id: space
    row: E4
    says: {zh: 阵地约300平方米, en: premises of about 300 square metres}
    where: {zh: 第三节, en: section three}
    value: 300
    comparator: about
    unit: {zh: 平方米, en: m²}
    as_of: unknown
    not_a_graph_figure: {zh: 面积由台账填报，图不能证明, en: a size is stated and no graph proves it}
"""

STREET = HEAD + FIGURE + SHARE + HOUSEHOLDS + SPACE


def changed(old: str, new: str, text: str = HEAD + FIGURE) -> str:
    """A text with one part of it replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def write(folder: Path, text: str = STREET, name: str = "figures.yaml") -> Path:
    """A file of figures."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
