"""The one place that writes HTML. Text is escaped when it enters a tag; nothing else in the house builds markup.

Each block stands in a `tw` box, where Streamlit's own list and heading margins are reset.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!<>$:|~&])")
BIDI_AND_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Markup(str):
    """HTML made by `tag`; any other text is escaped before it becomes part of one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Badge:
    """A status: sign, word and class, always the three."""

    sign: str
    word: str
    css: str

    @property
    def text(self) -> str:
        """Sign and word, as a chip in a grid shows them."""
        return f"{self.sign} {self.word}"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: the bold part, what follows it, and a muted note under it."""

    strong: str
    text: str = ""
    note: str = ""


def tag(name: str, *children: str, css: str = "", **attributes: str) -> Markup:
    """An element; children that are no Markup are escaped, `_` in an attribute's name stands for `-`."""
    given = {"class": css, **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}}
    inside = "".join(child if isinstance(child, Markup) else _text(child) for child in children)
    written = "".join(f' {key}="{_text(value)}"' for key, value in given.items() if value or key == "alt")
    return Markup("<" + name + written + ">" + inside + "</" + name + ">")


def _text(text: str) -> str:
    return escape(BIDI_AND_CONTROL.sub("", text), quote=True)


def show(*blocks: str, into: DeltaGenerator | None = None) -> None:
    """Draw blocks made by this module, here or in a place kept free for them."""
    body = tag("div", *blocks, css="tw")
    if into is None:
        st.html(body)
    else:
        into.html(body)


def markdown_safe(text: str) -> str:
    """Text for the few elements that read markdown (errors, labels): shown as typed, loads nothing."""
    return MARKDOWN.sub(r"\\\1", BIDI_AND_CONTROL.sub("", text))


def badge(mark: Badge) -> Markup:
    """The coloured plane with sign and word."""
    return tag("span", tag("span", mark.sign, aria_hidden="true"), mark.word, css=f"tw-badge tw-{mark.css}")


def facts(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Names and values under each other; pairs without a value are left out."""
    rows = [part for name, value in pairs if value for part in (tag("dt", name), tag("dd", value))]
    return tag("dl", *rows) if rows else Markup("")


def why(title: str, steps: Sequence[Step]) -> Markup:
    """How a date came about, as an ordered line."""
    items = [
        tag("li", tag("b", step.strong), f" {step.text}", tag("small", step.note) if step.note else "")
        for step in steps
    ]
    return Markup(tag("h3", title) + tag("ol", *items))


def heading(text: str, sub: str = "", *, level: int = 2, css: str = "") -> Markup:
    """A heading with one muted sentence under it."""
    return Markup(tag(f"h{level}", text, css=css) + muted(sub))


def title_line(mark: Badge, name: str, sub: str) -> Markup:
    """The head of a record: its sign, its name, where it stands in its list."""
    return tag("div", badge(mark), tag("h2", name), tag("span", sub, css="tw-muted"), css="tw-title")


def focused(text: str) -> Markup:
    """A heading that the focus goes to after the last copy button: what is asked there is done by a key of its own."""
    return tag("h3", text, tabindex="-1", data_after_record="yes")


def paragraph(text: str) -> Markup:
    """A sentence of its own."""
    return tag("p", text)


def muted(text: str) -> Markup:
    """A secondary line, or nothing."""
    return tag("div", text, css="tw-muted") if text else Markup("")


def sentence(text: str) -> Markup:
    """The line under a page's title."""
    return tag("p", text, css="tw-sub")


def tile(label: str, value: str, mark: Badge) -> Markup:
    """A tile of the overview: label, number, badge."""
    return tag("div", tag("span", label), tag("b", value), badge(mark), css="tw-kpi")


def row(mark: Badge, title: str, sub: str, right: str, right_sub: str = "") -> Markup:
    """One line of a work list: badge, what and for whom, when."""
    return tag(
        "div",
        badge(mark),
        tag("div", tag("b", title), muted(sub)),
        tag("div", right, muted(right_sub)),
        css="tw-row",
    )


@dataclass(frozen=True, slots=True)
class CopyWords:
    """What a copy button says before and after, and when the browser would not."""

    copy: str
    said: str
    failed: str


def record(key: str, name: str, fields: Iterable[tuple[str, str, str]], words: CopyWords) -> Markup:
    """Fields to type over, as (label, as it reads, what is copied), each with a button that assets/page.js serves.

    `key` tells one record from the next, so that the first button gets the focus; a field that copies nothing has none.
    """
    rows = []
    for label, shown, copied in fields:
        button = tag(
            "button", words.copy, css="tw-copy", type="button", data_copy=copied, data_label=label,
            data_said=words.said, data_failed=words.failed, aria_label=f"{words.copy} {label}",
        )  # fmt: skip
        rows += [tag("dt", label), tag("dd", tag("span", shown), button if copied else "")]
    live = tag("p", css="tw-live", role="status", aria_live="polite")
    return tag("section", tag("dl", *rows, css="tw-record"), live, data_record=key, aria_label=name)


def events(items: Iterable[tuple[str, str]]) -> Markup:
    """What happened, newest first: a sentence and when."""
    return tag("ul", *[tag("li", text, tag("small", when)) for text, when in items])


def lines(items: Iterable[str]) -> Markup:
    """Plain lines under each other."""
    return tag("ul", *[tag("li", item) for item in items])


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str | Badge]]) -> Markup:
    """The rows of a grid as a real table, for screen readers and for copying."""
    head = tag("thead", tag("tr", *[tag("th", column, scope="col") for column in columns]))
    body = tag("tbody", *[tag("tr", *[_cell(value) for value in cells]) for cells in rows])
    inner = tag("table", tag("caption", caption), head, body, css="tw-table")
    return tag("div", inner, css="tw-scroll", tabindex="0", role="region", aria_label=caption)


def _cell(value: str | Badge) -> Markup:
    return tag("td", badge(value) if isinstance(value, Badge) else value)


def link(label: str, address: str) -> Markup:
    """A link to a source of law outside the product; anything but https is shown as text only."""
    if not address.startswith("https://"):
        return tag("span", label)
    return tag("a", label, href=address, target="_blank", rel="noopener noreferrer")


def picture(address: str, alternative: str, *, css: str = "") -> Markup:
    """An image of our own route, with the words for who cannot see it."""
    return tag("img", alt=alternative, src=address, css=css)
