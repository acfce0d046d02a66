"""The drawers of a person's data: a new person, and a correction that shows both values when two people edit."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.i18n import N_
from core.learners import commands, queries
from core.learners.commands import Personal
from core.learners.queries import LearnerFile
from core.ui import conflict_view, forms, guarded, learner_list, learner_words, record_list
from core.ui.page import Context

EMPTY = Personal("", "", None)
CHANGING = "learners.edit"
ADDING = "learners.new"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a drawer, and whether it was sent."""

    personal: Personal
    reason: str
    insz: str
    sent: bool


def add(ctx: Context) -> None:
    """Open the drawer of a new person."""
    guarded.dialog(ctx.t("Deelnemer toevoegen"))(_add)(ctx)


def _add(ctx: Context) -> None:
    base = forms.base(ADDING)
    typed = _form(ctx, EMPTY, base, label=N_("Deelnemer toevoegen"), is_new=True)
    if not typed.sent:
        return
    done = ctx.act(commands.add, personal=typed.personal, insz=typed.insz)
    if done and done.value is not None:
        record_list.choose(learner_list.KEY, done.value)
    forms.settle(ctx, ADDING, done, told=ctx.t("Het dossier is aangemaakt. Schrijf de deelnemer nu in."))


def edit(ctx: Context, person: LearnerFile) -> None:
    """Open the drawer that corrects a person."""
    guarded.dialog(ctx.t("Gegevens wijzigen"))(_edit)(ctx, person.id)


def _edit(ctx: Context, learner_id: int) -> None:
    # Read again at every run of the drawer: after a conflict it must know what is stored by then.
    person = ctx.read(queries.learner_file, actor=ctx.actor, learner_id=learner_id)
    if person is None:
        ctx.stop(ctx.t(learner_words.GONE))
    key = f"{CHANGING}{learner_id}"
    version, base = forms.opened(key, person.version), forms.base(key)
    trouble = st.container()
    typed = _form(ctx, _stored(person), base, label=N_("Gegevens bewaren"), is_new=False)
    if not typed.sent:
        return
    done = ctx.attempt(
        commands.change, learner_id=learner_id, version=version, personal=typed.personal, reason=typed.reason
    )
    with trouble:
        conflict_view.refuse(ctx, done, names=learner_words.FIELDS)
    changed = ", ".join(
        ctx.t(learner_words.FIELDS[name]) for name in done.value or [] if name in learner_words.FIELDS
    )
    told = ctx.t("Gewijzigd: {fields}. Uitgereikte bewijzen blijven zoals ze zijn.", fields=changed)
    forms.settle(ctx, key, done, told=told if changed else ctx.t("Er was niets te wijzigen."))


def _stored(person: LearnerFile) -> Personal:
    return Personal(
        person.last_name, person.first_name, person.born_on, person.birth_place, person.language, person.street,
        person.postal_code, person.city, person.country, person.email, person.phone, person.employer_name,
        person.employer_number,
    )  # fmt: skip


def _form(ctx: Context, stored: Personal, base: str, *, label: str, is_new: bool) -> Typed:
    with st.form(base, border=False):
        last, first, born_on, place = _identity(ctx, stored, base)
        insz = (
            st.text_input(ctx.t("INSZ (leeg zolang er geen is)"), max_chars=20, key=f"{base}.number")
            if is_new
            else ""
        )
        language, country, *address = _address(ctx, stored, base)
        email, phone, employer, number = _contact(ctx, stored, base)
        reason = (
            ""
            if is_new
            else st.text_input(ctx.t("Reden van de wijziging"), max_chars=300, key=f"{base}.reason")
        )
        sent = st.form_submit_button(ctx.t(label), type="primary")
    personal = Personal(
        last, first, born_on, place, language, address[0], address[1], address[2], country, email, phone, employer,
        number,
    )  # fmt: skip
    return Typed(personal, reason or "", insz or "", sent)


def _identity(ctx: Context, stored: Personal, base: str) -> tuple[str, str, date | None, str]:
    t = ctx.t
    last = st.text_input(t("Familienaam"), stored.last_name, 200, f"{base}.last")
    first = st.text_input(t("Voornaam"), stored.first_name, 200, f"{base}.first")
    with st.container(horizontal=True):
        born_on = forms.day(
            ctx, N_("Geboortedatum"), key=f"{base}.born", value=stored.born_on, latest=ctx.today
        )
        place = st.text_input(t("Geboorteplaats"), stored.birth_place, 120, f"{base}.place")
    return last or "", first or "", born_on, place or ""


def _address(ctx: Context, stored: Personal, base: str) -> tuple[str, str, str, str, str]:
    t = ctx.t
    street = st.text_input(t("Straat en nummer"), stored.street, 160, f"{base}.street")
    with st.container(horizontal=True):
        postal = st.text_input(t("Postcode"), stored.postal_code, 12, f"{base}.postal", width=110)
        city = st.text_input(t("Gemeente"), stored.city, 80, f"{base}.city")
        country = st.text_input(t("Land (drie letters)"), stored.country, 3, f"{base}.country", width=130)
    known = dict(learner_words.LANGUAGES)
    known.setdefault(stored.language, stored.language)
    language = forms.choice(ctx, N_("Taal van brieven"), known, key=f"{base}.language", value=stored.language)
    return language, (country or "").upper(), street or "", postal or "", city or ""


def _contact(ctx: Context, stored: Personal, base: str) -> tuple[str, str, str, str]:
    t = ctx.t
    with st.container(horizontal=True):
        email = st.text_input(t("E-mail"), stored.email, 160, f"{base}.email")
        phone = st.text_input(t("Telefoon"), stored.phone, 40, f"{base}.phone")
    with st.container(horizontal=True):
        employer = st.text_input(t("Werkgever"), stored.employer_name, 160, f"{base}.employer")
        number = st.text_input(t("Ondernemingsnummer"), stored.employer_number, 14, f"{base}.enterprise")
    return email or "", phone or "", employer or "", number or ""
