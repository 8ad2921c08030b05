"""An extract in the terms of W3C ORG, as JSON-LD with its context in the file: nothing is fetched to read it.

    body      org:Organization; reports to: org:reportsTo; its home: org:hasSite
    post      org:Post, org:postIn, org:role
    person    foaf:Person
    term      org:Membership: org:member, org:organization, org:role, and linli:post; time:Interval by
              org:memberDuring, with the precision that is known
    place     org:Site, by linli:locatedIn in each other

What ORG has no word for (coverage, guidance, supervision …) is said by the graph's own names in the
vocabulary `linli:`. An interval's four bounds are `linli:fromMin … toMax`, beside ORG's own where a day,
month or year is known. Source: W3C Recommendation “The Organization Ontology”, 16 January 2014.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from linli.interop.extract import Extract, Row, first_day, known, last_day
from linli.model.vocabulary import load as vocabularies

CONTEXT: dict[str, object] = {
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "linli": "urn:linli:vocabulary:",
    "id": "@id",
    "type": "@type",
}
XSD = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
TYPES = {
    "Organization": "org:Organization",
    "Post": "org:Post",
    "Person": "foaf:Person",
    "Area": "org:Site",
    "Compound": "org:Site",
    "Building": "org:Site",
    "Grid": "org:Site",
    "Venue": "org:Site",
    "Completeness": "linli:Completeness",
}
OWN = {"REPORTS_TO": "org:reportsTo", "BASED_IN": "org:hasSite", "POST_IN": "org:postIn"}
BOUNDS = {"from_min": "fromMin", "from_max": "fromMax", "to_min": "toMin", "to_max": "toMax"}
ENDS = frozenset({"id", "from", "to"})


def render(extract: Extract) -> str:
    """An extract as JSON-LD text."""
    return json.dumps(plain(extract), ensure_ascii=False, indent=1)


def plain(extract: Extract) -> dict[str, object]:
    """An extract as one JSON-LD document."""
    things = {row["id"]: row for row in _things(extract)}
    for row in extract.links():
        for link in _plain_links(row[0].type.name, row[1].iter_rows(named=True)):
            things[link[0]].setdefault(link[1], []).append({"id": link[2]})
    mark = extract.mark
    document = {
        "id": "urn:linli:export",
        "type": "dct:Dataset",
        "dct:creator": mark.who,
        "dct:created": {"@value": mark.when.isoformat(timespec="seconds"), "@type": "xsd:dateTime"},
        "dct:source": f"urn:linli:snapshot:{mark.snapshot}",
        "dct:spatial": [_iri(area) for area in mark.areas],
        "linli:asOf": {"@value": mark.as_of.isoformat(), "@type": "xsd:date"},
        "linli:names": mark.names,
    }
    graph = [document, *_roles(extract), *things.values(), *_terms(extract), *_reified(extract)]
    return {"@context": CONTEXT, "@graph": graph}


def _things(extract: Extract) -> Iterator[Row]:
    for table, frame in extract.nodes():
        for row in frame.iter_rows(named=True):
            one: Row = {"id": _iri(row["id"]), "type": [TYPES[table.name], f"linli:{table.name}"]}
            if row.get("name"):
                one["foaf:name" if table.name == "Person" else "skos:prefLabel"] = row["name"]
            if table.name == "Post":
                one["org:role"] = {"id": _role(row["kind"])}
            if table.name == "Organization":
                one["org:classification"] = {"id": _kind(row["kind"])}
            one |= _properties(row, ("name",))
            yield one


def _plain_links(type_: str, rows: Iterator[Row]) -> Iterator[tuple[str, str, str]]:
    """Links as plain statements. Terms are memberships; what a link says beyond its ends is said beside."""
    if type_ == "HOLDS":
        return
    predicate = OWN.get(type_, f"linli:{_camel(type_)}")
    for row in rows:
        yield _iri(row["from"]), predicate, _iri(row["to"])


def _terms(extract: Extract) -> Iterator[Row]:
    """Terms of office as memberships."""
    body = {row["from"]: row["to"] for row in extract.rows("POST_IN")}
    kinds = {row["id"]: row["kind"] for row in extract.rows("Post")}
    for row in extract.rows("HOLDS"):
        one: Row = {
            "id": _iri(row["id"]),
            "type": "org:Membership",
            "org:member": {"id": _iri(row["from"])},
            "linli:post": {"id": _iri(row["to"])},
            "org:role": {"id": _role(kinds[row["to"]])},
        }
        if row["to"] in body:
            one["org:organization"] = {"id": _iri(body[row["to"]])}
        during = _during(row)
        if during:
            one["org:memberDuring"] = during
        yield one | _properties(row)


def _during(row: Row) -> Row:
    """The time of a term, as far as a day, a month or a year of it is known."""
    found: Row = {}
    for name, said in (("time:hasBeginning", first_day(row)), ("time:hasEnd", last_day(row))):
        if said:
            value = {"@value": said, "@type": XSD[len(said)]}
            found[name] = {"type": "time:Instant", "time:inXSDDate": value}
    return {"type": "time:Interval", **found} if found else {}


def _reified(extract: Extract) -> Iterator[Row]:
    """What links say beyond their ends: each as a thing of its own, with its properties and interval."""
    for table, frame in extract.links():
        if table.type.name == "HOLDS":
            continue
        for row in frame.iter_rows(named=True):
            said = _properties(row)
            if said:
                yield {
                    "id": _iri(row["id"]),
                    "type": f"linli:{_camel(table.type.name)}Link",
                    "linli:from": {"id": _iri(row["from"])},
                    "linli:to": {"id": _iri(row["to"])},
                    **said,
                }


def _roles(extract: Extract) -> Iterator[Row]:
    """The kinds of post and of body that are used, by their words in both languages."""
    for type_, vocabulary, iri, class_ in (
        ("Post", "post_kind", _role, "org:Role"),
        ("Organization", "organization_kind", _kind, "skos:Concept"),
    ):
        for code in sorted({row["kind"] for row in extract.rows(type_)}):
            term = vocabularies()[vocabulary].term(code)
            labels = [{"@value": term.zh, "@language": "zh"}, {"@value": term.en, "@language": "en"}]
            yield {"id": iri(code), "type": class_, "skos:notation": code, "skos:prefLabel": labels}


def _properties(row: Row, told: tuple[str, ...] = ()) -> Row:
    """Properties by their names in the graph."""
    found: Row = {}
    for name, value in known(row).items():
        if name in ENDS or name in told:
            continue
        plain = value if isinstance(value, bool | int | float | str) else None
        said = plain if plain is not None else {"@value": str(value), "@type": "xsd:date"}
        found[f"linli:{BOUNDS.get(name) or _camel(name)}"] = said
    return found


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def _iri(identity: str) -> str:
    return f"urn:linli:{quote(identity, safe='')}"


def _role(code: str) -> str:
    return f"urn:linli:role:{code}"


def _kind(code: str) -> str:
    return f"urn:linli:kind:{code}"
