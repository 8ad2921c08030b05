"""What a file is, by its first bytes: names lie (a pdf renamed, a web page saved as .xls), magic does not."""

from __future__ import annotations

import re

_MAGIC = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"\x89PNG\r\n", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF8", "picture"),
    (0, b"II*\0", "picture"),
    (0, b"MM\0*", "picture"),
    (8, b"WEBP", "picture"),
    (4, b"ftyphei", "picture"),
    (4, b"ftypmif1", "picture"),
    (0, b"Rar!\x1a", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"\x1f\x8b\x08", "archive"),
    (0, b"BZh", "archive"),
    (0, b"\xfd7zXZ\0", "archive"),
    (257, b"ustar", "archive"),
    (0, b"{\\rtf", "rtf"),
    (0, b"\x09\x00\x04\x00", "old_xls"),
    (0, b"\x09\x02\x06\x00", "old_xls"),
    (0, b"\x09\x04\x06\x00", "old_xls"),
    (0, b"\x09\x08\x08\x00", "old_xls"),
    (0, b"\x09\x08\x10\x00", "old_xls"),
)
_PICTURE = re.compile(rb"BM.{4}\0\0\0\0.\0\0\0", re.DOTALL)
_MAIL = re.compile(rb"\s*(?:MIME-Version|From|Subject|Content-Type):", re.IGNORECASE)
_MARKUP = re.compile(
    r"\s*<(?:!--|(?:!doctype\s+html|html|head|meta|body|table|style|script|div|center|h[1-6]|p|font|form|title)\b)",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*(?:<\?xml\b|<Workbook\b)", re.IGNORECASE)
# A dBase table: version, then the day of its last change, then the sizes of header and record.
_DBF = re.compile(
    rb"[\x02\x03\x30\x31\x43\x63\x83\x8b\xcb\xf5].[\x01-\x0c][\x01-\x1f].{4}.[\x00-\x40].{18}\0\0", re.DOTALL
)


def kind(data: bytes) -> str:
    """What a file is: zip, ole, html or text, which are looked into further, or a format that linli refuses
    (a key of `refusal.REPAIRS`).

    Parameters: `data`, the file, or its first 4096 bytes.

    >>> kind(b"%PDF-1.7"), kind("姓名,性别".encode()), kind(b"<html><table>")
    ('pdf', 'text', 'html')
    """
    head = data[:4096]
    for place, magic, found in _MAGIC:
        if head.startswith(magic, place):
            return found
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _PICTURE.match(head):
        return "picture"
    if _DBF.match(head):
        return "dbf"
    if _MAIL.match(head) and b"\0" not in head:
        return "mhtml"
    return _markup(head)


def _markup(head: bytes) -> str:
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    text = text.removeprefix("\xef\xbb\xbf").lstrip("\ufeff")
    if _MARKUP.match(text):
        return "html"
    if _XML.match(text):
        if "schemas-microsoft-com:office:spreadsheet" in text or "Excel.Sheet" in text:
            return "xml_sheet"
        return "html" if re.search(r"<html\b", text, re.IGNORECASE) else "xml"
    return "text"
