"""What can be done with one problem: the next step first; each form ends in one command and keeps what was typed."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.evidence.files import Upload
from core.i18n import N_
from core.problem_reports import commands
from core.problem_reports.following import Told
from core.problem_reports.kinds import WAYS
from core.problem_reports.queries import Report
from core.problem_reports.rows import State
from core.ui import acts, evidence_field, forms, markup, tables
from core.ui.acts import Acts
from core.ui.page import Context, Done

ACT = "registration.problems.act"
REPORT, REMIND, ANSWER, SOLVE = "report", "remind", "answer", "solve"
MISTAKE, REOPEN, EVIDENCE = "mistake", "reopen", "evidence"
NAMES: Mapping[str, str] = {
    REPORT: N_("Melding noteren"),
    REMIND: N_("Herinnering noteren"),
    ANSWER: N_("Antwoord noteren"),
    SOLVE: N_("Oplossing noteren"),
    MISTAKE: N_("Sluiten als vergissing"),
    REOPEN: N_("Heropenen"),
    EVIDENCE: N_("Bewijsstuk toevoegen"),
}
TOLD: Mapping[str, str] = {
    REPORT: N_("De melding is genoteerd."),
    REMIND: N_("De herinnering is genoteerd; de wachttijd telt vanaf de eerste melding."),
    ANSWER: N_("Het antwoord is genoteerd."),
    SOLVE: N_("Het probleem is gesloten; het bewijs kan weer geregistreerd worden."),
    MISTAKE: N_("Het probleem is gesloten als vergissing; wat ermee gebeurde, blijft bewaard."),
    REOPEN: N_("Het probleem staat weer open; het bewijs is weer geblokkeerd."),
    EVIDENCE: N_("Het bewijsstuk is bewaard."),
}
QUESTIONS: Mapping[str, str] = {
    MISTAKE: N_("Het bewijs is daarna niet meer geblokkeerd. De geschiedenis blijft."),
    REOPEN: N_("Het bewijs is daarna weer geblokkeerd. Alles wat al genoteerd werd, blijft."),
}
# The steps that happened on a day, which is asked first.
DAYS: Mapping[str, str] = {
    REPORT: N_("Gemeld op"),
    REMIND: N_("Herinnerd op"),
    ANSWER: N_("Beantwoord op"),
    SOLVE: N_("Opgelost op"),
}
ACTS = Acts(NAMES, kept=ACT, buttons=ACT, forms=ACT)
# The next step, what else belongs to it, and what stands behind "Meer".
STEPS: Mapping[State, tuple[tuple[str, ...], tuple[str, ...]]] = {
    State.TO_REPORT: ((REPORT, SOLVE), (EVIDENCE, MISTAKE)),
    State.WAITING: ((ANSWER, SOLVE), (REMIND, EVIDENCE, MISTAKE)),
    State.OVERDUE: ((REMIND, ANSWER, SOLVE), (EVIDENCE, MISTAKE)),
    State.ANSWERED: ((SOLVE,), (ANSWER, REMIND, EVIDENCE, MISTAKE)),
    State.SOLVED: ((REOPEN, EVIDENCE), ()),
    State.MISTAKE: ((REOPEN, EVIDENCE), ()),
}


def draw(ctx: Context, found: Report) -> None:
    """The buttons, and below them the form of the step that was begun."""
    if not ctx.may(Action.REPORT_PROBLEM):
        return
    steps, rest = STEPS[found.row.state]
    begun = acts.begun(ACTS, found.row.report_id)
    acts.draw(
        ctx, ACTS, found.row.report_id, steps=steps, rest=rest,
        now=begun if begun in {*steps, *rest} else None, form=lambda step: _form(ctx, found, step),
        has_next=found.row.closed_on is None,
    )  # fmt: skip


def _form(ctx: Context, found: Report, step: str) -> None:
    key = f"{ACT}.{step}.{found.row.report_id}"
    version, base = forms.opened(key, found.version), forms.base(key)
    with st.form(base, border=False):
        day = None
        if step in DAYS:
            day = forms.day(ctx, DAYS[step], key=f"{base}.day", value=ctx.today, latest=ctx.today)
        command, typed = FIELDS[step](ctx, found, base)
        with st.container(horizontal=True, gap="small"):
            sent = st.form_submit_button(ctx.t(NAMES[step]), type="primary", key=f"{base}.send")
            cancelled = st.form_submit_button(ctx.t("Annuleren"), key=f"{base}.cancel")
    if cancelled:
        st.session_state.pop(ACT, None)
        st.rerun()
    if not sent:
        return
    on = forms.given(ctx, day, DAYS[step]) if step in DAYS else ctx.today
    if on is not None:
        done: Done[None] = ctx.act(command, report_id=found.row.report_id, version=version, **typed(on))
        if done:
            st.session_state.pop(ACT, None)
            tables.forget_selection("registration.problems")
        forms.settle(ctx, key, done, told=ctx.t(TOLD[step]))


# The command of a step, and what was typed for it once the day is known.
Filled = tuple[Callable[..., None], Callable[[date], dict[str, object]]]


def _reporting(ctx: Context, found: Report, base: str) -> Filled:
    how = forms.choice(ctx, N_("Hoe"), WAYS, key=f"{base}.how", value="mail")
    by = st.text_input(ctx.t("Door wie"), person(ctx.actor.display_name, ctx.t), 120, f"{base}.by")
    evidence = evidence_field.draw(ctx, base)
    return commands.report, lambda on: {"told": Told(on, how, by or ""), "evidence": evidence}


def _answering(ctx: Context, found: Report, base: str) -> Filled:
    text, evidence = _text(ctx, N_("Wat was het antwoord?"), base)
    return commands.answer, lambda on: {"answered_on": on, "text": text, "evidence": evidence}


def _solving(ctx: Context, found: Report, base: str) -> Filled:
    text, evidence = _text(ctx, N_("Hoe werd het opgelost?"), base)
    return commands.solve, lambda on: {"solved_on": on, "solution": text, "evidence": evidence}


def _reasoned(command: Callable[..., None], step: str) -> Callable[[Context, Report, str], Filled]:
    def drawn(ctx: Context, found: Report, base: str) -> Filled:
        markup.show(markup.muted(ctx.t(QUESTIONS[step])))
        reason = st.text_area(ctx.t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        return command, lambda _on: {"reason": reason or ""}

    return drawn


def _attaching(ctx: Context, found: Report, base: str) -> Filled:
    evidence = evidence_field.draw(ctx, base)
    return commands.add_evidence, lambda _on: {"evidence": evidence}


def _text(ctx: Context, label: str, base: str) -> tuple[str, Upload | None]:
    text = st.text_area(ctx.t(label), max_chars=1000, key=f"{base}.text", height=110)
    return text or "", evidence_field.draw(ctx, base)


FIELDS: Mapping[str, Callable[[Context, Report, str], Filled]] = {
    REPORT: _reporting,
    REMIND: _reporting,
    ANSWER: _answering,
    SOLVE: _solving,
    MISTAKE: _reasoned(commands.mistake, MISTAKE),
    REOPEN: _reasoned(commands.reopen, REOPEN),
    EVIDENCE: _attaching,
}
