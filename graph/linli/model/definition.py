"""Reading a definition: a YAML file of ours into a frozen dataclass, or a refusal that names file, line,
field and repair.

YAML is read strictly: a key that stands twice is refused (PyYAML would let the last win), and only `true` and
`false` are booleans, so that the Chinese or English word `no` stays a word and `012` stays `012`. A file may
come from anybody (a pack of rules): what refers to itself, repeats itself or nests without end is refused
before it fills the memory or ends the process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from linli.errors import DefinitionError

if TYPE_CHECKING:
    from linli.model.vocabulary import Label

T = TypeVar("T")
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Strict:
    """Base of every dataclass that a definition file fills: a field it does not know is refused, not passed
    over.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


def read(text: str, file: str) -> Plain:
    """Plain data of a YAML text.

    Parameters: `text`; `file`, its name for messages.
    Returns nested dicts, lists and scalars.
    Raises DefinitionError for bad syntax, a key that stands twice, an alias, or nesting without end.

    >>> read("a: no\\nb: 012\\nc: [1, true]", "x.yaml")
    {'a': 'no', 'b': '012', 'c': [1, True]}
    """
    try:
        _flat(text, file)
        node = yaml.compose(text, Loader=_Loader)
        return None if node is None else _plain(node, file, set())
    except yaml.YAMLError as error:
        from linli.model.vocabulary import Label

        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        said = str(getattr(error, "problem", error))
        problem = Label(f"YAML 写法有误（{said}），请核对缩进、冒号后的空格、引号和括号", said)
        raise DefinitionError(file=file, field=f"line {line}", problem=problem) from error
    except RecursionError as error:
        raise _too_deep(file) from error


DEEPEST = 100
"""Lists and mappings inside one another; the deepest file of ours has 8."""

_MARKS = 2000
"""A text with fewer signs that may open a list or mapping cannot nest deep enough to harm the parser."""


def _flat(text: str, file: str) -> None:
    """Refuse nesting without end before the tree is made: the C parser ends the process on it."""
    if sum(map(text.count, "[{-?:")) < _MARKS:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _too_deep(file)


def _too_deep(file: str) -> DefinitionError:
    from linli.model.vocabulary import Label

    problem = Label("层次太深，请展开写", "nested too deeply; write it out")
    return DefinitionError(file=file, field="", problem=problem)


def _plain(node: yaml.Node, file: str, seen: set[int]) -> Plain:
    if id(node) in seen:
        from linli.model.vocabulary import Label

        problem = Label(
            "用 & 和 * 引用了别处或自身，请把内容写出来",
            "refers to itself or to another place by & and *; write it out",
        )
        raise DefinitionError(file=file, field=f"line {node.start_mark.line + 1}", problem=problem)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                from linli.model.vocabulary import Label

                line = key_node.start_mark.line + 1
                problem = Label("这一项写了两次，请留一个", "this key stands twice; keep one")
                raise DefinitionError(file=file, field=f"{key} (line {line})", problem=problem)
            result[key] = _plain(value_node, file, seen)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, seen) for item in node.value]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Plain:
    value = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return value
    if value in ("", "null", "~"):
        return None
    if value in ("true", "false"):
        return value == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value


