"""The history of a problem, a ticket, a right or a note: what happened, when, by whom, with old and new value."""

from collections.abc import Mapping

import streamlit as st

from core.access.actors import person
from core.history import events
from core.history.events import Event
from core.i18n import N_
from core.ui import markup
from core.ui.page import Context

NO_WORDS: Mapping[str, str] = {}


def draw(
    ctx: Context, *, subject_kind: str, subject_id: int, kinds: Mapping[str, str], fields: Mapping[str, str],
    values: Mapping[str, str] = NO_WORDS,
) -> None:  # fmt: skip
    """The events under a fold, newest first. `kinds`, `fields`, `values` hold the Dutch words of the codes."""
    found = ctx.read(events.of, subject_kind=subject_kind, subject_id=subject_id)
    if not found:
        return
    with st.expander(ctx.t("Geschiedenis ({n})", n=len(found)), type="compact"):
        markup.show(markup.events(_told(ctx, event, kinds, fields, values) for event in found))


def _told(
    ctx: Context, event: Event, kinds: Mapping[str, str], fields: Mapping[str, str], values: Mapping[str, str]
) -> tuple[str, str]:
    what = ctx.t(kinds[event.kind]) if event.kind in kinds else event.kind
    parts = [f"{ctx.f.date(event.happened_on)}: {what}"]
    if event.field:
        field = ctx.t(fields[event.field]) if event.field in fields else event.field
        old, new = (
            ctx.t(values[value]) if value in values else value for value in (event.old_value, event.new_value)
        )
        changed = N_("{field}: “{old}” werd “{new}”") if old else N_("{field}: {new}")
        parts.append(ctx.t(changed, field=field, old=old, new=new))
    if event.text:
        parts.append(event.text)
    when = ctx.f.moment(event.recorded_at, ctx.today)
    return " · ".join(parts), f"{when} · {person(event.recorded_by, ctx.t)}"
