"""Text that a person typed must fit its column: PostgreSQL refuses what is longer, SQLite would keep it in silence."""

from collections.abc import Mapping

from core import masking
from core.errors import InvalidInput
from core.i18n import N_
from db.models import Base

SHOWN = 20
REASON_LENGTH = 10
# Text that is told in the log and in lists: never with a number that is sealed elsewhere.
TOLD = frozenset({"reason", "late_action", "delivered_by"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
REASON_LIMIT = 300  # the width of every column that keeps a reason


def check(table: type[Base], values: Mapping[str, object]) -> None:
    """Raise InvalidInput for the first text that is too long for its column or holds control characters."""
    for name, value in values.items():
        if not isinstance(value, str):
            continue
        if name in TOLD:
            _check_no_number(value, name)
        most = getattr(table.__table__.c[name].type, "length", None)
        if most is not None and len(value) > most:
            raise InvalidInput(
                N_("“{start}…” is te lang: hoogstens {n} tekens."), field=name, start=value[:SHOWN], n=most
            )
        _check_visible(value, name)


def check_reason(reason: str) -> None:
    """Raise InvalidInput unless the reason says something, fits its column and names no national number."""
    _check_no_number(reason)
    _check_visible(reason, "reason")
    if len(reason.strip()) < REASON_LENGTH:
        raise InvalidInput(N_("Geef een reden van minstens tien tekens."), field="reason")
    if len(reason.strip()) > REASON_LIMIT:
        raise InvalidInput(N_("Hou de reden op hoogstens {n} tekens."), field="reason", n=REASON_LIMIT)


def _check_visible(text: str, field: str) -> None:
    """No control characters, and none that turns the reading direction: the text after it would read otherwise."""
    if any((ord(sign) < ord(" ") and sign not in "\n\t") or sign in TURNING for sign in text):
        raise InvalidInput(
            N_("Hier staat een onzichtbaar teken in. Typ de tekst opnieuw in plaats van ze te plakken."),
            field=field,
        )


def _check_no_number(reason: str, field: str = "reason") -> None:
    """A reason goes into the log and onto a corrected paper: never with a number that is sealed elsewhere."""
    if field != "reason" and masking.holds_national_number(reason):
        raise InvalidInput(
            N_("Hier hoort geen rijksregisternummer. Haal het weg; het dossier zegt over wie het gaat."),
            field=field,
        )
    if masking.holds_national_number(reason):
        raise InvalidInput(
            N_(
                "In een reden hoort geen rijksregisternummer. Haal het weg; het dossier zegt over wie het gaat."
            ),
            field="reason",
        )