_ADAPTERS: dict[type, TypeAdapter[object]] = {}


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    """The validator of a dataclass, made once: making it costs more than using it."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return cast("TypeAdapter[T]", _ADAPTERS[kind])


def build(plain: Plain, kind: type[T], file: str) -> T:
    """A frozen dataclass from plain data, every field checked.

    Raises DefinitionError that names each wrong field by its path.
    """
    try:
        return _adapter(kind).validate_python(plain)
    except ValidationError as error:
        from linli.model.vocabulary import Label

        found = _faults(error)
        field = "; ".join(name for name, _ in found)
        problem = Label("；".join(label.zh for _, label in found), "; ".join(label.en for _, label in found))
        raise DefinitionError(file=file, field=field, problem=problem) from error


def faults(plain: Plain, kind: type[T]) -> list[tuple[str, Label]]:
    """All that is wrong with plain data, each field by its path with the repair; empty where it fits."""
    try:
        _adapter(kind).validate_python(plain)
    except ValidationError as error:
        return _faults(error)
    return []


def _faults(error: ValidationError) -> list[tuple[str, Label]]:
    from linli.model.vocabulary import Label

    found = []
    for fault in error.errors(include_url=False, include_input=False):
        english = _EN.get(str(fault["type"]), str(fault["msg"]))
        chinese = _ZH.get(str(fault["type"]), "写得不对")
        field = ".".join(str(part) for part in fault["loc"])
        context: Mapping[str, object] = fault.get("ctx") or {}
        expected = str(context.get("expected", "")).replace(" or ", "、").replace(", ", "、")
        found.append((field, Label(chinese.format(expected=expected), english)))
    return found


_ZH = {
    "missing": "缺这一项，请补上",
    "unexpected_keyword_argument": "没有这一项，请删去或核对拼写",
    "extra_forbidden": "没有这一项，请删去或核对拼写",
    "literal_error": "只能是 {expected} 之一",
    "string_type": "应是文字（数字或日期请加引号）",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "int_parsing": "应是整数",
    "bool_parsing": "应是 true 或 false",
    "bool_type": "应是 true 或 false",
    "date_type": "应是日期，如 2025-06-30",
    "date_parsing": "应是日期，如 2025-06-30",
    "date_from_datetime_parsing": "应是日期，如 2025-06-30",
    "tuple_type": "应是一列，如 [a, b]",
    "list_type": "应是一列，如 [a, b]",
    "dict_type": "应是若干“名: 值”",
    "dataclass_type": "应是若干“名: 值”",
}
"""What pydantic says of a field, in Chinese, by its type of error; the rest is said as “wrong”."""

_EN = {
    "missing": "a required entry is missing; add it",
    "unexpected_keyword_argument": "unexpected entry; drop it or check its spelling",
    "extra_forbidden": "unexpected entry; drop it or check its spelling",
    "dict_type": "should be a mapping, `name: value`",
    "dataclass_type": "should be a mapping, `name: value`",
}
"""The same in English, where pydantic speaks of Python."""


def text(path: Path, file: str) -> str:
    """The text of a definition file that a person may have written with any program.

    Parameters: `path`; `file`, its name for messages.
    Raises DefinitionError where there is no such file, it cannot be read, is too large or is no UTF-8.
    """
    from linli.model.vocabulary import Label

    try:
        if path.stat().st_size > LARGEST:
            problem = Label(f"文件超过 {LARGEST >> 20} MiB", f"the file is larger than {LARGEST >> 20} MiB")
            raise DefinitionError(file=file, field="", problem=problem)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Label("不是 UTF-8 文本，请另存为 UTF-8", "this is no UTF-8 text; save it as UTF-8")
        raise DefinitionError(file=file, field=f"byte {error.start + 1}", problem=problem) from error
    except FileNotFoundError as error:
        problem = Label("没有这个文件，请写一个", "there is no such file; write it")
        raise DefinitionError(file=file, field="", problem=problem) from error
    except OSError as error:
        problem = Label(f"读不了：{error.strerror}", f"it cannot be read: {error.strerror}")
        raise DefinitionError(file=file, field="", problem=problem) from error


LARGEST = 1 << 20
"""Bytes of a definition file that a person writes."""


def load(path: Path, kind: type[T]) -> T:
    """Read one definition file into `kind`."""
    return build(read(path.read_text(encoding="utf-8"), path.name), kind, path.name)


def load_folder(folder: Path, kind: type[T]) -> list[T]:
    """Read every `*.yaml` of a folder, in the order of their names."""
    return [load(path, kind) for path in sorted(folder.glob("*.yaml"))]
