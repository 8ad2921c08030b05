"""Slides as one HTML file that asks nothing of any network: arrow keys, full screen, large type, a page a
slide where it is printed. Its policy lets nothing run but the one script in it, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from linli.messages.catalogue import say
from linli.reports.brief.slide import HEIGHT, WIDTH, Deck, Slide, drawn
from linli.reports.render import svg
from linli.reports.render.html import Markup, tag

STYLE = f"""
*{{box-sizing:border-box}}
html,body{{margin:0;height:100%;background:#1f2933}}
body{{font-family:'Microsoft YaHei','Noto Sans CJK SC','PingFang SC','WenQuanYi Micro Hei',sans-serif}}
.deck{{position:fixed;inset:0}}
.slide{{display:none;position:absolute;inset:0;align-items:center;justify-content:center}}
.slide.on{{display:flex}}
.slide svg{{width:min(100vw,calc(100vh*{WIDTH}/{HEIGHT}));height:auto;max-height:100vh;display:block}}
.unseen{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:pre-line}}
.bar{{position:fixed;right:12px;bottom:10px;display:flex;gap:6px;transition:opacity .15s}}
.begun .bar:not(:hover):not(:focus-within){{opacity:0}}
.bar button{{font:inherit;font-size:18px;padding:4px 14px;border:1px solid #829ab1;border-radius:4px;
background:#fff;color:#1f2933}}
.bar button:focus-visible{{outline:3px solid #2f6fae}}
.notes{{display:none;position:fixed;left:0;right:0;bottom:0;max-height:40vh;overflow:auto;
margin:0;padding:14px 20px;
background:#fffbe6;color:#1f2933;font-size:18px;line-height:1.5;white-space:pre-line}}
.noted .slide.on .notes{{display:block}}
@page{{size:{WIDTH}px {HEIGHT}px;margin:0}}
@media print{{html,body{{background:#fff}}.deck{{position:static}}.bar,.notes{{display:none!important}}
.slide{{display:flex;position:static;height:{HEIGHT}px;break-after:page}}.slide svg{{width:{WIDTH}px}}
[data-lang]:not(.shown) .slide{{display:none}}}}
"""

SCRIPT = """
'use strict';
(function () {
  var decks = Array.prototype.slice.call(document.querySelectorAll('[data-lang]'));
  var spoken = 0, at = 0;
  function slides() { return decks[spoken].querySelectorAll('.slide'); }
  function show(number) {
    at = Math.max(0, Math.min(number, slides().length - 1));
    decks.forEach(function (deck, place) {
      deck.hidden = place !== spoken;
      deck.classList.toggle('shown', place === spoken);
    });
    slides().forEach(function (one, place) {
      one.classList.toggle('on', place === at);
      one.setAttribute('aria-hidden', place === at ? 'false' : 'true');
    });
    document.documentElement.lang = decks[spoken].dataset.lang;
    document.title = decks[spoken].dataset.title;
    history.replaceState(null, '', '#' + decks[spoken].dataset.lang + '-' + (at + 1));
  }
  function whole() {
    if (document.fullscreenElement) { document.exitFullscreen(); }
    else if (document.documentElement.requestFullscreen) { document.documentElement.requestFullscreen(); }
  }
  function other() { spoken = (spoken + 1) % decks.length; show(at); }
  var keys = {
    ArrowRight: function () { show(at + 1); }, ArrowDown: function () { show(at + 1); },
    PageDown: function () { show(at + 1); }, ' ': function () { show(at + 1); },
    ArrowLeft: function () { show(at - 1); }, ArrowUp: function () { show(at - 1); },
    PageUp: function () { show(at - 1); }, Backspace: function () { show(at - 1); },
    Home: function () { show(0); }, End: function () { show(slides().length - 1); },
    f: whole, F: whole, l: other, L: other,
    n: function () { document.body.classList.toggle('noted'); },
    N: function () { document.body.classList.toggle('noted'); }
  };
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) { return; }
    if (event.key === ' ' && event.target.tagName === 'BUTTON') { return; }
    event.preventDefault();
    document.body.classList.add('begun');
    keys[event.key]();
  });
  document.querySelectorAll('[data-key]').forEach(function (button) {
    button.addEventListener('click', function () { keys[button.dataset.key](); });
  });
  var named = /^#(zh|en)-(\\d+)$/.exec(location.hash);
  if (named) {
    decks.forEach(function (deck, place) { if (deck.dataset.lang === named[1]) { spoken = place; } });
    at = Number(named[2]) - 1;
  }
  show(at);
})();
"""


def render(decks: Sequence[Deck]) -> str:
    """Decks as one page; where there are several, `L` goes from one language to the next.

    Parameters: `decks`, the same briefing in one or more languages.
    """
    first = decks[0]
    shown = [
        tag(
            "main",
            *(_slide(slide, number == 0 and place == 0) for number, slide in enumerate(deck.slides)),
            class_="deck shown" if place == 0 else "deck",
            lang=deck.lang,
            data_lang=deck.lang,
            data_title=deck.title,
            hidden=place > 0,
        )
        for place, deck in enumerate(decks)
    ]
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content="linli"),
        tag("meta", name="description", content=first.about),
        tag("title", first.title),
        Markup(f"<style>{STYLE}</style>"),
    )
    body = tag("body", *shown, _bar(decks), Markup(f"<script>{SCRIPT}</script>"))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=first.lang)}\n"


def _slide(slide: Slide, first: bool) -> Markup:
    """A slide: its picture, for a screen reader its title and notes, and the notes for the presenter."""
    picture = Markup(svg.render(drawn(slide)))
    return tag(
        "section",
        tag("h2", slide.title, class_="unseen"),
        picture,
        tag("div", slide.notes, class_="notes"),
        class_="slide on" if first else "slide",
        id_=None,
    )


def _bar(decks: Sequence[Deck]) -> Markup:
    """Buttons for who has no keyboard at hand."""
    lang = decks[0].lang
    buttons = [
        tag("button", "‹", type_="button", data_key="ArrowLeft", aria_label=say("brief_back", lang)),
        tag("button", "›", type_="button", data_key="ArrowRight", aria_label=say("brief_on", lang)),
        tag("button", say("brief_notes", lang), type_="button", data_key="n"),
        tag("button", say("brief_full", lang), type_="button", data_key="f"),
    ]
    if len(decks) > 1:
        buttons.append(tag("button", "中文 / English", type_="button", data_key="l"))
    return tag("nav", *buttons, class_="bar")
