"""The drawers of a member of staff: somebody new, corrected data or another function."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.i18n import N_
from core.rights import commands, queries, words
from core.rights.commands import Member
from core.rights.rows import StaffRow
from core.ui import conflict_view, forms, guarded, markup, record_list, rights_list
from core.ui.page import Context

ADDING, CHANGING = "registration.staff.new", "registration.staff"
GONE = N_("Deze medewerker staat niet meer in het register.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and whether it was sent."""

    member: Member
    function_on: date | None
    sent: bool


def read(ctx: Context, staff_member_id: int) -> StaffRow:
    """The person as stored now: a drawer reads again at each of its runs."""
    everybody = ctx.read(queries.register, today=ctx.today)
    found = next((row for row in everybody if row.staff_member_id == staff_member_id), None)
    if found is None:
        ctx.stop(ctx.t(GONE))
    return found


def add(ctx: Context) -> None:
    """Open the drawer of somebody new."""
    guarded.dialog(ctx.t("Medewerker toevoegen"))(_add)(ctx)


def _add(ctx: Context) -> None:
    base = forms.base(ADDING)
    typed = _form(ctx, None, base, label=N_("Medewerker toevoegen"))
    if not typed.sent:
        return
    done = ctx.act(commands.add_member, member=typed.member)
    if done and done.value is not None:
        record_list.choose(rights_list.KEY, done.value)
    forms.settle(
        ctx, ADDING, done, told=ctx.t("{name} staat in het register.", name=typed.member.name.strip())
    )


def edit(ctx: Context, staff_member_id: int) -> None:
    """Open the drawer that corrects somebody's data."""
    guarded.dialog(ctx.t("Gegevens of functie wijzigen"))(_edit)(ctx, staff_member_id)


def _edit(ctx: Context, staff_member_id: int) -> None:
    row = read(ctx, staff_member_id)
    key = f"{CHANGING}{staff_member_id}"
    version, base = forms.opened(key, row.version), forms.base(key)
    trouble = st.container()
    typed = _form(ctx, row, base, label=N_("Gegevens bewaren"))
    if not typed.sent:
        return
    done = ctx.attempt(
        commands.change_member, staff_member_id=staff_member_id, version=version, member=typed.member,
        function_on=typed.function_on,
    )  # fmt: skip
    with trouble:
        conflict_view.refuse(ctx, done, names=words.FIELDS)
    forms.settle(ctx, key, done, told=ctx.t("De gegevens van {name} zijn bewaard.", name=row.name))


def _form(ctx: Context, row: StaffRow | None, base: str, *, label: str) -> Typed:
    t = ctx.t
    with st.form(base, border=False):
        name = st.text_input(t("Naam"), row.name if row else "", 120, f"{base}.name")
        function = st.text_input(t("Functie"), row.function if row else "", 120, f"{base}.function")
        email = st.text_input(t("E-mail"), row.email if row else "", 120, f"{base}.email")
        account_id = _account(ctx, row, base)
        begins_on = forms.day(
            ctx, N_("Eerste werkdag"), key=f"{base}.begin", value=row.begins_on if row else ctx.today
        )
        registers = st.checkbox(
            t("Registreren hoort bij deze functie"), row.registers if row else True, key=f"{base}.registers"
        )
        is_administrator = st.checkbox(
            t("Is lokaal beheerder"), row.is_local_administrator if row else False, key=f"{base}.administrator"
        )  # fmt: skip
        function_on = None
        if row is not None:
            function_on = forms.day(
                ctx, N_("Nieuwe functie sinds"), key=f"{base}.since", latest=ctx.today, earliest=row.begins_on
            )
            markup.show(markup.muted(t("Alleen nodig als een van de twee vinkjes verandert.")))
        sent = st.form_submit_button(t(label), type="primary")
    member = Member(
        name or "", function or "", email or "", account_id, registers, is_administrator, begins_on
    )
    return Typed(member, function_on, sent)


def _account(ctx: Context, row: StaffRow | None, base: str) -> int | None:
    """The account here, when there is one; a closed one that is tied already stays in the list."""
    known = dict(ctx.read(queries.accounts))
    own = row.account_id if row else None
    if row is not None and own is not None and own not in known:
        known[own] = f"{row.username} ({ctx.t('gesloten')})"
    keys = [None, *known]
    return st.selectbox(
        ctx.t("Account in Termijnwacht"),
        keys,
        index=keys.index(own) if own in known else 0,
        format_func=lambda key: known[key] if key is not None else ctx.t("geen account"),
        key=f"{base}.account",
        help=ctx.t("Alleen wie via dit account een lopend recht heeft, kan hier registraties noteren."),
    )
