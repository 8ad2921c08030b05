"""The only way out of the dashboard: the REST API, over HTTP. What goes wrong becomes a problem in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

SECONDS = httpx2.Timeout(60.0, connect=3.0)
# One pool for all readers: a connection of its own for each question costs more than many an answer.
# Idle ones are let go before the server does; a proxy of the machine is not for a server beside us.
_POOL = httpx2.Client(timeout=SECONDS, limits=httpx2.Limits(keepalive_expiry=2.0), trust_env=False)
NOT_MODIFIED = 304
Values = Mapping[str, str | int | bool | Sequence[str] | None]
Told = dict[str, Any]
"""What the API says: JSON, of which a page reads what it shows."""


@dataclass(frozen=True)
class Problem:
    """What went wrong, in words: what, and what to do. `status` is HTTP's; 0 where nothing was answered."""

    title: str
    detail: str
    do: str
    code: str = ""
    status: int = 0


class Refused(Exception):
    """The API did not give what was asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


@dataclass(frozen=True)
class File:
    """A file as the API gives it."""

    name: str
    kind: str
    content: bytes


@dataclass
class Kept:
    """Answers that one reader has had, each with its ETag, the newest last. The API is asked each time, and
    says whether an answer still stands; it does so before it works anything out.
    """

    most: int = 60
    longest: int = 1 << 20
    answers: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def keep(self, key: str, etag: str, content: bytes) -> None:
        """Keep an answer that is not too long; the oldest gives way."""
        if len(content) > self.longest:
            return
        self.answers.pop(key, None)
        self.answers[key] = (etag, content)
        while len(self.answers) > self.most:
            self.answers.pop(next(iter(self.answers)))


class Client:
    """Speaks with one API in one language, in the name of whoever's token it is.

    Parameters: `address` of the API, such as http://127.0.0.1:8000; `lang`, in which it answers; `token`;
    `kept`, what the reader has been told before.
    Every method raises Refused.
    """

    def __init__(self, address: str, lang: Lang, token: str = "", kept: Kept | None = None) -> None:
        self.address = address.rstrip("/")
        self.lang: Lang = lang
        self.token = token
        self.kept = kept if kept is not None else Kept()

    def get(self, path: str, /, **values: str | int | bool | Sequence[str] | None) -> Told:
        """What is at a path. Values that are None or "" are left out."""
        key = json.dumps([self.address, self.lang, self.token, path, values], sort_keys=True, default=list)
        etag, content = self.kept.answers.get(key, ("", b""))
        response = self._send("GET", path, values, etag)
        if response.status_code == NOT_MODIFIED:
            return self._plain(content, NOT_MODIFIED)
        if told := response.headers.get("ETag"):
            self.kept.keep(key, told, response.content)
        return self._told(response)

    def file(self, path: str, /, **values: str | int | bool | Sequence[str] | None) -> File:
        """A file at a path."""
        return _file(path, self._send("GET", path, values))

    def post(
        self, path: str, body: object = None, /, **values: str | int | bool | Sequence[str] | None
    ) -> Told:
        """Have something done, with a body of JSON."""
        return self._told(self._send("POST", path, values, json=body))

    def put(
        self, path: str, body: object = None, /, **values: str | int | bool | Sequence[str] | None
    ) -> Told:
        """Put something in its place."""
        return self._told(self._send("PUT", path, values, json=body))

    def patch(
        self, path: str, body: object = None, /, **values: str | int | bool | Sequence[str] | None
    ) -> Told:
        """Change a part of something."""
        return self._told(self._send("PATCH", path, values, json=body))

    def delete(
        self, path: str, body: object = None, /, **values: str | int | bool | Sequence[str] | None
    ) -> Told:
        """Take something away; with a body, such as why."""
        more: dict[str, Any] = {} if body is None else {"json": body}
        return self._told(self._send("DELETE", path, values, **more))

    def made(self, path: str, body: object, /) -> File:
        """A file that is made as a body of JSON asks; one without content where there is nothing to put
        in.
        """
        return _file(path, self._send("POST", path, {}, json=body))

    def upload(self, path: str, name: str, content: bytes, /, form: Mapping[str, str] | None = None) -> Told:
        """Hand a file in, with the fields of a form."""
        return self._told(
            self._send("POST", path, {}, files={"file": (name, content)}, data=dict(form or {}))
        )

    def hand_in(self, path: str, files: Sequence[tuple[str, bytes]], /, **form: str) -> Told:
        """Hand several files in, by name and content, with the fields of a form."""
        parts = [("files", one) for one in files]
        return self._told(self._send("POST", path, {}, files=parts, data=form))

    def returned(self, path: str, name: str, content: bytes, /) -> File:
        """The file that comes back for one that is handed in."""
        return _file(path, self._send("POST", path, {}, files={"file": (name, content)}))

    def _send(self, method: str, path: str, values: Values, etag: str = "", **more: Any) -> httpx2.Response:
        headers: dict[str, str] = {"Accept-Language": self.lang}
        if etag:
            headers["If-None-Match"] = etag
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        asked = {name: _text(value) for name, value in values.items() if value not in (None, "", (), [])}
        try:
            response = _POOL.request(method, self.address + path, params=asked, headers=headers, **more)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._said("away") from error
        if response.is_success or response.status_code == NOT_MODIFIED:
            return response
        raise self._refusal(response)

    def _told(self, response: httpx2.Response) -> Told:
        return self._plain(response.content, response.status_code)

    def _plain(self, content: bytes, status: int) -> Told:
        if not content:
            return {}
        try:
            told = json.loads(content)
        except ValueError as error:
            raise self._said("garbled", status=status) from error
        if not isinstance(told, dict):
            raise self._said("garbled", status=status)
        return told

    def _refusal(self, response: httpx2.Response) -> Refused:
        try:
            told = response.json()
            title, detail, do = (str(told[name]) for name in ("title", "detail", "do"))
        except (ValueError, KeyError, TypeError):
            return self._said("garbled", status=response.status_code)
        return Refused(Problem(title, detail, do, str(told.get("code") or ""), response.status_code))

    def _said(self, key: str, **values: object) -> Refused:
        title, detail, do = (
            word(k, self.lang, address=self.address, **values) for k in (key, f"{key}_detail", f"{key}_do")
        )
        return Refused(Problem(title, detail, do))


def _file(path: str, answer: httpx2.Response) -> File:
    said = answer.headers.get("content-disposition", "")
    name = said.partition("filename=")[2].strip('"; ') or path.rsplit("/", 1)[-1]
    return File(name, answer.headers.get("content-type", ""), answer.content)


def _text(value: str | int | bool | Sequence[str] | None) -> str | list[str]:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int) or value is None:
        return str(value)
    return list(value)
