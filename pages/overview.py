"""Vandaag: what needs me today and, for managers, how the registrations stand month by month."""

from core.access.permissions import Action
from core.compliance import queries
from core.i18n import N_
from core.ui import certificates_today, compliance_view, setup_view, today_view, vov_today
from core.ui.page import open_page, side_by_side

ctx = open_page(N_("Vandaag"), Action.SEE_OVERVIEW)
setup_view.lead_there(ctx)
found = ctx.read(queries.today, actor=ctx.actor, today=ctx.today)
papers = certificates_today.standing(ctx)
ctx.say(f"{today_view.sentence(ctx, found, papers)} {certificates_today.sentence(ctx, papers)}".strip())
today_view.tiles(ctx, found, papers)
today_view.rights_to_do(ctx)
left, right = side_by_side("today")
with left:
    today_view.first_to_do(ctx)
    certificates_today.draw(ctx)
    vov_today.draw(ctx)
with right:
    today_view.coming_weeks(ctx)
    today_view.news(ctx)
if ctx.may(Action.SEE_COMPLIANCE):
    compliance_view.draw(ctx)
