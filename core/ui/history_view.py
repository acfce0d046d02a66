"""The history of a problem, a ticket, a right or a note: what happened, when, by whom, with old and new value."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core.access.actors import person
from core.history import events
from core.history.events import Event
from core.i18n import N_
from core.ui import markup
from core.ui.page import Context

NO_WORDS: Mapping[str, str] = {}
NO_CODES: Mapping[str, Mapping[str, str]] = {}
NO_WORDING: Mapping[str, str] = {}
BECAME = N_("{field}: “{old}” werd “{new}”")


@dataclass(frozen=True, slots=True)
class _Words:
    """The Dutch words of one kind of history."""

    kinds: Mapping[str, str]
    fields: Mapping[str, str]
    values: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    wording: Mapping[str, str]


def draw(
    ctx: Context, *, subject_kind: str, subject_id: int, kinds: Mapping[str, str], fields: Mapping[str, str],
    values: Mapping[str, str] = NO_WORDS, codes: Mapping[str, Mapping[str, str]] = NO_CODES,
    wording: Mapping[str, str] = NO_WORDING, heading: str = "",
) -> None:  # fmt: skip
    """The events under a fold, newest first. `kinds` and `fields` hold the Dutch words of the codes, `values` those of
    values in any field and `codes` per field, `wording` per kind how two values are told, if not as was and became.
    `heading` stands above only when there is something under it."""
    found = ctx.read(events.of, subject_kind=subject_kind, subject_id=subject_id)
    if not found:
        return
    if heading:
        markup.show(markup.heading(heading, level=3))
    with st.expander(ctx.t("Geschiedenis ({n})", n=len(found)), type="compact"):
        words = _Words(kinds, fields, values, codes, wording)
        markup.show(markup.events(_told(ctx, event, words) for event in found))


def _told(ctx: Context, event: Event, words: _Words) -> tuple[str, str]:
    kinds, fields = words.kinds, words.fields
    what = ctx.t(kinds[event.kind]) if event.kind in kinds else event.kind
    parts = [f"{ctx.f.date(event.happened_on)}: {what}"]
    if event.field:
        field = ctx.t(fields[event.field]) if event.field in fields else event.field
        known = words.codes.get(event.field, words.values)
        old, new = (
            ctx.t(known[value]) if value in known else value for value in (event.old_value, event.new_value)
        )
        if old:
            parts.append(ctx.t(words.wording.get(event.kind, BECAME), field=field, old=old, new=new))
        else:
            parts.append(f"{field}: {new}" if new else field)
    if event.text:
        parts.append(event.text)
    when = ctx.f.moment(event.recorded_at, ctx.today)
    return " · ".join(parts), f"{when} · {person(event.recorded_by, ctx.t)}"
