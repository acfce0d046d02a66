"""The way from practice to real data: an empty database that keeps the set-up, and a first real administrator."""

import streamlit as st

from core.organisation import practice
from core.ui import forms, markup, users_view
from core.ui.page import Context


def way_out(ctx: Context) -> None:
    """Shown while the data are practice data; what it does cannot be undone, so the name is typed over."""
    key, t = "administration.practice", ctx.t
    base = forms.base(key)
    with st.expander(t("Van oefenen naar echt werken"), icon=":material/flag:"):
        markup.show(
            markup.paragraph(
                t(
                    "Alle verzonnen deelnemers, trajecten en bewijzen verdwijnen. Organisatie, campussen, "
                    "ondertekenaars, sluitingen en huisstijl blijven. Iedereen wordt afgemeld."
                )
            )
        )
        with st.form(base, border=False, width=640):
            with st.container(horizontal=True):
                username = st.text_input(
                    t("Gebruikersnaam van de beheerder"),
                    max_chars=80,
                    key=f"{base}.username",
                    autocomplete="off",
                )
                name = st.text_input(t("Naam van de beheerder"), max_chars=120, key=f"{base}.name")
            typed = st.text_input(t("Typ de naam van de organisatie over"), key=f"{base}.confirmation")
            sent = st.form_submit_button(t("Oefengegevens wissen en beginnen"))
    if sent:
        done = ctx.act(
            practice.leave_practice,
            username=username or "",
            display_name=name or "",
            confirmation=typed or "",
        )
        if done and done.value is not None:
            _link(ctx, done.value)


def _link(ctx: Context, token: str) -> None:
    markup.show(
        markup.heading(ctx.t("De databank is leeg en klaar voor echte gegevens")),
        markup.paragraph(
            ctx.t(
                "Bewaar deze eenmalige link: hiermee kiest de nieuwe beheerder een wachtwoord. "
                "Herlaad daarna de pagina."
            )
        ),
    )
    st.code(users_view.address_of(token), language=None)
    st.stop()
