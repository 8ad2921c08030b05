"""Which offices are public: whose holders everybody may see by name. Everyone else is shown as 张*."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.vocabulary import load as vocabularies

DEFAULT = Path(__file__).with_name("offices.yaml")
ANY = "any"


@dataclass(frozen=True)
class Posts(Strict):
    """Posts of a kind of body, by the codes of their vocabularies."""

    body: str
    posts: tuple[str, ...]


@dataclass(frozen=True)
class _File(Strict):
    public: tuple[Posts, ...]


@dataclass(frozen=True)
class Offices:
    """The public offices, as pairs of a kind of body and a kind of post."""

    pairs: frozenset[tuple[str, str]]

    def public(self, post: str | None, body: str | None) -> bool:
        """Whether an office is public. What is not known of it speaks against it.

        Parameters: `post` and `body`, codes of the vocabularies post_kind and organization_kind.

        >>> offices = load()
        >>> offices.public("secretary", "compound_branch"), offices.public("staff", "compound_branch")
        (True, False)
        >>> offices.public("grid_head", None), offices.public("director", None)
        (True, False)
        """
        return bool({(b, p) for b in (body, ANY) for p in (post, ANY) if b and p} & self.pairs)


def load(workspace: Path | None = None) -> Offices:
    """The public offices of a workspace, or those that are public by default.

    Raises DefinitionError, naming file and field, for a word that no vocabulary has.
    """
    own = workspace / "offices.yaml" if workspace else None
    path = own if own and own.is_file() else DEFAULT
    read = definition.load(path, _File)
    kinds, posts = (
        {term.code for term in vocabularies()[name].terms} | {ANY}
        for name in ("organization_kind", "post_kind")
    )
    for place, one in enumerate(read.public):
        if one.body == ANY and ANY in one.posts:
            raise DefinitionError(file=path.name, field=f"public.{place}", problem="any, any")
        for field, words, known in (("body", {one.body}, kinds), ("posts", set(one.posts), posts)):
            if strange := sorted(words - known):
                raise DefinitionError(
                    file=path.name, field=f"public.{place}.{field}", problem=", ".join(strange)
                )
    return Offices(frozenset((one.body, post) for one in read.public for post in one.posts))
