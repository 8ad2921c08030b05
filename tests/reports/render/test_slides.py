"""The same slide in every form: coordinates, texts, notes; nothing that asks anything of a network."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from linli.errors import FontMissing, OutputUnwritable, PdfUnavailable
from linli.reports.brief.slide import HEIGHT, ROOM, WIDTH, Deck, Picture, Slide, compose, cover, drawn
from linli.reports.picture import sides, stairs, tree
from linli.reports.picture.ladder import Rung
from linli.reports.render import deck as pages
from linli.reports.render import echarts, pdf, pptx, svg
from tests.reports.picture.scenes import sound

MADE = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)
HARM = '<script>alert("x")</script>\x07 & {b|c}'


def sides_of() -> Picture:
    heads: dict[sides.Side, str] = {"party": "党", "residents": "居", "owners": "业", "property": "物"}
    bodies = [
        sides.Body("b1", "party", "松涛苑小区党支部", ["书记 张*"], "party"),
        sides.Body("b2", "owners", "松涛苑业委会", ["主任 张*", "副主任 空缺"], "owners", True),
    ]
    people = [sides.Person("p1", "张*", [sides.Tie("b1", "书记"), sides.Tie("b2", "主任", "may")])]
    return Picture(
        sides.scene("松涛苑", heads, bodies, people, "没有"),
        "一人在两方任职。",
        [("box", "party", "党组织")],
        ["张*：书记、主任"],
    )


def deck() -> Deck:
    leaves = [tree.Node(f"c{n}", f"小区{n}", ["书记 张*"], "party") for n in range(5)]
    root = tree.Node("t", HARM, ["党工委"], "party", children=leaves)
    walk = stairs.scene(
        "楼", [Rung("a", "1栋", (), "place"), Rung("b", "党小组", ("组长",), "party", "覆盖", "may", ("断",))]
    )
    foot = "示例街道　第2页"
    slides = [
        cover("cover", "示例街道：谁对小区负责", ["截至 2025-06-30"], foot),
        compose("s1", "结构", "一行文字", Picture(tree.scene("", root), "读图的一句话"), foot, ["备注一"]),
        compose("s2", "四个方面", HARM, sides_of(), foot),
        compose("s3", "往上走" * 30, "很长的文字" * 90, Picture(walk, "断在这里" * 60), foot),
    ]
    return Deck("示例街道", "快照", "zh", MADE, slides)


def places(slide: Slide) -> dict[str, tuple[int, int, int, int]]:
    """Where each box stands, in whole pixels."""
    return {
        box.id: (round(box.rect.x), round(box.rect.y), round(box.rect.width), round(box.rect.height))
        for box in slide.scene.boxes
    }


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_slide_is_sound_and_its_texts_stand_apart(number: int) -> None:
    slide = deck().slides[number]
    bare = drawn(slide)
    sound(bare)
    blocks = [slide.heading.rect, *(block.rect for block in slide.blocks)]
    boxes = [box.rect for box in slide.scene.boxes if box.id != "bar"]
    assert not [(a, b) for a in blocks for b in boxes if a.meets(b)]
    assert not [(a, b) for n, a in enumerate(blocks) for b in blocks[n + 1 :] if a.meets(b)]
    assert all(0 <= y <= HEIGHT and x >= 0 for (x, y), _ in bare.head)
    assert (bare.width, bare.height) == (WIDTH, HEIGHT) and ROOM[0] < WIDTH


@pytest.mark.parametrize("number", [1, 2, 3])
def test_three_renderers_put_every_box_into_the_same_place(number: int, tmp_path: Path) -> None:
    from pptx import Presentation

    made = deck()
    slide, wanted = made.slides[number], places(made.slides[number])
    root = ElementTree.fromstring(svg.render(drawn(slide)))
    ns = "{http://www.w3.org/2000/svg}"
    in_svg = {}
    for group in root.iter(f"{ns}g"):
        if group.attrib["class"] == "node":
            rect = group.find(f"{ns}rect")
            assert rect is not None
            x, y, w, h = (round(float(rect.attrib[name])) for name in ("x", "y", "width", "height"))
            in_svg[group.attrib["data-id"]] = (x, y, w, h)
    option = echarts.option(drawn(slide))
    [nodes] = [one["data"] for one in option["series"] if one["type"] == "graph"]
    in_echarts = {
        one["id"]: (
            round(one["value"][0] - one["symbolSize"][0] / 2),
            round(one["value"][1] - one["symbolSize"][1] / 2),
            round(one["symbolSize"][0]),
            round(one["symbolSize"][1]),
        )
        for one in nodes
        if ":" not in one["id"]
    }
    pptx.write(tmp_path / "a.pptx", made)
    shapes = Presentation(str(tmp_path / "a.pptx")).slides[number].shapes
    in_pptx = {
        tuple(round(one / pptx.UNIT) for one in (shape.left, shape.top, shape.width, shape.height))
        for shape in shapes
    }
    near = {name: place for name, place in in_svg.items() if _near(place, wanted[name])}
    assert near.keys() == wanted.keys() == in_echarts.keys()
    assert all(_near(in_echarts[name], place) for name, place in wanted.items())
    assert all(any(_near(place, other) for other in in_pptx) for place in wanted.values())
    assert option["xAxis"]["max"] == option["grid"]["width"] == WIDTH


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


def test_pptx_is_native_and_can_be_edited(tmp_path: Path) -> None:
    from pptx import Presentation
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    path, made = tmp_path / "a.pptx", deck()
    pptx.write(path, made)
    show = Presentation(str(path))
    assert show.slide_width is not None and show.slide_height is not None
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9)
    kinds = {shape.shape_type for slide in show.slides for shape in slide.shapes}
    assert (
        MSO_SHAPE_TYPE.PICTURE not in kinds and {MSO_SHAPE_TYPE.AUTO_SHAPE, MSO_SHAPE_TYPE.TEXT_BOX} <= kinds
    )
    for slide, told in zip(show.slides, made.slides, strict=True):
        assert slide.shapes.title.text_frame.text == told.title
        assert slide.notes_slide.notes_text_frame.text == told.notes
        texts = {
            p.text for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs
        }
        wanted = {
            "".join(one for one in line.text if one >= " ") for box in told.scene.boxes for line in box.lines
        }
        assert wanted <= texts
        assert {
            "".join(o for o in text if o >= " ") for block in told.blocks for text in block.texts
        } <= texts
    with zipfile.ZipFile(path) as whole:
        xml = whole.read("ppt/slides/slide2.xml").decode()
        theme = next(whole.read(name).decode() for name in whole.namelist() if "theme1.xml" in name)
        assert not [name for name in whole.namelist() if name.startswith("ppt/media")]
        rels = "".join(whole.read(name).decode() for name in whole.namelist() if name.endswith(".rels"))
    assert 'typeface="微软雅黑"' in xml and theme.count('typeface="微软雅黑"') == 2
    assert "p:style" not in xml and 'TargetMode="External"' not in rels
    assert re.search(r"<a:stCxn|stCxn", xml), "a link between boxes stays tied to them"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.slides = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.slides += tag == "section"
        self.found += [
            (tag, value) for name, value in given.items() if name in ("src", "href", "action", "data")
        ]


def test_html_is_one_file_that_asks_nothing_of_a_network() -> None:
    made = deck()
    text = pages.render([made, Deck("Demo", "x", "en", MADE, made.slides)])
    reader = _Reader()
    reader.feed(text)
    assert reader.found == [] and reader.slides == 2 * len(made.slides)
    # A hash may have two strokes in it.
    addresses = set(re.findall(r"(?:https?:)?//[^\s\"'<]+", re.sub(r"sha256-[\w+/=]+", "", text)))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in text and "url(" not in text
    policy = re.search(r'content="(default-src[^"]+)"', text)
    assert policy and "default-src &#x27;none&#x27;" in policy[1] and "script-src &#x27;sha256-" in policy[1]
    assert text.count("<script>") == 1 and 'alert("x")' not in text
    assert "ArrowRight" in text and "requestFullscreen" in text


def test_pdf_without_a_program_that_writes_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(PdfUnavailable):
        pdf.write(tmp_path / "a.pdf", deck())
    program = tmp_path / "office"
    program.write_text("#!/bin/sh\necho 'Error: source file could not be loaded' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(PdfUnavailable):
        pdf.write(tmp_path / "a.pdf", deck(), str(program))
    program.write_text("#!/bin/sh\necho 'disk full' >&2\n", encoding="utf-8")
    with pytest.raises(OutputUnwritable, match="disk full"):
        pdf.write(tmp_path / "a.pdf", deck(), str(program))
    with pytest.raises(OutputUnwritable):
        pdf.write(tmp_path / "a.pdf", deck(), str(tmp_path / "none"))
    program.write_text(
        '#!/bin/sh\nfor last; do :; done\nprintf made > "${last%.pptx}.pdf"\n', encoding="utf-8"
    )
    pdf.write(tmp_path / "a.pdf", deck(), str(program))
    assert (tmp_path / "a.pdf").read_bytes() == b"made"


class TypstError(Exception):
    """What Typst raises."""


def typst(families: list[str], seen: list[str]) -> SimpleNamespace:
    """Typst as far as it is used: the package itself is not among what linli must have."""

    def compile(main: str, root: str, timestamp: int) -> bytes:
        text = Path(main).read_text(encoding="utf-8")
        seen.append(text)
        for name in re.findall(r'image\("([^"]+)"', text):
            picture = (Path(root) / name).read_text(encoding="utf-8")
            ElementTree.fromstring(picture)
            assert f"font-family:'{families[-1]}'," in picture
        if "broken" in families:
            raise TypstError("no such thing")
        return b"%PDF"

    return SimpleNamespace(
        Fonts=lambda: SimpleNamespace(families=lambda: families), compile=compile, TypstError=TypstError
    )


def test_pdf_by_typst_has_a_page_a_slide_and_wants_a_font_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(pdf, "find_spec", lambda name: object())
    monkeypatch.setattr(pdf, "import_module", lambda name: typst(["Noto Sans CJK SC"], seen))
    made = deck()
    pdf.write(tmp_path / "a.pdf", made)
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"
    assert (
        seen[0].count("image(") == len(made.slides) and seen[0].count("#pagebreak()") == len(made.slides) - 1
    )
    monkeypatch.setattr(pdf, "import_module", lambda name: typst(["DejaVu Sans"], seen))
    with pytest.raises(FontMissing):
        pdf.write(tmp_path / "a.pdf", made)
    monkeypatch.setattr(pdf, "import_module", lambda name: typst(["broken", "SimHei"], seen))
    with pytest.raises(OutputUnwritable, match="no such thing"):
        pdf.write(tmp_path / "a.pdf", made)


def test_the_real_typst_writes_a_page_a_slide(tmp_path: Path) -> None:
    made = deck()
    real = import_module("typst")
    if not set(real.Fonts().families()) & set(pdf.CHINESE):
        with pytest.raises(FontMissing):
            pdf.write(tmp_path / "a.pdf", made)
        return
    pdf.write(tmp_path / "a.pdf", made)
    written = (tmp_path / "a.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert f"/Count {len(made.slides)}".encode() in written
