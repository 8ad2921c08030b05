"""The access log, as told."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field

Kind = Literal["read", "export", "import", "change", "sign_in", "refused", "erase"]


class Entry(BaseModel):
    """An entry."""

    number: int = Field(description="第几条 / its number", examples=[12])
    at: dt.datetime = Field(description="何时 / when")
    who: str = Field(description="用户编号 / identifier of who it was", examples=["u-0123456789ab"])
    user: str = Field(description="用户名；已清除的为空 / their name; blank where it was erased")
    kind: Kind = Field(description="做了什么 / what kind of thing it was")
    what: str = Field(description="问的是什么 / what was asked or done", examples=["people/posts"])
    areas: list[str] = Field(description="区域代码；空为全部 / codes of areas; none for all")
    names: int = Field(description="显示了多少人名；-1 为未计 / how many names were shown; -1: not counted")
    hash: str = Field(description="链上的散列 / its hash in the chain")


class Head(BaseModel):
    """The end of the chain: kept elsewhere, it shows that nothing was cut off."""

    number: int = Field(description="共有多少条 / how many entries there are", examples=[1280])
    hash: str = Field(description="最后一条的散列 / hash of the last one")
    sound: bool | None = Field(
        default=None,
        description="整条链是否完好；没有核对为 null / whether the chain holds; null: not checked",
    )
