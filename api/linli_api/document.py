"""The reference page of the API, from its OpenAPI document: `python -m linli_api.document [--check]`.

`make docs` writes it, `make check` compares it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from linli_api import settings
from linli_api.access.caller import ROLES
from linli_api.access.listed import routes
from linli_api.app import create
from linli_api.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
MARK = "<!-- written by `make docs`; edit the routes, not this page -->"
METHODS = ("get", "post", "put", "patch", "delete")


def page() -> str:
    """The page."""
    app = create(Settings("."))
    document = app.openapi()
    allowed = {(method, path): roles for method, path, roles in routes(app)}
    lines = [
        "# REST API",
        "",
        MARK,
        "",
        "`linli serve` 打开的接口；登录、角色和设置见[怎样对外提供](../how-to/serve.md)。",
        "完整的描述在 `/openapi.json`。",
        "",
        "What `linli serve` opens; signing in, roles and settings are in [how to serve](../how-to/serve.md).",
        "The whole description is at `/openapi.json`. Errors are [problem details](errors.md) (RFC 9457).",
        "",
        "```text",
        *(line.removeprefix("    ") for line in _settings()),
        "```",
    ]
    tag = ""
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method not in operations:
                continue
            one = operations[method]
            if (first := one.get("tags", ["—"])[0]) != tag:
                tag = first
                lines += ["", f"## {tag}"]
            lines += _operation(path, method, one, allowed[method, path])
    return "\n".join(lines).rstrip() + "\n"


def _settings() -> Iterator[str]:
    return (line for line in (settings.__doc__ or "").splitlines() if line.startswith("    "))


def _operation(path: str, method: str, one: Mapping[str, Any], roles: Iterable[str] | None) -> Iterator[str]:
    yield ""
    yield f"### `{method.upper()} {path}`"
    yield ""
    yield str(one.get("summary", ""))
    said = str(one.get("description", "")).split("\n\n")[0].replace("\n", " ")
    if said:
        yield ""
        yield said
    yield ""
    yield f"- 角色 roles: {_told(roles)}"
    for given in one.get("parameters", []):
        needed = "" if given.get("required") else "?"
        meaning = str(given.get("description", "")).replace("\n", " ")
        yield f"- `{given['name']}`{needed} ({_kind(given['schema'])}): {meaning}"
    if "requestBody" in one:
        forms = one["requestBody"]["content"]
        yield f"- 提交 body: {', '.join(_form(form, inner) for form, inner in forms.items())}"
    good = [status for status in one["responses"] if status.startswith(("2", "3"))]
    bad = [status for status in one["responses"] if not status.startswith(("2", "3"))]
    yield f"- 答复 answers: {', '.join(_answer(status, one['responses'][status]) for status in good)}"
    if bad:
        yield f"- 错误 errors: {', '.join(bad)}"


def _told(roles: Iterable[str] | None) -> str:
    if roles is None:
        return "不用登录 nobody needs to sign in"
    found = list(roles)
    return "全部 all" if set(found) == set(ROLES) else ", ".join(found)


def _form(form: str, inner: Mapping[str, Any]) -> str:
    return f"`{form}` {_kind(inner.get('schema', {}))}"


def _answer(status: str, one: Mapping[str, Any]) -> str:
    forms = [
        f"{form} {_kind(inner.get('schema', {}))}".strip() for form, inner in one.get("content", {}).items()
    ]
    return " · ".join((status, *forms))


def _kind(schema: Mapping[str, Any]) -> str:
    """The type of a value, as one reads it."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(str(one) for one in schema["enum"])
    if "items" in schema:
        return f"[{_kind(schema['items'])}]"
    return str(schema.get("format") or schema.get("type") or "any")


def main(arguments: list[str]) -> None:
    """Write the page, or with `--check` say whether it differs from what would be written."""
    made = page()
    if "--check" in arguments:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != made:
            sys.exit("docs/reference/api.md is behind the code; run `make docs`")
        return
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
