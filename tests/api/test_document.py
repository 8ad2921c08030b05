"""Requests made from the OpenAPI document by schemathesis: nothing that it allows, and nothing that it
forbids, is answered by an error of the server.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from starlette.testclient import TestClient

from linli_api.access.caller import Caller, signed_in
from linli_api.app import create
from linli_api.settings import Settings
from tests.api import little

KNOWN = {"method", "url", "params", "headers", "json", "data", "files", "content"}
EXPECTED = ("LN-W06", "LN-W04", "LN-R40")
"""Problems of a server that are none of its own: nothing was built by that day, something is building,
nothing writes a PDF.
"""

QUICK = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of its own: some of what is asked changes things."""
    return little.make(tmp_path_factory.mktemp("fuzzed"))


def operations(schema: schemathesis.schemas.BaseSchema) -> Iterator[APIOperation]:
    for result in schema.get_all_operations():
        yield result.ok()


def test_no_request_is_answered_by_an_error_of_the_server(own: Path) -> None:
    app = create(Settings(str(own), rate=0))
    app.dependency_overrides[signed_in] = lambda: Caller("test", "admin", None, "u-test")
    schema = schemathesis.openapi.from_dict(app.openapi())
    left_out = re.compile(r"/events$|^/questions/(?!people/)")
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        for operation in operations(schema):
            if left_out.search(operation.path):
                continue
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _ask(operation, mode, client, asked, wrong)
    assert wrong == []
    assert len(asked) > 30
    assert asked.total() > 60


def _ask(
    operation: APIOperation, mode: GenerationMode, client: TestClient, asked: Counter[str], wrong: list[str]
) -> None:
    @settings(QUICK, max_examples=2 if mode is GenerationMode.POSITIVE else 1)
    @given(case=operation.as_strategy(mode))
    def ask(case: schemathesis.Case) -> None:
        given_ = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
        if isinstance(given_.get("data"), bytes | str):
            given_["content"] = given_.pop("data")
        response = client.request(**{key: given_[key] for key in KNOWN & given_.keys()})
        asked[operation.label] += 1
        if response.status_code >= 500 and response.json().get("code") not in EXPECTED:
            wrong.append(f"{operation.label} {given_} {response.text}")

    try:
        ask()
    except (Unsatisfiable, SkipTest):
        # Nothing can be made that this route forbids: it takes nothing.
        return
