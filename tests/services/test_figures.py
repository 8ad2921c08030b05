"""Published figures beside those of the graph: each question is asked once, a figure without a date is asked
of its own area's newest ledger, and a workspace keeps one file a place.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import linli
from linli.errors import AreaUnknown, DefinitionError, FiguresNotFound, NoWorkspace, PlaceUnknown
from linli.model.measured import CheckedPlace, Numbers
from linli.ports import Answer, Parameter
from linli.queries.catalogue import Query
from linli.services.figures import check, choose, keep, kept, load
from linli.services.graph import Graph
from linli.store.ladybug import LadybugStore
from tests.figures import FIGURE, HEAD, HOUSEHOLDS, SHARE, STREET, changed, write
from tests.street import DAY, built, hand_in, workspace

EARLIER, LATER = dt.date(2024, 12, 31), dt.date(2025, 8, 7)
ELSEWHERE = {
    "areas": "区划代码,区域名称,层级,上级区划代码\n990102,示例乙区,区,\n990102001,示例乙街道,街道,990102\n"
    "990102001001,乙社区,社区,990102001\n",
    "compounds": "社区代码,小区名称,小区类型,封闭或开放,户数,正式党员数\n990102001001,乙苑,商品房,封闭,,18\n",
}


class Counting:
    """A store that counts what is asked of another."""

    def __init__(self, store: LadybugStore) -> None:
        self.store = store
        self.asked: Counter[tuple[str, object]] = Counter()
        self.snapshot = store.snapshot

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        self.asked[query.name, parameters["as_of"]] += 1
        return self.store.run(query, parameters)

    def close(self) -> None:
        self.store.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("street")
    made = workspace(folder)
    hand_in(made, folder / "earlier", {"areas": ELSEWHERE["areas"]}, day=EARLIER)
    hand_in(made, folder / "elsewhere", ELSEWHERE, day=LATER)
    built(made)
    return made


@pytest.fixture
def counting(root: Path) -> Iterator[Counting]:
    snapshot = built(root)
    store = Counting(LadybugStore(snapshot.graph, snapshot.manifest.hash, 64 << 20))
    yield store
    store.close()


def checked(root: Path, path: Path) -> CheckedPlace:
    with linli.open(root) as graph:
        (place,) = graph.figures(path)
    return place


def test_every_verdict(root: Path, tmp_path: Path) -> None:
    text = changed("value: 840", "value: 841", STREET)
    place = checked(root, write(tmp_path, text))
    assert [(one.figure.id, one.verdict) for one in place.figures] == [
        ("covered", "holds"), ("share", "holds"), ("households", "differs"), ("space", "not_graph")
    ]  # fmt: skip
    assert place.figures[1].over == Numbers(3, 3)  # type: ignore[arg-type]
    assert place.figures[2].measured == Numbers(840, 840)  # type: ignore[arg-type]
    unknown = checked(root, write(tmp_path, changed('"990101001"', '"990102"', HEAD + HOUSEHOLDS)))
    assert [one.verdict for one in unknown.figures] == ["cannot_tell"], "nobody has stated the households"


def test_a_figure_without_a_date_is_asked_on_the_day_of_its_own_areas_ledgers(
    root: Path, tmp_path: Path
) -> None:
    with linli.open(root) as graph:
        assert graph.day == LATER
        assert [graph.ledger_day(area) for area in ("990101", "990101001", "990102001001")] == [
            DAY,
            DAY,
            LATER,
        ]
        assert graph.ledger_day("99") == LATER
        here = graph.figures(
            write(tmp_path / "a"), write(tmp_path / "b", STREET.replace("990101001", "990102"))
        )
    assert [[one.day for one in place.figures] for place in here] == [
        [DAY, dt.date(2025, 1, 1), dt.date(2025, 6, 30), None],
        [LATER, dt.date(2025, 1, 1), dt.date(2025, 6, 30), None],
    ]


def test_a_ledger_of_no_one_area_may_speak_of_any(counting: Counting) -> None:
    graph = Graph(counting, LATER, ["990101"], {"990101": DAY, "": LATER, "35": dt.date(2030, 1, 1)})
    assert graph.ledger_day("990101001") == LATER
    assert Graph(counting, LATER, ["990101"], {"35": DAY}).ledger_day("990101") == LATER
    assert Graph(counting, LATER, ["990101"]).ledger_day("990101") == LATER


def test_each_question_is_asked_once_a_day_and_area(counting: Counting, tmp_path: Path) -> None:
    many = "".join(FIGURE.replace("covered", f"covered-{n}") for n in range(5))
    text = HEAD + many + SHARE + HOUSEHOLDS
    place = load([write(tmp_path, text)])[0]
    graph = Graph(counting, LATER, ["990101", "990102"], {"990101": DAY})
    (result,) = check(graph, [place])
    assert result.count("holds") == len(place.figures) == 7
    asked = {key: times for key, times in counting.asked.items() if key[0] == "compounds/coverage"}
    assert asked == {("compounds/coverage", DAY): 1, ("compounds/coverage", dt.date(2025, 1, 1)): 1}
    assert sum(counting.asked.values()) == 3, "and the area is looked up once"


def test_questions_with_other_parameters_are_asked_apart(counting: Counting, tmp_path: Path) -> None:
    asks = "".join(
        FIGURE[: FIGURE.index("    ask:")]
        .replace("covered", f"posts-{n}")
        .replace("value: 1", f"value: {value}")
        + f"    ask: {{query: people/posts, params: {{name: {name}}}, take: {{count: rows}}}}\n"
        for n, (name, value) in enumerate([("张三", 2), ("乙某", 1), ("张三", 2)])
    )
    graph = Graph(counting, DAY, ["990101"])
    (result,) = check(graph, load([write(tmp_path, HEAD + asks)]))
    assert [one.verdict for one in result.figures] == ["holds"] * 3
    assert counting.asked["people/posts", DAY] == 2


@pytest.mark.parametrize(
    ("value", "ask", "verdict"),
    [
        ("街道", "query: areas/counts, where: {area: '990101001'}, take: {only: level}", "holds"),
        ("社区", "query: areas/counts, where: {area: '990101001'}, take: {only: level}", "differs"),
        ("松濤社區", "query: areas/counts, where: {area: '990101001001'}, take: {only: name}", "holds"),
        ("2021-06", "POSTS, where: {post: secretary}, take: {only: since}", "holds"),
        ("2021", "POSTS, where: {post: secretary}, take: {only: since}", "holds"),
        ("2021-06-15", "POSTS, take: {min: since}", "cannot_tell"),
        ("2021-07", "POSTS, take: {min: since}", "differs"),
        ("2027-02", "POSTS, where: {post: director}, take: {only: until}", "holds"),
        ("true", "query: compounds/coverage, where: {name: 松涛苑}, take: {only: certain}", "holds"),
        ("松涛苑", "query: compounds/coverage, take: {only: name}", "differs"),
    ],
)  # fmt: skip
def test_a_published_fact(root: Path, tmp_path: Path, value: str, ask: str, verdict: str) -> None:
    ask = ask.replace("POSTS", "query: people/posts, params: {name: 张三}")
    text = HEAD + FIGURE[: FIGURE.index("    ask:")].replace("value: 1\n", f"value: {value}\n")
    place = checked(root, write(tmp_path, f"{text}    ask: {{{ask}}}\n"))
    assert [one.verdict for one in place.figures] == [verdict]


def test_a_place_that_the_graph_does_not_hold(root: Path, tmp_path: Path) -> None:
    with pytest.raises(AreaUnknown):
        checked(root, write(tmp_path, STREET.replace("990101001", "110101")))


def test_files_and_folders(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b" / "c", STREET.replace("place: street", "place: other"))
    write(tmp_path / "a", "not: figures", "place.yaml")
    assert [place.place for place in load([tmp_path])] == ["street", "other"]
    assert [place.place for place in load([tmp_path / "a" / "figures.yaml"])] == ["street"]
    assert [place.place for place in choose(load([tmp_path]), "other")] == ["other"]
    assert len(choose(load([tmp_path]), "示例街道")) == len(choose(load([tmp_path]), "Example Street")) == 2
    for nothing in (tmp_path / "d", tmp_path / "b"):
        nothing.mkdir(exist_ok=True)
    with pytest.raises(FiguresNotFound):
        load([tmp_path / "d"])
    with pytest.raises(PlaceUnknown):
        choose(load([tmp_path]), "nowhere")


def test_a_workspace_keeps_one_file_a_place(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    with pytest.raises(FiguresNotFound):
        kept(root)
    write(tmp_path / "a")
    write(tmp_path / "b", STREET.replace("place: street", "place: other"))
    done = keep(root, [tmp_path / "a", tmp_path / "b"])
    assert [(place.place, file.name) for place, file in done] == [
        ("street", "street.yaml"),
        ("other", "other.yaml"),
    ]
    keep(root, [write(tmp_path / "a", HEAD + FIGURE)])
    assert {place.place: len(place.figures) for place in kept(root)} == {"street": 1, "other": 4}


def test_all_files_are_judged_before_any_is_kept(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    good, bad = write(tmp_path / "a"), write(tmp_path / "b", STREET.replace("value: 840", "value: many"))
    with pytest.raises(DefinitionError):
        keep(root, [good, bad])
    with pytest.raises(FiguresNotFound):
        kept(root)
    with pytest.raises(NoWorkspace):
        keep(tmp_path / "nowhere", [good])
