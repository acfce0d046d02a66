"""One person of the register beside the list: how it stands, what can be done, the rights with their history."""

from collections.abc import Sequence

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.i18n import N_
from core.rights import commands, files, standing, words
from core.rights.commands import Shown
from core.rights.profiles import BY_CODE
from core.rights.rows import RightRow, StaffRow
from core.ui import (
    history_view,
    labels,
    markup,
    rights_granting,
    rights_leaving,
    rights_list,
    rights_member,
)
from core.ui.page import Context

WAY_OUT = {
    standing.OVERDUE: N_(
        "Dit recht had al weg moeten zijn. Laat de lokaal beheerder het nu intrekken in het Vlaams gebruikersbeheer, "
        "en noteer dat hier."
    ),
    standing.TO_REVOKE: N_(
        "Laat de lokaal beheerder het recht intrekken in het Vlaams gebruikersbeheer, en noteer dat hier."
    ),
    standing.MISSING: N_(
        "Registreren hoort bij deze functie, maar er loopt geen recht. Laat de lokaal beheerder het toekennen, "
        "en noteer dat hier."
    ),
}


def draw(ctx: Context, everybody: Sequence[StaffRow], staff_member_id: int) -> None:
    """The panel of one person."""
    row = next((one for one in everybody if one.staff_member_id == staff_member_id), None)
    if row is None:
        markup.show(markup.paragraph(ctx.t(rights_member.GONE)))
        return
    markup.show(
        markup.badge(rights_list.state(ctx, row)), markup.heading(row.name, row.function, css="tw-naam")
    )
    if row.state in WAY_OUT:
        markup.show(markup.paragraph(ctx.t(WAY_OUT[row.state])))
    if ctx.may(Action.MANAGE_RIGHTS):
        _acts(ctx, row)
    markup.show(markup.facts(_facts(ctx, row)))
    markup.show(markup.heading(ctx.t("Rechten"), level=3))
    if not row.rights:
        markup.show(markup.muted(ctx.t("Nog geen enkel recht genoteerd.")))
    for right in row.rights:
        _right(ctx, row, right)
    _history(ctx, files.STAFF, row.staff_member_id, heading=ctx.t("Medewerker"))


def _acts(ctx: Context, row: StaffRow) -> None:
    t, has_left = ctx.t, row.ends_on is not None and row.ends_on < ctx.today
    # While something has to go, taking it away is the first thing to do.
    to_go = next((right for right in row.rights if right.is_too_long), None)
    with st.container(horizontal=True, gap="small", key="acts"):
        if to_go is not None and st.button(t("Recht intrekken"), key="registration.revoke", type="primary"):
            rights_granting.revoke(ctx, row.staff_member_id, to_go.right_id)
        if has_left:
            if st.button(t("Terug in dienst"), key="registration.rejoin"):
                rights_leaving.rejoin(ctx, row.staff_member_id)
        elif st.button(
            t("Recht toekennen"), key="registration.grant", type="secondary" if to_go else "primary"
        ):
            rights_granting.grant(ctx, row.staff_member_id)
        if st.button(t("Wijzigen"), key="registration.edit"):
            rights_member.edit(ctx, row.staff_member_id)
        label = t("Vertrek wijzigen") if row.ends_on is not None else t("Vertrek noteren")
        if st.button(label, key="registration.leave"):
            rights_leaving.leave(ctx, row.staff_member_id)


def _facts(ctx: Context, row: StaffRow) -> list[tuple[str, str]]:
    t, day = ctx.t, ctx.f.date
    account = f"{row.username} ({t('gesloten')})" if row.is_account_closed else row.username
    return [
        (t("Lokaal beheerder"), t("ja") if row.is_local_administrator else ""),
        (t("Registreert"), t("ja") if row.registers else t("nee")),
        (t("Functie sinds"), day(row.function_on)),
        (t("Eerste werkdag"), day(row.begins_on)),
        (t("Laatste werkdag"), day(row.ends_on)),
        (t("Intrekken tegen"), f"{day(row.revoke_by)} ({t('intern')})" if row.revoke_by else ""),
        (t("E-mail"), row.email),
        (t("Account"), account or t("geen account")),
    ]


def _right(ctx: Context, row: StaffRow, right: RightRow) -> None:
    t, profile = ctx.t, BY_CODE[right.profile]
    css, word = words.RIGHT_STATES[right.state]
    mark = labels.mark("late", t("Moet weg")) if right.is_too_long else labels.mark(css, t(word))
    literal = t("In de bron: {name}", name=profile.literal) if profile.literal != profile.shown else ""
    counter = t(profile.counter) if t(profile.counter) != profile.shown else ""
    with st.container(key=f"rij.right{right.right_id}", gap="xsmall"):
        markup.show(
            markup.badge(mark), markup.tag("div", markup.tag("b", profile.shown)),
            markup.muted(literal or counter), markup.facts(_right_facts(ctx, right)),
        )  # fmt: skip
        if ctx.may(Action.MANAGE_RIGHTS):
            _right_acts(ctx, row, right)
        _history(ctx, files.RIGHT, right.right_id)


def _right_facts(ctx: Context, right: RightRow) -> list[tuple[str, str]]:
    t, day = ctx.t, ctx.f.date
    reviewed = f"{day(right.reviewed_on)} · {person(right.reviewed_by, t)}" if right.reviewed_on else ""
    stays = right.is_running and not right.is_too_long
    revoked = f"{day(right.revoked_on)} · {person(right.revoked_by, t)}" if right.revoked_on else ""
    return [
        (t("Begin"), day(right.begins_on)),
        (t("Einde"), day(right.ends_on)),
        (t("Ingetrokken vanaf"), revoked),
        (t("Reden"), right.reason),
        (t("Toegekend door"), right.granted_by or t("niet genoteerd")),
        (t("Nagekeken op"), reviewed),
        (t("Volgend nazicht"), f"{day(right.review_on)} ({t('intern')})" if stays else ""),
    ]


def _right_acts(ctx: Context, row: StaffRow, right: RightRow) -> None:
    t, key = ctx.t, f"registration.right{right.right_id}"
    if right.state not in {standing.LIVE, standing.ENDING, standing.COMING}:
        return
    with st.container(horizontal=True, gap="small"):
        if st.button(t("Recht intrekken"), key=f"{key}.revoke"):
            rights_granting.revoke(ctx, row.staff_member_id, right.right_id)
        if right.revoked_on is None and st.button(t("Einde wijzigen"), key=f"{key}.end"):
            rights_granting.change_end(ctx, row.staff_member_id, right.right_id)
        is_due = right.is_running and right.review_on <= ctx.today and not right.is_too_long
        if is_due and st.button(t("Nog nodig"), key=f"{key}.review", icon=":material/check:"):
            confirm(ctx, [right])


def confirm(ctx: Context, rights: Sequence[RightRow]) -> None:
    """Note that these rights were looked at and are still needed."""
    shown = [Shown(right.right_id, right.version) for right in rights]
    done = ctx.act(commands.review, rights=shown)
    if done:
        n = done.value or 0
        text = N_("1 recht is nagekeken.") if n == 1 else N_("{n} rechten zijn nagekeken.")
        ctx.tell(ctx.t(text, n=n))
        st.rerun()


def _history(ctx: Context, kind: str, key: int, *, heading: str = "") -> None:
    history_view.draw(
        ctx, subject_kind=kind, subject_id=key, kinds=words.EVENTS, fields=words.FIELDS, heading=heading
    )
