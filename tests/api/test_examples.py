"""The OpenAPI document shows an example of everything that is asked for or answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from linli_api import examples
from linli_api.app import create
from linli_api.settings import Settings

PLAIN = ("string", "integer", "number", "boolean")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create(Settings(".")).openapi()


def parts(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Where it stands, the parameter or field, and its schema."""
    for path, operations in document["paths"].items():
        for method, one in operations.items():
            for given in one.get("parameters", []):
                yield f"{method} {path} {given['name']}", given, given["schema"]
    for name, schema in document["components"]["schemas"].items():
        for field, one in schema.get("properties", {}).items():
            yield f"{name}.{field}", one, one


def shapes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in (schema, *schema.get("anyOf", ())):
        yield from shapes(one["items"]) if one.get("type") == "array" and "items" in one else iter((one,))


def test_nothing_plain_is_without_an_example(document: dict[str, Any]) -> None:
    lacking = [
        where
        for where, told, schema in parts(document)
        if not {"example", "examples"} & (told.keys() | schema.keys())
        and any(
            one.get("type") in PLAIN and not one.get("contentMediaType") and "example" not in str(one)
            for one in shapes(schema)
        )
    ]
    assert not lacking


def test_examples_are_of_their_types(document: dict[str, Any]) -> None:
    types = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
    wrong = [
        where
        for where, told, schema in parts(document)
        for example in ([told["example"]] if "example" in told else told.get("examples", []))
        for kinds in [[one["type"] for one in (schema, *schema.get("anyOf", ())) if one.get("type") in types]]
        if kinds and example is not None and not any(isinstance(example, types[kind]) for kind in kinds)
    ]
    assert not wrong


def test_every_example_is_of_something(document: dict[str, Any]) -> None:
    names = {where.replace(".", " ").split()[-1] for where, _, _ in parts(document)}
    assert not examples.GIVEN.keys() - names
