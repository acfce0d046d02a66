"""The lessons of a group: a table with their state, and the acts on the one that is chosen."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.courses import clock_text, commands, queries, words
from core.courses.rows import GroupRow, LessonRow
from core.i18n import N_
from core.ui import course_group_forms, course_lesson_forms, forms, guarded, labels, markup
from core.ui.markup import Badge
from core.ui.page import Context


def draw(ctx: Context, groups: Sequence[GroupRow]) -> None:
    """The section; with several groups the one to show is chosen."""
    if not groups:
        return
    t = ctx.t
    markup.show(markup.heading(t("Lessen"), level=3))
    group = groups[0]
    if len(groups) > 1:
        names = {each.id: f"{each.code} {each.name}" for each in groups}
        chosen = st.selectbox(
            t("Groep"), list(names), format_func=lambda key: names[key], key="courses.lessons.group"
        )
        group = next((each for each in groups if each.id == chosen), group)
    rows = ctx.read(queries.lessons, actor=ctx.actor, group_id=group.id)
    if rows:
        _told(ctx, rows)
        with st.expander(t("Alle lessen ({n})", n=len(rows)), type="compact"):
            heads = (t("Stand"), t("Les"), t("Gegeven minuten"))
            lines = [_row(ctx, group, row) for row in rows]
            markup.show(markup.table(t("Lessen van {code}", code=group.code), heads, lines))
    else:
        markup.show(markup.muted(t("Nog geen lessen. Maak ze uit het uurrooster, of voeg er één toe.")))
    if ctx.may(Action.EDIT_COURSE):
        _acts(ctx, group, rows)


def _told(ctx: Context, rows: Sequence[LessonRow]) -> None:
    held = [row for row in rows if row.state != "cancelled"]
    past = [row for row in held if row.held_on < ctx.today]
    open_ones = [
        row for row in past if row.state == "planned" and row.kind == "contact" and row.closed_on is None
    ]
    counts = {"past": len(past), "all": len(held), "open": len(open_ones), "off": len(rows) - len(held)}
    markup.show(
        markup.muted(
            ctx.t(
                "{past} van {all} lessen voorbij · {open} nog in te vullen · {off} afgelast of verplaatst",
                **counts,
            )
        )
    )


def state(ctx: Context, row: LessonRow) -> Badge:
    """What became of a lesson, with its reason."""
    if row.state == "planned":
        if row.closed_on is not None:
            return labels.mark("done", ctx.t("Ingevuld"))
        is_due = row.held_on < ctx.today and row.kind == "contact"
        return labels.mark("soon", ctx.t("In te vullen")) if is_due else labels.mark("plan", ctx.t("Gepland"))
    if row.reason == words.MOVED:
        return labels.mark("hold", ctx.t("Verplaatst"))
    return labels.mark("done" if row.state == "credited" else "hold", ctx.t(words.STATES[row.state]))


def why(ctx: Context, row: LessonRow) -> str:
    """The reason why it was not held, or where it went; nothing for a lesson that goes on."""
    if row.moved_to_on is not None:
        return ctx.t("Verplaatst naar {day}", day=ctx.f.date(row.moved_to_on))
    return "" if row.state == "planned" else labels.word(words.SHOWN_REASONS, row.reason, ctx.t)


def _row(ctx: Context, group: GroupRow, row: LessonRow) -> tuple[str | Badge, ...]:
    # Three columns: the panel is narrow. What is as usual (contact, the group's own teacher) is not said again.
    usual = ", ".join(name for _, name in group.teachers)
    when = f"{ctx.f.date(row.held_on)} {clock_text.hours_text(row.starts_at, row.ends_at)}"
    kind = "" if row.kind == "contact" else labels.word(words.KINDS, row.kind, ctx.t)
    teacher = "" if row.teacher == usual else row.teacher
    parts = (when, kind, ctx.t("online") if row.is_online else "", teacher, why(ctx, row))
    return state(ctx, row), " · ".join(part for part in parts if part), ctx.f.number(row.given_minutes)


def _acts(ctx: Context, group: GroupRow, rows: Sequence[LessonRow]) -> None:
    t = ctx.t
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names = {row.id: _name(ctx, row) for row in rows}
        chosen = st.selectbox(
            t("Les kiezen"), list(names), index=None, format_func=lambda key: names[key],
            placeholder=t("Kies een les om te wijzigen"), key=f"courses.lesson{group.id}",
        )  # fmt: skip
        if st.button(t("Les toevoegen"), key=f"courses.lesson_add{group.id}", icon=":material/add:"):
            guarded.dialog(t("Les toevoegen"))(_add)(ctx, group)
    row = next((each for each in rows if each.id == chosen), None)
    if row is not None:
        course_lesson_forms.draw(ctx, row)


def _name(ctx: Context, row: LessonRow) -> str:
    return f"{ctx.f.date(row.held_on)} {clock_text.hours_text(row.starts_at, row.ends_at)} · {state(ctx, row).word}"


def _add(ctx: Context, group: GroupRow) -> None:
    key = f"courses.lesson_new{group.id}"
    slot = course_group_forms.slot_form(ctx, group, forms.base(key), label=N_("Les bewaren"), is_dated=True)
    if slot is not None:
        done = ctx.act(commands.add_lesson, group_id=group.id, slot=slot)
        forms.settle(
            ctx, key, done, told=ctx.t("De les van {day} is toegevoegd.", day=ctx.f.date(slot.held_on))
        )
