"""What everybody does with their own account: another password, another language."""

import streamlit as st

from core.access import commands
from core.access.actors import ROLE_NAMES
from core.i18n import N_
from core.ui import forms, login, markup
from core.ui.page import Context

LANGUAGES = {"nl": N_("Nederlands"), "en": N_("Engels")}


def who(ctx: Context) -> None:
    """Name and role; they are the administrator's to change."""
    role = ctx.t(ROLE_NAMES[ctx.actor.role])
    markup.show(
        markup.facts(
            [
                (ctx.t("Naam"), ctx.actor.display_name),
                (ctx.t("Gebruikersnaam"), ctx.actor.name),
                (ctx.t("Rol"), role),
            ]
        )
    )


def language(ctx: Context) -> None:
    """The language of the screen; papers and letters follow their addressee."""
    markup.show(markup.heading(ctx.t("Taal van het scherm")))
    key = "account.language"
    base = forms.base(key)
    with st.form(base, border=False, width=400):
        chosen = forms.choice(ctx, N_("Taal"), LANGUAGES, key=f"{base}.chosen", value=ctx.language)
        sent = st.form_submit_button(ctx.t("Taal bewaren"))
    if sent and ctx.act(commands.choose_language, language=chosen):
        st.rerun()


def password(ctx: Context) -> None:
    """Another password; every session of this account ends, so that a stolen one ends too."""
    markup.show(
        markup.heading(
            ctx.t("Wachtwoord"),
            ctx.t("Minstens vijftien tekens; een zin is goed. Na het wijzigen meld je je opnieuw aan."),
        )
    )
    key, t = "account.password", ctx.t
    base = forms.base(key)
    with st.form(base, border=False, width=400):
        current = st.text_input(
            t("Huidig wachtwoord"), type="password", autocomplete="current-password", key=f"{base}.current"
        )
        new = st.text_input(
            t("Nieuw wachtwoord"), type="password", autocomplete="new-password", key=f"{base}.new"
        )
        again = st.text_input(
            t("Nieuw wachtwoord, nog eens"), type="password", autocomplete="new-password", key=f"{base}.again"
        )
        sent = st.form_submit_button(t("Wachtwoord wijzigen"), type="primary")
    if not sent:
        return
    if new != again:
        st.error(t("De twee nieuwe wachtwoorden zijn niet gelijk. Typ ze opnieuw."), icon=":material/error:")
        return
    if not login.proves(ctx.actor.name, current or ""):
        st.error(t("Je huidige wachtwoord klopt niet. Er is niets gewijzigd."), icon=":material/error:")
        return
    done = ctx.act(commands.change_own_password, current=current or "", new=new or "")
    forms.settle(ctx, key, done, told=t("Je wachtwoord is gewijzigd."))
