"""The page of questions."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {}

FIRST: dict[str, tuple[str, str]] = {
    "people/several_bodies": (
        "谁在一个小区的几个组织里任职？",
        "Who holds posts in several bodies of one compound?",
    ),
    "compounds/coverage": (
        "哪些小区有党支部，哪些没有？",
        "Which compounds have a branch, and which have none?",
    ),
    "chains/from_building": ("一栋楼，往上由谁负责？", "Who answers for a building, all the way up?"),
}
"""The questions that stand first, by names of the API's catalogue, with titles as one would ask them."""
