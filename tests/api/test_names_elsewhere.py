"""Nobody is named to a caller who was given another area, whatever address is asked in whatever form: every
GET of the matrix, for one of them every question of the catalogue, and the list that is written to be sent.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from linli.services.add import Handed, add
from linli.services.build import build
from linli_api.access.caller import Role
from tests.api import little
from tests.api.test_matrix import APP, MATRIX, ROUTES
from tests.api.working import HERE, THERE, as_role, copied, get, waited

BODIES = """\
区划代码,小区名称,楼栋,组织类别,组织名称,上级组织,成立日期
990101001002,兰亭里,,业委会,兰亭里业委会,,2022.1
990101001002,兰亭里,,小区党支部,兰亭里小区党支部,示例街道党工委,2022.1
"""
POSTS = """\
区划代码,小区名称,组织名称,职务,姓名,是否党员,任职起,任职止
990101001002,兰亭里,兰亭里业委会,主任,庚午明,,2022.1,2025.1
990101001002,兰亭里,兰亭里小区党支部,副书记,辛未言,是,2022.1,
"""
"""Of the other community: an elected office, which is public, and one that is not."""

LOCAL = {
    HERE: {"q": "松涛", "body": "示例社区党委", "of": "松涛苑", "named": "张三"},
    THERE: {
        **{"q": "兰亭", "body": "兰亭里小区党支部", "of": "兰亭里", "named": "辛未言"},
        **{"place": "兰亭里", "compound": "兰亭里", "organization": "兰亭里小区党支部", "name": "辛未言"},
    },
}
"""What somebody of an area asks about: instead of what the matrix names, by parameter."""

NOTHING = {
    HERE: {"GET /figures"},
    THERE: {"GET /figures", "GET /questions/chains/from_building", "GET /questions/chains/around_building"},
}
"""What there is none of in the little workspace: published figures, a building in the second community."""


@dataclass(frozen=True)
class Eye:
    """A caller: role and area, the persons that are not named to them, one who is."""

    role: Role
    area: str
    hidden: tuple[str, ...]
    seen: str


EYES = (
    Eye("presenter", HERE, ("甲子安", "欧阳乙", "李四维", "庚午明", "辛未言"), "张三"),
    Eye("auditor", THERE, ("甲子安", "欧阳乙", "李四维", "张三", "丙辰和"), "辛未言"),
)
GETS = sorted(name for name in ROUTES if name.startswith("GET "))
DOCUMENT = APP.openapi()
JUDGED_ANEW = {"GET /audits/{run}/file": ("xlsx",)}
"""What takes seconds in each form, with the form asked for: all are made of one report."""


@pytest.fixture(scope="module")
def lived_in(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two communities, each with people, where much was kept: audits, a list and what was
    reported of it, a finding let stand, a scenario, a decision; with free words that name people.
    """
    own = copied(workspace, tmp_path_factory.mktemp("elsewhere"))
    files = []
    for kind, text in (("organizations", BODIES), ("posts", POSTS)):
        files.append(own.parent / f"{kind}-there.csv")
        files[-1].write_text(text, encoding="utf-8")
    add(own, files, Handed(day=little.DAY, mode="adds"), little.NOW)
    build(own, lambda *_: None)
    with as_role(own, "admin") as admin:
        wanted = {"area": None, "as_of": "2027-06-30"}
        assert waited(admin, admin.post("/audits", json=wanted))["state"] == "done"
        sent = admin.post("/rectification/lists", json={"area": None})
        back = _filled(sent.content, "欧阳乙、张三、庚午明已谈话")
        assert admin.post("/rectification/returns", files={"file": ("back.xlsx", back)}).json()["accepted"]
        for area in (HERE, THERE):
            finding = get(admin, "/audits/0/findings", "/audits/{run}/findings", area=area, verdict="fail")
            words = {"reason": "欧阳乙、张三、庚午明都同意", "until": "2099-01-01"}
            assert (
                admin.post("/waivers", json={"finding": finding["items"][0]["id"], **words}).status_code
                == 201
            )
        first, second = {one["person"] for one in get(admin, "/people", name="丙辰和")["items"]}
        two = {"a": first, "b": second, "note": "欧阳乙、张三、庚午明说的"}
        assert admin.post("/identities/different", json=two).status_code == 201
    for area, who in ((HERE, "李四维"), (THERE, "辛未言")):
        body = "松涛苑小区党支部" if area == HERE else "兰亭里小区党支部"
        text = f"changes:\n  - {{appoint: {who}, to: {body}/书记, since: 2025-07-01}}\n"
        with as_role(own, "planner", [area]) as planner:
            # A user's own scenarios are theirs to see: of one name, so that each asks for the other's too.
            assert planner.put(f"/scenarios/{area}", json={"text": text}).status_code == 200
    return own


