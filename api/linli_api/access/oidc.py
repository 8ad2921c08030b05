"""Bearer tokens of somebody else's sign-in (OpenID Connect): which issuer counts, and what its claims mean.

A TOML file named by LINLI_API_OIDC:

    issuer   = "https://login.example"      # must be the token's `iss`
    audience = "linli"                      # must be in the token's `aud`
    jwks     = "jwks.json"                  # its public keys: a file beside this one, or an https address
    name     = "preferred_username"         # claim: what the user is called
    role     = "groups"                     # claim: a word or a list of words
    areas    = "linli_areas"                # claim: codes of areas, a list, or a text with commas

    [roles]                                 # word of the claim → role; the highest that fits counts
    auditors = "auditor"
    leaders = "presenter"

    # whole = ["admin"]                     # roles that see the whole workspace without a claim of areas

A token that names no area sees nothing unless its role is in `whole`. Signatures by RS256, PS256, ES256 and
EdDSA count; an unsigned token and one signed by a shared secret never do.
"""

from __future__ import annotations

import json
import threading
import tomllib
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli.errors import DefinitionError, NotSignedIn, SettingsWrong
from linli.model import definition
from linli.model.definition import Strict
from linli_api.access.caller import ROLES, Caller, Role

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]
LEEWAY = 60
"""Seconds that clocks may differ by."""

REFRESH = 300
"""Seconds after which keys are fetched again where a token names one that is not there."""

LARGEST = 1 << 20


@dataclass(frozen=True)
class Rules(Strict):
    """The file, as read."""

    issuer: str
    audience: str
    jwks: str
    role: str
    roles: dict[str, Role]
    name: str = "sub"
    areas: str = "areas"
    whole: tuple[Role, ...] = ()


@dataclass
class Issuer:
    """Whose tokens count. Its keys are read when a token first asks for them."""

    rules: Rules
    folder: Path
    _keys: KeySet | None = None
    _fetched: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def caller(self, token: str, now: float, opaque: Callable[[str, str], str]) -> Caller:
        """Who a token is of.

        Parameters: `now`, seconds of the epoch; `opaque`, by which the log knows a user again.
        Raises NotSignedIn for a token that does not hold, or whose claims give no role.
        """
        claims = self._claims(token, now)
        role = self._role(claims)
        if role is None or not claims.get("sub"):
            raise NotSignedIn
        name = str(claims.get(self.rules.name) or claims["sub"])
        return Caller(name, role, self._areas(claims, role), opaque("oidc", str(claims["sub"])))

    def _claims(self, token: str, now: float) -> Mapping[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwt import JWTClaimsRegistry

        registry = JWTClaimsRegistry(
            now=int(now),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.rules.issuer},
            aud={"essential": True, "value": self.rules.audience},
            exp={"essential": True},
        )
        for again in (False, True):
            try:
                claims = jwt.decode(token, self._key_set(now, again), algorithms=ALGORITHMS).claims
                registry.validate(claims)
            except (JoseError, ValueError) as error:
                if again or now - self._fetched < REFRESH:
                    raise NotSignedIn from error
            else:
                return claims
        raise NotSignedIn

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        words = claims.get(self.rules.role) or []
        words = [words] if isinstance(words, str) else words
        found = {
            self.rules.roles[word] for word in words if isinstance(word, str) and word in self.rules.roles
        }
        return max(found, key=ROLES.index, default=None)

    def _areas(self, claims: Mapping[str, Any], role: Role) -> tuple[str, ...] | None:
        given = claims.get(self.rules.areas)
        if given is None:
            return None if role in self.rules.whole else ()
        codes = given.split(",") if isinstance(given, str) else given
        return tuple(str(code).strip() for code in codes if str(code).strip())

    def _key_set(self, now: float, again: bool) -> KeySet:
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        with self._lock:
            if self._keys is None or (again and now - self._fetched >= REFRESH):
                try:
                    self._keys = KeySet.import_key_set(json.loads(_read(self.folder, self.rules.jwks)))
                except (OSError, ValueError, KeyError, JoseError) as error:
                    if self._keys is None:
                        raise SettingsWrong(file="oidc", field="jwks", problem=self.rules.jwks) from error
                self._fetched = now
            return self._keys


def load(file: str) -> Issuer:
    """The issuer that a file of settings names. Raises SettingsWrong, naming the field."""
    path = Path(file)
    try:
        rules = definition.build(tomllib.loads(path.read_text(encoding="utf-8")), Rules, path.name)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsWrong(file=path.name, field="", problem=str(error)) from error
    except DefinitionError as error:
        raise SettingsWrong(**error.where) from error
    if "://" in rules.jwks and not rules.jwks.startswith("https://"):
        raise SettingsWrong(file=path.name, field="jwks", problem="https://")
    return Issuer(rules, path.parent)


def _read(folder: Path, where: str) -> bytes:
    if not where.startswith("https://"):
        return (folder / where).read_bytes()
    with urllib.request.urlopen(where, timeout=10) as response:  # an address of the operator's own settings
        content = response.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(where)
    return bytes(content)
