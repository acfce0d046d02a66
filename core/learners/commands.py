"""Changes to people: new, corrected, given a national number, merged. Issued papers never change with them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit, clock, identifiers, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import terms
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.learners import names, queries, vault
from core.proofs import earning
from core.trajectories import queries as trajectories
from db.models import Deadline, Learner, LearnerChange, Participation, Proof

CHANGED = N_("Iemand anders wijzigde dit dossier intussen. Kijk beide waarden na en bewaar opnieuw.")
GONE = N_("Dit dossier bestaat niet meer of hoort bij een andere campus.")
# PostgreSQL's FOR NO KEY UPDATE: a paper being issued points here by a foreign key and must not wait in a circle.
LOCK = {"key_share": True}
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
    person = _load(session, actor, learner_id=learner_id, version=version, typed=asdict(personal))
    values = _checked(personal, today=today)
    if person.insz_cipher is not None and values["born_on"] != person.born_on:
        _check_birth_date(vault.unseal(person.insz_cipher), personal.born_on)
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        if name in KEPT_FIELDS:
            _keep_history(session, actor, person, name, str(getattr(person, name) or ""), reason)
        setattr(person, name, values[name])
    _reassess(session, person)
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
    person = _load(session, actor, learner_id=learner_id, version=version, typed={})
    if person.insz_cipher is not None:
        lengths.check_reason(reason)
        session.add(
            LearnerChange(
                learner_id=person.id, changed_at=clock.now(), changed_by=actor.name, field="insz",
                old_text=identifiers.mask(person.insz_tail), old_cipher=person.insz_cipher, reason=reason.strip(),
            )
        )  # fmt: skip
    _give_number(session, person, insz)
    _reassess(session, person)
    audit.record(
        session, actor=actor, action="learner.set_insz", subject_kind="learner", subject_id=person.id,
        details={"kind": person.insz_kind, "on": today},
    )  # fmt: skip


def reveal_insz(session: Session, *, actor: Actor, today: date, learner_id: int, reason: str) -> str:
    """The national number in full, after the look was logged; show it only once this is committed."""
    require(session, actor, Action.REVEAL_INSZ)
    if len(reason.strip()) < 5:
        raise InvalidInput(N_("Noteer waarom je het nummer wil zien."), field="reason")
    lengths.check(LearnerChange, {"reason": reason.strip()})
    person = session.get(Learner, learner_id)
    if (
        person is None
        or person.insz_cipher is None
        or not queries.may_see(session, actor=actor, learner_id=learner_id)
    ):
        raise NotFound(GONE)
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


def merge(
    session: Session,
    *,
    actor: Actor,
    today: date,
    keep_id: int,
    keep_version: int,
    drop_id: int,
    drop_version: int,
    reason: str,
) -> None:
    """Two files of one person become one; issued papers keep the name and link they were issued with."""
    require(session, actor, Action.EDIT_LEARNER)
    if keep_id == drop_id:
        raise InvalidInput(N_("Kies twee verschillende dossiers."))
    lengths.check_reason(reason)
    # In the order of their keys, so that two people who merge the same files never wait for each other in a circle.
    shown = {keep_id: keep_version, drop_id: drop_version}
    found = {
        key: _load(session, actor, learner_id=key, version=shown[key], typed={}) for key in sorted(shown)
    }
    kept, dropped = found[keep_id], found[drop_id]
    _check_no_twin_completion(session, keep_id, drop_id)
    for field in ("last_name", "first_name"):
        _keep_history(session, actor, kept, f"merged.{field}", str(getattr(dropped, field)), reason)
    if dropped.insz_cipher is not None:
        _take_number(session, actor, kept, dropped, reason)
    for table in (Participation, Proof, Deadline):
        session.execute(update(table).where(table.learner_id == drop_id).values(learner_id=keep_id))
    session.execute(
        update(LearnerChange).where(LearnerChange.learner_id == drop_id).values(learner_id=keep_id)
    )
    dropped.merged_into_id = keep_id
    _reassess(session, kept)
    audit.record(
        session, actor=actor, action="learner.merge", subject_kind="learner", subject_id=keep_id,
        details={"dropped": drop_id, "reason": reason, "on": today},
    )  # fmt: skip


def _load(
    session: Session, actor: Actor, *, learner_id: int, version: int, typed: Mapping[str, object]
) -> Learner:
    """The person under a lock, still as shown. Raises NotFound or Conflict with both values."""
    person = session.get(Learner, learner_id, with_for_update=LOCK)
    if person is None or person.merged_into_id is not None:
        raise NotFound(GONE)
    if not queries.may_see(session, actor=actor, learner_id=learner_id):
        raise NotFound(GONE)
    if person.version != version:
        stored = {name: str(getattr(person, name) or "") for name in typed}
        raise Conflict(
            CHANGED, shown={name: str(value or "") for name, value in typed.items()}, stored=stored
        )
    person.version += 1
    return person


def _reassess(session: Session, person: Learner) -> None:
    """What held up this person's proofs may be solved now, or have come up."""
    session.flush()
    known = {found.id: found for found in trajectories.facts(session).values()}
    earning.reassess(session, learner=person, trajectories=known, terms=terms.load(session))
    session.flush()


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


def _keep_history(session: Session, actor: Actor, person: Learner, field: str, old: str, reason: str) -> None:
    session.add(
        LearnerChange(
            learner_id=person.id, changed_at=clock.now(), changed_by=actor.name, field=field, old_text=old,
            reason=reason.strip(),
        )
    )  # fmt: skip


def _take_number(session: Session, actor: Actor, kept: Learner, dropped: Learner, reason: str) -> None:
    """The kept file keeps its own number unless that is a BIS number and the other one is not."""
    cipher, index, tail, kind = dropped.insz_cipher, dropped.insz_index, dropped.insz_tail, dropped.insz_kind
    dropped.insz_cipher, dropped.insz_index, dropped.insz_tail, dropped.insz_kind = None, None, "", ""
    session.flush()
    better = kept.insz_cipher is None or (kept.insz_kind == "bis" and kind != "bis")
    old_cipher, old_tail = (kept.insz_cipher, kept.insz_tail) if better else (cipher, tail)
    if old_cipher is not None:
        session.add(
            LearnerChange(
                learner_id=kept.id, changed_at=clock.now(), changed_by=actor.name, field="insz",
                old_text=identifiers.mask(old_tail), old_cipher=old_cipher, reason=reason.strip(),
            )
        )  # fmt: skip
    if better:
        kept.insz_cipher, kept.insz_index, kept.insz_tail, kept.insz_kind = cipher, index, tail, kind


def _check_no_twin_completion(session: Session, keep_id: int, drop_id: int) -> None:
    completed: dict[int, set[tuple[int, date]]] = {}
    for row in session.scalars(
        select(Participation).where(
            Participation.learner_id.in_((keep_id, drop_id)), Participation.completed_on.is_not(None)
        )
    ):
        assert row.completed_on is not None
        completed.setdefault(row.learner_id, set()).add((row.trajectory_id, row.completed_on))
    if completed.get(keep_id, set()) & completed.get(drop_id, set()):
        raise InvalidInput(
            N_("Beide dossiers hebben dezelfde afronding. Maak er eerst één ongedaan en voeg daarna samen.")
        )
