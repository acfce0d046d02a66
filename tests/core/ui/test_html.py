"""What a person typed never becomes markup, in HTML nor in markdown."""

import pytest

from core.ui import html
from core.ui.html import Badge, Step

NASTY = '<img src=x onerror="alert(1)"> & \u202egnp.exe\u0007'


@pytest.mark.parametrize(
    "made",
    [
        html.tag("p", NASTY),
        html.badge(Badge("▲", NASTY, "late")),
        html.facts([(NASTY, NASTY)]),
        html.why(NASTY, [Step(NASTY, NASTY, NASTY)]),
        html.heading(NASTY, NASTY),
        html.paragraph(NASTY),
        html.sentence(NASTY),
        html.tile(NASTY, NASTY, Badge("▲", NASTY, "late")),
        html.row(Badge("▲", NASTY, "late"), NASTY, NASTY, NASTY, NASTY),
        html.events([(NASTY, NASTY)]),
        html.lines([NASTY]),
        html.table(NASTY, [NASTY], [[NASTY, Badge("▲", NASTY, "late")]]),
        html.link(NASTY, "https://voorbeeld.be/?a=1&b=2"),
        html.picture("/assets/logo-light.svg", NASTY),
        html.tag("p", "x", title=NASTY),
    ],
)
def test_typed_text_is_escaped_everywhere(made: str) -> None:
    assert "<img src=x" not in made
    assert 'onerror="' not in made
    assert "\u202e" not in made
    assert "\u0007" not in made


def test_what_a_tag_made_is_not_escaped_twice() -> None:
    assert html.tag("p", html.tag("b", "a & b")) == "<p><b>a &amp; b</b></p>"


def test_attributes_without_a_value_are_left_out_but_an_empty_alternative_stays() -> None:
    assert html.tag("span", "x", css="", aria_hidden="true") == '<span aria-hidden="true">x</span>'
    assert 'alt=""' in html.picture("/assets/logo-light.svg", "")


def test_a_link_that_is_not_https_is_only_text() -> None:
    assert html.link("bron", "javascript:alert(1)") == "<span>bron</span>"
    assert html.link("bron", "http://voorbeeld.be") == "<span>bron</span>"


def test_facts_without_a_value_are_left_out() -> None:
    assert html.facts([("Campus", ""), ("Naam", "x")]) == "<dl><dt>Naam</dt><dd>x</dd></dl>"
    assert html.facts([("Campus", "")]) == ""


@pytest.mark.parametrize(
    "text", ["![x](http://kwaad.be)", "$x$", ":red[x]", "<b>", "a|b", "~~x~~", "# kop", "`x`"]
)
def test_markdown_is_shown_as_it_was_typed(text: str) -> None:
    safe = html.markdown_safe(text)
    assert safe.replace("\\", "") == text
    for sign in "![]()$:<>|~#`":
        assert safe.count(sign) == safe.count("\\" + sign)
