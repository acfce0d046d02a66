"""The quarter in one go: issue, print, sign and deliver many papers, each by the rules of the single act.

A paper that cannot be done is told with its reason and never stops the rest; each leaves its own entry in the audit,
as when it is done alone, and the lot one more.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import files, issuing, living, many
from core.certificates.issuing import Run
from core.certificates.living import Handed
from core.certificates.many import HOW_MANY, MOST, Result, Shown
from core.enrolments import papers as numbers
from core.errors import InvalidInput
from db.models import Certificate, Document


def issue_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], signatory_id: int | None = None,
    nonce: str = "",
) -> Result:  # fmt: skip
    """Issue each paper; what they share is read once, after all of them were locked. Retry with the same nonce."""
    require(session, actor, Action.ISSUE_CERTIFICATE)
    kept = _before(session, papers, nonce)
    if kept is not None:
        return kept
    run = Run.of(session, _locked(session, papers), today=today, signatory_id=signatory_id)

    def act(shown: Shown) -> str:
        return issuing.issue(
            session, actor=actor, today=today, certificate_id=shown.certificate_id, version=shown.version,
            signatory_id=signatory_id, run=run,
        ).number  # fmt: skip

    return _settled(session, actor, "certificate.issue_many", many.each(session, papers, act), nonce, today)


def print_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], nonce: str = ""
) -> Result:
    """Note that each paper was printed today."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    kept = _before(session, papers, nonce)
    if kept is not None:
        return kept
    numbers = _numbers(session, papers)

    def act(shown: Shown) -> str:
        living.note_printed(
            session, actor=actor, today=today, certificate_id=shown.certificate_id, version=shown.version
        )
        return numbers[shown.certificate_id]

    return _settled(session, actor, "certificate.print_many", many.each(session, papers, act), nonce, today)


def sign_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], signatory_id: int, signed_on: date,
    nonce: str = "",
) -> Result:  # fmt: skip
    """Note stamp and original signature of one person on each paper."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    kept = _before(session, papers, nonce)
    if kept is not None:
        return kept
    numbers = _numbers(session, papers)

    def act(shown: Shown) -> str:
        living.note_signed(
            session, actor=actor, today=today, certificate_id=shown.certificate_id, version=shown.version,
            signatory_id=signatory_id, signed_on=signed_on,
        )  # fmt: skip
        return numbers[shown.certificate_id]

    return _settled(session, actor, "certificate.sign_many", many.each(session, papers, act), nonce, today)


def deliver_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], handed: Handed, nonce: str = ""
) -> Result:
    """Note that each paper reached its cursist that day and way; a late reason is kept for the late ones alone."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    kept = _before(session, papers, nonce)
    if kept is not None:
        return kept
    numbers = _numbers(session, papers)

    def act(shown: Shown) -> str:
        living.deliver(
            session, actor=actor, today=today, certificate_id=shown.certificate_id, version=shown.version,
            handed=handed,
        )  # fmt: skip
        return numbers[shown.certificate_id]

    return _settled(session, actor, "certificate.deliver_many", many.each(session, papers, act), nonce, today)


def _before(session: Session, papers: Sequence[Shown], nonce: str) -> Result | None:
    if not 0 < len(papers) <= MOST:
        raise InvalidInput(HOW_MANY, most=MOST)
    return many.replayed(session, nonce=nonce)


def _locked(session: Session, papers: Sequence[Shown]) -> Sequence[Certificate]:
    """All papers, held before their hours are read, so that they are what they are when the number is given."""
    keys = sorted({shown.certificate_id for shown in papers})
    files.hold_facts(session, certificate_ids=keys)
    return session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(keys))
        .order_by(Certificate.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _numbers(session: Session, papers: Sequence[Shown]) -> dict[int, str]:
    rows = session.execute(
        select(Certificate.id, numbers.number())
        .outerjoin(Document, Document.id == Certificate.document_id)
        .where(Certificate.id.in_([shown.certificate_id for shown in papers]))
    )
    return {key: number for key, number in rows}  # noqa: C416


def _settled(session: Session, actor: Actor, action: str, result: Result, nonce: str, today: date) -> Result:
    audit.record(
        session, actor=actor, action=action, subject_kind="certificate", subject_id=None,
        details={"done": len(result.done), "refused": len(result.refused), "on": today},
    )  # fmt: skip
    many.remember(session, nonce=nonce, command=action, result=result)
    return result
