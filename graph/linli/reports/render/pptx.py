"""Slides of native shapes, which can be edited: every box is a shape with its text in it, links between boxes
stay tied to them, notes stand under the slide. It is the only place that knows python-pptx.

One unit of a picture is one pixel of a slide of 1280 × 720, which is 16:9 (13.33 × 7.5 inches).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from linli.reports.brief.slide import HEIGHT, WIDTH, Block, Deck, Slide
from linli.reports.picture.curve import flat, simple
from linli.reports.picture.layout import Rect
from linli.reports.picture.looks import INK, LINKS, ORANGE, Look, look
from linli.reports.picture.measure import LINE, width
from linli.reports.picture.scene import Box, Line, Link, Sample

UNIT = 9525
"""EMU of a pixel at 96 to the inch."""
POINT = 0.75
LATIN, EAST = "Microsoft YaHei", "微软雅黑"
TITLE_ONLY, MARKED = 5, ("finding", "unknown", "gap", "lost")
SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}


def write(path: Path, deck: Deck) -> None:
    """Write a deck as slides. Raises OSError where the file cannot be written."""
    from pptx import Presentation

    with path.open("wb") as out:
        show: Any = Presentation()
        show.slide_width, show.slide_height = WIDTH * UNIT, HEIGHT * UNIT
        core = show.core_properties
        core.title, core.author, core.comments = _plain(deck.title)[:250], "linli", _plain(deck.about)[:250]
        core.created = core.modified = deck.made.replace(tzinfo=None)
        core.language = "zh-CN" if deck.lang == "zh" else "en-US"
        _theme(show)
        for slide in deck.slides:
            _Drawing(show.slides.add_slide(show.slide_layouts[TITLE_ONLY]), deck.lang).draw(slide)
        show.save(out)


def _theme(show: Any) -> None:
    """The fonts of the theme: what is typed later looks like what is there."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as KIND

    part = show.slide_master.part.part_related_by(KIND.THEME)
    text = part.blob.decode("utf-8")
    for name in ("majorFont", "minorFont"):
        head, start, rest = text.partition(f"<a:{name}>")
        font, end, tail = rest.partition(f"</a:{name}>")
        begun = font.partition("<a:cs")[2]
        font = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST}"/><a:cs{begun}'
        text = head + start + font + end + tail
    part._blob = text.encode("utf-8")


