"""Whatever becomes of the proof, the person or the sheet, a problem and its history stay, with the right person."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import audit
from core.deadlines import projection, terms
from core.errors import Conflict
from core.evidence import files as evidence
from core.evidence.files import Upload
from core.imports import commands as imports
from core.imports import machine
from core.learners import commands as learners
from core.learners import participations, vault
from core.problem_reports import files, queries
from core.proofs import commands, completing, reassessing, undoable
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import (
    AccessEntry,
    CounterRight,
    HistoryEvent,
    Learner,
    LedTicket,
    Participation,
    PriorLearning,
    ProblemReport,
    Proof,
)
from tests import factories
from tests.core.conftest import Refused
from tests.core.imports.conftest import workbook
from tests.core.problem_reports.conftest import PDF, REASON, Steps
from tests.factories import TODAY, Provider

Row = Callable[..., dict[str, object]]


def events(session: Session) -> list[tuple[object, ...]]:
    """Every row of the history as the database holds it."""
    return [tuple(row) for row in session.execute(select(HistoryEvent.__table__).order_by(HistoryEvent.id))]


def sound(session: Session) -> None:
    session.flush()
    assert audit.verify(session).findings == ()
    assert list(projection.differences(session, terms=terms.load(session))) == []
    assert list(reassessing.differences(session)) == []


def do(
    session: Session, given: Provider, command: Callable[..., object], proof: Proof, **values: object
) -> None:
    session.refresh(proof)
    command(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version, **values)
    session.flush()


def test_the_paper_may_be_destroyed_issued_corrected_and_withdrawn_and_the_problem_stays(
    session: Session, given: Provider, steps: Steps, proof: Proof
) -> None:
    report = steps.reported(steps.opened(proof))
    before = events(session)
    do(session, given, commands.destroy, proof, reason=REASON)
    assert steps.hold(proof) == ("problem_reported", "problem_reported")
    do(session, given, commands.issue, proof)
    commands.deliver(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        delivery=Delivery(TODAY, "hand", "Balie"),
    )  # fmt: skip
    do(session, given, commands.correct, proof, reason=REASON)
    assert steps.hold(proof) == ("problem_reported", "problem_reported")
    do(session, given, commands.withdraw, proof, reason=REASON)
    assert steps.hold(proof) == ("", "")
    assert events(session) == before
    session.refresh(report)
    assert report.closed_on is None
    found = queries.one(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    assert found is not None
    assert found.row.proof_state == "withdrawn"
    steps.mistaken(report)
    assert events(session)[: len(before)] == before
    sound(session)


def test_a_registration_is_noted_and_taken_back_around_a_closed_problem(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.solved(steps.opened(proof))
    before = events(session)
    commands.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        registration=Registration(TODAY, given.registrar_id),
    )  # fmt: skip
    with refused(text="Correcties"):
        steps.reopened(report)
    step = undoable.last_act(session, actor=given.coordinator)
    assert step is not None
    commands.undo(session, actor=given.coordinator, today=TODAY, step_id=step.step_id)
    assert (proof.registered_on, steps.hold(proof)) == (None, ("", ""))
    steps.reopened(report)
    assert steps.hold(proof)[0] == "problem_reported"
    assert events(session)[: len(before)] == before
    sound(session)


def test_a_merge_moves_problems_tickets_and_prior_learning_and_the_evidence_is_still_found(
    session: Session, given: Provider, steps: Steps
) -> None:
    kept, dropped = factories.learner(session), factories.learner(session, number="")
    proof = steps.issued(given, learner=dropped, completed_on=date(2026, 11, 3))
    report = steps.opened(proof, evidence=Upload("scherm.pdf", PDF))
    session.add(
        LedTicket(
            learner_id=dropped.id, kind="missing", reporter="learner", reported_on=TODAY, opened_at=report.opened_at,
            opened_by="An",
        )
    )  # fmt: skip
    session.add(
        PriorLearning(
            learner_id=dropped.id, kind="declared", title="Lassen", shown_on=TODAY, seen_by="An",
            recorded_at=report.opened_at,
        )
    )  # fmt: skip
    session.flush()
    before = events(session)
    learners.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=kept.id, keep_version=kept.version, drop_id=dropped.id,
        drop_version=dropped.version, reason=REASON,
    )  # fmt: skip
    session.expire_all()
    assert report.learner_id == proof.learner_id == kept.id
    for table in (LedTicket, PriorLearning):
        assert session.scalars(select(table.learner_id)).all() == [kept.id]
    # The number of the kept file solves "wacht op INSZ"; the problem is what still holds it up.
    assert steps.hold(proof) == ("problem_reported", "problem_reported")
    assert events(session) == before
    found = queries.one(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    assert found is not None
    assert found.row.last_name == kept.last_name
    (file,) = evidence.of(session, subject_kind=files.SUBJECT, subject_id=report.id)
    opened = evidence.open_file(session, actor=given.coordinator, evidence_id=file.evidence_id)
    assert opened.content == PDF
    session.flush()
    look = session.scalars(select(AccessEntry)).one()
    # What is frozen cannot move; the look is one at the person as he is known now.
    assert look.learner_id == kept.id
    assert session.get_one(Learner, dropped.id).merged_into_id == kept.id
    sound(session)


def test_a_completion_with_a_problem_is_not_taken_back_nor_is_its_proof_removed(
    session: Session, given: Provider, steps: Steps, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    report = steps.mistaken(steps.opened(proof))
    participation = session.get_one(Participation, proof.participation_id)
    before = events(session)
    with refused(text="een probleem genoteerd, dus ze blijft.*reik het dan uit en trek het in"):
        commands.undo_completion(
            session, actor=given.coordinator, today=TODAY, participation_id=participation.id,
            version=participation.version, reason=REASON,
        )  # fmt: skip
    completing.remove_proofs(session, proof_ids=[proof.id])
    assert session.get(ProblemReport, report.id) is not None
    assert session.scalar(select(func.count()).select_from(Proof)) == 1
    assert events(session) == before
    (row,) = participations.participations(session, actor=given.coordinator)
    assert row.issued == 1, "the screen offers no way back that would be refused"


@pytest.fixture
def row(session: Session, given: Provider) -> Row:
    """A row about somebody of this provider, with changes."""
    somebody = factories.learner(session, "Peeters", "Wout")
    assert somebody.insz_cipher is not None
    stored: dict[str, object] = {
        "Familienaam": "Peeters", "Voornaam": "Wout", "Rijksregisternr.": vault.unseal(somebody.insz_cipher),
        "Geboortedatum": "01/01/1990", "Traject": "T-901", "Code": "BK-9100-1", "Resultaat": "geslaagd",
        "Competenties": "", "Afgerond op": "02/11/2026", "Lesplaats": "Gent",
    }  # fmt: skip
    return lambda **changes: stored | {name.replace("_", " "): value for name, value in changes.items()}


def bring(session: Session, given: Provider, row: dict[str, object]) -> imports.Result:
    result = imports.apply(
        session, actor=given.coordinator, today=TODAY, kind="completions", workbook=workbook(row), mode="good_rows"
    )  # fmt: skip
    session.flush()
    session.expire_all()
    return result


def take_back(session: Session, given: Provider, result: imports.Result) -> None:
    assert result.batch_id is not None
    imports.undo(session, actor=given.coordinator, today=TODAY, batch_id=result.batch_id)
    session.flush()
    session.expire_all()


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_sheet_whose_proof_has_a_problem_is_not_taken_back(
    session: Session, given: Provider, steps: Steps, row: Row, refused: Refused, is_closed: bool
) -> None:
    result = bring(session, given, row())
    report = steps.opened(session.scalars(select(Proof)).one())
    if is_closed:
        steps.mistaken(report)
    before = events(session)
    with refused(Conflict, "Rij 2: bij een bewijs van deze deelnemer is een probleem genoteerd"):
        take_back(session, given, result)
    assert session.get(ProblemReport, report.id) is not None
    assert events(session) == before


def test_a_later_sheet_cannot_change_the_outcome_under_a_problem(
    session: Session, given: Provider, steps: Steps, row: Row
) -> None:
    bring(session, given, row())
    steps.opened(session.scalars(select(Proof)).one())
    session.flush()
    found = machine.check(
        session, actor=given.coordinator, today=TODAY, kind="completions", workbook=workbook(row(Resultaat="gestopt"))
    )  # fmt: skip
    assert found.findings[0].reason == "problem_noted"


def test_a_sheet_registers_nothing_past_an_open_problem_and_its_undo_works_out_the_hold_anew(
    session: Session, given: Provider, steps: Steps, row: Row
) -> None:
    bring(session, given, row())
    proof = session.scalars(select(Proof)).one()
    report = steps.opened(proof)
    told = row(Uitgereikt_op="05/11/2026", Geregistreerd_op="20/11/2026")
    found = machine.check(
        session, actor=given.coordinator, today=TODAY, kind="completions", workbook=workbook(told)
    )
    assert found.findings[0].reason == "problem_open"
    bring(session, given, told)
    assert (proof.registered_on, steps.hold(proof)[0]) == (None, "problem_reported")
    session.refresh(report)
    steps.solved(report)
    result = bring(session, given, told)
    assert (proof.registered_on, steps.hold(proof)) == (date(2026, 11, 20), ("", ""))
    sound(session)
    take_back(session, given, result)
    assert (proof.registered_on, steps.hold(proof)) == (None, ("", ""))
    sound(session)


def test_a_sheet_registers_nothing_without_a_right_of_its_bringer(
    session: Session, given: Provider, row: Row
) -> None:
    bring(session, given, row())
    told = row(Uitgereikt_op="05/11/2026", Geregistreerd_op="20/11/2026")
    session.execute(update(CounterRight).values(revoked_on=TODAY))
    found = machine.check(
        session, actor=given.coordinator, today=TODAY, kind="completions", workbook=workbook(told)
    )
    assert found.findings[0].reason == "no_right"


def test_a_sheet_that_moves_a_proof_to_another_campus_moves_its_problems(
    session: Session, given: Provider, steps: Steps, row: Row
) -> None:
    bring(session, given, row())
    report = steps.opened(session.scalars(select(Proof)).one())
    limited = factories.actor(session, campuses=[given.other])
    result = bring(session, given, row(Lesplaats="Kortrijk"))
    assert report.campus_id == given.other.id
    assert queries.one(session, actor=limited, today=TODAY, report_id=report.id) is not None
    take_back(session, given, result)
    assert report.campus_id == given.campus.id
    assert queries.one(session, actor=limited, today=TODAY, report_id=report.id) is None


def test_what_held_a_proof_up_before_a_sheet_is_not_put_back_once_it_is_solved(
    session: Session, given: Provider, steps: Steps, row: Row
) -> None:
    """The number came in between: the undo of history must not say that it is still missing."""
    somebody = session.scalars(select(Learner)).one()
    known = row()
    somebody.insz_cipher = somebody.insz_index = None
    somebody.insz_tail = somebody.insz_kind = ""
    session.flush()
    without = known | {"Rijksregisternr.": ""}
    bring(session, given, without)
    proof = session.scalars(select(Proof)).one()
    assert steps.hold(proof)[0] == "waiting_for_insz"
    result = bring(
        session, given, without | {"Uitgereikt op": "05/11/2026", "Geregistreerd op": "20/11/2026"}
    )
    session.refresh(somebody)
    learners.set_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=somebody.id, version=somebody.version,
        insz=factories.insz(), reason="",
    )  # fmt: skip
    take_back(session, given, result)
    assert (proof.registered_on, steps.hold(proof)) == (None, ("", ""))
    sound(session)