def _filled(content: bytes, progress: str) -> bytes:
    """A list with something reported in every row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for page in book.worksheets:
        heads = {str(cell.value): cell for row in page.iter_rows(max_row=6) for cell in row if cell.value}
        column = heads["整改情况"]
        for row in range(column.row + 1, page.max_row + 1):
            page.cell(row, column.column).value = progress
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def known(lived_in: Path) -> Mapping[str, Mapping[str, str]]:
    """Identifiers of things that there are, by the parameter that asks for them, of each area."""
    found = {}
    with as_role(lived_in, "admin") as admin:
        jobs = get(admin, "/jobs")["items"]
        snapshot = get(admin, "/snapshots/current")["snapshot"]
        for area in (HERE, THERE):
            local = LOCAL[area]
            listed = get(admin, "/rectification", area=area)["items"]
            people = get(admin, "/people", name=local["named"])["items"]
            branch = f"{local['of']}小区党支部"
            found[area] = {
                **local,
                "finding": listed[0]["finding"],
                "person": people[0]["person"],
                "fact": people[0]["person"],
                "job": jobs[0]["id"],
                "snapshot": snapshot,
                "#compound": _called(admin, local["of"], "Compound"),
                "#organization": _called(admin, branch, "Organization"),
            }
    return found


def _called(client: TestClient, name: str, type_: str) -> str:
    """The identifier of a thing by its name."""
    hits = client.get("/places/search", params={"q": name, "type": type_}).json()["items"]
    return str(next(one["id"] for one in hits if one["whole"]))


def addresses(name: str, given: Mapping[str, str], area: str) -> Iterator[tuple[str, dict[str, str]]]:
    """A route as it is asked, in every form that it gives: path and parameters."""
    template = name.removeprefix("GET ")
    query = {key: given.get(key, value) for key, value in MATRIX[name].given.items()}
    if not template.startswith("/questions/"):
        ours = dict.fromkeys(("compound", "node", "place"), given["#compound"])
        ours["organization"] = given["#organization"]
        query |= {key: ours[key] for key in ours.keys() & query.keys() if "栋" not in query[key]}
    query |= {"name": area} if template == "/scenarios/{name}" else {}
    query |= {"first": "1", "second": "1"} if template == "/audits/difference" else {}
    query |= {"person": given["person"]} if template.endswith("/people/held") else {}
    for form in JUDGED_ANEW.get(name) or _forms(template) or [""]:
        one = {**query, "format": form} if form else dict(query)
        path = template
        for part in re.findall(r"{(\w+)}", template):
            path = path.replace("{" + part + "}", one.pop(part))
        yield path, one


def _forms(template: str) -> list[str]:
    """The forms that a route gives an answer in, by the document."""
    parameters = DOCUMENT["paths"][template]["get"].get("parameters", ())
    return [form for one in parameters if one["name"] == "format" for form in one["schema"].get("enum", ())]


def text_of(content: bytes) -> str:
    """What a file says, unpacked where it is a workbook or a parcel of files."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        return "".join(parcel.read(one).decode(errors="replace") for one in parcel.namelist())


@pytest.mark.parametrize("eye", EYES, ids=lambda eye: f"{eye.role}-{eye.area}")
def test_no_address_names_who_serves_elsewhere(
    lived_in: Path, known: Mapping[str, Mapping[str, str]], eye: Eye
) -> None:
    leaks, answered, seen = {}, set(), 0
    # A presenter sees names of public offices alone, wherever: the auditor's questions say more of areas.
    gets = [one for one in GETS if eye.role != "presenter" or not one.startswith("GET /questions/")]
    with as_role(lived_in, eye.role, [eye.area]) as client:
        wanted = [(name, *one) for name in gets for one in addresses(name, known[eye.area], eye.area)]
        for name, path, query in wanted:
            response = client.get(path, params=query or None)
            text, said = text_of(response.content), f"{path} {' '.join(query.values())}"
            assert response.status_code < 500, (path, query, text[:500])
            if named := [one for one in eye.hidden if one in text and one not in said]:
                leaks[path, *query.items()] = named
            if response.status_code == 200:
                answered.add(name)
                seen += eye.seen in text
    assert leaks == {}
    assert seen > 4, "the answers do name people: those of the area"
    may = {name for name in gets if MATRIX[name].who is None or eye.role in (MATRIX[name].who or ())}
    assert may - answered == NOTHING[eye.area] & may, "asked, and nothing was there to be seen"


def test_a_list_that_is_sent_names_nobody_elsewhere_and_comes_back_as_it_went(lived_in: Path) -> None:
    """What was hidden on paper is known again, whoever takes it back: nobody's name becomes 欧*."""
    hidden = EYES[1].hidden
    with as_role(lived_in, "auditor", [THERE]) as client:
        sent = client.post("/rectification/lists", json={"area": None})
        assert sent.status_code == 200
        text = text_of(sent.content)
        assert not [one for one in hidden if one in text]
        assert "欧*" in text and "庚午明" in text
        file = {"file": ("back.xlsx", sent.content)}
        mine = client.post("/rectification/returns", files=file)
        assert not [one for one in hidden if one in mine.text]
    with as_role(lived_in, "admin") as admin:
        before = get(admin, "/rectification")["items"]
        whole = admin.post("/rectification/returns", files={"file": ("back.xlsx", sent.content)})
        for told in (mine.json(), whole.json()):
            assert (told["accepted"], told["rejected"]) == (0, 0) and told["ignored"]
            codes = {one["code"] for row in told["rows"] for one in row["remarks"]}
            assert codes == {"rectify_unchanged"}
        assert get(admin, "/rectification")["items"] == before
