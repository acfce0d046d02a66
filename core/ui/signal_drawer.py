"""The drawer of one signal: what was missed, what may follow by which source, and what can be done about it."""

import streamlit as st

from core.access.permissions import Action
from core.attendance import commands, letters, missed
from core.attendance.runs import Run
from core.attendance.signals import Letter, Signal
from core.documents import absence_words
from core.enrolments import queries as enrolments
from core.enrolments import words
from core.i18n import N_
from core.ui import downloads, enrolment_acts, forms, guarded, line_words, markup
from core.ui.attendance_grid import hour
from core.ui.page import Context

LETTER = "attendance.signals.letter"
FRESH_DAYS = 7
ACTS = {"letter": N_("Brief aan de cursist maken"), "stop": N_("Opleiding stopzetten")}
AGAIN = N_("Er is deze week al een brief gemaakt, op {day} door {name}. Een tweede is zelden nodig.")


def show(ctx: Context, row: Signal) -> None:
    """Open the drawer."""
    downloads.forget(LETTER)
    guarded.dialog(ctx.t("Opvolging van {name}", name=row.name))(_show)(ctx, row)


def quiet(ctx: Context, run: Run) -> str:
    """5 lessen na elkaar niet aanwezig, van 02/11/2026 tot en met 16/11/2026."""
    text = N_("{n} lessen na elkaar niet aanwezig, van {first} tot en met {last}")
    said = ctx.t(text, n=run.lessons, first=ctx.f.date(run.first_on), last=ctx.f.date(run.last_on))
    return f"{said} ({ctx.t('waarvan {n} gewettigd', n=run.justified)})" if run.justified else said


def written(ctx: Context, letter: Letter) -> str:
    """Brief gemaakt op 19/11/2026 door An."""
    return ctx.t("Brief gemaakt op {day} door {name}", day=ctx.f.date(letter.made_on), name=letter.made_by)


def _show(ctx: Context, row: Signal) -> None:
    t = ctx.t
    pairs = [
        (t("Opleiding"), f"{row.course_code} {row.course}"),
        (t("Educatief verlof"), t(words.REGIMES[row.regime])),
        (t("Werkgever"), row.employer),
    ]
    if row.run is not None:
        pairs.append((t("Vermoedelijk gestopt?"), quiet(ctx, row.run)))
    if row.line is not None:
        pairs += [
            (t("Grens"), line_words.used(ctx, row.line)),
            (t("Speelruimte"), line_words.may_miss(ctx, row.line)),
        ]
    if row.letter is not None:
        pairs.append((t("Brief"), written(ctx, row.letter)))
    markup.show(markup.facts(pairs))
    if row.line is not None:
        markup.show(markup.muted(t(line_words.BASE)), markup.muted(line_words.consequence(ctx, row.regime)))
    _missed(ctx, row)
    offered = {}
    if ctx.may(Action.JUSTIFY_ABSENCE):
        offered["letter"] = ACTS["letter"]
    if ctx.may(Action.EDIT_ENROLMENT):
        offered["stop"] = ACTS["stop"]
    if not offered:
        return
    act = forms.choice(
        ctx,
        N_("Wat wil je doen?"),
        offered,
        key=f"attendance.signals.act{row.enrolment_id}",
        empty=N_("Kies"),
    )
    if act == "letter":
        _letter(ctx, row)
    elif act == "stop":
        found = ctx.read(enrolments.one, actor=ctx.actor, today=ctx.today, enrolment_id=row.enrolment_id)
        if found is not None:
            enrolment_acts.stop(ctx, found)


def _missed(ctx: Context, row: Signal) -> None:
    t = ctx.t
    lessons = ctx.read(missed.missed, actor=ctx.actor, today=ctx.today, enrolment_id=row.enrolment_id)
    heads = (t("Les"), t("Uren"), t("Ongewettigd"), t("Gewettigd"))
    lines = [
        (
            f"{ctx.f.weekday(each.held_on)} {ctx.f.date(each.held_on)}",
            f"{hour(each.starts_at)} - {hour(each.ends_at)}",
            t("{n} min", n=each.unjustified), t("{n} min", n=each.justified),
        )
        for each in lessons
    ]  # fmt: skip
    markup.show(markup.table(t("Gemiste lessen, laatste eerst"), heads, lines))


def _letter(ctx: Context, row: Signal) -> None:
    t = ctx.t
    last = row.letter
    if last is not None and (ctx.today - last.made_on).days < FRESH_DAYS:
        st.warning(markup.markdown_safe(t(AGAIN, day=ctx.f.date(last.made_on), name=last.made_by)))
    letter = ctx.read(letters.content, actor=ctx.actor, today=ctx.today, enrolment_id=row.enrolment_id)
    if letter is None:
        markup.show(markup.muted(t(letters.NOTHING_MISSED)))
        return
    # The letter is Dutch in every language of the screen, its title too.
    markup.show(markup.heading(t("Zo ziet de brief eruit"), level=3))
    with st.container(border=True):
        address = letter.address.replace("\n", ", ") or t("zonder adres")
        markup.show(markup.muted(f"{letter.addressee} · {address}"))
        markup.show(*(markup.paragraph(text) for text in absence_words.before(letter)))
        markup.show(
            markup.table(absence_words.TITLE, absence_words.heads(letter), absence_words.rows(letter))
        )
        markup.show(*(markup.paragraph(text) for text in absence_words.after(letter)))
    if st.button(t("Maak brief (PDF)"), key=f"{LETTER}.make", type="primary", icon=":material/mail:"):
        made = ctx.act(commands.make_letter, enrolment_id=row.enrolment_id)
        if made and made.value is not None:
            downloads.ready(
                ctx, LETTER, name=f"gemiste-lessen-{row.enrolment_id}.pdf", media_type=downloads.PDF,
                content=made.value,
            )  # fmt: skip
    downloads.link(ctx, LETTER)
