"""Reading a definition: a YAML file of ours into a frozen dataclass, or a refusal that names file, line,
field and repair.

YAML is read strictly: a key that stands twice is refused (PyYAML would let the last win), and only `true` and
`false` are booleans, so that the Chinese or English word `no` stays a word and `012` stays `012`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar, TypeVar, cast

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from linli.errors import DefinitionError

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
    Raises DefinitionError for bad syntax or a key that stands twice.

    >>> read("a: no\\nb: 012\\nc: [1, true]", "x.yaml")
    {'a': 'no', 'b': '012', 'c': [1, True]}
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise DefinitionError(
            file=file, field=f"line {line}", problem=str(getattr(error, "problem", error))
        ) from error
    return None if node is None else _plain(node, file)


def _plain(node: yaml.Node, file: str) -> Plain:
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                line = key_node.start_mark.line + 1
                raise DefinitionError(
                    file=file, field=f"{key} (line {line})", problem="this key stands twice; keep one"
                )
            result[key] = _plain(value_node, file)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file) for item in node.value]
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
        faults = error.errors(include_url=False, include_input=False)
        field = "; ".join(".".join(str(part) for part in fault["loc"]) or "(whole file)" for fault in faults)
        problem = "; ".join(str(fault["msg"]) for fault in faults)
        raise DefinitionError(file=file, field=field, problem=problem) from error


def load(path: Path, kind: type[T]) -> T:
    """Read one definition file into `kind`."""
    return build(read(path.read_text(encoding="utf-8"), path.name), kind, path.name)


def load_folder(folder: Path, kind: type[T]) -> list[T]:
    """Read every `*.yaml` of a folder, in the order of their names."""
    return [load(path, kind) for path in sorted(folder.glob("*.yaml"))]
