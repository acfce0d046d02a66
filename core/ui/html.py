"""The one place that writes HTML. Every value is escaped here; nothing else in the house builds markup.

Each block stands in `<div class="tw">`, where Streamlit's own list and heading margins are reset.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape as _escape

import streamlit as st

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!<>$:|~&])")
BIDI_AND_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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


def escape(text: object) -> str:
    """Text for HTML; control characters and direction overrides are dropped."""
    return _escape(BIDI_AND_CONTROL.sub("", str(text)), quote=True)


def markdown_safe(text: str) -> str:
    """Text for the few elements that read markdown (errors, labels): shown as typed, loads nothing."""
    return MARKDOWN.sub(r"\\\1", BIDI_AND_CONTROL.sub("", text))


def badge(mark: Badge) -> str:
    """The coloured plane with sign and word."""
    return (
        f'<span class="tw-badge tw-{escape(mark.css)}"><span aria-hidden="true">{escape(mark.sign)}</span>'
        f"{escape(mark.word)}</span>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values under each other; pairs without a value are left out."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value)
    return f"<dl>{rows}</dl>" if rows else ""


def why(title: str, steps: Sequence[Step]) -> str:
    """How a date came about, as an ordered line."""
    items = "".join(
        f"<li><b>{escape(step.strong)}</b> {escape(step.text)}"
        f"{f'<small>{escape(step.note)}</small>' if step.note else ''}</li>"
        for step in steps
    )
    return f'<h3>{escape(title)}</h3><ol class="tw-why">{items}</ol>'


def heading(text: str, sub: str = "", *, level: int = 2, css: str = "") -> str:
    """A heading with one muted sentence under it."""
    klass = f' class="{escape(css)}"' if css else ""
    return f"<h{level}{klass}>{escape(text)}</h{level}>{muted(sub)}"


def muted(text: str) -> str:
    """A secondary line, or nothing."""
    return f'<div class="tw-muted">{escape(text)}</div>' if text else ""


def tile(label: str, value: str, mark: Badge) -> str:
    """A tile of the overview: label, number, badge."""
    return f'<div class="tw-kpi"><span>{escape(label)}</span><b>{escape(value)}</b>{badge(mark)}</div>'


def row(mark: Badge, title: str, sub: str, right: str, right_sub: str = "") -> str:
    """One line of a work list: badge, what and for whom, when."""
    return (
        f'<div class="tw-row">{badge(mark)}<div><b>{escape(title)}</b>{muted(sub)}</div>'
        f"<div>{escape(right)}{muted(right_sub)}</div></div>"
    )


def events(items: Iterable[tuple[str, str]]) -> str:
    """What happened, newest first: a sentence and when."""
    rows = "".join(f"<li>{escape(text)}<small>{escape(when)}</small></li>" for text, when in items)
    return f"<ul>{rows}</ul>"


def lines(items: Iterable[str]) -> str:
    """Plain lines under each other."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str | Badge]]) -> str:
    """The rows of a grid as a real table, for screen readers and for copying."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join("<tr>" + "".join(_cell(value) for value in cells) + "</tr>" for cells in rows)
    return (
        f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="tw-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: str | Badge) -> str:
    return f"<td>{badge(value) if isinstance(value, Badge) else escape(value)}</td>"


def show(*blocks: str) -> None:
    """Draw blocks made by this module."""
    st.html(f'<div class="tw">{"".join(blocks)}</div>')
