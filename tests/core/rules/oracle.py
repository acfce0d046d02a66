"""The terms computed a second time, by other means than the product: relativedelta, and Easter by dateutil."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

DAYS_2020_2032 = tuple(date(2020, 1, 1) + timedelta(days=number) for number in range(4749))


@cache
def ten_holidays(year: int) -> frozenset[date]:
    fixed = {
        date(year, month, day)
        for month, day in ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    }
    return frozenset(fixed | {easter(year) + timedelta(days=after) for after in (1, 39, 50)})


def works(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in ten_holidays(day.year)


def nearest(day: date, *, step: int) -> date:
    while not works(day):
        day += timedelta(days=step)
    return day


def working_days_later(day: date, amount: int) -> date:
    later = (day + timedelta(days=number) for number in range(1, 400))
    return [candidate for candidate in later if works(candidate)][amount - 1]


def due(rule_id: str, day: date) -> date:
    """The hard date when the one date of the rule is `day`, with the defaults of the domain."""
    if rule_id == "bev_employer_claim":
        return date(day.year + (day.month >= 9), 12, 31)
    later = {
        "led_registration": relativedelta(months=2),
        "bev_assiduity_certificate": timedelta(days=8),
        "bev_second_session_notice": timedelta(days=8),
        "recognition_decision": timedelta(days=14),
        "recognition_expiry": relativedelta(years=5, days=-1),
        "criminal_record_validity": relativedelta(years=1),
    }
    return day + later[rule_id]


def counted(
    day: date, count: int, unit: str, *, until_the_day_before: bool = False, moves: bool = False
) -> date:
    """A provider's own term from that day, counted by other means than the product."""
    if unit == "day":
        due_on = day + timedelta(days=count)
    elif unit == "working_day":
        due_on = working_days_later(day, count)
    else:
        span = relativedelta(months=count * (12 if unit == "year" else 1))
        due_on = day + span
        if until_the_day_before:
            following = day + timedelta(days=1)
            later = following + span
            due_on = later - timedelta(days=1) if later.day == following.day else later
    return nearest(due_on, step=1) if moves else due_on


SIMPLE = {
    "led_registration": ("completed_on", {}),
    "bev_assiduity_certificate": ("period_ends_on", {"regime": "bev_brussels"}),
    "bev_second_session_notice": ("first_session_ends_on", {"regime": "bev_brussels"}),
    "bev_employer_claim": ("ends_on", {}),
    "recognition_decision": ("submitted_on", {}),
    "recognition_expiry": ("recognised_on", {}),
    "criminal_record_validity": ("extract_dated_on", {}),
}
