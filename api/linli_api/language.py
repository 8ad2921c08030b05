"""The language of an answer: Chinese unless the caller would rather read English."""

from __future__ import annotations

from starlette.requests import Request

from linli.messages.catalogue import Lang


def language(request: Request) -> Lang:
    """The language that a request asks for by Accept-Language. A dependency of routes."""
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> Lang:
    """Chinese or English, whichever an Accept-Language header weighs more.

    Parameters: `accepted`, as RFC 9110 writes it. What does not read, and other languages, count for nothing.

    >>> preferred("en-GB,en;q=0.9,zh;q=0.8"), preferred("en;q=0.1, zh-CN"), preferred("fr")
    ('en', 'zh', 'zh')
    """
    weights = {"zh": 0.0, "en": 0.0}
    for part in accepted.split(","):
        tag, _, parameters = part.strip().partition(";")
        primary = tag.strip().lower().partition("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], _weight(parameters))
    return "en" if weights["en"] > weights["zh"] else "zh"


def _weight(parameters: str) -> float:
    name, sign, value = parameters.replace(" ", "").partition("=")
    if not sign or name.lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
