"""Writing the accepted rows of a sheet of old papers, and taking them back while nobody did anything with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import commands as certificates
from core.certificates import files
from core.certificates.commands import Earlier
from core.errors import Conflict, NotAllowed
from core.imports import chunks
from core.imports.enrolmentwriting import ENROLMENT
from core.imports.kinds import Applied, Effect, Finding, Progress, Scope
from core.imports.undoing import CHANGED, ELSEWHERE, GONE
from db.models import Certificate


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """The paper that is owed, as it was read, and what an accepted row notes about it."""

    certificate_id: int
    enrolment_id: int
    version: int
    earlier: Earlier


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Note the old papers; gives what each row did. Raises InvalidInput, Conflict."""
    plans = [(found.row, found.plan) for found in findings if isinstance(found.plan, PaperPlan)]
    _hold(session, [plan.certificate_id for _, plan in plans])
    effects = []
    for done, (row, plan) in enumerate(plans, start=1):
        certificates.note_earlier(
            session, actor=scope.actor, today=scope.today, certificate_id=plan.certificate_id, version=plan.version,
            earlier=plan.earlier, import_batch_id=batch_id,
        )  # fmt: skip
        effects.append(
            Effect(
                row, ENROLMENT, plan.enrolment_id, {"paper": plan.certificate_id, "version": plan.version + 1}
            )
        )
        progress(done, len(plans))
    return effects


def undo(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """The papers are owed again, as the facts have it now. Raises Conflict once one was delivered or corrected."""
    wanted = {key: row for row in rows if isinstance(key := row.before["paper"], int)}
    facts = select(Certificate.id, Certificate.version, Certificate.campus_id)
    found = {
        key: (version, campus_id)
        for key, version, campus_id in chunks.rows(session, facts, Certificate.id, sorted(wanted))
    }
    allowed = scope.actor.campus_ids
    for key, row in wanted.items():
        if key not in found:
            raise Conflict(GONE, row=row.row)
        version, campus_id = found[key]
        if allowed is not None and campus_id not in allowed:
            raise NotAllowed(ELSEWHERE)
        if version != row.before["version"]:
            raise Conflict(CHANGED, row=row.row)
    _hold(session, sorted(wanted))
    for key in sorted(wanted):
        certificates.take_back_earlier(
            session, actor=scope.actor, today=scope.today, certificate_id=key, version=found[key][0]
        )


def _hold(session: Session, certificate_ids: Sequence[int]) -> None:
    """All of them first, table by table as every command does: a sheet and a lot never wait in a circle."""
    files.hold_facts(session, certificate_ids=certificate_ids)
    files.hold_papers(session, certificate_ids=certificate_ids)
