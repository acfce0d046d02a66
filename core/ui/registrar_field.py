"""Who entered a proof in the tool: one of the people whose right is live, the person at the screen first."""

from core.rights import holders
from core.ui import forms
from core.ui.page import Context


def draw(ctx: Context, base: str) -> int | None:
    """The field; the command asks again whether the right was live on the day of the entry."""
    found = ctx.read(holders.holders, on=ctx.today)
    own = next((holder.staff_member_id for holder in found if holder.account_id == ctx.actor.id), None)
    return forms.pick(
        ctx.t("Ingevoerd in LED door"),
        [(holder.staff_member_id, holder.name) for holder in found],
        key=f"{base}.by",
        value=own,
    )
