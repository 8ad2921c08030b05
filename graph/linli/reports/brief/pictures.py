"""The pictures of structure and of cross appointment, each with what is to be read in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import load as vocabularies
from linli.reports.brief.facts import Counted, Entries, FourSides, Kinds, Led, SideBody, Spot
from linli.reports.brief.slide import ROOM, Picture
from linli.reports.picture import blocks, matrix, net, sides, tree
from linli.reports.picture.layout import Rect
from linli.reports.picture.looks import MARKS
from linli.reports.picture.scene import Box, Scene

BAD = ("gap", "lost")
NAMED = 4
"""Compounds without a branch that the sentence under a tree names."""
ROLES = {"party": "party", "owners": "owners", "property": "company"}


def word(vocabulary: str, code: str, lang: Lang) -> str:
    """A code in words."""
    term = vocabularies()[vocabulary].term(code)
    return term.zh if lang == "zh" else term.en


def listed(parts: Sequence[str], lang: Lang) -> str:
    """Parts one after the other."""
    return ("、" if lang == "zh" else ", ").join(parts)


def state(code: str, lang: Lang) -> str:
    """A state of coverage with its sign."""
    return f"{MARKS[code]} {say(f'coverage_{code}', lang)}"


def structure(root: Spot, lang: Lang, room: tuple[float, float] = ROOM) -> Picture:
    """An area as a tree: its areas and compounds with the party bodies that answer for them."""
    made = tree.within(root.name, _node(root, lang), room, lambda count: say("brief_more", lang, count=count))
    spots = list(_spots(root))
    compounds = [one for one in spots if one.level is None]
    without = [one for one in compounds if one.state in BAD]
    unknown = [one for one in compounds if one.state == "unknown"]
    reading = say(
        "brief_structure_reading",
        lang,
        area=root.name,
        compounds=len(compounds),
        covered=len(compounds) - len(without) - len(unknown),
        without=listed([one.name for one in without[:4]], lang) or None,
        unknown=len(unknown) or None,
    )
    details = [" ".join((one.name, *_texts(one, lang))) for one in spots]
    return Picture(made, reading, _tree_legend(made, lang), details)


def area_tree(root: Spot, told: Counted, lang: Lang) -> Picture:
    """An area as a tree that was opened as far as somebody wanted; all of its compounds are told in words.

    Parameters: `root`, what is shown; `told`, all compounds of the area by how a branch covers them.
    """
    made = tree.scene(
        root.name, _node(root, lang), lambda count: say("picture_tree_closed", lang, count=count)
    )
    without = listed(told.without[:NAMED], lang)
    if len(told.without) > NAMED:
        without = say("picture_tree_and_more", lang, names=without)
    reading = say(
        "picture_tree_reading",
        lang,
        area=root.name,
        compounds=told.compounds,
        covered=told.covered,
        gaps=len(told.without) or None,
        without=without or None,
        forming=told.forming or None,
        unknown=told.unknown or None,
        exempt=told.exempt or None,
    )
    details = [" ".join((one.name, *_texts(one, lang))) for one in _spots(root)]
    return Picture(made, reading, _tree_legend(made, lang), details)


def _tree_legend(made: Scene, lang: Lang) -> list[tuple[str, str, str]]:
    roles = {box.role for box in made.boxes}
    words = {"party": "brief_has_branch", "finding": "brief_no_branch", "unknown": "brief_unknown_branch"}
    return [("box", role, say(key, lang)) for role, key in words.items() if role in roles]


def _spots(root: Spot) -> Iterator[Spot]:
    left = [root]
    while left:
        one = left.pop(0)
        yield one
        left[:0] = one.below


def _node(spot: Spot, lang: Lang) -> tree.Node:
    """Nodes from below, without walking down by calls: an area may be deep."""
    made: dict[str, tree.Node] = {}
    for one in reversed(list(_spots(spot))):
        bad = one.state in BAD
        role = "finding" if bad else "unknown" if one.state == "unknown" else "party" if one.body else "place"
        below = tuple(made[child.id] for child in one.below)
        made[one.id] = tree.Node(one.id, one.name, _texts(one, lang), role, bad, below, one.hidden)
    return made[spot.id]


def _texts(spot: Spot, lang: Lang) -> list[str]:
    if spot.state in (*BAD, "unknown"):
        return [say("brief_no_branch" if spot.state in BAD else "brief_unknown_branch", lang)]
    how = f"{MARKS[spot.state]} " if spot.state else ""
    body = [spot.body] if spot.level is not None and spot.body else []
    led = [led_by(one, lang) for one in spot.led]
    if how and led:
        led[0] = how + led[0]
    return [*body, *led]


def led_by(one: Led, lang: Lang) -> str:
    """A post and who holds it."""
    return f"{word('post_kind', one.post, lang)} {listed(one.names, lang) or say('vacant', lang)}"


def four_sides(told: FourSides, lang: Lang, room: tuple[float, float] = ROOM) -> Picture:
    """A compound's four sides, with who holds posts on several of them in the middle."""
    heads = {side: say(f"brief_side_{side}", lang) for side in (*sides.LEFT, *sides.RIGHT)}
    crossing = [
        sides.Person(
            one.id,
            one.name,
            [
                sides.Tie(
                    body, word("post_kind", post, lang), "sure" if certain else "may", one.ways.get(body, "")
                )
                for body, post, certain in one.offices
            ],
        )
        for one in told.crossings
    ]
    made = sides.scene(
        told.name, heads, [_side(one, lang) for one in told.bodies], crossing, say("brief_nobody", lang)
    )
    bodies = {one.id: one for one in told.bodies}
    said = [
        say(
            "brief_crossing",
            lang,
            name=one.name,
            posts=listed(
                [
                    f"{bodies[body].name}{'' if lang == 'zh' else ' '}{word('post_kind', post, lang)}"
                    for body, post, _ in one.offices
                ],
                lang,
            ),
        )
        for one in told.crossings
    ]
    reading = say("brief_sides_reading", lang, compound=told.name, people=len(told.crossings))
    if said:
        reading = f"{reading}{'' if lang == 'zh' else ' '}{said[0]}"
    entries = [
        ("box", role, say(f"picture_{role}", lang))
        for role in ("party", "owners", "company", "body", "person")
    ]
    used = {box.role for box in made.boxes}
    doubts = {link.doubt for link in made.links}
    lines = [("line", "may", say("picture_perhaps", lang))] if "may" in doubts else []
    lines += [("line", "sure", say("picture_way", lang))] if any(link.arrow for link in made.links) else []
    return Picture(made, reading, [*(one for one in entries if one[1] in used), *lines], said)


