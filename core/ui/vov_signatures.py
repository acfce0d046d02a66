"""Part "Onlinelessen": who signed each online lesson, and noting the signatures of a whole lesson at once."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.access.permissions import Action
from core.courses import clock_text
from core.courses.school_years import bounds, school_year
from core.i18n import N_
from core.ui import address, forms, labels, markup, namesakes, record_list, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList
from core.vov import commands, signatures, words
from core.vov.signatures import LessonRow, SignatureRow

KEY = "attendance.signatures"
SIGNED = N_("Getekend op")
GONE = N_("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus.")
SHOWN = {"incomplete": N_("Onvolledig"), "all": N_("Alle")}


def columns(ctx: Context) -> list[Column[LessonRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda row: mark(ctx, row), "status", 150),
        Column(N_("Dag"), lambda row: row.held_on, "date", 96),
        Column(N_("Uur"), lambda row: clock_text.hours_text(row.starts_at, row.ends_at), width=104),
        Column(N_("Groep"), lambda row: row.group, width=120),
        Column(N_("Opleiding"), lambda row: row.course, width=200),
        Column(N_("Lesgever"), lambda row: row.teacher, width=130),
        Column(N_("Te tekenen"), lambda row: row.expected, "number", 84),
        Column(N_("Getekend"), lambda row: row.signed, "number", 84),
        Column(
            N_("Lesgever tekende"), lambda row: ctx.t("ja") if row.has_teacher else ctx.t("nee"), width=120
        ),
    ]


def mark(ctx: Context, row: LessonRow) -> Badge:
    """How many signatures are missing."""
    if not row.missing:
        return labels.mark("done", ctx.t("Volledig"))
    text = N_("1 ontbreekt") if row.missing == 1 else N_("{n} ontbreken")
    return labels.mark("soon", ctx.t(text, n=row.missing))


LISTED: RecordList[LessonRow] = RecordList(
    KEY, N_("Onlinelessen met cursisten onder VOV, de laatste eerst"), (N_("1 les"), N_("{n} lessen")),
    N_("Les openen"), columns, lambda row: row.id, lambda row: f"{row.held_on:%d/%m/%Y} · {row.group}",
    address=("online",),
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The choice, the list of this school year, and the lesson that stands open beside it."""
    with st.container(key="filters"):
        shown = st.segmented_control(
            ctx.t("Toon"), list(SHOWN), default=address.code("show", SHOWN) or "incomplete", required=True, wrap=True,
            format_func=lambda code: ctx.t(SHOWN[code]), key=f"{KEY}.show",
        )  # fmt: skip
    found = ctx.read(
        signatures.listed, actor=ctx.actor, today=ctx.today, only_incomplete=shown != "all",
        first_on=_first_day(ctx.today), page=tables.page_of(KEY),
    )  # fmt: skip
    total = found.total if shown == "all" else found.incomplete
    if not total and record_list.opened(LISTED) is None:
        text = (
            N_("Elke onlineles van dit schooljaar is getekend door wie er was en door de lesgever.")
            if found.total
            else N_("Dit schooljaar was er nog geen onlineles met cursisten onder VOV.")
        )
        markup.show(markup.paragraph(ctx.t(text)))
    else:
        record_list.beside(ctx, LISTED, found.rows, lambda key: _detail(ctx, key), total=total)
    is_all = "all" if shown == "all" else None
    address.keep({"part": "signatures", "show": is_all, "online": record_list.in_address(LISTED)})


def _first_day(today: date) -> date:
    return bounds(school_year(today), starts_on=date(today.year - 1, 1, 1), ends_on=today)[0]


def _detail(ctx: Context, lesson_id: int) -> None:
    row = ctx.read(signatures.lesson, actor=ctx.actor, today=ctx.today, lesson_id=lesson_id)
    if row is None:
        markup.show(markup.paragraph(ctx.t(GONE)))
        return
    when = f"{ctx.f.date(row.held_on)} {clock_text.hours_text(row.starts_at, row.ends_at)}"
    markup.show(
        markup.badge(mark(ctx, row)), markup.heading(f"{row.group} {row.course}", when, css="tw-naam")
    )
    people = ctx.read(signatures.of_lesson, actor=ctx.actor, today=ctx.today, lesson_id=lesson_id)
    may = ctx.may(Action.ENTER_ATTENDANCE)
    open_ones = [each for each in people if each.signature_id is None and not each.is_absent]
    if may and open_ones:
        _note(ctx, row, open_ones)
    _people(ctx, people)
    signed = [each for each in people if each.signature_id is not None]
    if may and signed:
        _remove(ctx, row, signed)


