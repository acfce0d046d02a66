"""Part "Lijsten": blank lists to print for some days, and which signed lists are in."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from core.access.permissions import Action
from core.attendance import choices, commands, signed_lists
from core.attendance.signed_lists import ListRow
from core.i18n import N_
from core.ui import address, attendance_sheet, choice_field, downloads, forms, labels, markup
from core.ui.attendance_grid import hour
from core.ui.page import Context

KEY = "attendance.lists"
ACT = 170  # pixels
ALL = 0
SHOWS = {"all": N_("Alle lessen"), "missing": N_("Lijst nog niet binnen")}
KINDS = {"": N_("Aanwezigheidslijst, iedereen"), "vov": N_("Daglijst, enkel Vlaams opleidingsverlof")}


def draw(ctx: Context) -> None:
    """The choice of group and days, the lists to print, the lessons with their tick."""
    t = ctx.t
    address.keep({"part": "lists"})
    if not ctx.read(choices.groups, actor=ctx.actor).options:
        markup.show(markup.paragraph(t("Er zijn nog geen lessen om in te vullen.")))
        return
    monday = ctx.today - timedelta(days=ctx.today.isoweekday() - 1)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        group_id = choice_field.group(ctx, key=f"{KEY}.group", has_all=True)
        first_on = forms.day(ctx, N_("Eerste dag"), key=f"{KEY}.first_on", value=monday - timedelta(days=7))
        last_on = forms.day(ctx, N_("Laatste dag"), key=f"{KEY}.last_on", value=monday + timedelta(days=13))
        show = forms.choice(ctx, N_("Toon"), SHOWS, key=f"{KEY}.show")
    if first_on is None or last_on is None:
        markup.show(markup.paragraph(t("Kies een eerste en een laatste dag.")))
        return
    if last_on < first_on:
        markup.show(markup.paragraph(t("De laatste dag ligt vóór de eerste. Kies een latere laatste dag.")))
        return
    rows, count = ctx.read(
        signed_lists.lists, actor=ctx.actor, first_on=first_on, last_on=last_on, group_id=group_id or None,
        missing_only=show == "missing",
    )  # fmt: skip
    if rows and ctx.may(Action.ENTER_ATTENDANCE):
        _print(ctx, rows)
    attendance_sheet.draw(ctx, group_id=group_id, first_on=first_on, last_on=last_on)
    if not rows:
        markup.show(markup.muted(t("Geen lessen in deze dagen.")))
    for row in rows:
        _line(ctx, row)
    if count > len(rows):
        text = t("De eerste {n} van {total}. Kies een groep of minder dagen.", n=len(rows), total=count)
        markup.show(markup.muted(text))


def _print(ctx: Context, rows: Sequence[ListRow]) -> None:
    """The lists of the lessons that are shown, a page each; those of one week are those of its days."""
    t = ctx.t
    shown = f"{KEY}.{[row.lesson_id for row in rows]}"
    if st.session_state.get(f"{KEY}.of") != shown:
        downloads.forget(KEY)
        st.session_state[f"{KEY}.of"] = shown
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{KEY}.print"):
        options = [(ALL, t("Alle getoonde lessen ({n})", n=len(rows)))]
        options += [(row.lesson_id, _named(ctx, row)) for row in rows]
        which = forms.pick(t("Blanco lijst van"), options, key=f"{KEY}.which")
        kind = forms.choice(ctx, N_("Soort lijst"), KINDS, key=f"{KEY}.kind")
        if st.button(t("Maak lijsten (PDF)"), key=f"{KEY}.make", icon=":material/print:", type="primary"):
            keys = [which] if which else [row.lesson_id for row in rows]
            made = ctx.act(commands.make_lists, lesson_ids=keys, is_daily=kind == "vov")
            if made and made.value is not None:
                downloads.ready(
                    ctx, KEY, name="aanwezigheidslijsten.pdf", media_type=downloads.PDF, content=made.value
                )
    downloads.link(ctx, KEY)


def _named(ctx: Context, row: ListRow) -> str:
    return f"{ctx.f.weekday(row.held_on)} {ctx.f.date(row.held_on)} · {hour(row.starts_at)} · {row.group}"


def _line(ctx: Context, row: ListRow) -> None:
    t = ctx.t
    is_past = row.held_on <= ctx.today
    if row.received_on is not None:
        mark = labels.mark("done", t("Lijst binnen"))
    else:
        mark = labels.mark("soon", t("Nog niet binnen")) if is_past else labels.mark("plan", t("Gepland"))
    told = ""
    if row.received_on is not None:
        told = t("{day} door {name}", day=ctx.f.date(row.received_on), name=row.received_by)
    with st.container(horizontal=True, vertical_alignment="center", key=f"rij.list.{row.lesson_id}"):
        with st.container(width="stretch"):
            day = f"{ctx.f.weekday(row.held_on)[:2]} {ctx.f.date(row.held_on)}"
            hours = f"{hour(row.starts_at)}–{hour(row.ends_at)}"
            markup.show(markup.row(mark, f"{row.group} · {row.course}", told, day, hours))
        if ctx.may(Action.ENTER_ATTENDANCE):
            # Of one width, so that the days stand under each other whatever can be done.
            with st.container(width=ACT, horizontal_alignment="right"):
                if is_past:
                    _tick(ctx, row)
                else:
                    st.space("small")  # an empty one would fold away


def _tick(ctx: Context, row: ListRow) -> None:
    t = ctx.t
    is_in = row.received_on is not None
    label = t("Toch niet binnen") if is_in else t("Noteer lijst binnen")
    icon = ":material/undo:" if is_in else ":material/task:"
    if st.button(label, key=f"{KEY}.tick{row.lesson_id}", type="tertiary", icon=icon) and ctx.act(
        commands.note_list_received,
        lesson_id=row.lesson_id,
        version=row.version,
        received_on=None if is_in else ctx.today,
    ):
        ctx.tell(t("De lijst staat weer als niet binnen.") if is_in else t("De lijst is binnen."))
        st.rerun()
