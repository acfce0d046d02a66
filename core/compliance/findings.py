"""What a chart says, as a sentence above it."""

from collections.abc import Callable, Sequence

from core.compliance.queries import Month, Week, total
from core.i18n.formats import Formats

Translate = Callable[..., str]


def on_time(months: Sequence[Month], *, goal_percent: int, t: Translate, f: Formats) -> str:
    """Whether the share on time reached the goal over the whole period."""
    share = total(months).share
    if share is None:
        return t("Nog geen enkele uiterste datum verstreken in deze periode")
    said = {"share": f.percent(share), "goal": f.whole_percent(goal_percent)}
    if share * 100 >= goal_percent:
        return t("{share} op tijd geregistreerd: het doel van {goal} is gehaald", **said)
    return t("{share} op tijd geregistreerd: het doel van {goal} is niet gehaald", **said)


def busiest_week(weeks: Sequence[Week], *, t: Translate, f: Formats) -> str:
    """Which of the coming weeks holds the most terms."""
    most = max(weeks, key=lambda week: week.total, default=None)
    if most is None or most.total == 0:
        return t("De komende acht weken loopt er geen termijn af")
    if sum(week.total == most.total for week in weeks) > 1:
        return t("Drukste weken: {n} termijnen", n=most.total)
    return t(
        "De week van {day} wordt de drukste: {n} termijnen", day=f.short_date(most.first_on), n=most.total
    )
