"""The accounts: who may sign in, in which role, for which campuses; one-time links instead of passwords."""

import streamlit as st

from core.access import accounts, commands, queries
from core.access.actors import ROLE_NAMES, Role
from core.access.queries import AccountRow
from core.i18n import N_
from core.organisation import queries as organisation
from core.settings import settings
from core.ui import forms, labels, markup
from core.ui.page import Context, Done

ROLES = {role.value: name for role, name in ROLE_NAMES.items()}
LINK = "administration.link"


def draw(ctx: Context) -> None:
    """The list, and a form for a new account."""
    _link(ctx)
    campuses = {campus.id: campus.name for campus in ctx.read(organisation.campuses, actor=ctx.actor)}
    for account in ctx.read(queries.accounts, today=ctx.today):
        _account(ctx, account, campuses)
    _add(ctx, campuses)


def _link(ctx: Context) -> None:
    found = st.session_state.get(LINK)
    if found is None:
        return
    name, address = found
    with st.container(border=True):
        markup.show(
            markup.heading(ctx.t("Eenmalige link voor {name}", name=name), css="tw-klein"),
            markup.muted(
                ctx.t(
                    "Geef deze link veilig door. Ze werkt één keer, drie dagen lang, "
                    "en staat hier niet meer na Sluiten."
                )
            ),
        )
        st.code(address, language=None)
        if st.button(ctx.t("Sluiten"), key="administration.link.close"):
            del st.session_state[LINK]
            st.rerun()


def keep_link(name: str, token: str) -> None:
    """Show a fresh one-time link at the next run, until it is closed."""
    st.session_state[LINK] = (name, address_of(token))


def address_of(token: str) -> str:
    """The address of a one-time link, as it is given to somebody."""
    return f"{settings().public_url.rstrip('/')}/welcome/{token}"


def _state(ctx: Context, account: AccountRow) -> markup.Badge:
    if not account.is_active:
        return labels.mark("hold", ctx.t("Gesloten"))
    if account.is_locked:
        return labels.mark("late", ctx.t("Tijdelijk geblokkeerd"))
    if not account.has_password:
        return labels.mark("soon", ctx.t("Wacht op wachtwoord"))
    return labels.mark("done", ctx.t("Actief"))


def _account(ctx: Context, account: AccountRow, campuses: dict[int, str]) -> None:
    t = ctx.t
    where = t("alle campussen") if account.all_campuses else ", ".join(account.campuses)
    visit = (
        t("laatst aangemeld {when}", when=ctx.f.moment(account.last_visit_at, ctx.today))
        if account.last_visit_at
        else t("nog nooit aangemeld")
    )
    with st.container(horizontal=True, key=f"rij.user{account.id}", vertical_alignment="center"):
        with st.container(width="stretch"):
            markup.show(
                markup.tag("b", f"{account.display_name} ({account.username}) "),
                markup.badge(_state(ctx, account)),
                markup.muted(f"{t(ROLE_NAMES[account.role])}, {where} · {visit}"),
            )
        reach = None if account.all_campuses else account.campus_ids
        if not accounts.is_wider(reach, than=ctx.actor.campus_ids):
            with st.popover(t("Wijzigen")):
                _rights(ctx, account, campuses)
                _access(ctx, account)


def _rights(ctx: Context, account: AccountRow, campuses: dict[int, str]) -> None:
    key, t = f"administration.user{account.id}", ctx.t
    base = forms.base(key)
    with st.form(base, border=False):
        role = forms.choice(ctx, N_("Rol"), ROLES, key=f"{base}.role", value=account.role.value)
        chosen = _campuses(ctx, base, campuses, account.campus_ids)
        sent = st.form_submit_button(t("Rechten bewaren"), type="primary")
    if not sent:
        return
    done = (
        ctx.act(commands.change_role, account_id=account.id, role=Role(role))
        if role != account.role
        else None
    )
    if (done is None or done) and tuple(sorted(chosen)) != tuple(sorted(account.campus_ids)):
        done = ctx.act(commands.change_campuses, account_id=account.id, campus_ids=chosen or None)
    if done:
        told = t(
            "De rechten van {name} zijn gewijzigd; open sessies zijn beëindigd.", name=account.display_name
        )
        forms.settle(ctx, key, done, told=told)


def _campuses(ctx: Context, base: str, campuses: dict[int, str], value: tuple[int, ...]) -> list[int]:
    # Who is limited himself cannot leave it empty: that would be all of them.
    is_limited, t = ctx.actor.campus_ids is not None, ctx.t
    return st.multiselect(
        t("Campussen") if is_limited else t("Campussen (leeg = alle)"),
        list(campuses),
        default=[key for key in value if key in campuses],
        format_func=lambda key: campuses[key],
        key=f"{base}.campuses",
        placeholder=t("Kies minstens één campus") if is_limited else t("Alle campussen"),
    )


def _access(ctx: Context, account: AccountRow) -> None:
    t = ctx.t
    with st.container(horizontal=True):
        if st.button(t("Nieuwe eenmalige link"), key=f"administration.reset{account.id}"):
            done = ctx.act(commands.reset_user, account_id=account.id)
            if done and done.value is not None:
                keep_link(account.display_name, done.value)
                st.rerun()
        if account.is_active and st.button(t("Account sluiten"), key=f"administration.disable{account.id}"):
            _switched(
                ctx,
                ctx.act(commands.disable_user, account_id=account.id),
                t("Het account van {name} is gesloten.", name=account.display_name),
            )
        if not account.is_active and st.button(t("Account openen"), key=f"administration.enable{account.id}"):
            _switched(
                ctx,
                ctx.act(commands.enable_user, account_id=account.id),
                t("Het account van {name} is weer open.", name=account.display_name),
            )


def _switched(ctx: Context, done: Done[None], told: str) -> None:
    if done:
        ctx.tell(told)
        st.rerun()


def _add(ctx: Context, campuses: dict[int, str]) -> None:
    key, t = "administration.user", ctx.t
    base = forms.base(key)
    markup.show(markup.heading(t("Gebruiker toevoegen"), css="tw-klein"))
    with st.form(base, border=False, width=640):
        with st.container(horizontal=True):
            username = st.text_input(
                t("Gebruikersnaam"), max_chars=80, key=f"{base}.username", autocomplete="off"
            )
            name = st.text_input(t("Naam"), max_chars=120, key=f"{base}.name")
        role = forms.choice(ctx, N_("Rol"), ROLES, key=f"{base}.role")
        chosen = _campuses(ctx, base, campuses, ())
        sent = st.form_submit_button(t("Gebruiker toevoegen"), type="primary")
    if sent:
        done = ctx.act(
            commands.add_user, username=username or "", display_name=name or "", role=Role(role),
            campus_ids=chosen or None,
        )  # fmt: skip
        if done and done.value is not None:
            keep_link(name or username or "", done.value)
        forms.settle(ctx, key, done, told=t("{name} is toegevoegd.", name=name or username))
