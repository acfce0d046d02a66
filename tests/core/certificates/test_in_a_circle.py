"""Many papers in one act, and one of them in the hands of somebody else: one waits for the other, never both."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor
from core.certificates import commands
from core.certificates.living import Handed
from core.certificates.many import Result, Shown
from core.errors import Conflict
from db.models import Certificate, Signatory
from tests import factories
from tests.core.certificates import papers
from tests.core.certificates.papers import AFTER
from tests.crossing import circle

REASON = "De naam stond fout op het papier"


@dataclass(frozen=True, slots=True)
class Pile:
    """Three issued and signed papers, each of somebody else."""

    actor: Actor
    signatory_id: int
    papers: list[Shown]

    @property
    def last(self) -> dict[str, object]:
        """What an act on the last one alone takes."""
        shown = self.papers[-1]
        return {
            "actor": self.actor,
            "today": AFTER,
            "certificate_id": shown.certificate_id,
            "version": shown.version,
        }


@pytest.fixture
def pile(engine: Engine) -> Pile:
    with db.session.writing() as session:
        given = factories.provider(session)
        signatory_id = session.scalars(select(Signatory.id)).one()
        shown = []
        for code in ("K-1", "K-2", "K-3"):
            row = papers.paper(session, papers.enrolled(session, given, code=code), "assiduity", 1)
            papers.issued(session, given, row)
            commands.note_signed(
                session, actor=given.coordinator, today=AFTER, certificate_id=row.id, version=row.version,
                signatory_id=signatory_id, signed_on=AFTER,
            )  # fmt: skip
            shown.append(Shown(row.id, row.version))
        return Pile(given.coordinator, signatory_id, shown)


def printed(pile: Pile, session: Session) -> Result:
    return commands.print_many(session, actor=pile.actor, today=AFTER, papers=pile.papers)


def signed(pile: Pile, session: Session) -> Result:
    return commands.sign_many(
        session, actor=pile.actor, today=AFTER, papers=pile.papers, signatory_id=pile.signatory_id, signed_on=AFTER
    )  # fmt: skip


def delivered(pile: Pile, session: Session) -> Result:
    handed = Handed(AFTER, "hand", "An")
    return commands.deliver_many(session, actor=pile.actor, today=AFTER, papers=pile.papers, handed=handed)


@pytest.mark.parametrize("many", [printed, signed, delivered], ids=lambda many: many.__name__)
@pytest.mark.parametrize("alone", ["note_printed", "destroy"])
def test_who_acts_on_one_of_many_papers_is_done_or_waits_and_the_rest_goes_on(
    engine: Engine, pile: Pile, many: Callable[[Pile, Session], Result], alone: str
) -> None:
    def hold_the_second(session: Session) -> object:
        return session.get(Certificate, pile.papers[1].certificate_id, with_for_update={"key_share": True})

    def one(session: Session) -> object:
        if alone == "destroy":
            return commands.destroy(session, reason=REASON, **pile.last)  # type: ignore[arg-type]
        return commands.note_printed(session, **pile.last)  # type: ignore[arg-type]

    result, single = circle(engine, hold_the_second, lambda session: many(pile, session), one)
    assert isinstance(result, Result), result
    assert single is None or isinstance(single, Conflict), single
    first, second, last = (shown.certificate_id for shown in pile.papers)
    assert set(result.done) == ({first, second} if single is None else {first, second, last})
