"""Slides as a PDF: by Typst where its Python package is installed (vectors, text that can be searched), else
by LibreOffice from the PPTX. Fonts are the system's own; none is brought along, and none is fetched.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from linli.errors import FontMissing, OutputUnwritable, PdfUnavailable
from linli.reports.brief.slide import HEIGHT, WIDTH, Deck, drawn
from linli.reports.render import pptx, svg

CHINESE = (
    "Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "Source Han Sans CN", "PingFang SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
    "SimSun", "NSimSun", "DengXian",     "Noto Serif CJK SC", "Noto Sans CJK JP", "Droid Sans Fallback",
)  # fmt: skip
"""Families with Chinese that are looked for, in this order."""
LONGEST = 180
"""Seconds that LibreOffice may take."""


def write(path: Path, deck: Deck, office: str | None = None) -> None:
    """Write a deck as a PDF.

    Parameters: `office`, LibreOffice's program, or None where there is none.
    Raises FontMissing where no font with Chinese is installed, PdfUnavailable where nothing can write a PDF,
    OutputUnwritable where a program failed.
    """
    if find_spec("typst") is not None:
        path.write_bytes(_typst(deck, import_module("typst")))
    elif office:
        _office(path, deck, office)
    else:
        raise PdfUnavailable(file=str(path))


def _typst(deck: Deck, typst: ModuleType) -> bytes:
    """A page a slide, each a picture that fills it."""
    known = set(typst.Fonts().families())
    family = next((name for name in CHINESE if name in known), None)
    if family is None:
        raise FontMissing(fonts=list(CHINESE[:5]))
    size = f"width: {WIDTH * 0.75}pt, height: {HEIGHT * 0.75}pt"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = []
        for number, slide in enumerate(deck.slides):
            # A picture finds a family by its exact name only, so it is given the one that is there.
            text = svg.render(drawn(slide)).replace("text{font-family:", f"text{{font-family:'{family}',", 1)
            (root / f"{number}.svg").write_text(text, encoding="utf-8")
            pages.append(
                f"#heading(outlined: true, bookmarked: true, level: 1, {_quoted(slide.title)})\n"
                f'#place(top + left, image("{number}.svg", {size}, alt: {_quoted(slide.title)}))'
            )
        head = (
            f"#set document(title: {_quoted(deck.title)}, description: {_quoted(deck.about)}, "
            'author: "linli")\n'
            f"#set page({size}, margin: 0pt)\n"
            f'#set text(lang: "{deck.lang}", font: {_quoted(family)})\n'
            "#show heading: it => place(top + left, hide(text(size: 1pt, it.body)))\n"
        )
        main = root / "deck.typ"
        main.write_text(head + "\n#pagebreak()\n".join(pages), encoding="utf-8")
        try:
            return bytes(typst.compile(str(main), root=folder, timestamp=int(deck.made.timestamp())))
        except typst.TypstError as error:
            raise OutputUnwritable(file="PDF", problem=str(error)[:300]) from error


def _quoted(text: str) -> str:
    """A text as Typst has it: like JSON's, but for its way of naming a character."""
    plain = "".join(one for one in text if one >= " " or one == "\n")
    return json.dumps(plain, ensure_ascii=False)


def _office(path: Path, deck: Deck, office: str) -> None:
    """The PPTX, turned into a PDF by LibreOffice with a profile of its own, which is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "deck.pptx"
        pptx.write(source, deck)
        command = [
            office, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutputUnwritable(file=str(path), problem=str(error)[:300]) from error
        made = source.with_suffix(".pdf")
        if not made.is_file():
            problem = done.stderr.decode("utf-8", "replace").strip()[-300:] or office
            # LibreOffice without Impress, which is a package of its own, opens no slides.
            if "could not be loaded" in problem:
                raise PdfUnavailable(file=str(path))
            raise OutputUnwritable(file=str(path), problem=problem)
        path.write_bytes(made.read_bytes())
