"""The generated pages of `docs/reference/`: `make docs` writes them, `make check` compares them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from linli.messages import catalogue as messages
from linli.model import ledger_kind, schema, slot, vocabulary
from linli.queries import catalogue
from linli.reports.audit import document
from linli.reports.render import er

FOLDER = Path(__file__).parents[3] / "docs" / "reference"
ELSEWHERE = ("api.md",)
"""Pages that others write: `python -m linli_api.document`."""

MARK = "<!-- written by `make docs`; edit the definitions, not this page -->"


def pages() -> dict[str, str]:
    """Every generated page, by its file's name."""
    return {
        "schema.svg": er.render(schema.load()),
        "schema.md": _page("图的结构 / Schema", _schema()),
        "vocabulary.md": _page("词表 / Vocabularies", _vocabulary()),
        "ledgers.md": _page("台账 / Kinds of ledger", _ledgers()),
        "slots.md": _page("各地要求有什么 / What places ask for", _slots()),
        "questions.md": _page("问题目录 / Catalogue of questions", _questions()),
        "audit.md": _page("审计结果的 json / The json of an audit", _audit()),
        "audit.schema.json": _json(document.schema()),
        "errors.md": _page("错误 / Errors", _errors()),
    }


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", MARK, "", *lines]).rstrip() + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _head(*cells: str) -> list[str]:
    return [_row(*cells), "|" + "---|" * len(cells)]


def _schema() -> Iterable[str]:
    loaded = schema.load()
    yield "![](schema.svg)"
    yield ""
    yield "时间区间是左闭右开的；`interval` 说的是台账没有写日期时怎么理解。"
    yield "Intervals are closed-open; `interval` says what it means when a ledger gives no dates"
    yield "(see `graph/linli/model/schema.py` and `interval.py`)."
    for kind in (*loaded.nodes.values(), *loaded.links.values()):
        yield from (
            "",
            f"## {kind.name} {kind.label.zh} ({kind.label.en})",
            "",
            kind.description.zh,
            "",
            kind.description.en,
            "",
        )
        yield f"- 来源 source: {kind.source}"
        yield f"- 标识 key: {', '.join(kind.key) or '两端 / its ends'}"
        yield f"- interval: {kind.interval}"
        if isinstance(kind, schema.LinkType):
            yield f"- 两端 ends: {'; '.join(f'{e.source} → {e.target}' for e in kind.ends)}"
            if kind.derived:
                yield "- 由其他关系推出 / derived"
        if kind.properties:
            yield from (
                "",
                *_head("属性 property", "名称", "label", "类型 type", "必填 required", "个人信息 personal"),
            )
            for prop in kind.properties:
                yield _row(
                    f"`{prop.name}`",
                    prop.label.zh,
                    prop.label.en,
                    prop.vocabulary or prop.type,
                    "✓" if prop.required else "",
                    "✓" if prop.personal else "",
                )


def _vocabulary() -> Iterable[str]:
    for words in vocabulary.load().values():
        yield from (
            "",
            f"## {words.vocabulary}　{words.label.zh} ({words.label.en})",
            "",
            *_head("代码 code", "中文", "English", "也写作 synonyms"),
        )
        for term in words.terms:
            yield _row(f"`{term.code}`", term.zh, term.en, "、".join(term.synonyms))


def _ledgers() -> Iterable[str]:
    yield "`linli template KIND` 生成空白台账。 `linli template KIND` writes an empty one."
    for kind in ledger_kind.load().values():
        yield from (
            "",
            f"## {kind.name}　{kind.label.zh} ({kind.label.en})",
            "",
            kind.description.zh,
            "",
            kind.description.en,
            "",
        )
        yield from _head(
            "表头 heading", "English", "也写作 synonyms", "类型 type", "必填 required", "示例 example"
        )
        for column in kind.columns:
            yield _row(
                column.label.zh,
                column.label.en,
                "、".join(column.synonyms),
                column.vocabulary or column.type,
                "✓" if column.required else "",
                column.example,
            )


