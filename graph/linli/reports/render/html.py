"""Markup in which no text becomes markup: what is not made here is escaped."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

BARE = frozenset({"br", "meta", "input"})
"""Elements without an end."""


class Markup(str):
    """Text that is markup already. It is made by `tag` and `joined` alone."""

    __slots__ = ()


Part: TypeAlias = "Markup | str"


def text(said: Part) -> Markup:
    """A text as markup.

    >>> text("<script>&")
    '&lt;script&gt;&amp;'
    """
    return said if isinstance(said, Markup) else Markup(escape(said))


def joined(*parts: Part) -> Markup:
    """Parts one after the other."""
    return Markup("".join(text(part) for part in parts))


def tag(element: str, /, *parts: Part, **attributes: str | bool | None) -> Markup:
    """An element.

    Parameters: `element`, its name; `parts`, what stands in it; `attributes`, of which a trailing `_` is
    dropped, another `_` is a `-`, True stands alone, and None or False is left out.

    >>> tag("a", "<b>", href='x"y', class_="c", hidden=True, open=False)
    '<a href="x&quot;y" class="c" hidden>&lt;b&gt;</a>'
    """
    said = ""
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        own = key.rstrip("_").replace("_", "-")
        said += f" {own}" if value is True else f' {own}="{escape(value)}"'
    end = "" if element in BARE else f"{joined(*parts)}</{element}>"
    return Markup(f"<{element}{said}>{end}")


def both(zh: str, en: str) -> Markup:
    """A text in both languages, of which the page shows one.

    >>> both("甲", "甲"), both("是", "yes")
    ('甲', '<span lang="zh">是</span><span lang="en">yes</span>')
    """
    if zh == en:
        return text(zh)
    return joined(tag("span", zh, lang="zh"), tag("span", en, lang="en"))


def document(title: str, style: str, *parts: Part) -> str:
    """A whole page that asks nothing of any network: its policy forbids scripts and whatever is not in it.

    Parameters: `title`; `style`, CSS; `parts`, of its body.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        Markup(f"<style>{style}</style>"),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', *parts), lang='zh')}\n"
