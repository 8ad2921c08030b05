"""Examples of the OpenAPI document, by the name of a parameter or field, where its own place gives none.

All are of the made-up street. What has a default shows it; what is one of some
values shows the first; yes or no shows yes.
`tests/api/test_examples.py` holds that nothing of the document is without an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = dict[str, Any]

DAY, MOMENT = "2025-06-30", "2025-06-30T09:30:00+00:00"
HASH = "9f2c4b7d1e6a8035c4f19b2d7e5a6c8091b3d4f5a6e7c8d9b0a1f2e3d4c5b6a7"
SNAPSHOT = HASH[:16]
BRANCH, BODY, COMPOUND = "松涛苑小区党支部", "o4f1c8a2b9d7e6f5a3b2c", "c7a1b2c3d4e5f60718293"
POST, PERSON, HELD = "t5d4c3b2a1f0e9d8c7b6a", "p0a1b2c3d4e5f607182934", "h9f8e7d6c5b4a39281706"
FINDING, FACT = "f938164c0a2b3c4d5e6f7", "HOLDS.Person.Post/h9f8e7d6c5b4a39281706"

SAID: tuple[tuple[object, str], ...] = (
    (PERSON, "a b person other candidate led"),
    ("990101001", "area above root area_id areas"),
    ("示例街道", "area_name street"),
    (
        DAY,
        "as_of known_on begin from_day day since start started closed_on whole_on valid_from asked_until "
        "ending_by",
    ),
    ("2025-12-31", "finish to_day until valid_to due ended expires"),
    (MOMENT, "at received"),
    (BODY, "body organization body_id superior reported_to"),
    (BRANCH, "body_name guide_body bodies names"),
    (COMPOUND, "compound compound_id place node parent id subject"),
    ("张*", "person_name holder other_name guide by middle user"),
    (POST, "post post_id to leave"),
    (HELD, "hold pair"),
    (FINDING, "finding leaves"),
    (HASH, "hash intake job"),
    (SNAPSHOT, "snapshot stands"),
    ("书记", "post_text post_a_text post_b_text leaves_text"),
    ("body_without_head", "rule apart"),
    ("branch", "slot slot_text"),
    ("gap", "state state_text"),
    ("breach", "severity severity_text"),
    ("compound_branch", "kind kind_text target"),
    ("Compound", "type of population open"),
    ("任职台账.xlsx", "file before_file files known"),
    ("任职人", "heading runner_up"),
    ("posts", "ledger series needs"),
    ("等街道批复", "why reason note do problem error said about what"),
    ("松涛苑小区党支部书记张*，2023-09 起任", "text foot listed rows"),
    ("LN-R03", "code context"),
    ("base", "pack decides"),
    ("同名、同一小区", "basis basis_text"),
    ("election", "relation how appointed_by"),
    (240, "x y width height"),
    ("/places/990101001", "address"),
    ("linli audit --as-of 2025-06-30", "again"),
    ("示例物业", "brand"),
    ("holder", "column"),
    ("示例松风社区", "community"),
    ("138****0000", "contact"),
    ("eyJhZnRlciI6ICJjN2ExIn0", "cursor next"),
    ("全部小区", "denominator"),
    ("out", "direction"),
    (FACT, "fact"),
    ("HOLDS.Person.Post", "facts"),
    ("// what: 没有支部的小区 …", "find"),
    ("json", "format"),
    ("community", "level"),
    (12, "line"),
    ("own", "mode"),
    ("示例·松涛苑", "name"),
    ("weak", "order"),
    ("C3", "part row"),
    ("graph", "progress"),
    ("松涛苑", "q"),
    ("compounds/coverage", "query"),
    ("auditor", "role"),
    ("补选", "scenario first second others"),
    (0.93, "score"),
    ("1栋", "seat"),
    ("row", "shape"),
    ("name", "sort"),
    ("open", "status"),
    ("是", "stated"),
    (1, "step version"),
    ('<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
    ("2023.9", "value"),
    ("fail", "verdict"),
    (3, "run"),
    ("松涛苑没有逐级负责的断点", "says sentences details lines notes gaps breaks"),
    ("任职台账", "sheet title"),
    ("任职台账.xlsx，任职台账，C3", "source where"),
    ("身份证号", "headings dropped drop hidden personal unsure"),
    ("按程序换届，并在任职台账写明新一届任期", "remedy"),
    ("松风第一网格", "grids"),
    ("松涛苑党群服务站", "venues"),
    ("96.3%", "published"),
    (50, "limit"),
    (30, "seconds"),
)
GIVEN = {name: value for value, names in SAID for name in names.split()}
COUNT = 12
"""An example of a number that nothing else is known of."""


_DATED = {"date": DAY, "date-time": MOMENT}


def put(document: Schema) -> None:
    """Put an example wherever a parameter, or a field of what is sent or answered, has none."""
    for given in _parameters(document):
        if "example" not in given and "examples" not in given and not _has(given["schema"]):
            found = _example(given["name"], given["schema"])
            if found is not None:
                given["example"] = found
    for schema in document["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            if not _has(field) and "$ref" not in field:
                found = _example(name, field)
                if found is not None:
                    field["examples"] = [found]


def _parameters(document: Mapping[str, Any]) -> Iterator[Schema]:
    for operations in document["paths"].values():
        for one in operations.values():
            yield from one.get("parameters", [])


def _has(schema: Mapping[str, Any]) -> bool:
    return any("examples" in one or "example" in one for one in (schema, *schema.get("anyOf", ())))


def _example(name: str, schema: Mapping[str, Any]) -> object:
    """An example of a plain value or a list of such; None of what is made of parts, which have theirs."""
    for one in (schema, *schema.get("anyOf", ())):
        found = _plain(name, one)
        if found is not None:
            return found
    return None


def _plain(name: str, schema: Mapping[str, Any]) -> object:
    said, kind = GIVEN.get(name), schema.get("type")
    if schema.get("default") is not None and kind != "boolean":
        found: object = schema["default"]
    elif "const" in schema or "enum" in schema:
        found = schema.get("const", schema.get("enum", [None])[0])
    elif kind == "array":
        inner = _example(name, schema.get("items", {}))
        found = None if inner is None else [inner]
    elif kind in ("integer", "number"):
        number = said if isinstance(said, int | float) else COUNT
        found = min(max(number, schema.get("minimum", number)), schema.get("maximum", number))
    elif kind == "string" and schema.get("format") in _DATED:
        found = _DATED[schema["format"]]
    elif kind == "string" and not schema.get("contentMediaType"):
        found = said if isinstance(said, str) else None
    else:
        found = True if kind == "boolean" else None
    return found