def _side(one: SideBody, lang: Lang) -> sides.Body:
    posts = [led_by(post, lang) for post in one.posts]
    empty = [post for post in one.posts if not post.names]
    text = listed(posts, lang)
    return sides.Body(
        one.id, one.side, one.name, [text] if text else [], ROLES.get(one.side, "body"), bool(empty)
    )


def kinds(told: Kinds, lang: Lang, room: tuple[float, float] = ROOM) -> Picture:
    """How many persons hold posts in bodies of two kinds in one compound: a matrix, its lower half."""
    heads = [matrix.Head(kind, word("organization_kind", kind, lang)) for kind in told.kinds]
    rows = []
    for place, row in enumerate(told.kinds):
        line: list[matrix.Cell | None] = []
        for number, column in enumerate(told.kinds):
            if number > place:
                line.append(None)
                continue
            first, second = sorted((row, column), key=told.kinds.index)
            count = told.counts.get((first, second), 0)
            line.append(matrix.Cell(str(count) if count else "·", "filled" if count else "cell"))
        rows.append(line)
    made = matrix.scene(say("brief_kinds", lang), heads, heads, rows, room)
    most = max(told.counts.items(), key=lambda one: (one[1], one[0]), default=None)
    reading = say("brief_kinds_reading", lang, people=told.people, compounds=told.compounds, of=told.of)
    if most:
        (a, b), count = most
        names = [word("organization_kind", kind, lang) for kind in (a, b)]
        reading += ("" if lang == "zh" else " ") + say(
            "brief_kinds_most", lang, a=names[0], b=names[1], count=count
        )
    details = [
        say(
            "brief_kinds_pair",
            lang,
            a=word("organization_kind", a, lang),
            b=word("organization_kind", b, lang),
            count=count,
        )
        for (a, b), count in sorted(told.counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    return Picture(made, reading, [("box", "filled", say("brief_kinds_cell", lang))], details)


def entries(told: Entries, lang: Lang) -> Picture:
    """Who went from bodies of one kind into those of another: a net of the kinds, each link with its persons.

    Party bodies stand on the left, the owners' and the companies' on the right.
    """
    if not told.kinds:
        return nothing(say("picture_net_none", lang))

    def name(kind: str) -> str:
        return word("organization_kind", kind, lang)

    def ties(of: Mapping[tuple[str, str], int], known: bool) -> Iterator[net.Tie]:
        for (a, b), count in of.items():
            said, doubt = say("picture_net_people", lang, count=count), "sure" if known else "may"
            yield net.Tie(f"{a}-{b}-{doubt}", a, b, said, doubt, arrow=known)

    things = [net.Thing(kind, name(kind), (), _role(kind), _layer(kind)) for kind in told.kinds]
    made = net.scene(say("picture_net", lang), things, [*ties(told.ways, True), *ties(told.unknown, False)])
    said = {
        key: [
            say(f"picture_net_{key}", lang, a=name(a), b=name(b), count=count) for (a, b), count in _most(of)
        ]
        for key, of in (("way", told.ways), ("unknown", told.unknown))
    }
    reading = say(
        "picture_net_reading",
        lang,
        of=told.of,
        compounds=told.compounds,
        people=told.people,
        most=listed(said["way"][:2], lang) or None,
        unknown=sum(told.unknown.values()) or None,
    )
    roles = {box.role for box in made.boxes}
    legend = [("box", role, say(f"picture_{role}", lang)) for role in LEGEND if role in roles]
    legend += [("line", "sure", say("picture_way", lang))] if told.ways else []
    legend += [("line", "may", say("picture_net_doubt", lang))] if told.unknown else []
    return Picture(made, reading, legend, [*said["way"], *said["unknown"]])


LEGEND = ("party", "owners", "company", "body")
LAYERS = {"party": 0, "owners": 2, "property": 3}


def _family(kind: str) -> str:
    return str(vocabularies()["organization_kind"].term(kind).traits.get("family"))


def _role(kind: str) -> str:
    return ROLES.get(_family(kind), "body")


def _layer(kind: str) -> int:
    return LAYERS.get(_family(kind), 1)


def _most(of: Mapping[tuple[str, str], int]) -> list[tuple[tuple[str, str], int]]:
    """Pairs, those of most persons first."""
    return sorted(of.items(), key=lambda one: (-one[1], one[0]))


def nothing(text: str) -> Picture:
    """A slide without a picture, or one of which there is nothing to draw: it says so."""
    said = blocks.lines(text, (), 700, big=24, most=(4, 1)) if text else []
    high = max(blocks.height(said, 16), 1.0)
    boxes = [Box("none", "more", Rect(0, 0, 740, high), said, text, pad=16)] if text else []
    return Picture(Scene(740, high, text, (), boxes, (), ()), "", details=[text])
