"""The forms of an open ticket: what it says, that it was sent, what was answered. Each ends in one command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from core.i18n import N_
from core.led_corrections import commands, words
from core.led_corrections.following import Said
from core.led_corrections.queries import TicketRow
from core.ui import evidence_field, forms, markup, tables, ticket_list
from core.ui.form_buttons import buttons
from core.ui.page import Context, Done

T = TypeVar("T")
ACT = "registration.ticket.act"
REPORTED, SENT, ANSWERED = N_("Gemeld op"), N_("Verstuurd op"), N_("Beantwoord op")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, as the fields of a form hold it."""

    field: str
    old_value: str
    new_value: str
    description: str


def finish(ctx: Context, key: str, done: Done[T], told: str) -> None:
    """After success the form closes; after a refusal it stays as it was typed."""
    if done:
        st.session_state.pop(ACT, None)
        tables.forget_selection(ticket_list.KEY)
    forms.settle(ctx, key, done, told=told)


def cancel(cancelled: bool) -> None:
    """Close the form without an act."""
    if cancelled:
        st.session_state.pop(ACT, None)
        st.rerun()


def what(ctx: Context, base: str, kind: str, stored: Wrong) -> Wrong:
    """The fields that say what is wrong; a duplicate has no wrong datum."""
    t = ctx.t
    field, old, new = "", "", ""
    if kind in ("wrong", "missing", "wrong_person", "double"):
        options: Mapping[str, str] = words.FIELDS
        empty = None if kind == "wrong" else N_("Het hele bewijs")
        field = forms.choice(
            ctx, N_("Gegeven"), options, key=f"{base}.field", value=stored.field, empty=empty
        )
    if kind == "wrong":
        old = st.text_input(t("Zoals het in LED staat"), stored.old_value, 1000, f"{base}.old") or ""
        new = st.text_input(t("Zoals het hoort"), stored.new_value, 1000, f"{base}.new") or ""
    description = st.text_area(
        t("Omschrijving (zonder rijksregisternummer)"), stored.description, max_chars=1000, key=f"{base}.description"
    )  # fmt: skip
    return Wrong(field, old, new, description or "")


def send(ctx: Context, found: TicketRow) -> None:
    """To whom, and when; the text itself stands in the fold below."""
    key, t = f"registration.ticket.send.{found.ticket_id}", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    with st.form(base, border=False):
        route = forms.choice(ctx, N_("Verstuurd naar"), words.ROUTES, key=f"{base}.route", value=found.route)
        for code, why in words.ROUTE_WHY.items():
            markup.show(markup.muted(f"{t(words.ROUTES[code])}: {t(why)}"))
        markup.show(markup.muted(t(words.SOURCE)))
        day = forms.day(ctx, SENT, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        upload = evidence_field.draw(ctx, base)
        sent, cancelled = buttons(ctx, N_("Versturen noteren"), base)
    if sent and (sent_on := forms.given(ctx, day, SENT)) is not None:
        done = ctx.act(
            commands.send, ticket_id=found.ticket_id, version=version, route=route, sent_on=sent_on,
            evidence=upload,
        )  # fmt: skip
        finish(ctx, key, done, t("Genoteerd. De melding wacht nu op antwoord."))
    cancel(cancelled)


def answer(ctx: Context, found: TicketRow) -> None:
    """What came back, and when."""
    key, t = f"registration.ticket.answer.{found.ticket_id}", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    with st.form(base, border=False):
        day = forms.day(ctx, ANSWERED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        text = st.text_area(t("Antwoord"), max_chars=1000, key=f"{base}.text")
        upload = evidence_field.draw(ctx, base)
        sent, cancelled = buttons(ctx, N_("Antwoord noteren"), base)
    if sent and (answered_on := forms.given(ctx, day, ANSWERED)) is not None:
        done = ctx.act(
            commands.answer, ticket_id=found.ticket_id, version=version, answered_on=answered_on,
            text=text or "", evidence=upload,
        )  # fmt: skip
        finish(ctx, key, done, t("Het antwoord is genoteerd. Sluit de melding af als ze klaar is."))
    cancel(cancelled)


def change(ctx: Context, found: TicketRow) -> None:
    """Everything the report says; the value before stays in the history."""
    key, t = f"registration.ticket.change.{found.ticket_id}", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    is_duplicate = found.kind == "replacement"
    offered = {code: word for code, word in words.KINDS.items() if (code == "replacement") is is_duplicate}
    kind = forms.choice(ctx, N_("Wat is er mis"), offered, key=f"{base}.kind", value=found.kind)
    with st.form(base, border=False):
        stored = Wrong(found.field, found.old_value, found.new_value, found.description)
        wrong = what(ctx, base, kind, stored)
        reporter = forms.choice(
            ctx, N_("Gemeld door"), words.REPORTERS, key=f"{base}.reporter", value=found.reporter
        )
        name = st.text_input(t("Naam van de melder"), found.reporter_name, 120, f"{base}.name")
        day = forms.day(ctx, REPORTED, key=f"{base}.day", value=found.reported_on, latest=ctx.today)
        upload = evidence_field.draw(ctx, base)
        sent, cancelled = buttons(ctx, N_("Melding bewaren"), base)
    if sent and (reported_on := forms.given(ctx, day, REPORTED)) is not None:
        said = Said(
            kind, reporter, reported_on, name or "", wrong.field, wrong.old_value, wrong.new_value,
            wrong.description,
        )  # fmt: skip
        done = ctx.act(
            commands.change, ticket_id=found.ticket_id, version=version, said=said, evidence=upload
        )
        finish(ctx, key, done, t("De melding is gewijzigd. Wat er stond, blijft in de geschiedenis."))
    cancel(cancelled)
