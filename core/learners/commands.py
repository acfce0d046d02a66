"""Changes to people: new, corrected, given a national number, merged. Issued papers never change with them."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, identifiers, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from core.learners import files, names, queries, vault
from core.learners.merging import merge
from db.models import Learner, LearnerChange

__all__ = ["Personal", "add", "change", "merge", "reveal_insz", "set_insz"]
KEPT_FIELDS = ("last_name", "first_name", "born_on")


@dataclass(frozen=True, slots=True)
class Personal:
    """What the form of a person edits, apart from the national number."""

    last_name: str
    first_name: str
    born_on: date | None
    birth_place: str = ""
    language: str = "nl"
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "BEL"
    email: str = ""
    phone: str = ""
    employer_name: str = ""
    employer_number: str = ""


def add(session: Session, *, actor: Actor, today: date, personal: Personal, insz: str = "") -> int:
    """A new person; without a national number the person waits for one."""
    require(session, actor, Action.EDIT_LEARNER)
    values = _checked(personal, today=today)
    person = Learner(**values)
    session.add(person)
    if insz.strip():
        _give_number(session, person, insz)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="learner.add",
        subject_kind="learner",
        subject_id=person.id,
        details={"on": today},
    )
    return person.id


def change(
    session: Session,
    *,
    actor: Actor,
    today: date,
    learner_id: int,
    version: int,
    personal: Personal,
    reason: str = "",
) -> list[str]:
    """Correct a person's data; gives the names of the fields that changed. Issued papers stay as they are."""
    require(session, actor, Action.EDIT_LEARNER)
    lengths.check(LearnerChange, {"reason": reason.strip()})
    person = files.load(session, actor, learner_id=learner_id, version=version, typed=asdict(personal))
    values = _checked(personal, today=today)
    if person.insz_cipher is not None and values["born_on"] != person.born_on:
        _check_birth_date(vault.unseal(person.insz_cipher), personal.born_on)
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        if name in KEPT_FIELDS:
            files.keep_history(session, actor, person, name, str(getattr(person, name) or ""), reason)
        setattr(person, name, values[name])
    files.reassess(session, person)
    audit.record(
        session, actor=actor, action="learner.change", subject_kind="learner", subject_id=person.id,
        details={"fields": changed, "on": today},
    )  # fmt: skip
    return changed


def set_insz(
    session: Session, *, actor: Actor, today: date, learner_id: int, version: int, insz: str, reason: str = ""
) -> None:
    """Give a person a number, or replace one (a BIS number gives way to a national number), with history."""
    require(session, actor, Action.EDIT_LEARNER)
    lengths.check(LearnerChange, {"reason": reason.strip()})
    person = files.load(session, actor, learner_id=learner_id, version=version, typed={})
    if person.insz_cipher is not None:
        lengths.check_reason(reason)
        session.add(
            LearnerChange(
                learner_id=person.id, changed_at=clock.now(), changed_by=actor.name, field="insz",
                old_text=identifiers.mask(person.insz_tail), old_cipher=person.insz_cipher, reason=reason.strip(),
            )
        )  # fmt: skip
    _give_number(session, person, insz)
    files.reassess(session, person)
    audit.record(
        session, actor=actor, action="learner.set_insz", subject_kind="learner", subject_id=person.id,
        details={"kind": person.insz_kind, "on": today},
    )  # fmt: skip


def reveal_insz(session: Session, *, actor: Actor, today: date, learner_id: int, reason: str) -> str:
    """The national number in full, after the look was logged; show it only once this is committed."""
    require(session, actor, Action.REVEAL_INSZ)
    lengths.check_reason(reason)
    person = session.get(Learner, learner_id)
    if (
        person is None
        or person.insz_cipher is None
        or not queries.may_see(session, actor=actor, learner_id=learner_id)
    ):
        raise NotFound(files.GONE)
    digits = vault.unseal(person.insz_cipher)
    audit.log_access(
        session,
        actor=actor,
        what="insz",
        learner_id=learner_id,
        subject=f"learner:{learner_id}",
        reason=reason.strip(),
    )
    audit.record(
        session,
        actor=actor,
        action="learner.reveal_insz",
        subject_kind="learner",
        subject_id=learner_id,
        details={"on": today},
    )
    return identifiers.format_insz(digits)


def _checked(personal: Personal, *, today: date) -> dict[str, object]:
    values: dict[str, object] = {
        name: names.tidy(value) if isinstance(value, str) else value
        for name, value in asdict(personal).items()
    }
    last, first = names.tidy(personal.last_name), names.tidy(personal.first_name)
    if not last or not first:
        raise InvalidInput(N_("Vul de naam en de voornaam in."), field="last_name")
    if personal.born_on is not None and not date(1900, 1, 1) <= personal.born_on <= today:
        raise InvalidInput(N_("De geboortedatum ligt niet tussen 01/01/1900 en vandaag."), field="born_on")
    if personal.email.strip() and "@" not in personal.email:
        raise InvalidInput(N_("Dit is geen e-mailadres."), field="email")
    if personal.employer_number.strip():
        values["employer_number"] = identifiers.parse_enterprise_number(personal.employer_number)
    lengths.check(Learner, values)
    return values | {
        "search_name": names.search_name(last, first),
        "name_is_damaged": names.is_damaged(last) or names.is_damaged(first),
    }


def _give_number(session: Session, person: Learner, text: str) -> None:
    insz = identifiers.parse_insz(text)
    _check_birth_date(insz.digits, person.born_on)
    index = vault.blind(insz.digits)
    with session.no_autoflush:
        other = session.scalar(
            select(Learner.id).where(Learner.insz_index == index, Learner.id != (person.id or 0))
        )
    if other is not None:
        raise InvalidInput(
            N_("Dit nummer hoort al bij een ander dossier. Voeg de twee dossiers samen."),
            field="insz",
            other=other,
        )
    person.insz_cipher, person.insz_index = vault.seal(insz.digits), index
    person.insz_tail, person.insz_kind = insz.digits[-2:], insz.kind


def _check_birth_date(digits: str, born_on: date | None) -> None:
    told = identifiers.parse_insz(digits).born_on
    if told is not None and born_on is not None and told != born_on:
        raise InvalidInput(
            N_("De geboortedatum past niet bij het rijksregisternummer. Kijk beide na."), field="born_on"
        )
