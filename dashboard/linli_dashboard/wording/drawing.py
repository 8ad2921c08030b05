"""Pictures."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "drawing_save": ("存为图（SVG）", "Save the picture (SVG)"),
    "drawing_words": ("用文字读这张图", "Read the picture in words"),
}
