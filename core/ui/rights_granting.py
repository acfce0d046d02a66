"""The drawers of a right: granted, taken away from a day on, its end changed. What was done in the Vlaams
gebruikersbeheer is noted here."""

import streamlit as st

from core.i18n import N_
from core.rights import commands, queries
from core.rights.commands import Grant
from core.rights.profiles import BY_CODE, PROFILES
from core.rights.rows import RightRow, StaffRow
from core.rights.spans import DAY
from core.ui import forms, guarded, markup, rights_member
from core.ui.page import Context

GONE = N_("Dit recht staat niet meer in het register.")
REASON = N_("Reden (minstens tien tekens)")


def grant(ctx: Context, staff_member_id: int) -> None:
    """Open the drawer of a new right, or of one that is granted again."""
    guarded.dialog(ctx.t("Recht toekennen"))(_grant)(ctx, staff_member_id)


def _grant(ctx: Context, staff_member_id: int) -> None:
    row, t = rights_member.read(ctx, staff_member_id), ctx.t
    key = f"registration.granting{staff_member_id}"
    version, base = forms.opened(key, row.version), forms.base(key)
    with st.form(base, border=False):
        markup.show(
            markup.paragraph(t("Noteer wat de lokaal beheerder in het Vlaams gebruikersbeheer toekende."))
        )
        profile = _profile(ctx, row, base)
        with st.container(horizontal=True):
            begins_on = forms.day(ctx, N_("Begin"), key=f"{base}.begin", value=max(ctx.today, row.begins_on))
            ends_on = forms.day(ctx, N_("Einde (leeg = geen)"), key=f"{base}.end", value=row.ends_on)
        granters = ctx.read(queries.administration, today=ctx.today).administrators
        by = forms.pick(t("Toegekend door (lokaal beheerder)"), granters, key=f"{base}.by")
        reason = st.text_area(t(REASON), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Recht toekennen"), type="primary")
    if sent:
        right = Grant(profile, begins_on, ends_on, reason or "", by)
        done = ctx.act(commands.grant, staff_member_id=staff_member_id, version=version, right=right)
        forms.settle(ctx, key, done, told=t("Het recht van {name} is genoteerd.", name=row.name))


def _profile(ctx: Context, row: StaffRow, base: str) -> str:
    """The profiles, those that fit the function first; the command checks again and says which one fits."""
    fits = {
        profile.code: profile.fits(
            registers=row.registers, is_local_administrator=row.is_local_administrator
        )
        for profile in PROFILES
    }  # fmt: skip
    held = {right.profile for right in row.running}
    codes = sorted(BY_CODE, key=lambda code: (not fits[code], code in held))
    found = st.selectbox(
        ctx.t("Profiel"),
        codes,
        format_func=lambda code: f"{BY_CODE[code].shown} ({ctx.t(BY_CODE[code].counter)})",
        key=f"{base}.profile",
        help=ctx.t("In de bron staat: {names}.", names=_literals()),
    )
    return str(found)


def _literals() -> str:
    return ", ".join(f"“{profile.literal}”" for profile in PROFILES if profile.registers)


def revoke(ctx: Context, staff_member_id: int, right_id: int) -> None:
    """Open the drawer that takes a right away."""
    guarded.dialog(ctx.t("Recht intrekken"))(_revoke)(ctx, staff_member_id, right_id)


def _revoke(ctx: Context, staff_member_id: int, right_id: int) -> None:
    row, right = _read(ctx, staff_member_id, right_id)
    key, t = f"registration.revoking{right_id}", ctx.t
    version, base = forms.opened(key, right.version), forms.base(key)
    with st.form(base, border=False):
        _named(ctx, row, right)
        first_without = ctx.today
        if row.ends_on is not None and row.ends_on >= ctx.today:
            first_without = row.ends_on + DAY
        from_on = forms.day(ctx, N_("Eerste dag zonder recht"), key=f"{base}.day", value=first_without)
        markup.show(markup.muted(t("Vanaf die dag kan {name} hier niets meer registreren.", name=row.name)))
        reason = st.text_area(t(REASON), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Recht intrekken"), type="primary")
    if sent:
        done = ctx.act(
            commands.revoke, right_id=right_id, version=version, from_on=from_on, reason=reason or ""
        )
        told = t("Het recht van {name} is ingetrokken vanaf {day}.", name=row.name, day=ctx.f.date(from_on))
        if done.value:
            n = done.value
            one = N_("Sinds die dag staat er nog 1 bewijs op zijn of haar naam: kijk het na.")
            many = N_("Sinds die dag staan er nog {n} bewijzen op zijn of haar naam: kijk ze na.")
            entered = t(one) if n == 1 else t(many, n=n)
            told = f"{told} {entered}"
        forms.settle(ctx, key, done, told=told)


def change_end(ctx: Context, staff_member_id: int, right_id: int) -> None:
    """Open the drawer that prolongs or shortens a right."""
    guarded.dialog(ctx.t("Einde wijzigen"))(_change_end)(ctx, staff_member_id, right_id)


def _change_end(ctx: Context, staff_member_id: int, right_id: int) -> None:
    row, right = _read(ctx, staff_member_id, right_id)
    key, t = f"registration.ending{right_id}", ctx.t
    version, base = forms.opened(key, right.version), forms.base(key)
    with st.form(base, border=False):
        _named(ctx, row, right)
        ends_on = forms.day(ctx, N_("Einde (leeg = geen)"), key=f"{base}.end", value=right.ends_on)
        reason = st.text_area(t(REASON), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Einde bewaren"), type="primary")
    if sent:
        done = ctx.act(
            commands.change_end, right_id=right_id, version=version, ends_on=ends_on, reason=reason or ""
        )
        forms.settle(ctx, key, done, told=t("Het einde is bewaard."))


def _named(ctx: Context, row: StaffRow, right: RightRow) -> None:
    profile = BY_CODE[right.profile]
    begin = ctx.t("vanaf {day}", day=ctx.f.date(right.begins_on))
    markup.show(markup.heading(f"{row.name}: {profile.shown}", begin, level=3))


def _read(ctx: Context, staff_member_id: int, right_id: int) -> tuple[StaffRow, RightRow]:
    row = rights_member.read(ctx, staff_member_id)
    right = next((right for right in row.rights if right.right_id == right_id), None)
    if right is None:
        ctx.stop(ctx.t(GONE))
    return row, right
