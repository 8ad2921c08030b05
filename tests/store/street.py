"""A made-up street, small enough to be read and large enough to be changed."""

from __future__ import annotations

from tests.facts import Facts, facts


def street(buildings: int = 3, **more: object) -> Facts:
    """Facts of one compound with its branch, a secretary and some buildings; `more` replaces whole types."""
    numbers = range(1, buildings + 1)
    given: dict[str, object] = {
        "Area": [
            {"id": "990101000000", "name": "示例街道", "level": "street"},
            {"id": "990101001000", "name": "示例社区", "level": "community"},
        ],
        "Compound": [{"id": "c1", "name": "示例小区", "built": "2010-05", "households": 300, "weak": True}],
        "Building": [{"id": f"b{n}", "name": f"{n}号楼", "households": 40} for n in numbers],
        "Organization": [{"id": "o1", "name": "示例小区党支部", "kind": "compound_branch"}],
        "Post": [{"id": "t1", "kind": "secretary", "seat": 1}],
        "Person": [
            {"id": "p1", "name": "张三", "party_member": True, "party_member_on": "2023"},
            {"id": "p2", "name": "李四"},
        ],
        "LOCATED_IN": [
            {"from": "990101001000", "to": "990101000000"},
            {"from": "c1", "to": "990101001000"},
            *({"from": f"b{n}", "to": "c1"} for n in numbers),
        ],
        "COVERS": [{"from": "o1", "to": "c1", "mode": "own", "interval": {"from": "2021-03"}}],
        "POST_IN": [{"from": "t1", "to": "o1"}],
        "HOLDS": [
            {
                "id": "h1",
                "from": "p1",
                "to": "t1",
                "owner_here": True,
                "interval": {"from": "2021-03", "to": 2024},
            }
        ],
    }
    return facts({**given, **more})  # type: ignore[dict-item]
