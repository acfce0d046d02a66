"""The rights register: what is to be done, who is local administrator, everybody with what he holds."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.exports.sheets import MEDIA_TYPE
from core.rights import commands, queries
from core.rights.rows import StaffRow
from core.ui import (
    downloads,
    markup,
    popovers,
    record_list,
    rights_administrator,
    rights_detail,
    rights_first_use,
    rights_list,
    rights_member,
    rights_tasks,
)
from core.ui.page import Context

EXPORT = "registration.rights.export"


def draw(ctx: Context) -> None:
    """The whole part; who may not change the register sees the same without the acts."""
    _actions(ctx)
    everybody = ctx.read(queries.register, today=ctx.today)
    done = ctx.read(queries.steps)
    is_open = record_list.opened(rights_list.LISTED) is not None
    if not is_open:
        rights_tasks.draw(ctx, ctx.read(queries.open_tasks, today=ctx.today))
        rights_administrator.draw(ctx, ctx.read(queries.administration, today=ctx.today))
        if not rights_first_use.is_done(done):
            rights_first_use.draw(ctx, done)
    shown, rows = rights_list.filters(ctx, everybody)
    if not rows and not is_open:
        _nothing(ctx, everybody)
    else:
        if shown == "review":
            _review(ctx, rows)
        record_list.beside(
            ctx, rights_list.LISTED, rights_list.page_of(rows), lambda key: rights_detail.draw(ctx, everybody, key),
            total=len(rows),
        )  # fmt: skip
    if rights_first_use.is_done(done) and not is_open:
        rights_first_use.draw(ctx, done)
    rights_list.keep(shown)


def _actions(ctx: Context) -> None:
    with ctx.actions:
        if ctx.may(Action.EXPORT):
            _export(ctx)
        if ctx.may(Action.MANAGE_RIGHTS) and st.button(
            ctx.t("Medewerker toevoegen"), key="registration.add", type="primary", icon=":material/add:"
        ):
            rights_member.add(ctx)


def _export(ctx: Context) -> None:
    place = popovers.opened(ctx.t("Exporteren"), icon=":material/download:", key="registration.exporting")
    if place is None:
        return
    with place:
        markup.show(markup.muted(ctx.t("Iedereen met elk recht, ook wat al voorbij is.")))
        if st.button(ctx.t("Register als Excel"), key="registration.export"):
            made = ctx.act(commands.export, language=ctx.language)
            if made and made.value is not None:
                name = f"rechtenregister-{ctx.today.isoformat()}.xlsx"
                downloads.ready(ctx, EXPORT, name=name, media_type=MEDIA_TYPE, content=made.value)
        downloads.link(ctx, EXPORT)
        if ctx.may(Action.MANAGE_RIGHTS):
            markup.show(markup.muted(ctx.t("Wat je in dat blad aanvult, lees je weer in.")))
            ctx.link("imports", ctx.t("Een blad inlezen"))


def _review(ctx: Context, rows: Sequence[StaffRow]) -> None:
    """All that is shown confirmed at once; what has to go is not among it."""
    due = [right for row in rows for right in row.due_for_review(ctx.today)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            text = ctx.t(
                "Elk recht kijk je jaarlijks na (intern). Is het niet meer nodig, open de persoon en trek het in."
            )
            markup.show(markup.muted(text))
        if due and ctx.may(Action.MANAGE_RIGHTS):
            n = len(due)
            label = ctx.t("Dit recht is nog nodig") if n == 1 else ctx.t("Alle {n} zijn nog nodig", n=n)
            if st.button(label, key="registration.review.all", icon=":material/check:"):
                rights_detail.confirm(ctx, due)


def _nothing(ctx: Context, everybody: Sequence[StaffRow]) -> None:
    t = ctx.t
    if everybody:
        markup.show(
            markup.heading(
                t("Niemand in deze lijst"), t("Kies een andere lijst of wis de zoekterm."), css="tw-klein"
            )
        )
        return
    why = t(
        "Voeg eerst de lokaal beheerder toe en daarna wie registreert, of lees een blad in bij Importeren."
    )
    markup.show(markup.heading(t("Nog niemand in het register"), why, css="tw-klein"))
    if ctx.may(Action.MANAGE_RIGHTS):
        ctx.link("imports", t("Een blad inlezen"))
