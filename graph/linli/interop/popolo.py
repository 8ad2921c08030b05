"""An extract as Popolo JSON: persons, organizations, posts, memberships and areas.

Popolo's dates have the precision that is known (`2021-06`); one that lies between other bounds is left out,
as Popolo cannot say it. It has one parent of an organization: that to which it reports certainly, else
possibly. What Popolo has no word for (who covers which compound) is not in it. Source: popoloproject.com,
specification 2.0.
"""

from __future__ import annotations

import json

from linli.interop.extract import Extract, Row, first_day, last_day
from linli.model.vocabulary import load as vocabularies


def render(extract: Extract) -> str:
    """An extract as Popolo JSON text."""
    return json.dumps(plain(extract), ensure_ascii=False, indent=1)


def plain(extract: Extract) -> dict[str, object]:
    """An extract as Popolo's five lists, and the mark of who took it out."""
    home = {row["from"]: row["to"] for row in extract.rows("BASED_IN")}
    body = {row["from"]: row["to"] for row in extract.rows("POST_IN")}
    posts = {row["id"]: row for row in extract.rows("Post")}
    return {
        "export": extract.mark.plain(),
        "persons": [_bare({"id": row["id"], "name": row["name"]}) for row in extract.rows("Person")],
        "organizations": _organizations(extract, home),
        "posts": [
            _bare(
                {
                    "id": row["id"],
                    "label": row.get("seat") or _words("post_kind", row["kind"]),
                    "role": _words("post_kind", row["kind"]),
                    "organization_id": body.get(row["id"]),
                    "start_date": first_day(row),
                    "end_date": last_day(row),
                }
            )
            for row in posts.values()
        ],
        "memberships": [
            _bare(
                {
                    "id": row["id"],
                    "person_id": row["from"],
                    "post_id": row["to"],
                    "organization_id": body.get(row["to"]),
                    "role": _words("post_kind", posts[row["to"]]["kind"]),
                    "start_date": first_day(row),
                    "end_date": last_day(row),
                }
            )
            for row in extract.rows("HOLDS")
        ],
        "areas": _areas(extract),
    }


def _organizations(extract: Extract, home: dict[str, str]) -> list[Row]:
    day, parents = extract.mark.as_of, dict[str, tuple[bool, str]]()
    for row in extract.rows("REPORTS_TO"):
        certain = row["from_max"] <= day < row["to_min"]
        if row["from"] not in parents or (certain and not parents[row["from"]][0]):
            parents[row["from"]] = (certain, row["to"])
    return [
        _bare(
            {
                "id": row["id"],
                "name": row["name"],
                "classification": _words("organization_kind", row["kind"]),
                "parent_id": parents[row["id"]][1] if row["id"] in parents else None,
                "area_id": home.get(row["id"]),
                "founding_date": first_day(row),
                "dissolution_date": last_day(row),
            }
        )
        for row in extract.rows("Organization")
    ]


def _areas(extract: Extract) -> list[Row]:
    """Areas, and compounds and buildings, which are areas to Popolo as well."""
    inside = {row["from"]: row["to"] for row in extract.rows("LOCATED_IN") if row["to"][:1] != "g"}
    found = []
    for type_, vocabulary, column in (
        ("Area", "area_level", "level"),
        ("Compound", None, ""),
        ("Building", None, ""),
    ):
        for row in extract.rows(type_):
            what = _words(vocabulary, row[column]) if vocabulary else type_.lower()
            plain = {"id": row["id"], "name": row["name"], "classification": what}
            found.append(_bare({**plain, "identifier": row.get("code"), "parent_id": inside.get(row["id"])}))
    return found


def _words(vocabulary: str, code: str) -> str:
    return vocabularies()[vocabulary].term(code).zh


def _bare(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None}
