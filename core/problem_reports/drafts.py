"""The facts of one problem put before the draft of its message."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.identifiers import format_enterprise_number
from core.problem_reports import drafting, queries
from core.problem_reports.drafting import Draft, Facts
from core.problem_reports.kinds import BY_CODE
from core.problem_reports.queries import Report
from db.models import Organisation, Proof


def reference(report_id: int) -> str:
    """Our reference of a problem, which its answer can name."""
    return f"P-{report_id:05}"


def draft_of(session: Session, *, actor: Actor, today: date, report_id: int) -> Draft | None:
    """The message about one problem, signed by who asks for it; None when it may not be seen."""
    found = queries.one(session, actor=actor, today=today, report_id=report_id)
    return drafting.draft(facts_of(session, actor, found)) if found is not None else None


def facts_of(session: Session, actor: Actor, found: Report) -> Facts:
    """What of a problem, its proof and the provider goes into the message."""
    row = found.row
    issued_on = session.scalar(select(Proof.issued_on).where(Proof.id == row.proof_id))
    organisation = session.get_one(Organisation, 1)
    number = organisation.enterprise_number
    return Facts(
        reference=reference(row.report_id),
        kind=BY_CODE[row.kind],
        description=row.description,
        noticed_on=row.noticed_on,
        reported_on=row.reported_on if row.answered_on is None else None,
        reported_how=found.reported_how,
        proof_number=row.number,
        proof_title=row.title,
        issued_on=issued_on,
        due_on=row.due_on,
        names=(row.first_name, row.last_name),
        organisation_name=organisation.name,
        enterprise_number=format_enterprise_number(number) if number else "",
        contact=" · ".join(part for part in (organisation.email, organisation.phone) if part),
        sender=actor.display_name,
    )
