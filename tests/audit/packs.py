"""A pack of one's own, for tests that change it."""

from __future__ import annotations

from pathlib import Path

from linli.services.rules import begin

RULE = "large_compound"


def own_pack(folder: Path, copied: str | None = None) -> Path:
    """A pack with one rule, begun as `linli rules new` does."""
    begin(folder / "mine", RULE, copied=copied)
    return folder / "mine"


def change(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
