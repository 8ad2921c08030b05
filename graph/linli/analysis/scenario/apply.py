"""Changes carried out on facts, one after the other, each on what the ones before it have left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linli.analysis.scenario.change import Appoint, Attach, Change, End, Found, Merge, Names, Span, Tie
from linli.analysis.scenario.merge import merge
from linli.analysis.scenario.tables import ALWAYS, Facts, begun, dated, link
from linli.model.types.name import key_of
from linli.model.vocabulary import load as load_vocabularies

HIGHER = "REPORTS_TO.Organization.Organization"

OWN = (
    *(f"COVERS.Organization.{place}" for place in ("Compound", "Building", "Grid", "Area")),
    *("ACTS_FOR.Organization.Compound", "SERVES.Organization.Compound", "REPORTS_IN.Organization.Compound"),
    HIGHER,
    *(
        f"{name}.Organization.Organization"
        for name in ("MEMBER_OF", "GUIDES", "SUPERVISES", "EVALUATES", "PARTNERS")
    ),
)
"""What a body does, and does no more once it is no more. Who reports to it is another matter: that breaks."""


@dataclass(frozen=True)
class Applied:
    """Facts after some changes.

    changed   tables that are not as they were, without derived ones
    touched   table → identifiers of the rows put or ended
    waiting   numbers, from 0, of changes about what is not there (any more); they change nothing
    """

    changed: dict[str, pl.DataFrame]
    touched: dict[str, set[str]]
    waiting: tuple[int, ...]


def apply(
    facts: Mapping[str, pl.DataFrame],
    changes: Sequence[Change],
    names: Names,
    persons: Mapping[str, str] | None = None,
) -> Applied:
    """The facts after changes.

    Parameters: `facts`, every table of the schema; `changes`; `names` of what is new; `persons`, the person
    of each mention, for a build, in which somebody may have become one with somebody else.
    Cost: one pass over each table that a change is about.
    """
    under = Facts(facts)
    waiting = []
    for number, one in enumerate(changes):
        found = _renamed(one, persons or {})
        if not _there(under, found, names):
            waiting.append(number)
            continue
        _do(under, found, names)
    return Applied(under.changed, under.touched, tuple(waiting))


def _renamed(one: Change, persons: Mapping[str, str]) -> Change:
    """A change about the person that its mention belongs to now."""
    if isinstance(one, Appoint) and one.mention in persons:
        return Appoint(**{**vars(one), "person": persons[one.mention]})
    if isinstance(one, End) and one.mention in persons:
        return End(**{**vars(one), "other": persons[one.mention]})
    return one


def _there(facts: Facts, one: Change, names: Names) -> bool:
    """Whether all that a change is about is there."""
    wanted: list[tuple[str, str | None]]
    if isinstance(one, Appoint):
        wanted = [("Organization", one.body)]
        if one.mention or one.person not in names:
            wanted.append(("Person", one.person))
    elif isinstance(one, End):
        label = "Organization" if one.what in ("body", "contract") else "Post"
        other = {"term": "Person", "contract": "Compound"}.get(one.what)
        wanted = [(label, one.id), *([(other, one.other)] if other else [])]
    elif isinstance(one, Found):
        wanted = [("Area", one.home), *((tie.label, tie.place) for tie in one.ties)]
        if one.id not in names:
            wanted.append(("Organization", one.id))
        if one.superior:
            wanted.append(("Organization", one.superior))
    elif isinstance(one, Merge):
        wanted = [("Organization", one.body), ("Organization", one.into)]
    else:
        wanted = [("Organization", one.body)]
        if one.tie:
            wanted.append((one.tie.label, one.tie.place))
        if one.superior:
            wanted.append(("Organization", one.superior))
    return all(identity is not None and facts.has(label, identity) for label, identity in wanted)


def _do(facts: Facts, one: Change, names: Names) -> None:
    if isinstance(one, Appoint):
        _appoint(facts, one, names)
    elif isinstance(one, End):
        _end(facts, one)
    elif isinstance(one, Found):
        _found(facts, one, names)
    elif isinstance(one, Merge):
        end_body(facts, one.body, one.on, merge(facts, one))
    else:
        _attach(facts, one)


def _appoint(facts: Facts, one: Appoint, names: Names) -> None:
    if not one.mention and not facts.has("Person", one.person):
        name = names[one.person]
        said = one.party_member is not None
        row = {"id": one.person, "name": name, "name_key": key_of(name), "party_member": one.party_member}
        on = {"party_member_on_min": one.since.first, "party_member_on_max": one.since.last}
        facts.put("Person", [{**row, **(on if said else {})}])
    if not facts.has("Post", one.post):
        _post(facts, one.body, {"id": one.post, "kind": one.kind, "seat": one.seat}, one.since)
    interval = dated(begun(one.since, one.until))
    term = link("HOLDS", (one.person, one.post), {"appointed_by": one.how, **interval})
    old = facts.row("HOLDS.Person.Post", str(term["id"]))
    if old:
        # A ledger knows of this very term: what it says besides stays.
        term = {**old, **interval, "appointed_by": one.how or old["appointed_by"]}
    facts.put("HOLDS.Person.Post", [term])


def _post(facts: Facts, body: str, row: Mapping[str, object], since: Span) -> None:
    facts.put("Post", [{**row, **dated(begun(since))}])
    facts.put("POST_IN.Post.Organization", [link("POST_IN", (str(row["id"]), body), ALWAYS)])


def _end(facts: Facts, one: End) -> None:
    if one.what == "body":
        end_body(facts, one.id, one.on, ())
    elif one.what == "post":
        facts.end("Post", "id", [one.id], one.on)
        facts.end("HOLDS.Person.Post", "to", [one.id], one.on)
    else:
        table = "HOLDS.Person.Post" if one.what == "term" else "SERVES.Organization.Compound"
        near, far = ("to", "from") if one.what == "term" else ("from", "to")
        frame = facts[table]
        mine = frame.filter((pl.col(near) == one.id) & (pl.col(far) == one.other))
        facts.end(table, "id", mine["id"], one.on)


def end_body(facts: Facts, body: str, on: Span, moved: Sequence[tuple[str, str]]) -> None:
    """A body's last day: its posts, their terms, and all that it does end with it, and so do the links to it
    that have `moved` to another body.
    """
    facts.end("Organization", "id", [body], on)
    posts = facts["POST_IN.Post.Organization"].filter(pl.col("to") == body)["from"].to_list()
    facts.end("Post", "id", posts, on)
    facts.end("HOLDS.Person.Post", "to", posts, on)
    for table in OWN:
        facts.end(table, "from", [body], on)
    for table, identity in moved:
        facts.end(table, "id", [identity], on)


def _found(facts: Facts, one: Found, names: Names) -> None:
    interval = dated(begun(one.since))
    if not facts.has("Organization", one.id):
        name = names[one.id]
        row = {"id": one.id, "name": name, "name_key": key_of(name), "kind": one.kind}
        facts.put("Organization", [{**row, "full_members": one.full_members, **interval}])
        facts.put("BASED_IN.Organization.Area", [link("BASED_IN", (one.id, one.home), ALWAYS)])
    for tie in one.ties:
        _tie(facts, one.id, tie, one.since)
    if one.superior:
        _stand(facts, HIGHER, link("REPORTS_TO", (one.id, one.superior), interval), one.since)
    for post in one.posts:
        if not facts.has("Post", post.id):
            _post(facts, one.id, vars(post), one.since)


def _attach(facts: Facts, one: Attach) -> None:
    if one.tie:
        _tie(facts, one.body, one.tie, one.since)
    if one.superior:
        before = facts[HIGHER].filter((pl.col("from") == one.body) & (pl.col("to") != one.superior))
        facts.end(HIGHER, "id", before["id"], one.since.before)
        row = link("REPORTS_TO", (one.body, one.superior), dated(begun(one.since)))
        _stand(facts, HIGHER, row, one.since)


def _tie(facts: Facts, body: str, tie: Tie, since: Span) -> None:
    """What ties a body to a place, by the kind of the body. A place that it has to do with already keeps its
    beginning and gets the new mode.
    """
    name = tie_of(str((facts.row("Organization", body) or {})["kind"]), tie.label)
    own = {"mode": tie.mode} if name == "COVERS" else {}
    row = link(name, (body, tie.place), {**own, **dated(begun(since))})
    _stand(facts, f"{name}.Organization.{tie.label}", row, since, own)


def _stand(
    facts: Facts, table: str, row: dict[str, object], since: Span, own: Mapping[str, object] | None = None
) -> None:
    """Put a link, which keeps its beginning where it is in force already and has only its `own` changed."""
    old = facts.row(table, str(row["id"]))
    if old and old["from_min"] <= since.last < old["to_max"]:  # type: ignore[operator]
        row = {**old, **(own or {})}
    facts.put(table, [row])


def tie_of(kind: str, label: str) -> str:
    """The link by which a body of a kind has to do with a place.

    >>> tie_of("owners_committee", "Compound"), tie_of("compound_branch", "Compound")
    ('ACTS_FOR', 'COVERS')
    """
    traits = load_vocabularies()["organization_kind"].term(kind).traits
    if label == "Compound" and traits.get("tie") == "acts_for":
        return "ACTS_FOR"
    return "SERVES" if label == "Compound" and traits.get("family") == "property" else "COVERS"
