"""One process that answers: what uvicorn makes in each of several workers, from the environment."""

from __future__ import annotations

import os

from fastapi import FastAPI

from linli_api.app import create
from linli_api.settings import from_environment


def application() -> FastAPI:
    """The application of this process. Raises SettingsWrong."""
    return create(from_environment(os.environ))
