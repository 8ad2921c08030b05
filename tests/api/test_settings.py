"""Settings come from the environment, once; a wrong one is named."""

from __future__ import annotations

import pytest

from linli.errors import SettingsWrong
from linli_api.settings import from_environment


def test_it_listens_on_loopback_and_masks_unless_told_otherwise() -> None:
    settings = from_environment({})
    assert (settings.store, settings.host, settings.port, settings.names) == (
        ".",
        "127.0.0.1",
        8000,
        "masked",
    )


def test_what_is_given_is_taken_and_credentials_are_not_shown() -> None:
    given = {
        "LINLI_STORE": "neo4j://db:7687",
        "LINLI_API_HOSTS": "api, linli.office",
        "LINLI_NEO4J_PASSWORD": "hidden",
    }
    settings = from_environment(given)
    assert settings.known_as >= {"api", "linli.office", "localhost"}
    assert settings.environment["LINLI_NEO4J_PASSWORD"] == "hidden"
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINLI_API_PORT", "http"),
        ("LINLI_API_PORT", "0"),
        ("LINLI_API_PORT", "70000"),
        ("LINLI_API_NAMES", "yes"),
        ("LINLI_API_WORKERS", "0"),
        ("LINLI_API_GUESTS", "maybe"),
        ("LINLI_API_RATE", "-1"),
        ("LINLI_API_HOURS", "٣"),
        ("LINLI_API_BODY_MB", "1.5"),
        ("LINLI_API_SECONDS", "0"),
        ("LINLI_API_DEMO", "king"),
    ],
)
def test_a_wrong_one_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        from_environment({name: value})
    assert caught.value.where["field"] == name