class _Drawing:
    """One slide as it is drawn."""

    def __init__(self, slide: Any, lang: str) -> None:
        self._slide, self._lang = slide, "zh-CN" if lang == "zh" else "en-US"
        self._shapes: dict[str, tuple[Any, Rect]] = {}

    def draw(self, slide: Slide) -> None:
        """Draw all of a slide."""
        scene = slide.scene
        for link in scene.links:
            if not link.source or not simple(link.path):
                self._freeform(link)
        for box in scene.boxes:
            self._box(box)
        for link in scene.links:
            if link.source and simple(link.path):
                self._connector(link)
            if link.label:
                self._label(link, link.label)
        for (x, y), line in (*scene.head, *scene.foot):
            self._text(Rect(x, y - line.size, WIDTH - x - 40, line.size * LINE), [line])
        for sample in scene.legend:
            self._sample(sample)
        title = self._slide.shapes.title
        title.name = _plain(slide.title)
        self._put(title, slide.heading)
        for block in slide.blocks:
            self._put(self._slide.shapes.add_textbox(0, 0, 0, 0), block)
        self._slide.notes_slide.notes_text_frame.text = _plain(slide.notes)

    def _shape(self, kind: str, rect: Rect, drawn: Look, name: str) -> Any:
        from pptx.enum.shapes import MSO_SHAPE

        made = self._slide.shapes.add_shape(getattr(MSO_SHAPE, kind), *_emu(rect))
        made.name = _plain(name[:200])
        _bare(made)
        if kind == "ROUNDED_RECTANGLE":
            made.adjustments[0] = min(drawn.round / max(min(rect.width, rect.height), 1), 0.5)
        _paint(made, drawn)
        return made

    def _box(self, box: Box) -> None:
        drawn = look(box.role)
        if box.sign and box.role not in MARKED:
            ring = Rect(box.rect.x - 4, box.rect.y - 4, box.rect.width + 8, box.rect.height + 8)
            self._shape("ROUNDED_RECTANGLE", ring, look("ring"), f"! {box.hint}")
        made = self._shape(
            "ROUNDED_RECTANGLE" if drawn.round else "RECTANGLE", box.rect, drawn, box.hint or box.id
        )
        _described(made, box.hint)
        self._shapes[box.id] = (made, box.rect)
        self._fill(made.text_frame, box.lines, box.pad, middle=box.align == "middle")
        if box.sign:
            sign = Look(ORANGE, "none", 0)
            at = Rect(box.rect.right - 28, box.rect.y + 8, 20, 18)
            made = self._shape("ISOSCELES_TRIANGLE", at, sign, "!")
            self._fill(made.text_frame, [Line("!", 11, strong=True)], 0, middle=True, colour="#ffffff")

    def _fill(
        self, frame: Any, lines: Sequence[Line], pad: float, *, middle: bool = False, colour: str = INK
    ) -> None:
        """Put lines into a shape, each as high as it was laid out."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

        # Every program has its own idea of where a text stands that is not wrapped; lines are as long as they
        # may be already, so that they are wrapped nowhere else where they have a little room on the right.
        frame.word_wrap = not middle
        frame.margin_left = frame.margin_top = frame.margin_bottom = int(pad * UNIT)
        frame.margin_right = int(pad * UNIT) if middle else 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER if middle else PP_ALIGN.LEFT
            self._run(paragraph, line.text, line, colour)

    def _run(self, paragraph: Any, text: str, line: Line, colour: str = INK) -> None:
        from pptx.util import Pt

        paragraph.line_spacing = Pt(round(line.size * LINE * POINT, 1))
        run = paragraph.add_run()
        run.text = _plain(text)
        font = run.font
        font.size, font.bold = Pt(round(line.size * POINT, 1)), line.strong
        font.color.rgb = _colour(colour)
        font.name = LATIN
        properties = run._r.get_or_add_rPr()
        properties.set("lang", self._lang)
        east = properties.makeelement(
            f"{{{A}}}ea", {"typeface": EAST, "pitchFamily": "34", "charset": "-122"}
        )
        properties.find(f"{{{A}}}latin").addnext(east)

    def _put(self, made: Any, block: Block) -> None:
        """Set a text that may be edited as a whole into its place."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

        made.left, made.top, made.width, made.height = _emu(block.rect)
        frame = made.text_frame
        frame.word_wrap = True
        frame.auto_size = None
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP
        for number, text in enumerate(block.texts):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            self._run(paragraph, text, Line(text, block.size, block.strong), block.colour)

    def _text(self, rect: Rect, lines: Sequence[Line]) -> None:
        made = self._slide.shapes.add_textbox(*_emu(rect))
        self._fill(made.text_frame, lines, 0)

    def _label(self, link: Link, rect: Rect) -> None:
        made = self._shape("RECTANGLE", rect, Look("#ffffff", "none", 0), link.hint)
        self._fill(made.text_frame, link.lines, 0, middle=True)

    def _connector(self, link: Link) -> None:
        """A line that follows the shapes at its ends."""
        from pptx.enum.shapes import MSO_CONNECTOR

        (x, y), (x2, y2) = link.path[0], link.path[-1]
        kind = MSO_CONNECTOR.STRAIGHT if x == x2 or y == y2 else MSO_CONNECTOR.CURVE
        made = self._slide.shapes.add_connector(kind, *(round(one * UNIT) for one in (x, y, x2, y2)))
        made.name = _plain(link.hint or f"{link.source} – {link.target}")
        for tie, name, at in (
            (made.begin_connect, link.source, link.path[0]),
            (made.end_connect, link.target, link.path[-1]),
        ):
            site = _site(self._shapes, name, at)
            if site is not None:
                tie(self._shapes[name][0], site)
        _bare(made)
        _stroke(made, link)

    def _freeform(self, link: Link) -> None:
        points = [(round(x * UNIT), round(y * UNIT)) for x, y in flat(link.path)]
        builder = self._slide.shapes.build_freeform(*points[0], scale=1.0)
        builder.add_line_segments(points[1:], close=False)
        made = builder.convert_to_shape()
        made.name = _plain(link.hint or link.id)
        _bare(made)
        made.fill.background()
        _stroke(made, link)

    def _sample(self, sample: Sample) -> None:
        rect = sample.rect
        if sample.kind == "box":
            self._shape("RECTANGLE", rect, look(sample.role), sample.line.text)
        else:
            role = "named" if sample.kind == "link" else "plain"
            doubt = sample.role if sample.kind == "line" else "sure"
            path = [(rect.x, rect.middle), (rect.right, rect.middle)]
            self._freeform(Link("legend", role, doubt, path, None, (), sample.line.text, arrow=False))
        high = sample.line.size * LINE
        long = width(sample.line.text, sample.line.size) + 2 * sample.line.size
        self._text(Rect(rect.right + 8, rect.middle - high / 2, long, high), [sample.line])


