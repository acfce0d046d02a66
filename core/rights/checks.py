"""What must hold before something is written in the register; each refusal says what is so and the way out."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import lengths
from core.errors import InvalidInput
from core.i18n import N_
from core.learners import names
from core.rights.profiles import BY_CODE, Profile
from core.rights.spans import Span
from db.models import Account, CounterRight, StaffMember

# How far ahead something may be noted; a slip of a decade would hide a right for a decade.
AHEAD = timedelta(days=366)
NO_PROFILE = N_("Kies een profiel uit de lijst.")
NOT_REGISTERING = N_(
    "Registreren hoort niet bij de functie van {name}. Wijzig eerst de functie, en ken dan “{profile}” toe."
)
FOR_EMPLOYEES = N_("“{profile}” is voor medewerkers. {name} is lokaal beheerder: kies “{other}”.")
FOR_ADMINISTRATOR = N_(
    "“{profile}” is alleen voor de lokaal beheerder zelf. {name} is dat niet: kies “{other}”."
)
OVERLAP = N_(
    "{name} heeft “{profile}” al van {begin} tot en met {end}. Verleng dat recht, of laat het nieuwe erna beginnen."
)
OVERLAP_OPEN = N_("{name} heeft “{profile}” al sinds {begin}, zonder einddatum. Trek dat recht eerst in.")
BEFORE_WORK = N_("{name} werkt hier pas vanaf {day}. Laat het recht niet vroeger beginnen.")
AFTER_WORK = N_("De laatste werkdag van {name} is {day}. Laat het recht ten laatste die dag eindigen.")
END_FIRST = N_("De einddatum ligt vóór de begindatum. Kijk beide datums na.")
TOO_FAR = N_("{day} ligt meer dan een jaar vooruit. Kijk het jaartal na.")
NO_BEGIN = N_("Vul de begindatum in.")
ACCOUNT_CLOSED = N_(
    "Het account {username} is gesloten. Open het bij Instellingen, of maak het los van deze medewerker."
)
ACCOUNT_TAKEN = N_("Het account {username} hoort al bij {name}. Maak het daar eerst los.")
ACCOUNT_GONE = N_("Dat account bestaat niet (meer). Kies er een uit de lijst.")
NAME = N_("Vul de naam van de medewerker in.")
MAIL = N_("Dit is geen e-mailadres.")
TWICE = N_("{name} staat al in het register. Open die medewerker, of vul een ander e-mailadres in.")


def profile(person: StaffMember, code: str) -> Profile:
    """The profile, if it belongs to this person's function (S0, step 1). Raises InvalidInput."""
    found = BY_CODE.get(code)
    if found is None:
        raise InvalidInput(NO_PROFILE, field="profile")
    if found.fits(registers=person.registers, is_local_administrator=person.is_local_administrator):
        return found
    shown = {"name": person.name, "profile": found.shown}
    if not person.registers:
        raise InvalidInput(NOT_REGISTERING, field="profile", **shown)
    other = next(each for each in BY_CODE.values() if each.registers and each is not found)
    template = FOR_EMPLOYEES if person.is_local_administrator else FOR_ADMINISTRATOR
    raise InvalidInput(template, field="profile", other=other.shown, **shown)


def stretch(person: StaffMember, begins_on: date | None, ends_on: date | None, *, today: date) -> None:
    """The days of a right lie within the days of work. Raises InvalidInput."""
    if begins_on is None:
        raise InvalidInput(NO_BEGIN, field="begins_on")
    not_too_far(begins_on, field="begins_on", today=today)
    if ends_on is not None and ends_on < begins_on:
        raise InvalidInput(END_FIRST, field="ends_on")
    if begins_on < person.begins_on:
        raise InvalidInput(BEFORE_WORK, field="begins_on", name=person.name, day=person.begins_on)
    if person.ends_on is not None and (ends_on is None or ends_on > person.ends_on):
        raise InvalidInput(AFTER_WORK, field="ends_on", name=person.name, day=person.ends_on)


def not_too_far(day: date, *, field: str, today: date) -> None:
    """Raises InvalidInput for a day more than a year ahead."""
    if day > today + AHEAD:
        raise InvalidInput(TOO_FAR, field=field, day=day)


def no_overlap(person: StaffMember, wanted: Span, others: Iterable[CounterRight]) -> None:
    """One right of a profile at a time. Raises InvalidInput."""
    for other in others:
        span = Span(other.profile, other.begins_on, other.ends_on, other.revoked_on)
        if span.profile != wanted.profile or not span.meets(wanted.begins_on, wanted.last_on):
            continue
        shown = {"name": person.name, "profile": BY_CODE[span.profile].shown, "begin": span.begins_on}
        if span.last_on == date.max:
            raise InvalidInput(OVERLAP_OPEN, field="begins_on", **shown)
        raise InvalidInput(OVERLAP, field="begins_on", end=span.last_on, **shown)


def account_open(account: Account | None) -> None:
    """Nobody is given a right while his account here is closed. Raises InvalidInput."""
    if account is not None and not account.is_active:
        raise InvalidInput(ACCOUNT_CLOSED, field="account", username=account.username)


def account_free(session: Session, account: Account | None, *, but: int | None = None) -> None:
    """An account stands for one member of staff. Raises InvalidInput."""
    if account is None:
        raise InvalidInput(ACCOUNT_GONE, field="account")
    account_open(account)
    taken = session.scalar(
        select(StaffMember.name).where(StaffMember.account_id == account.id, StaffMember.id != (but or 0))
    )
    if taken is not None:
        raise InvalidInput(ACCOUNT_TAKEN, field="account", username=account.username, name=taken)


def identity(session: Session, texts: Mapping[str, str], *, but: int | None = None) -> None:
    """Name and address as they may be kept; no namesake with the same address still works here. Raises InvalidInput."""
    name, email = texts["name"], texts["email"]
    if not name:
        raise InvalidInput(NAME, field="name")
    if email and "@" not in email:
        raise InvalidInput(MAIL, field="email")
    lengths.check(StaffMember, texts)
    same = select(StaffMember.name).where(
        func.lower(StaffMember.email) == email.lower(), StaffMember.ends_on.is_(None), StaffMember.id != (but or 0)
    )  # fmt: skip
    if any(names.folded(other) == names.folded(name) for other in session.scalars(same)):
        raise InvalidInput(TWICE, field="name", name=name)
