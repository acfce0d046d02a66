"""Hours and lines of a timetable as text: "dinsdag 18.00-21.00", as the paper of the cursist prints them."""

from collections.abc import Sequence

from core.courses.planning import Slot
from core.i18n import formats


def hour_text(minute: int) -> str:
    """18.00 for 1080 minutes since midnight."""
    return f"{minute // 60}.{minute % 60:02}"


def hours_text(starts_at: int, ends_at: int) -> str:
    """18.00-21.00."""
    return f"{hour_text(starts_at)}-{hour_text(ends_at)}"


def amount_text(minutes: int) -> str:
    """2.30 uur would read as a moment: 2 u 30."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} u {rest:02}" if rest else f"{hours} u"


def line_text(slot: Slot, *, language: str = "nl") -> str:
    """A fixed weekday or a date, and the hours."""
    hours = hours_text(slot.starts_at, slot.ends_at)
    if slot.held_on is not None:
        return f"{formats.date_text(slot.held_on)} {hours}"
    weekday = formats.WEEKDAYS["en" if language == "en" else "nl"][(slot.weekday or 1) - 1]
    return f"{weekday} {hours}"


def timetable_texts(slots: Sequence[Slot], *, language: str = "nl") -> tuple[str, ...]:
    """The contact lessons of a timetable, weekdays before dates; other kinds are no course hours (S3, vak a)."""
    wanted = sorted(
        (slot for slot in slots if slot.kind == "contact"),
        key=lambda slot: (slot.held_on is not None, slot.held_on or 0, slot.weekday or 0, slot.starts_at),
    )  # fmt: skip
    return tuple(line_text(slot, language=language) for slot in wanted)
