"""Part "Vlaams opleidingsverlof": what is to be filed in the WSE-loket, and what was; one stretch beside the list."""

from core.courses.school_years import school_year
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.provider_settings.vov import REMIND
from core.ui import address, markup, record_list, vov_detail, vov_list, vov_many
from core.ui.page import Context
from core.vov.queries import Filters

NOTHING = N_("Niets om in te dienen met deze filters.")


def draw(ctx: Context) -> None:
    """The whole part."""
    days = ctx.read(provider_settings.number, REMIND)
    ctx.say(
        ctx.t(
            "Aanwezigheden indienen in het WSE-loket: geen bron noemt een termijn, je eigen herinnering (intern) valt "
            "{n} dagen na het einde.",
            n=days,
        )
    )
    chosen, found = vov_list.filters(ctx)
    with ctx.actions:
        vov_many.export(ctx, found)
        vov_many.switch(ctx)
    if vov_many.is_on():
        vov_many.draw(ctx, found)
    elif not found.rows and record_list.opened(vov_list.LISTED) is None:
        markup.show(markup.paragraph(ctx.t(NOTHING)))
    else:
        record_list.beside(
            ctx,
            vov_list.LISTED,
            vov_list.page(ctx, found),
            lambda key: vov_detail.draw(ctx, key),
            total=len(found.rows),
        )
    _keep(ctx, chosen)


def _keep(ctx: Context, chosen: Filters) -> None:
    state = chosen.state or vov_list.ALL
    address.keep(
        {
            "part": "vov",
            "state": state if state != vov_list.TO_DO else None,
            "course": chosen.course_id,
            "year": chosen.school_year if chosen.school_year != school_year(ctx.today) else None,
            "stretch": record_list.in_address(vov_list.LISTED),
        }
    )
