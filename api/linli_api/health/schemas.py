"""What health checks are told."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"
    version: str = Field(description="version of linli", examples=["0.1.0"])


class Ready(BaseModel):
    """The graph answers."""

    status: Literal["ready"] = "ready"
    snapshot: str = Field(
        description="hash of the snapshot in use", examples=["0d477dfd044639828c1508be9de9b65e"]
    )
    day: dt.date = Field(
        description="the newest ledger's date: the day a question is about unless it says otherwise",
        examples=["2025-06-30"],
    )
    names: Literal["masked", "full"] = Field(description="whether names of persons are shown or masked (张*)")