def _note(ctx: Context, row: LessonRow, people: Sequence[SignatureRow]) -> None:
    key, t = f"{KEY}.note{row.id}", ctx.t
    base = forms.base(key)
    names = {each.enrolment_id: each.name for each in people if each.enrolment_id is not None}
    cursists = namesakes.told_apart(ctx, names, {key: key for key in names})
    by_teacher = any(each.enrolment_id is None for each in people)
    with st.form(base, border=False):
        chosen = st.multiselect(
            t("Wie tekende?"), list(cursists), default=list(cursists), format_func=lambda one: cursists[one],
            key=f"{base}.who", placeholder=t("Kies"),
        ) if cursists else []  # fmt: skip
        name = row.teacher or t("nog geen lesgever")
        teacher = by_teacher and st.checkbox(
            t("Ook de lesgever ({name})", name=markup.markdown_safe(name)), value=True, key=f"{base}.teacher"
        )
        way = forms.choice(ctx, N_("Hoe getekend"), words.WAYS, key=f"{base}.way")
        day = forms.day(
            ctx,
            SIGNED,
            key=f"{base}.day",
            value=row.held_on,
            earliest=row.held_on,
            latest=ctx.today,
        )
        sent = st.form_submit_button(t("Handtekeningen noteren"), type="primary")
    if sent and (signed_on := forms.given(ctx, day, SIGNED)) is not None:
        done = ctx.act(
            commands.note_signatures, lesson_id=row.id, enrolment_ids=list(chosen),
            teacher=bool(teacher), way=way, signed_on=signed_on,
        )  # fmt: skip
        text = (
            N_("1 handtekening is genoteerd.")
            if done.value == 1
            else N_("{n} handtekeningen zijn genoteerd.")
        )
        forms.settle(ctx, key, done, told=t(text, n=done.value))


def _people(ctx: Context, people: Sequence[SignatureRow]) -> None:
    t = ctx.t
    lines = [
        (
            each.name if each.enrolment_id is not None else t("{name} (lesgever)", name=each.name).strip(),
            _signed(ctx, each),
            each.noted_by,
        )
        for each in people
    ]
    markup.show(
        markup.table(t("Handtekeningen van deze les"), (t("Wie"), t("Stand"), t("Genoteerd door")), lines)
    )


def _signed(ctx: Context, each: SignatureRow) -> Badge:
    if each.signature_id is not None:
        return labels.mark("done", f"{ctx.t(words.WAYS[each.way])}, {ctx.f.date(each.signed_on)}")
    if each.is_absent:
        return labels.mark("plan", ctx.t("Was er niet"))
    return labels.mark("soon", ctx.t("Ontbreekt"))


def _remove(ctx: Context, row: LessonRow, signed: Sequence[SignatureRow]) -> None:
    key, t = f"{KEY}.remove{row.id}", ctx.t
    with st.expander(t("Een handtekening weghalen"), type="compact"):
        base = forms.base(key)
        names = {each.signature_id: each.name for each in signed if each.signature_id is not None}
        enrolments = {
            each.signature_id: each.enrolment_id for each in signed if each.signature_id and each.enrolment_id
        }
        options = list(namesakes.told_apart(ctx, names, enrolments).items())
        with st.form(base, border=False):
            chosen = forms.pick(t("Alleen wat per vergissing genoteerd is"), options, key=f"{base}.which")
            sent = st.form_submit_button(t("Handtekening weghalen"))
        if sent and chosen is not None:
            done = ctx.act(commands.remove_signature, lesson_id=row.id, signature_id=chosen)
            forms.settle(ctx, key, done, told=t("De handtekening is weggehaald."))
