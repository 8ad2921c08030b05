"""An empty ledger: a title, a date line, headings; and on a second sheet what each column wants."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from linli.messages.catalogue import Lang, say
from linli.model.ledger_kind import LedgerColumn, LedgerKind
from linli.model.vocabulary import load as load_vocabularies


def write(path: Path, kind: LedgerKind, lang: Lang) -> None:
    """Write the template of a kind of ledger to `path`."""
    with xlsxwriter.Workbook(str(path)) as book:
        title = book.add_format({"bold": True, "font_size": 14})
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        required = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#FFF2CC"}
        )
        as_text = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(kind.label.text(lang)[:31])
        sheet.write_string(0, 0, kind.label.text(lang), title)
        sheet.write_string(1, 0, say("template_date", lang))
        for i, column in enumerate(kind.columns):
            sheet.set_column(i, i, 16, as_text)
            sheet.write_string(2, i, column.label.text(lang), required if column.required else heading)
        sheet.freeze_panes(3, 0)
        notes = book.add_worksheet(say("template_notes", lang))
        notes.set_column(0, 0, 22, wrapped)
        notes.set_column(1, 3, 40, wrapped)
        notes.write_string(0, 0, kind.description.text(lang), wrapped)
        for c, key in enumerate(("column", "template_required", "template_words", "template_example")):
            notes.write_string(1, c, say(key, lang), heading)
        for r, column in enumerate(kind.columns, start=2):
            for c, text in enumerate(_notes(column, lang)):
                notes.write_string(r, c, text, wrapped)


def _notes(column: LedgerColumn, lang: Lang) -> tuple[str, str, str, str]:
    words = (
        "、".join(t.zh if lang == "zh" else t.en for t in load_vocabularies()[column.vocabulary].terms)
        if column.vocabulary
        else ""
    )
    return column.label.text(lang), say("yes" if column.required else "no", lang), words, column.example
