"""The qualification catalogue in the database: a saved answer read in, or a version edited by hand.

What papers and participations already name stays: a code that is in use is never removed, only added to or renamed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.trajectories import catalogue
from core.trajectories.catalogue import CompetenceCard, PartCard, QualificationCard
from db.models import (
    AchievedCompetence,
    AchievedPart,
    Competence,
    PartContent,
    PartialQualification,
    Qualification,
    TrajectoryPart,
)

IN_USE = N_("{codes} wordt gebruikt in een traject of een afronding en kan niet weg. Wijzig enkel de titel.")


@dataclass(frozen=True, slots=True)
class Edited:
    """What the form of a qualification edits: titles and dates, parts and competences as they should be."""

    title: str
    vks_level: int | None
    recognised_on: date | None
    ended_on: date | None
    competences: Sequence[CompetenceCard]
    parts: Sequence[PartCard]


def import_qualification(session: Session, *, actor: Actor, today: date, text: str) -> str:
    """Read one saved answer of the catalogue (JSON) into the database; gives the code."""
    require(session, actor, Action.EDIT_TRAJECTORY)
    card = catalogue.read(text)
    found = session.scalars(select(Qualification).where(Qualification.code == card.code)).one_or_none()
    if found is None:
        found = Qualification(code=card.code, title=card.title)
        session.add(found)
    else:
        found.version += 1
    _describe(found, card)
    session.flush()
    _keep_competences(session, found, card.competences, may_remove=False)
    # An answer without parts says nothing about them: those entered by hand stay.
    if card.parts:
        _keep_parts(session, found, card.parts, may_remove=False)
    audit.record(
        session, actor=actor, action="qualification.import", subject_kind="qualification", subject_id=found.id,
        details={"code": card.code, "competences": len(card.competences), "on": today},
    )  # fmt: skip
    return card.code


def edit_qualification(
    session: Session, *, actor: Actor, today: date, qualification_id: int, version: int, edited: Edited
) -> None:
    """Correct a version of a qualification by hand."""
    require(session, actor, Action.EDIT_TRAJECTORY)
    found = session.get(Qualification, qualification_id, with_for_update=True)
    if found is None:
        raise NotFound(N_("Deze kwalificatie bestaat niet meer. Laad de lijst opnieuw."))
    if found.version != version:
        raise Conflict(
            N_("Iemand anders wijzigde deze kwalificatie intussen. Kijk beide waarden na en bewaar opnieuw."),
            stored={"title": found.title},
        )
    if not edited.title.strip():
        raise InvalidInput(N_("Vul de titel van de kwalificatie in."), field="title")
    if edited.vks_level is not None and not 1 <= edited.vks_level <= 8:
        raise InvalidInput(N_("Het VKS-niveau ligt tussen 1 en 8."), field="vks_level")
    found.title, found.vks_level, found.version = edited.title.strip(), edited.vks_level, version + 1
    found.recognised_on, found.ended_on = edited.recognised_on, edited.ended_on
    _keep_competences(session, found, edited.competences, may_remove=True)
    _keep_parts(session, found, edited.parts, may_remove=True)
    audit.record(
        session, actor=actor, action="qualification.edit", subject_kind="qualification", subject_id=found.id,
        details={"code": found.code, "on": today},
    )  # fmt: skip


def _describe(found: Qualification, card: QualificationCard) -> None:
    found.title, found.vks_level, found.status = card.title, card.vks_level, card.status
    found.recognised_on, found.ended_on, found.definition = card.recognised_on, card.ended_on, card.definition
    found.led_subject_code, found.led_subject = card.led_subject_code, card.led_subject


def _keep_competences(
    session: Session, found: Qualification, cards: Sequence[CompetenceCard], *, may_remove: bool
) -> None:
    stored = {
        row.code: row
        for row in session.scalars(select(Competence).where(Competence.qualification_id == found.id))
    }
    for card in cards:
        row = stored.pop(card.code, None)
        if row is None:
            session.add(
                Competence(qualification_id=found.id, code=card.code, title=card.title, kind=card.kind)
            )
        else:
            row.title, row.kind = card.title, card.kind
    if may_remove and stored:
        keys = [row.id for row in stored.values()]
        used = session.scalars(
            select(AchievedCompetence.competence_id)
            .where(AchievedCompetence.competence_id.in_(keys))
            .distinct()
        ).all()
        _refuse_used(stored, used)
        session.execute(delete(PartContent).where(PartContent.competence_id.in_(keys)))
        session.execute(delete(Competence).where(Competence.id.in_(keys)))
    session.flush()


def _keep_parts(
    session: Session, found: Qualification, cards: Sequence[PartCard], *, may_remove: bool
) -> None:
    stored = {
        row.code: row
        for row in session.scalars(
            select(PartialQualification).where(PartialQualification.qualification_id == found.id)
        )
    }
    known = session.execute(
        select(Competence.code, Competence.id).where(Competence.qualification_id == found.id)
    )
    keys = {row.code: row.id for row in known}
    for card in cards:
        row = stored.pop(card.code, None) or PartialQualification(qualification_id=found.id, code=card.code)
        row.title = card.title
        session.add(row)
        session.flush()
        _set_content(session, row, card, keys)
    if may_remove and stored:
        ids = [row.id for row in stored.values()]
        used = {
            *session.scalars(
                select(TrajectoryPart.partial_qualification_id).where(
                    TrajectoryPart.partial_qualification_id.in_(ids)
                )
            ),
            *session.scalars(
                select(AchievedPart.partial_qualification_id).where(
                    AchievedPart.partial_qualification_id.in_(ids)
                )
            ),
        }
        _refuse_used(stored, list(used))
        session.execute(delete(PartContent).where(PartContent.partial_qualification_id.in_(ids)))
        session.execute(delete(PartialQualification).where(PartialQualification.id.in_(ids)))
    session.flush()


def _set_content(
    session: Session, part: PartialQualification, card: PartCard, keys: Mapping[str, int]
) -> None:
    unknown = [code for code in card.competences if code not in keys]
    if unknown:
        raise InvalidInput(
            N_("Deelkwalificatie {part} noemt {codes}, die niet bij de kwalificatie staat."),
            field="parts",
            part=card.code,
            codes=", ".join(unknown),
        )
    session.execute(delete(PartContent).where(PartContent.partial_qualification_id == part.id))
    session.add_all(
        PartContent(partial_qualification_id=part.id, competence_id=keys[code])
        for code in set(card.competences)
    )


def _refuse_used(
    stored: Mapping[str, Competence] | Mapping[str, PartialQualification], used: Sequence[int]
) -> None:
    codes = [code for code, row in stored.items() if row.id in set(used)]
    if codes:
        raise InvalidInput(IN_USE, field="codes", codes=", ".join(codes))
