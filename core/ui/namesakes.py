"""Two of one name in one list: their birth dates stand behind their names, else the days of their enrolments."""

from collections.abc import Mapping
from typing import TypeVar

from core.attendance import namesakes
from core.ui import distinct
from core.ui.page import Context

K = TypeVar("K")


def told_apart(ctx: Context, names: Mapping[K, str], enrolments: Mapping[K, int]) -> dict[K, str]:
    """The labels of a list about enrolments, each a different one; `enrolments` says which one each is about."""
    found = dict(names)
    equal = [key for key in distinct.repeated(found) if key in enrolments]
    if equal:
        days = ctx.read(namesakes.days, actor=ctx.actor, enrolment_ids={enrolments[key] for key in equal})
        known = {key: days[enrolments[key]] for key in equal if enrolments[key] in days}
        for key, each in known.items():
            if each.born_on is not None:
                born = ctx.t("geboren op {day}", day=ctx.f.date(each.born_on))
                found[key] = f"{found[key]}, {born}"
        for key in distinct.repeated(found):
            if key in known:
                enrolled = ctx.t("ingeschreven op {day}", day=ctx.f.date(known[key].enrolled_on))
                found[key] = f"{found[key]}, {enrolled}"
    return distinct.labels(found)
