"""What readers do with pictures, in a real browser: click on a node, walk a way, see what the API says."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from linli_dashboard.client import Client
from linli_dashboard.wording import word
from tests.browser.conftest import Visitor, rest


def told(visitor: Visitor, path: str, **values: str) -> dict[str, object]:
    """What the API says to this reader."""
    [token] = [one["value"] for one in visitor.context.cookies() if one["name"] == "linli_session"]
    return Client(visitor.site.api, "zh", token).get(path, **values)


@pytest.mark.parametrize("visitor", ["auditor"], indirect=True)
def test_a_node_that_is_clicked_on_is_told_beside_the_picture(visitor: Visitor) -> None:
    page = visitor.open("/structure?lang=zh")
    page.locator("[class*='st-key-picture_tree'] svg text").filter(has_text="示例松风社区").first.click()
    page.wait_for_url("**node=990101001001**")
    rest(page)
    place = told(visitor, "/places/990101001001")["place"]
    assert isinstance(place, dict)
    expect(page.get_by_role("heading", name=f"{place['name']}（{place['level_text']}）")).to_be_visible()
    shown = page.locator("[data-testid='stMetricValue']").all_inner_texts()
    assert shown == [str(place["compounds"]), str(place["buildings"])]


@pytest.mark.parametrize("visitor", ["presenter"], indirect=True)
def test_a_way_is_walked_from_a_building_to_the_top(visitor: Visitor) -> None:
    page = visitor.open("/escalation?lang=zh&find=松涛苑/1栋")
    page.get_by_role("button", name=word("escalation_walk", "zh")).click()
    page.wait_for_url("**step=0**")
    place = page.url.split("place=")[1].split("&")[0]
    steps = told(visitor, "/escalation", place=place)["steps"]
    assert isinstance(steps, list) and len(steps) > 3
    for step in range(1, len(steps) + 1):
        page.get_by_role("button", name=word("escalation_on", "zh")).click()
        reading = told(visitor, "/pictures/ladder", place=place, step=str(step))["reading"]
        expect(page.locator("strong").filter(has_text=str(reading))).to_be_visible()
    top = str(steps[-1]["body"])
    drawn = page.locator("[class*='st-key-picture_ladder'] svg text").filter(has_text=top)
    expect(drawn.first).to_be_visible()
