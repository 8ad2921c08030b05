"""The only way out of the dashboard: the REST API, over HTTP. What goes wrong becomes a problem in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from linli_dashboard.answers import Answer, Catalogue, Problem, Question, Ready
from linli_dashboard.words import Lang, word

SECONDS = httpx2.Timeout(60.0, connect=3.0)
T = TypeVar("T", bound=BaseModel)


class Refused(Exception):
    """The API did not give what was asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


class Client:
    """Speaks with one API in one language.

    Parameters: `address` of the API, such as http://127.0.0.1:8000; `lang`, in which it answers.
    Every method raises Refused.
    """

    def __init__(self, address: str, lang: Lang) -> None:
        self.address = address.rstrip("/")
        self.lang = lang

    def ready(self) -> Ready:
        """Whether the graph can be asked."""
        return self._get("/ready", Ready)

    def questions(self) -> list[Question]:
        """The catalogue."""
        return self._get("/questions", Catalogue).questions

    def areas(self) -> dict[str, str]:
        """Names of all areas by code, each with its level, from the top down."""
        answer = self.ask("areas/counts", {})
        places = [column.name for column in answer.columns]
        code, name, level = (places.index(wanted) for wanted in ("area", "name", "level"))
        return {row[code]: f"{row[name]}（{row[level]}）" for row in answer.texts}

    def ask(self, question: str, parameters: Mapping[str, str]) -> Answer:
        """An answer in words.

        Parameters: `question`, by its name; `parameters`, its own as well as `area` and `as_of`.
        """
        return self._get(f"/questions/{question}", Answer, {**parameters, "texts": "true"})

    def _get(self, path: str, form: type[T], parameters: Mapping[str, str] | None = None) -> T:
        # A proxy of the machine is not for a server beside us, hence trust_env=False.
        headers = {"Accept-Language": self.lang}
        try:
            with httpx2.Client(timeout=SECONDS, trust_env=False) as http:
                response = http.get(self.address + path, params=dict(parameters or {}), headers=headers)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._said("away") from error
        try:
            if response.status_code == httpx2.codes.OK:
                return form.model_validate_json(response.content)
            problem = Problem.model_validate_json(response.content)
        except ValidationError as error:
            raise self._said("garbled", status=response.status_code) from error
        raise Refused(problem)

    def _said(self, key: str, **values: object) -> Refused:
        title, detail, do = (
            word(k, self.lang, address=self.address, **values) for k in (key, f"{key}_detail", f"{key}_do")
        )
        return Refused(Problem(title=title, detail=detail, do=do))
