"""The history of a problem, a ticket, a right or a note: what happened, when, by whom, with old and new value."""

from collections.abc import Mapping

import streamlit as st

from core.access.actors import person
from core.history import events
from core.history.events import Event
from core.i18n import N_
from core.ui import markup
from core.ui.page import Context

NO_CODES: Mapping[str, Mapping[str, str]] = {}
NO_WORDING: Mapping[str, str] = {}
BECAME = N_("{field}: “{old}” werd “{new}”")


def draw(
    ctx: Context, *, subject_kind: str, subject_id: int, kinds: Mapping[str, str], fields: Mapping[str, str],
    codes: Mapping[str, Mapping[str, str]] = NO_CODES, wording: Mapping[str, str] = NO_WORDING,
) -> None:  # fmt: skip
    """The events under a fold, newest first. `kinds` and `fields` hold the Dutch words of the codes, `codes` per field
    those of its values, `wording` per kind how its two values are told, if not as what was and what it became."""
    found = ctx.read(events.of, subject_kind=subject_kind, subject_id=subject_id)
    if not found:
        return
    with st.expander(ctx.t("Geschiedenis ({n})", n=len(found)), type="compact"):
        markup.show(markup.events(_told(ctx, event, kinds, fields, codes, wording) for event in found))


def _told(
    ctx: Context, event: Event, kinds: Mapping[str, str], fields: Mapping[str, str],
    codes: Mapping[str, Mapping[str, str]], wording: Mapping[str, str],
) -> tuple[str, str]:  # fmt: skip
    what = ctx.t(kinds[event.kind]) if event.kind in kinds else event.kind
    parts = [f"{ctx.f.date(event.happened_on)}: {what}"]
    if event.field:
        field = ctx.t(fields[event.field]) if event.field in fields else event.field
        known = codes.get(event.field, {})
        old, new = (
            ctx.t(known[value]) if value in known else value for value in (event.old_value, event.new_value)
        )
        if old:
            parts.append(ctx.t(wording.get(event.kind, BECAME), field=field, old=old, new=new))
        else:
            parts.append(f"{field}: {new}" if new else field)
    if event.text:
        parts.append(event.text)
    when = ctx.f.moment(event.recorded_at, ctx.today)
    return " · ".join(parts), f"{when} · {person(event.recorded_by, ctx.t)}"
