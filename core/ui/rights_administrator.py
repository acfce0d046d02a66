"""Who grants the rights: the local administrator by name, the legal representative of KBO, and a change noted there."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.rights import commands, queries, words
from core.rights.first_use import KBO_PUBLIC_SEARCH
from core.rights.rows import Administration
from core.ui import conflict_view, forms, guarded, labels, markup
from core.ui.page import Context

KEY = "registration.representative"


def draw(ctx: Context, found: Administration) -> None:
    """One line, with the way to note a change in KBO."""
    t = ctx.t
    names = [name for _, name in found.administrators]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="rij.administrator"):
        with st.container(width="stretch"):
            if not names:
                text = t("Voeg de lokaal beheerder toe: zonder kan je geen enkel recht noteren.")
                mark = labels.mark("late", t("Geen lokaal beheerder genoteerd"))
                markup.show(markup.badge(mark), markup.muted(text))
            else:
                one, more = N_("Lokaal beheerder is {names}."), N_("Lokaal beheerders zijn {names}.")
                text = t(one if len(names) == 1 else more, names=t(" en ").join(names))
                markup.show(markup.tag("b", text), markup.muted(_representative(ctx, found)))
        if ctx.may(Action.MANAGE_RIGHTS) and st.button(
            t("KBO-stand noteren"), key=f"{KEY}.open", type="tertiary"
        ):
            guarded.dialog(t("Wettelijke vertegenwoordiger"))(_note)(ctx)


def _representative(ctx: Context, found: Administration) -> str:
    if not found.legal_representative:
        return ctx.t("Wie in de KBO wettelijke vertegenwoordiger is, is nog niet genoteerd.")
    return ctx.t(
        "Wettelijke vertegenwoordiger in de KBO: {name}, nagekeken op {day}.",
        name=found.legal_representative, day=ctx.f.date(found.seen_on),
    )  # fmt: skip


def _note(ctx: Context) -> None:
    found, t = ctx.read(queries.administration, today=ctx.today), ctx.t
    version, base = forms.opened(KEY, found.version), forms.base(KEY)
    trouble = st.container()
    with st.form(base, border=False):
        markup.show(
            markup.paragraph(
                t(
                    "De lokaal beheerder is de wettelijke vertegenwoordiger uit de KBO. Je noteert die zelf: "
                    "KBO Open Data bevat geen personen, KBO Public Search toont wie een wettelijke functie heeft."
                )
            ),
            markup.link(t("Opzoeken in de KBO"), KBO_PUBLIC_SEARCH),
        )
        name = st.text_input(
            t("Wettelijke vertegenwoordiger"), found.legal_representative, 120, f"{base}.name"
        )
        seen_on = forms.day(
            ctx, N_("Nagekeken in de KBO op"), key=f"{base}.day", value=ctx.today, latest=ctx.today
        )
        sent = st.form_submit_button(t("KBO-stand bewaren"), type="primary")
    if not sent:
        return
    done = ctx.attempt(commands.note_legal_representative, name=name or "", seen_on=seen_on, version=version)
    with trouble:
        conflict_view.refuse(ctx, done, names=words.FIELDS)
    asked = t("Bewaard. De taak “lokaal beheerder nakijken” staat open.")
    forms.settle(ctx, KEY, done, told=asked if done.value else t("Bewaard. Er valt niets na te kijken."))