P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _emu(rect: Rect) -> tuple[Any, Any, Any, Any]:
    x, y, width, height = (round(one * UNIT) for one in (rect.x, rect.y, rect.width, rect.height))
    return x, y, width, height


def _plain(text: str) -> str:
    """A text without the characters that XML refuses."""
    return "".join(
        one for one in text if one in "\t\n" or (ord(one) >= 32 and not 0xD800 <= ord(one) < 0xE000)
    )


def _bare(made: Any) -> None:
    """Take away what the theme would add: shadows, and colours of its own."""
    style = made._element.find(f"{{{P}}}style")
    if style is not None:
        made._element.remove(style)


def _described(made: Any, text: str) -> None:
    """What is read aloud of a shape."""
    made._element.nvSpPr.cNvPr.set("descr", _plain(text))


def _colour(said: str) -> Any:
    from pptx.dml import color

    made: Any = color.RGBColor
    return made(*bytes.fromhex(said.removeprefix("#")))


def _paint(made: Any, drawn: Look) -> None:
    if drawn.fill == "none":
        made.fill.background()
    else:
        made.fill.solid()
        made.fill.fore_color.rgb = _colour(drawn.fill)
    if drawn.edge == "none" or not drawn.width:
        made.line.fill.background()
    else:
        _edge(made, drawn.edge, drawn.width, drawn.dash)


def _edge(made: Any, colour: str, wide: float, dash: tuple[float, float] | None) -> None:
    from pptx.enum.dml import MSO_LINE

    made.line.color.rgb = _colour(colour)
    made.line.width = round(wide * UNIT)
    if dash:
        made.line.dash_style = MSO_LINE.ROUND_DOT if dash[0] <= 2 else MSO_LINE.DASH


def _stroke(made: Any, link: Link) -> None:
    """How a link is drawn, as in every other renderer."""
    dashes: Mapping[str, tuple[float, float] | None] = {"sure": None, "may": (7, 4), "not": (1.5, 4)}
    named = link.role in ("named", "finding")
    dash = (1.0, 4.0) if link.role == "finding" else dashes[link.doubt]
    _edge(made, ORANGE if named else LINKS, 2.5 if link.role == "named" else 1.5, dash)
    if link.arrow:
        line = made.line._get_or_add_ln()
        line.append(line.makeelement(f"{{{A}}}tailEnd", {"type": "triangle", "w": "med", "len": "med"}))


def _site(shapes: Mapping[str, tuple[Any, Rect]], name: str, at: tuple[float, float]) -> int | None:
    """The side of a shape in whose middle a point lies, as PowerPoint counts them; None elsewhere."""
    if name not in shapes:
        return None
    rect = shapes[name][1]
    middles = {
        "top": (rect.x + rect.width / 2, rect.y),
        "left": (rect.x, rect.middle),
        "bottom": (rect.x + rect.width / 2, rect.y + rect.height),
        "right": (rect.right, rect.middle),
    }
    near = [side for side, (x, y) in middles.items() if abs(x - at[0]) < 0.5 and abs(y - at[1]) < 0.5]
    return SITES[near[0]] if near else None
