"""What can be done with one stretch: note its filing, take a filing back, note the final assessment."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from core.access.permissions import Action
from core.attendance import picture_findings
from core.enrolments import queries as enrolments
from core.i18n import N_
from core.lengths import REASON_LIMIT
from core.ui import acts, enrolment_notes, forms, markup, tables, vov_list
from core.ui.acts import Acts
from core.ui.page import Context
from core.vov import commands, filing, words
from core.vov.filing import Shown
from core.vov.rows import AMOUNTS, StretchRow

FILE, ASSESS, WITHDRAW = "file", "assess", "withdraw"
FILED = N_("Ingediend op")
NAMES: Mapping[str, str] = {
    FILE: N_("Indiening noteren"),
    ASSESS: N_("Eindbeoordeling noteren"),
    WITHDRAW: N_("Indiening intrekken"),
}
RIGHTS: Mapping[str, Action] = {
    FILE: Action.FILE_VOV,
    ASSESS: Action.EDIT_ENROLMENT,
    WITHDRAW: Action.FILE_VOV,
}
BEGUN = f"{vov_list.KEY}.act"
ACTS = Acts(NAMES, kept=BEGUN, buttons=f"{vov_list.KEY}.begin", forms=vov_list.KEY, shortcuts={FILE: "G"})


def possible(row: StretchRow) -> list[str]:
    """The acts this stretch is open to, the next step first."""
    can_file = row.state in (words.TO_FILE, words.CHANGED) and row.totals.given and row.totals.is_complete
    found = [FILE] if can_file else []
    found += [ASSESS] if row.judgement is not None else []
    return [*found, *([WITHDRAW] if row.filing is not None else [])]


def draw(ctx: Context, row: StretchRow, key: int) -> None:
    """The buttons, and below them the form of the act that was begun."""
    offered = [act for act in possible(row) if ctx.may(RIGHTS[act])]
    if not offered:
        return
    made: Mapping[str, Callable[[], None]] = {
        FILE: lambda: _file(ctx, row, key),
        ASSESS: lambda: _assess(ctx, row),
        WITHDRAW: lambda: _withdraw(ctx, row, key),
    }
    acts.draw(
        ctx, ACTS, key, steps=[act for act in offered if act != WITHDRAW],
        rest=[act for act in offered if act == WITHDRAW], now=acts.begun(ACTS, key), form=lambda act: made[act](),
        has_next=offered[0] == FILE,
    )  # fmt: skip


def _file(ctx: Context, row: StretchRow, key: int) -> None:
    name, t = f"{vov_list.KEY}.{FILE}.{key}", ctx.t
    shown = as_opened(name, filing.shown(row))
    with st.form(forms.base(name), border=False):
        text = t("Noteer wat je in het WSE-loket indiende. Bewaard worden de uren van nu, in lestijden:")
        markup.show(markup.muted(text), markup.muted(_hours(ctx, row)))
        day, reference = fields(ctx, forms.base(name))
        sent = st.form_submit_button(t(NAMES[FILE]), type="primary")
    if sent and (filed_on := forms.given(ctx, day, FILED)) is not None:
        done = ctx.act(commands.file, chosen=[shown], filed_on=filed_on, reference=reference)
        _finish(bool(done))
        if done.error is not None:
            st.session_state.pop(f"{forms.base(name)}.shown", None)
        forms.settle(ctx, name, done, told=t("De indiening van {name} is genoteerd.", name=row.person.name))


def _hours(ctx: Context, row: StretchRow) -> str:
    unit = row.course.lesson_unit
    amounts = {name: picture_findings.periods(getattr(row.totals, name), unit, ctx.f) for name in AMOUNTS}
    text = N_("gegeven {given}, aanwezig {present}, gewettigd {justified}, ongewettigd {unjustified}")
    return ctx.t(text, **amounts)


def as_opened(name: str, shown: Shown) -> Shown:
    """The hours as they stood when the form was opened; hours that change meanwhile are a conflict."""
    kept = st.session_state.setdefault(f"{forms.base(name)}.shown", shown)
    return kept if isinstance(kept, Shown) else shown


def fields(ctx: Context, base: str) -> tuple[date | None, str]:
    """The day and the reference of a filing."""
    filed_on = forms.day(ctx, FILED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
    reference = st.text_input(
        ctx.t("Referte van het loket (mag leeg)"), max_chars=60, key=f"{base}.reference"
    )
    return filed_on, reference or ""


def _withdraw(ctx: Context, row: StretchRow, key: int) -> None:
    filed = row.filing
    if filed is None:
        return
    name, t = f"{vov_list.KEY}.{WITHDRAW}.{key}", ctx.t
    version, base = forms.opened(name, filed.version), forms.base(name)
    with st.form(base, border=False):
        text = t("Alleen als de indiening ook in het WSE-loket ingetrokken is. Ze blijft hier bewaard.")
        markup.show(markup.muted(text))
        reason = st.text_area(t("Reden"), max_chars=REASON_LIMIT, key=f"{base}.reason", height=80)
        sent = st.form_submit_button(t(NAMES[WITHDRAW]), type="primary")
    if sent:
        done = ctx.act(commands.withdraw, filing_id=filed.id, version=version, reason=reason or "")
        _finish(bool(done))
        forms.settle(ctx, name, done, told=t("De indiening van {name} is ingetrokken.", name=row.person.name))


def _assess(ctx: Context, row: StretchRow) -> None:
    """The same form as on the enrolment: one place to know it."""
    found = ctx.read(enrolments.one, actor=ctx.actor, today=ctx.today, enrolment_id=row.enrolment_id)
    if found is not None:
        enrolment_notes.final_assessment(ctx, found)


def _finish(is_done: bool) -> None:
    """After success the form closes, and the list is drawn anew: rows may have left it."""
    if is_done:
        st.session_state.pop(BEGUN, None)
        tables.forget_selection(vov_list.KEY)
