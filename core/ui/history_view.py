"""The history of a problem, a ticket, a right or a note: what happened, when, by whom, with old and new value."""

from collections.abc import Mapping

import streamlit as st

from core.access.actors import person
from core.history import events
from core.history.events import Event
from core.ui import markup
from core.ui.page import Context


def draw(
    ctx: Context, *, subject_kind: str, subject_id: int, kinds: Mapping[str, str], fields: Mapping[str, str]
) -> None:
    """The events under a fold, newest first. `kinds` and `fields` hold the Dutch words of the codes."""
    found = ctx.read(events.of, subject_kind=subject_kind, subject_id=subject_id)
    if not found:
        return
    with st.expander(ctx.t("Geschiedenis ({n})", n=len(found)), type="compact"):
        markup.show(markup.events(_told(ctx, event, kinds, fields) for event in found))


def _told(ctx: Context, event: Event, kinds: Mapping[str, str], fields: Mapping[str, str]) -> tuple[str, str]:
    what = ctx.t(kinds[event.kind]) if event.kind in kinds else event.kind
    parts = [f"{ctx.f.date(event.happened_on)}: {what}"]
    if event.field:
        field = ctx.t(fields[event.field]) if event.field in fields else event.field
        parts.append(
            ctx.t("{field}: “{old}” werd “{new}”", field=field, old=event.old_value, new=event.new_value)
        )
    if event.text:
        parts.append(event.text)
    when = ctx.f.moment(event.recorded_at, ctx.today)
    return " · ".join(parts), f"{when} · {person(event.recorded_by, ctx.t)}"
