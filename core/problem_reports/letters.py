"""The same message as a letter in the house style. It names nobody, so making one is written down as an act alone."""

from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents import problem_letter
from core.documents.content import HouseStyle
from core.documents.problem_letter import ProblemLetter
from core.errors import NotFound
from core.problem_reports import drafting, drafts, files, queries
from core.provider_settings import queries as provider_settings
from db.models import Campus, Organisation

ADDRESSEE = "problems.addressee"


def letter(session: Session, *, actor: Actor, today: date, report_id: int) -> bytes:
    """One letter as a PDF, dated today; made anew from what is noted, never kept. Raises NotFound."""
    require(session, actor, Action.REPORT_PROBLEM)
    found = queries.one(session, actor=actor, today=today, report_id=report_id)
    if found is None:
        raise NotFound(files.GONE)
    draft = drafting.draft(drafts.facts_of(session, actor, found))
    organisation = session.get_one(Organisation, 1)
    place = session.get_one(Campus, found.campus_id).city or organisation.city
    parts = provider_settings.text(session, ADDRESSEE).split(",")
    pdf = problem_letter.render(
        ProblemLetter(
            addressee="\n".join(part.strip() for part in parts if part.strip()),
            subject=draft.subject,
            greeting=draft.greeting,
            opening=tuple(draft.opening),
            facts=tuple(draft.facts),
            question=draft.question,
            closing=tuple(draft.closing),
            organisation_name=organisation.name,
            organisation_address=f"{organisation.street}\n{organisation.postal_code} {organisation.city}",
            place=place,
            sent_on=today,
            style=HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text),
        )
    )
    audit.record(
        session, actor=actor, action="problem.letter", subject_kind=files.SUBJECT, subject_id=report_id,
        details={"proof": found.row.proof_id, "on": today},
    )  # fmt: skip
    return pdf
