"""Users, as the API takes and tells them."""

from __future__ import annotations

from pydantic import BaseModel, Field, SecretStr

from linli.services.users import Account
from linli_api.access.caller import Role

AREAS = Field(
    default=None,
    max_length=200,
    description="可以查看的区域代码；null 为全部 / codes of the areas given; null for the whole workspace",
    examples=[["990101001"]],
)


class User(BaseModel):
    """A user."""

    name: str = Field(description="用户名 / name", examples=["zhang"])
    role: Role = Field(description="角色 / role")
    areas: list[str] | None = AREAS


class Users(BaseModel):
    """All of them."""

    users: list[User]


class NewUser(BaseModel):
    """A user who is to be made."""

    name: str = Field(min_length=1, max_length=100, description="用户名 / name", examples=["zhang"])
    password: SecretStr = Field(
        description="密码 / password", max_length=200, examples=["four unrelated words"]
    )
    role: Role = Field(description="角色 / role")
    areas: list[str] | None = AREAS


class Changes(BaseModel):
    """What is to be changed of a user; what is not given stays."""

    password: SecretStr | None = Field(
        default=None, description="新密码 / a new password", max_length=200, examples=[None]
    )
    role: Role | None = Field(default=None, description="角色 / role")
    areas: list[str] | None = AREAS


def told(account: Account) -> User:
    """A user as told."""
    areas = None if account.areas is None else list(account.areas)
    return User.model_validate({"name": account.name, "role": account.role, "areas": areas})
