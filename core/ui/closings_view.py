"""The closing calendars and the buffer for signing: they move target dates earlier, never a due date."""

from datetime import date

import pandas as pd
import streamlit as st

from core.errors import InvalidInput
from core.i18n import N_
from core.organisation import commands, queries
from core.organisation.queries import OrganisationRow
from core.ui import forms, markup
from core.ui.page import Context

HALF = N_(
    "Rij {row} van de kalender: vul een eerste en een laatste dag in, of haal de rij weg. Er is niets bewaard."
)


def draw(ctx: Context, found: OrganisationRow | None) -> None:
    """The calendar of the whole provider with the buffer, or that of one campus."""
    version = found.calendar_version if found else 0
    with st.container(width=320):
        campuses = {str(row.id): row.name for row in ctx.read(queries.campuses, actor=ctx.actor)}
        chosen = forms.choice(
            ctx, N_("Kalender van"), campuses, key="administration.calendar", empty=N_("De hele instelling")
        )
    if chosen:
        _of_campus(ctx, int(chosen), version)
    else:
        _of_all(ctx, version, found.signing_buffer_days if found else 0)


def _of_all(ctx: Context, version: int, buffer_days: int) -> None:
    key, t = "administration.closings", ctx.t
    version, base = forms.opened(key, version), forms.base(key)
    markup.show(
        markup.paragraph(
            t(
                "Sluitingsdagen en de buffer vervroegen de streefdatum. De uiterste datum verandert er nooit door."
            )
        )
    )
    with st.form(base, border=False, width=760):
        edited = _calendar(ctx, f"{base}.rows", None)
        buffer = st.number_input(
            t("Buffer voor ondertekening (dagen)"), 0, 60, buffer_days, key=f"{base}.buffer"
        )
        sent = st.form_submit_button(t("Bewaren"), type="primary")
    if sent and (stretches := _stretches(ctx, edited)) is not None:
        done = ctx.act(
            commands.set_closing_days, stretches=stretches, buffer_days=int(buffer), version=version
        )
        moved = ctx.f.number(done.value or 0)
        forms.settle(
            ctx, key, done, told=t("De sluitingen zijn bewaard; {n} streefdatums verschoven.", n=moved)
        )


def _of_campus(ctx: Context, campus_id: int, version: int) -> None:
    key, t = f"administration.closings.{campus_id}", ctx.t
    version, base = forms.opened(key, version), forms.base(key)
    markup.show(
        markup.paragraph(
            t(
                "Op deze dagen worden er op deze campus geen lessen gepland, bovenop de sluitingen van de hele "
                "instelling. Een les die er al staat, blijft staan; streefdatums volgen alleen de hele instelling."
            )
        )
    )
    with st.form(base, border=False, width=760):
        edited = _calendar(ctx, f"{base}.rows", campus_id)
        sent = st.form_submit_button(t("Bewaren"), type="primary")
    if sent and (stretches := _stretches(ctx, edited)) is not None:
        done = ctx.act(
            commands.set_campus_closing_days,
            campus_id=campus_id,
            stretches=stretches,
            version=version,
        )
        forms.settle(ctx, key, done, told=t("De sluitingen van deze campus zijn bewaard."))


def _calendar(ctx: Context, key: str, campus_id: int | None) -> pd.DataFrame:
    # What was typed counts from the rows that were shown: another's calendar must not slip in under it.
    name = f"{key}.opened"
    if name not in st.session_state:
        st.session_state[name] = ctx.read(queries.closing_days, campus_id=campus_id)
    t, stored = ctx.t, st.session_state[name]
    columns = {
        "first": [row.first_on for row in stored],
        "last": [row.last_on for row in stored],
        "reason": [row.reason for row in stored],
    }
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame({name: pd.Series(values, dtype="object") for name, values in columns.items()}),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "first": st.column_config.DateColumn(t("Eerste dag"), format="DD/MM/YYYY"),
            "last": st.column_config.DateColumn(t("Laatste dag"), format="DD/MM/YYYY"),
            "reason": st.column_config.TextColumn(t("Reden"), max_chars=120),
        },
    )
    return edited


def _stretches(ctx: Context, edited: pd.DataFrame) -> list[tuple[date, date, str]] | None:
    """The rows as they are typed; half a row is said and never left out in silence."""
    found: list[tuple[date, date, str]] = []
    for at, (first, last, why) in enumerate(edited.itertuples(index=False), 1):
        reason = why.strip() if isinstance(why, str) else ""
        days = [day for day in (first, last) if isinstance(day, date) and not pd.isna(day)]
        if not days and not reason:
            continue
        if len(days) < 2:
            ctx.refuse(InvalidInput(HALF, field="closing_days", row=at))
            return None
        found.append((days[0], days[1], reason))
    return found
