"""A difference in words, in the language of whoever reads it: in a list, in the panel, in the export."""

from collections.abc import Callable
from datetime import date

from core.reconciliation import words
from core.reconciliation.differing import Difference
from core.reconciliation.queries import Row
from core.reconciliation.words import Kind

Translate = Callable[..., str]
ShowDay = Callable[[date | None], str]
DAYS = frozenset({"born_on", "issued_on", "registered_on"})


def told(row: Row, t: Translate, *, show_day: ShowDay) -> str:
    """What is the matter, in one line."""
    if row.kind in {Kind.DIFFERENT, Kind.TO_REGISTER}:
        parts = [_both(each, t, show_day) for each in row.differences if each.theirs or each.note]
        return " · ".join(parts) or t(words.CAUSES[row.cause])
    return because(row, t)


def because(row: Row, t: Translate) -> str:
    """Why the row came under its kind, as a sentence; what could not be read stands first among its differences."""
    first = row.differences[0] if row.kind == Kind.INVALID and row.differences else Difference("", "", "")
    return t(words.CAUSES[row.cause], row=row.other_row or "", column=first.ours, value=first.theirs)


def _both(each: Difference, t: Translate, show_day: ShowDay) -> str:
    ours, theirs = (value(each.field, text, t, show_day=show_day) for text in (each.ours, each.theirs))
    field = t(words.FIELDS[each.field])
    said = (
        t("{field}: hier {ours}, in de lijst {theirs}", field=field, ours=ours, theirs=theirs)
        if ours
        else t("{field}: in de lijst {theirs}", field=field, theirs=theirs)
    )
    return f"{said} ({note(each, t, show_day=show_day)})" if each.note else said


def value(field: str, text: str, t: Translate, *, show_day: ShowDay) -> str:
    """A kept value as people read it: days, codes by their words, the rest as it stands."""
    if not text:
        return ""
    if field in DAYS:
        return show_day(date.fromisoformat(text))
    if field == "kind":
        return t(words.PROOF_KINDS[text])
    return t(words.STATUSES[text]) if field == "status" else text


def note(each: Difference, t: Translate, *, show_day: ShowDay) -> str:
    """What makes a value impossible, in a few words; '' when nothing does."""
    return t(words.NOTES[each.note], day=show_day(date.fromisoformat(each.limit))) if each.note else ""


def period(first_on: date | None, last_on: date | None, t: Translate, *, show_day: ShowDay) -> str:
    """Which registrations the list should hold."""
    if first_on is not None and last_on is not None:
        return t(
            "registraties van {first} tot en met {last}", first=show_day(first_on), last=show_day(last_on)
        )
    if first_on is not None:
        return t("registraties vanaf {first}", first=show_day(first_on))
    if last_on is not None:
        return t("registraties tot en met {last}", last=show_day(last_on))
    return t("alle registraties")
