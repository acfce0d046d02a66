"""The register of one lesson as a plain form, for screen readers and phones: labelled fields, saved by one button.

It writes in its callback: a rerun that stands above a form would swallow a submit that is handled after it.
"""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.access.permissions import Action
from core.attendance import commands
from core.attendance.cells import Op, Result
from core.attendance.registers import Line, Person, Register
from core.i18n import N_
from core.ui import forms, guarded, markup
from core.ui.page import Context

HELP = N_(
    "A aanwezig, O ongewettigd, G met een grond (GZ, GV, GL, GS, GW, GA, GK), L met minuten te laat (L15)."
)
LOSES = N_(
    "Wat je hier typt, is pas bewaard na “Bewaar”: bij herladen of zonder verbinding gaat het verloren."
)
TOLD = "attendance.form.told"


def draw(ctx: Context, register: Register) -> None:
    """A field per person, in the order of the grid."""
    line = register.lessons[0]
    form = f"attendance.form.{line.id}"
    base = forms.base(form)
    shown = {person.enrolment_id: register.cells[line.id, person.enrolment_id] for person in register.people}
    opened = {key: (cell.code, cell.version) for key, cell in shown.items()}
    st.session_state.setdefault(f"{base}.opened", opened)
    _told(ctx)
    with st.form(base, enter_to_submit=False):
        markup.show(markup.muted(ctx.t(HELP)), markup.muted(ctx.t(LOSES)))
        for person in register.people:
            cell = shown[person.enrolment_id]
            st.text_input(
                markup.markdown_safe(person.name), value=cell.code, key=f"{base}.{person.enrolment_id}",
                max_chars=8, width=320,
                disabled=bool(cell.lock) or not ctx.may(Action.ENTER_ATTENDANCE),
                help=markup.markdown_safe(ctx.words(cell.lock, cell.values)) if cell.lock else None,
            )  # fmt: skip
        st.form_submit_button(
            ctx.t("Bewaar"), type="primary", disabled=not ctx.may(Action.ENTER_ATTENDANCE),
            on_click=guarded.callback(ctx, partial(_save, ctx, line, register.people, form)),
        )  # fmt: skip


def _save(ctx: Context, line: Line, people: tuple[Person, ...], form: str) -> None:
    base, nonce = forms.base(form), forms.nonce(form)
    opened: dict[int, tuple[str, int]] = st.session_state.get(f"{base}.opened", {})
    typed = {key: str(st.session_state.get(f"{base}.{key}", "")) for key in opened}
    changed = [key for key, (code, _) in opened.items() if "".join(typed[key].split()).upper() != code]
    ops = [Op(f"{nonce}-{key}-{opened[key][1]}", line.id, key, opened[key][1], typed[key]) for key in changed]
    if not ops:
        st.session_state[TOLD] = ([], [ctx.t("Er is niets gewijzigd.")])
        return
    done = ctx.attempt(commands.save, lesson_id=line.id, ops=ops, way="form")
    if done.error is not None:
        st.session_state[TOLD] = ([ctx.words(done.error.template, done.error.params)], [])
        return
    _after(ctx, form, done.value or [], {person.enrolment_id: person.name for person in people})


def _after(ctx: Context, form: str, results: list[Result], names: Mapping[int, str]) -> None:
    """What was saved is the new ground; what was not stays in its field, and a conflict is known the next time."""
    opened = st.session_state[f"{forms.base(form)}.opened"]
    trouble = []
    for result in results:
        key = result.op.enrolment_id
        opened[key] = (result.value, result.version)
        name = names.get(key, "")
        if result.status == "conflict":
            text = N_("{name}: {by} zette {code}. Bewaar opnieuw als jouw {mine} moet blijven.")
            trouble.append(
                ctx.t(text, name=name, by=result.by, code=result.value or "∅", mine=result.op.value or "∅")
            )
        elif result.error is not None:
            trouble.append(f"{name}: {ctx.words(result.error.template, result.error.params)}")
    saved = sum(result.status in {"saved", "same", "repeat"} for result in results)
    if not trouble:
        forms.reopen(form)
    told = ctx.t("1 code bewaard.") if saved == 1 else ctx.t("{n} codes bewaard.", n=saved)
    st.session_state[TOLD] = (trouble, [told] if saved else [])


def _told(ctx: Context) -> None:
    trouble, good = st.session_state.pop(TOLD, ([], []))
    for text in trouble:
        st.error(markup.markdown_safe(text), icon=":material/error:")
    for text in good:
        st.success(markup.markdown_safe(text), icon=":material/check:")
