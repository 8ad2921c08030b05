"""Signing in, as the API takes and tells it."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field, SecretStr

from linli_api.access.caller import Kind, Role


class Credentials(BaseModel):
    """A user's name and password; in the demo a role alone."""

    name: str = Field(default="", max_length=100, description="用户名 / name of the user", examples=["zhang"])
    password: SecretStr = Field(
        default=SecretStr(""),
        max_length=200,
        description="密码 / password",
        examples=["four unrelated words"],
    )
    role: Role | None = Field(
        default=None,
        description="仅演示：以哪种角色登录 / in the demo alone: the role to come in",
        examples=[None],
    )


class Session(BaseModel):
    """A session: its token is shown this once."""

    token: str = Field(description="以 Bearer 发送 / send it as Bearer", examples=["linli_…"])
    expires: dt.datetime = Field(description="何时失效 / when it is over")


class Who(BaseModel):
    """Who asks."""

    user: str = Field(description="用户名 / name of the user", examples=["zhang"])
    kind: Kind = Field(description="登录的用户、演示或来宾 / a user, the demo, or a guest")
    role: Role = Field(description="角色 / what they may do")
    areas: list[str] | None = Field(
        description="可以查看的区域代码；null 为全部 / codes of the areas given; null for all",
        examples=[["990101001"]],
    )
    names: bool = Field(
        description="是否看到区域内的人名 / whether names of persons inside those areas are shown"
    )
    demo: bool = Field(description="是否演示 / whether this is a demo, where anybody may choose a role")
