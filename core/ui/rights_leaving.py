"""The drawers of leaving: a last day of work, another one, staying after all, and coming back."""

import streamlit as st

from core.i18n import N_
from core.rights import commands
from core.ui import forms, guarded, markup, record_list, rights_list, rights_member
from core.ui.page import Context


def leave(ctx: Context, staff_member_id: int) -> None:
    """Open the drawer of a departure."""
    guarded.dialog(ctx.t("Vertrek noteren"))(_leave)(ctx, staff_member_id)


def _leave(ctx: Context, staff_member_id: int) -> None:
    row, t = rights_member.read(ctx, staff_member_id), ctx.t
    key = f"registration.leaving{staff_member_id}"
    version, base = forms.opened(key, row.version), forms.base(key)
    with st.form(base, border=False):
        markup.show(
            markup.paragraph(t("Loopt er daarna nog een recht, dan verschijnt de taak “rechten intrekken”."))
        )
        ends_on = forms.day(
            ctx, N_("Laatste werkdag"), key=f"{base}.end", value=row.ends_on or ctx.today, earliest=row.begins_on
        )  # fmt: skip
        stays = False
        if row.ends_on is not None:
            stays = st.checkbox(t("Vertrekt toch niet"), key=f"{base}.stays")
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Vertrek noteren"), type="primary")
    if not sent:
        return
    if ends_on is None and not stays:
        st.error(t("Vul de laatste werkdag in."), icon=":material/error:")
        return
    done = ctx.act(
        commands.leave, staff_member_id=staff_member_id, version=version, ends_on=None if stays else ends_on,
        reason=reason or "",
    )  # fmt: skip
    told = t("{name} blijft in dienst.", name=row.name) if stays else t(
        "De laatste werkdag van {name} is {day}.", name=row.name, day=ctx.f.date(ends_on)
    )  # fmt: skip
    forms.settle(ctx, key, done, told=told)


def rejoin(ctx: Context, staff_member_id: int) -> None:
    """Open the drawer of who comes back."""
    guarded.dialog(ctx.t("Terug in dienst"))(_rejoin)(ctx, staff_member_id)


def _rejoin(ctx: Context, staff_member_id: int) -> None:
    row, t = rights_member.read(ctx, staff_member_id), ctx.t
    key = f"registration.rejoining{staff_member_id}"
    version, base = forms.opened(key, row.version), forms.base(key)
    with st.form(base, border=False):
        text = t(
            "Er begint een nieuwe periode, met eigen rechten. De vorige blijft zoals ze was; het account gaat mee."
        )
        markup.show(markup.paragraph(text))
        begins_on = forms.day(ctx, N_("Eerste werkdag"), key=f"{base}.begin", value=ctx.today)
        sent = st.form_submit_button(t("Terug in dienst noteren"), type="primary")
    if sent:
        done = ctx.act(commands.rejoin, staff_member_id=staff_member_id, version=version, begins_on=begins_on)
        if done and done.value is not None:
            record_list.choose(rights_list.KEY, done.value)
        forms.settle(ctx, key, done, told=t("{name} is terug in dienst.", name=row.name))
