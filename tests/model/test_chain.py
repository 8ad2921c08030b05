"""The places' chains: what the reports print, and what a wrong one is refused for."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.errors import DefinitionError
from linli.model import chain

RIGHT = (chain.FOLDER / "nanan.yaml").read_text(encoding="utf-8")


def test_numbers_of_levels_are_those_of_the_reports() -> None:
    """001A four (N6), 001B three (C7), 003 five (R1) and its sidebar six on a former five (R13)."""
    levels = {name: [len(one.levels) for one in scheme.chains] for name, scheme in chain.load().items()}
    assert (levels["nanan"], levels["xinluo"], levels["shibei"]) == ([4], [5], [5, 6])
    assert len(chain.load()["chuzhou"].chains[0].required) == 2, "the third are members, who are no body"
    stops = [(one.matter.zh, one.at) for one in chain.load()["nanan"].stops]
    assert stops == [("小事", "building"), ("大事", "compound")]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("place: nanan", "place: elsewhere", "place"),
        ("community_committee", "no_such_kind", "chains.0.levels"),
        ("building_group", "centre_household", "chains.0.levels"),
        ("level: building", "level: compound", "chains.0.levels"),
        ("at: building", "at: moon", "stops"),
        ("area: ", "aria: ", "aria"),
    ],
)
def test_a_wrong_chain_is_refused_with_its_field(old: str, new: str, field: str, tmp_path: Path) -> None:
    assert old in RIGHT
    (tmp_path / "nanan.yaml").write_text(RIGHT.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        chain.load(tmp_path)
    assert refused.value.where["field"] == field
