"""What a person typed never becomes markup, in HTML nor in markdown."""

import pytest

from core.ui import markup
from core.ui.markup import Badge, CopyWords, Step

NASTY = '<img src=x onerror="alert(1)"> & \u202egnp.exe\u0007'


@pytest.mark.parametrize(
    "made",
    [
        markup.tag("p", NASTY),
        markup.badge(Badge("▲", NASTY, "late")),
        markup.facts([(NASTY, NASTY)]),
        markup.why(NASTY, [Step(NASTY, NASTY, NASTY)]),
        markup.heading(NASTY, NASTY),
        markup.paragraph(NASTY),
        markup.sentence(NASTY),
        markup.tile(NASTY, NASTY, Badge("▲", NASTY, "late")),
        markup.row(Badge("▲", NASTY, "late"), NASTY, NASTY, NASTY, NASTY),
        markup.record(NASTY, NASTY, [(NASTY, NASTY, NASTY)], CopyWords(NASTY, NASTY, NASTY)),
        markup.title_line(Badge("▲", NASTY, "late"), NASTY, NASTY),
        markup.focused(NASTY),
        markup.events([(NASTY, NASTY)]),
        markup.lines([NASTY]),
        markup.table(NASTY, [NASTY], [[NASTY, Badge("▲", NASTY, "late")]]),
        markup.link(NASTY, "https://voorbeeld.be/?a=1&b=2"),
        markup.picture("/assets/logo-light.svg", NASTY),
        markup.tag("p", "x", title=NASTY),
    ],
)
def test_typed_text_is_escaped_everywhere(made: str) -> None:
    assert "<img src=x" not in made
    assert 'onerror="' not in made
    assert "\u202e" not in made
    assert "\u0007" not in made


def test_what_a_tag_made_is_not_escaped_twice() -> None:
    assert markup.tag("p", markup.tag("b", "a & b")) == "<p><b>a &amp; b</b></p>"


def test_attributes_without_a_value_are_left_out_but_an_empty_alternative_stays() -> None:
    assert markup.tag("span", "x", css="", aria_hidden="true") == '<span aria-hidden="true">x</span>'
    assert 'alt=""' in markup.picture("/assets/logo-light.svg", "")


def test_a_field_that_copies_nothing_has_no_button() -> None:
    made = markup.record(
        "1", "x", [("INSZ", "xx", ""), ("Naam", "An", "An")], CopyWords("Kopieer", "ja", "nee")
    )
    assert made.count("<button") == 1
    assert 'data-copy="An"' in made


def test_a_link_that_is_not_https_is_only_text() -> None:
    assert markup.link("bron", "javascript:alert(1)") == "<span>bron</span>"
    assert markup.link("bron", "http://voorbeeld.be") == "<span>bron</span>"


def test_facts_without_a_value_are_left_out() -> None:
    assert markup.facts([("Campus", ""), ("Naam", "x")]) == "<dl><dt>Naam</dt><dd>x</dd></dl>"
    assert markup.facts([("Campus", "")]) == ""


@pytest.mark.parametrize(
    "text", ["![x](http://kwaad.be)", "$x$", ":red[x]", "<b>", "a|b", "~~x~~", "# kop", "`x`"]
)
def test_markdown_is_shown_as_it_was_typed(text: str) -> None:
    safe = markup.markdown_safe(text)
    assert safe.replace("\\", "") == text
    for sign in "![]()$:<>|~#`":
        assert safe.count(sign) == safe.count("\\" + sign)