def _slots() -> Iterable[str]:
    yield "`linli coverage` 按这些要求看覆盖；本单位的宽限和例外写在工作区的 `slots.yaml`。"
    yield "`linli coverage` goes by these; an office's own thresholds and exemptions are in its `slots.yaml`."
    yield "各地只列与通用不同的。 Of a place only what differs from everywhere is listed."
    base = slot.load()[slot.BASE]
    for place in slot.load().values():
        yield from ("", f"## {place.label.zh} ({place.label.en})", "")
        yield from _head("代码 slot", "名称", "label", "处 place", "要求 asked", "台账 needs", "依据 source")
        for name, one in place.slots.items():
            if place is not base and one == base.slots.get(name):
                continue
            yield _row(
                f"`{name}`",
                one.label.zh,
                one.label.en,
                one.place,
                "✓" if one.asked else "",
                ", ".join(one.needs) or "—",
                f"{one.source.text.zh}<br>{one.source.text.en}",
            )


def _questions() -> Iterable[str]:
    yield "每个问题都带 `as_of`（问哪一天）和 `areas`（范围）。"
    yield "Every question takes `as_of` (the day) and `areas` (the scope)."
    for name, query in catalogue.load().items():
        yield from ("", f"## {name}", "", query.header.what.zh, "", query.header.what.en, "")
        yield f"- grain: {query.header.grain}"
        yield f"- 没有的意思 absent: {query.header.absent.zh} / {query.header.absent.en}"
        for key, spec in (query.header.parameters or {}).items():
            yield f"- 参数 parameter `{key}` ({spec.type}): {spec.zh} / {spec.en}"
        yield from ("", *_head("列 column", "中文", "English", "类型 type"))
        for key, column in query.header.columns.items():
            yield _row(f"`{key}`", column.zh, column.en, column.vocabulary or column.type)
        yield from ("", "```cypher", query.text, "```")


def _audit() -> Iterable[str]:
    made = document.schema()
    yield "`linli audit --format json` 写出的内容。程序按 [audit.schema.json](audit.schema.json)"
    yield "（JSON Schema）核对；`linli audit --format schema` 也写出它。"
    yield "字段只增加，含义不改；要改就换版本号。"
    yield ""
    yield "What `linli audit --format json` writes. Programs check it against"
    yield "[audit.schema.json](audit.schema.json), a JSON Schema; `linli audit --format schema` prints it."
    yield "Fields are added and never change their meaning: that would be another version."
    parts = {made["title"]: made, **made["$defs"]}
    for name, part in parts.items():
        yield from ("", f"## {name}", "", part["description"], "")
        yield from _head("字段 field", "类型 type", "说明 meaning")
        for key, field in part["properties"].items():
            yield _row(f"`{key}`", _kind(field), field.get("description", ""))


def _kind(field: Mapping[str, Any]) -> str:
    """The type of a field, as one reads it."""
    inner = field.get("additionalProperties")
    if "$ref" in field:
        said = str(field["$ref"]).rpartition("/")[2]
    elif "anyOf" in field:
        said = " | ".join(_kind(one) for one in field["anyOf"])
    elif "const" in field or "enum" in field:
        said = " | ".join(f"`{one}`" for one in field.get("enum", [field.get("const")]))
    elif "items" in field or "prefixItems" in field:
        said = f"[{', '.join(_kind(one) for one in field.get('prefixItems', [field.get('items')]))}]"
    elif isinstance(inner, dict):
        said = f"{{text: {_kind(inner)}}}"
    else:
        said = str(field.get("format") or field.get("type") or "any")
    return said


def _json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _errors() -> Iterable[str]:
    yield from _head("代码 code", "出了什么事 what happened", "怎么办 what to do")
    for code, message in messages.errors().items():
        yield _row(code, f"{message.what.zh}<br>{message.what.en}", f"{message.do.zh}<br>{message.do.en}")


def main(arguments: list[str]) -> None:
    """Write the pages, or with `--check` say which differ from what would be written."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    if "--check" in arguments:
        stale = [
            name
            for name, text in made.items()
            if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
        ]
        strange = [path.name for path in FOLDER.iterdir() if path.name not in (*made, *ELSEWHERE)]
        if stale or strange:
            sys.exit(f"docs/reference is behind the code: {', '.join(stale + strange)}; run `make docs`")
        return
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
