"""Who entered a proof in the tool: one of those whose right is live, or was lately; who sits at the screen first."""

from datetime import date

import streamlit as st

from core.rights import holders
from core.ui import forms
from core.ui.page import Context


def draw(ctx: Context, base: str, *, since: date | None = None) -> int | None:
    """The field; `since` is the first day on which it may have been entered. The command asks again whether the right
    was live on the day of the entry.

    The choice stays as it was when the form was opened: who loses his right meanwhile must not silently become the
    next one in the list.
    """
    name = f"{base}.by.offered"
    if not st.session_state.get(name):
        st.session_state[name] = ctx.read(
            holders.holders_between, first_on=min(since or ctx.today, ctx.today), last_on=ctx.today
        )
    found: list[holders.Holder] = st.session_state[name]
    own = next((holder.staff_member_id for holder in found if holder.account_id == ctx.actor.id), None)
    return forms.pick(
        ctx.t("Ingevoerd in LED door"),
        [(holder.staff_member_id, holder.name) for holder in found],
        key=f"{base}.by",
        value=own,
    )
