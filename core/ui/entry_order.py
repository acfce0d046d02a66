"""The order of the fields: said to be unconfirmed until somebody set it, and set by whoever keeps the settings."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.provider_settings import commands, queries
from core.provider_settings.queries import Chosen
from core.registration import fields
from core.ui import forms, guarded, markup
from core.ui.page import Context

KEY = "registration.entry_order"
UNCONFIRMED = N_("Volgorde van de velden: te bevestigen in de tool.")
CONFIRMED = N_("Volgorde van de velden: nagekeken door {name}, {moment}.")
HELP = N_("Eén veld per regel, in de volgorde van de tool. Wis een regel om dat veld weg te laten.")
UNKNOWN = N_("“{name}” is geen veld van het invoerblad. Kies uit: {known}.")


def told(ctx: Context) -> None:
    """Whether the order was confirmed, and for who may change it the way to do so."""
    found = _stored(ctx)
    said = ctx.t(UNCONFIRMED)
    if found.changed_at is not None:
        said = ctx.t(CONFIRMED, name=found.changed_by, moment=ctx.f.moment(found.changed_at, ctx.today))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            markup.show(markup.muted(said))
        if ctx.may(Action.ADMINISTER) and st.button(
            ctx.t("Volgorde aanpassen"), key=f"{KEY}.open", type="tertiary"
        ):
            guarded.dialog(ctx.t("Volgorde van de velden"))(_edit)(ctx)


def _stored(ctx: Context) -> Chosen:
    return next(found for found in ctx.read(queries.chosen) if found.choice.key == fields.SETTING)


def _edit(ctx: Context) -> None:
    found, t = _stored(ctx), ctx.t
    version, base = forms.opened(KEY, found.version), forms.base(KEY)
    with st.form(base, border=False):
        now = "\n".join(t(each.label) for each in fields.ordered(found.value))
        typed = st.text_area(t("Velden"), now, height=480, key=f"{base}.order")
        markup.show(markup.muted(t(HELP)))
        source = st.text_input(
            t("Waar zag je deze volgorde? (minstens tien tekens)"), max_chars=300, key=f"{base}.source"
        )
        sent = st.form_submit_button(t("Volgorde bewaren"), type="primary")
    if not sent:
        return
    codes = _codes(ctx, typed or "")
    if codes is None:
        return
    done = ctx.act(
        commands.change, key=fields.SETTING, value=",".join(codes), source=source or "", version=version
    )
    forms.settle(ctx, KEY, done, told=t("De volgorde is bewaard."))


def _codes(ctx: Context, typed: str) -> list[str] | None:
    """The fields by their names as the screen shows them; None after saying which name is not one."""
    known = {ctx.t(each.label).casefold(): each.code for each in fields.FIELDS}
    codes = []
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        code = known.get(line.casefold())
        if code is None:
            names = ", ".join(ctx.t(each.label) for each in fields.FIELDS)
            said = ctx.t(UNKNOWN, name=line[:40], known=names)
            st.error(markup.markdown_safe(said), icon=":material/error:")
            return None
        codes.append(code)
    return codes
