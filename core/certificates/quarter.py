"""The quarter in one go: issue, print, sign and deliver many papers, each by the rules of the single act.

A paper that cannot be done is told with its reason and never stops the rest; each leaves its own entry in the audit,
as when it is done alone, and the lot one more.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import files, issuing, living, many
from core.certificates.issuing import Run
from core.certificates.living import Handed
from core.certificates.many import HOW_MANY, MOST, Act, Result, Shown
from core.errors import InvalidInput
from db.models import Certificate


def issue_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], signatory_id: int | None = None,
    nonce: str = "",
) -> Result:  # fmt: skip
    """Issue each paper; what they share is read once, after all of them were locked. Retry with the same nonce."""
    require(session, actor, Action.ISSUE_CERTIFICATE)

    def begin() -> Act:
        files.hold_facts(session, certificate_ids=sorted({shown.certificate_id for shown in papers}))
        run = Run.of(session, _locked(session, papers), today=today, signatory_id=signatory_id)
        return partial(issuing.issue, signatory_id=signatory_id, run=run)

    return _once(session, actor, today, "certificate.issue_many", papers, nonce, begin)


def print_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], nonce: str = ""
) -> Result:
    """Note that each paper was printed today."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    return _once(
        session,
        actor,
        today,
        "certificate.print_many",
        papers,
        nonce,
        _held(session, papers, living.note_printed),
    )


def sign_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], signatory_id: int, signed_on: date,
    nonce: str = "",
) -> Result:  # fmt: skip
    """Note stamp and original signature of one person on each paper."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    act = partial(living.note_signed, signatory_id=signatory_id, signed_on=signed_on)
    return _once(session, actor, today, "certificate.sign_many", papers, nonce, _held(session, papers, act))


def deliver_many(
    session: Session, *, actor: Actor, today: date, papers: Sequence[Shown], handed: Handed, nonce: str = ""
) -> Result:
    """Note that each paper reached its cursist that day and way; a late reason is kept for the late ones alone."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    act = partial(living.deliver, handed=handed)
    return _once(
        session, actor, today, "certificate.deliver_many", papers, nonce, _held(session, papers, act)
    )


def _once(
    session: Session, actor: Actor, today: date, action: str, papers: Sequence[Shown], nonce: str,
    begin: Callable[[], Act],
) -> Result:  # fmt: skip
    """The frame of all four: the same submit a second time gives its first result, and `begin` is not asked again."""
    if not 0 < len(papers) <= MOST:
        raise InvalidInput(HOW_MANY, most=MOST)
    kept = many.replayed(session, nonce=nonce)
    if kept is not None:
        return kept
    result = many.each(session, papers, begin(), actor=actor, today=today)
    audit.record(
        session, actor=actor, action=action, subject_kind="certificate", subject_id=None,
        details={"done": len(result.done), "refused": len(result.refused), "on": today},
    )  # fmt: skip
    many.remember(session, nonce=nonce, command=action, result=result)
    return result


def _held(session: Session, papers: Sequence[Shown], act: Act) -> Callable[[], Act]:
    """The act, once all papers are held."""

    def begin() -> Act:
        _locked(session, papers)
        return act

    return begin


def _locked(session: Session, papers: Sequence[Shown]) -> Sequence[Certificate]:
    """All papers, held before the first act: it takes the end of the audit, for which who has another one waits.

    Of those to issue the facts are held before this, so that they are what they are when the number is given.
    """
    keys = sorted({shown.certificate_id for shown in papers})
    return session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(keys))
        .order_by(Certificate.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
