"""One person's file: what is missing, the acts, the facts, the trajectories with their proofs, the history."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.i18n import N_
from core.identifiers import format_enterprise_number
from core.learners import queries
from core.learners.queries import ChangeRow, LearnerFile
from core.ui import (
    certificates_links,
    learner_enrolments,
    learner_forms,
    learner_list,
    learner_number,
    learner_twins,
    learner_words,
    markup,
    participation_view,
    prior_learning_view,
    ticket_links,
)
from core.ui.page import Context


def draw(ctx: Context, learner_id: int) -> None:
    """The panel; a file that is gone or lies on another campus says so in the same words."""
    person = ctx.read(queries.learner_file, actor=ctx.actor, learner_id=learner_id)
    if person is None:
        markup.show(markup.paragraph(ctx.t(learner_words.GONE)))
        return
    if person.merged_into_id is not None:
        markup.show(markup.paragraph(ctx.t("Dit dossier is samengevoegd met een ander.")))
        ctx.link("learners", ctx.t("Open het dossier dat blijft"), id=str(person.merged_into_id))
        return
    state = learner_list.state(ctx, is_damaged=person.name_is_damaged, tail=person.insz_tail)
    markup.show(
        markup.badge(state), markup.heading(f"{person.last_name}, {person.first_name}", css="tw-naam")
    )
    _way_out(ctx, person)
    _acts(ctx, person)
    ctx.link("learners", ctx.t("Volledig dossier"), id=str(person.id), file="1")
    markup.show(markup.facts(_facts(ctx, person)))
    participation_view.draw(ctx, person)
    learner_enrolments.draw(ctx, person.id)
    certificates_links.of_learner(ctx, person.id)
    prior_learning_view.draw(ctx, person)
    ticket_links.of_learner(ctx, person.id)
    learner_twins.draw(ctx, person)
    _history(ctx, person)


def _way_out(ctx: Context, person: LearnerFile) -> None:
    if person.name_is_damaged:
        markup.show(
            markup.muted(ctx.t("Een export beschadigde deze naam. Verbeter ze voor je een bewijs uitreikt."))
        )
    if not person.insz_tail:
        markup.show(
            markup.muted(ctx.t("Zonder INSZ kan je niet registreren in LED; de termijn loopt intussen door."))
        )


def _acts(ctx: Context, person: LearnerFile) -> None:
    numbered = bool(person.insz_tail)
    acts: list[tuple[str, Action, str, Callable[[Context, LearnerFile], None]]] = [
        ("edit", Action.EDIT_LEARNER, N_("Gegevens wijzigen"), learner_forms.edit),
        ("enrol", Action.EDIT_PARTICIPATION, N_("Inschrijven"), participation_view.enrol),
        (
            "number",
            Action.EDIT_LEARNER,
            N_("INSZ vervangen") if numbered else N_("INSZ invullen"),
            learner_number.fill,
        ),
    ]
    if numbered:
        acts.append(("reveal", Action.REVEAL_INSZ, N_("Toon nummer"), learner_number.reveal))
    with st.container(horizontal=True, gap="small"):
        for name, right, label, drawer in acts:
            kind: Literal["primary", "secondary"] = "primary" if name == "edit" else "secondary"
            if ctx.may(right) and st.button(ctx.t(label), key=f"learners.act.{name}", type=kind):
                drawer(ctx, person)


def _facts(ctx: Context, person: LearnerFile) -> list[tuple[str, str]]:
    t = ctx.t
    place = " ".join(part for part in (person.postal_code, person.city) if part)
    country = "" if person.country == "BEL" else person.country
    number = format_enterprise_number(person.employer_number) if len(person.employer_number) == 10 else ""
    return [
        (t("INSZ"), learner_list.masked(person.insz_tail, person.insz_kind, ctx)),
        (t("Geboortedatum"), ctx.f.date(person.born_on)),
        (t("Geboorteplaats"), person.birth_place),
        (
            t("Taal"),
            t(learner_words.LANGUAGES[person.language])
            if person.language in learner_words.LANGUAGES
            else person.language,
        ),
        (t("Adres"), ", ".join(part for part in (person.street, place, country) if part)),
        (t("E-mail"), person.email),
        (t("Telefoon"), person.phone),
        (t("Werkgever"), " · ".join(part for part in (person.employer_name, number) if part)),
    ]


def _history(ctx: Context, person: LearnerFile) -> None:
    if not person.changes:
        return
    with st.expander(ctx.t("Wijzigingen in dit dossier ({n})", n=len(person.changes)), type="compact"):
        markup.show(markup.events(_told(ctx, change) for change in person.changes))


def _told(ctx: Context, change: ChangeRow) -> tuple[str, str]:
    field = (
        ctx.t(learner_words.FIELDS[change.field]) if change.field in learner_words.FIELDS else change.field
    )
    old = _old(change)
    if change.field.startswith("merged."):
        text = f"{field}: {old}"
    else:
        text = (
            ctx.t("{field} was “{old}”", field=field, old=old)
            if old
            else ctx.t("{field} was leeg", field=field)
        )
    when = f"{ctx.f.moment(change.changed_at, ctx.today)} · {person(change.changed_by, ctx.t)}"
    return text, f"{when} · {change.reason}" if change.reason else when


def _old(change: ChangeRow) -> str:
    parts = change.old_text.split("-")
    if change.field == "born_on" and len(parts) == 3 and all(part.isdigit() for part in parts):
        year, month, day = (int(part) for part in parts)
        return f"{day:02}/{month:02}/{year:04}"
    return change.old_text
