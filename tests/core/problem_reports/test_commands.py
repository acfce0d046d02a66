"""The steps of a problem: what each keeps, what each refuses, and that everything stays in the history."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.evidence import files as evidence
from core.evidence.files import Upload
from core.history import events
from core.problem_reports import commands, files, kinds
from core.problem_reports.opening import Noticed
from core.proofs import commands as proof_commands
from db.models import AuditEntry, Evidence, HistoryEvent, ProblemReport, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.problem_reports.conftest import ANSWERED, NOTICED, PDF, REASON, REPORTED, Steps
from tests.factories import TODAY, Provider


def test_a_problem_keeps_each_step_with_its_day_and_who_did_it(steps: Steps, proof: Proof) -> None:
    report = steps.opened(proof, text=" De tool geeft een fout. ")
    assert (report.kind, report.description, report.noticed_on) == (
        "tool_unreachable", "De tool geeft een fout.", NOTICED,
    )  # fmt: skip
    assert (report.learner_id, report.campus_id) == (proof.learner_id, proof.campus_id)
    steps.reported(report, how="phone", by=" Nele Peeters ")
    assert (report.reported_on, report.reported_how, report.reported_by) == (
        REPORTED,
        "phone",
        "Nele Peeters",
    )
    steps.answered(report)
    assert (report.answered_on, report.answer) == (ANSWERED, "We kijken het na.")
    steps.solved(report, text="De tool werkt weer.")
    assert (report.closed_on, report.closed_how, report.solution) == (TODAY, "solved", "De tool werkt weer.")
    assert steps.told(report) == ["opened", "reported", "answered", "solved"]
    assert steps.told(report)[0] in kinds.EVENTS


def test_every_step_has_its_word_and_the_day_it_happened(
    session: Session, steps: Steps, proof: Proof
) -> None:
    report = steps.solved(steps.answered(steps.reported(steps.opened(proof))))
    found = events.of(session, subject_kind=files.SUBJECT, subject_id=report.id)
    assert [event.happened_on for event in found] == [TODAY, ANSWERED, REPORTED, NOTICED]
    assert {event.kind for event in found} <= kinds.EVENTS.keys()
    assert {event.recorded_by for event in found} == {steps.actor.display_name}
    assert (found[2].field, found[2].new_value, found[2].text) == ("how", "mail", "Nele Peeters")


@pytest.mark.parametrize(
    ("kind", "text", "on", "said"),
    [
        ("zomaar", "", NOTICED, "uit de lijst"),
        ("other", "  ", NOTICED, "Schrijf wat er misging"),
        ("tool_unreachable", "x" * 1001, NOTICED, "1000 tekens"),
        ("tool_unreachable", "", date(2026, 11, 22), "ligt in de toekomst"),
        ("tool_unreachable", "", date(2026, 11, 1), r"kan niet vóór “Traject afgerond op” \(02/11/2026\)"),
    ],
)
def test_what_cannot_have_been_noticed_is_refused(
    session: Session, steps: Steps, proof: Proof, refused: Refused, kind: str, text: str, on: date, said: str
) -> None:
    with refused(text=said):
        steps.opened(proof, kind, text, on)
    assert session.scalar(select(func.count()).select_from(ProblemReport)) == 0
    assert session.scalar(select(func.count()).select_from(HistoryEvent)) == 0
    assert steps.hold(proof) == ("", "")


def test_other_with_its_text_is_taken(steps: Steps, proof: Proof) -> None:
    assert steps.opened(proof, "other", "De knop bewaren doet niets.").description


def test_no_text_of_a_problem_holds_a_national_number(steps: Steps, proof: Proof, refused: Refused) -> None:
    said, number = "geen rijksregisternummer", factories.insz()
    with refused(text=said):
        steps.opened(proof, text=f"Bij {number} loopt het mis")
    report = steps.opened(proof)
    with refused(text=said):
        steps.reported(report, by=f"voor {number}")
    steps.reported(report)
    with refused(text=said):
        steps.answered(report, text=f"{number[:6]}-{number[6:9]}.{number[9:]} is onbekend")
    with refused(text=said):
        steps.solved(report, text=f"nummer {number} verbeterd")
    with refused(text="geen rijksregisternummer"):
        steps.mistaken(report, f"verkeerde persoon, {number}")
    assert steps.told(report) == ["opened", "reported"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": date(2026, 11, 22)}, r"“Gemeld op” \(22/11/2026\) ligt in de toekomst"),
        ({"on": date(2026, 11, 11)}, r"kan niet vóór “Opgemerkt op” \(12/11/2026\)"),
        ({"how": "duif"}, "Kies hoe"),
        ({"by": "  "}, "wie het meldde"),
        ({"by": "x" * 121}, "120 tekens"),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    steps: Steps, proof: Proof, refused: Refused, typed: dict[str, object], said: str
) -> None:
    report = steps.opened(proof)
    with refused(text=said):
        steps.reported(report, **typed)  # type: ignore[arg-type]
    assert (report.reported_on, report.version) == (None, 1)


def test_telling_again_is_a_reminder_and_the_wait_counts_from_the_first(
    steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.reported(steps.opened(proof))
    with refused(text="kan niet vóór “Gemeld op”"):
        steps.reported(report, on=NOTICED)
    steps.reported(report, on=TODAY, how="phone", by="An Verhulst")
    assert (report.reported_on, report.reported_how, report.reported_by) == (REPORTED, "mail", "Nele Peeters")
    assert steps.told(report) == ["opened", "reported", "reminded"]


def test_an_answer_asks_for_a_report_a_day_and_words(steps: Steps, proof: Proof, refused: Refused) -> None:
    report = steps.opened(proof)
    with refused(text="nog niet gemeld"):
        steps.answered(report)
    steps.reported(report)
    for typed, said in (
        ({"text": " "}, "wat het antwoord was"),
        ({"on": NOTICED}, "kan niet vóór “Gemeld op”"),
        ({"on": date(2026, 11, 22)}, "toekomst"),
    ):
        with refused(text=said):
            steps.answered(report, **typed)  # type: ignore[arg-type]
    assert report.answered_on is None


def test_a_further_answer_takes_the_place_of_the_first_which_stays_in_the_history(
    session: Session, steps: Steps, proof: Proof
) -> None:
    report = steps.answered(steps.reported(steps.opened(proof)))
    steps.answered(report, on=TODAY, text="Probeer opnieuw.")
    assert (report.answered_on, report.answer) == (TODAY, "Probeer opnieuw.")
    newest, first, *_ = events.of(session, subject_kind=files.SUBJECT, subject_id=report.id)
    assert (newest.field, newest.old_value, newest.new_value) == (
        "answer", "We kijken het na.", "Probeer opnieuw.",
    )  # fmt: skip
    assert (first.kind, first.text) == ("answered", "We kijken het na.")


@pytest.mark.parametrize(
    ("on", "text", "said"),
    [
        (TODAY, "", "hoe het opgelost werd"),
        (date(2026, 11, 22), "Goed", "toekomst"),
        (date(2026, 11, 11), "Goed", "kan niet vóór “Opgemerkt op”"),
        (NOTICED, "Goed", "kan niet vóór “Gemeld op”"),
        (date(2026, 11, 17), "Goed", "kan niet vóór “Beantwoord op”"),
    ],
)
def test_a_solution_that_cannot_be_is_refused(
    steps: Steps, proof: Proof, refused: Refused, on: date, text: str, said: str
) -> None:
    report = steps.answered(steps.reported(steps.opened(proof)))
    with refused(text=said):
        steps.solved(report, on=on, text=text)
    assert report.closed_on is None
    assert steps.hold(proof)[0] == "problem_reported"


def test_what_solves_itself_needs_no_report(steps: Steps, proof: Proof) -> None:
    report = steps.solved(steps.opened(proof), on=NOTICED, text="De tool werkte een uur later weer.")
    assert (report.closed_on, report.reported_on) == (NOTICED, None)


def test_a_mistake_asks_for_a_reason_and_keeps_the_history(
    steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.opened(proof)
    with refused(text="tien tekens"):
        steps.mistaken(report, "te kort")
    steps.mistaken(report)
    assert (report.closed_on, report.closed_how, report.solution) == (TODAY, "mistake", REASON)
    assert steps.told(report) == ["opened", "mistake"]


def test_nothing_follows_a_closed_problem_but_reopening_it(
    steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.solved(steps.reported(steps.opened(proof)))
    for step in (steps.reported, steps.answered, steps.solved, steps.mistaken):
        with refused(text="al gesloten op 21/11/2026"):
            step(report)
    with refused(text="tien tekens"):
        steps.reopened(report, "te kort")
    steps.reopened(report)
    assert (report.closed_on, report.closed_how, report.solution) == (None, "", "")
    assert (report.reported_on, steps.told(report)[-1]) == (REPORTED, "reopened")
    with refused(text="staat nog open"):
        steps.reopened(report)


def test_the_same_trouble_of_one_proof_is_one_problem(
    given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.opened(proof)
    with refused(text="“Registratietool niet bereikbaar” staat voor dit bewijs al open sinds 12/11/2026"):
        steps.opened(proof, on=TODAY)
    steps.opened(proof, "reference_refused")
    steps.opened(steps.issued(given))
    steps.solved(report)
    again = steps.opened(proof, on=TODAY)
    with refused(text="al open sinds 21/11/2026"):
        steps.reopened(report)
    assert again.id != report.id


def test_the_same_submit_twice_makes_one_problem(session: Session, steps: Steps, proof: Proof) -> None:
    version = proof.version
    first = steps.opened(proof, nonce="een-keer")
    again = commands.open_report(
        session, actor=steps.actor, today=TODAY, proof_id=proof.id, version=version,
        noticed=Noticed("tool_unreachable", "", NOTICED), nonce="een-keer",
    )  # fmt: skip
    assert again == first.id
    assert session.scalar(select(func.count()).select_from(ProblemReport)) == 1


def test_a_problem_is_not_noted_for_what_stands_in_led_or_was_withdrawn(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    gone = steps.issued(given)
    proof_commands.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=gone.id, version=gone.version, reason=REASON
    )
    with refused(text="ingetrokken"):
        steps.opened(gone)
    proof.registered_on = TODAY
    with refused(text="geregistreerd op 21/11/2026.*onderdeel Correcties"):
        steps.opened(proof)


def test_evidence_is_kept_with_any_step_and_by_itself(
    session: Session, steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.opened(proof, evidence=Upload("scherm.png", b"\x89PNG\r\n\x1a\n scherm"))
    steps.reported(report, evidence=Upload("mail.pdf", PDF))
    steps.answered(report, evidence=Upload("antwoord.pdf", PDF))
    steps.solved(report, evidence=Upload("klaar.jpg", b"\xff\xd8\xff klaar"))
    with refused(text="Kies een bestand"):
        steps._do(commands.add_evidence, report, evidence=None)
    steps._do(commands.add_evidence, report, evidence=Upload("later.pdf", PDF))
    kept = evidence.of(session, subject_kind=files.SUBJECT, subject_id=report.id)
    assert [each.name for each in kept] == [
        "scherm.png",
        "mail.pdf",
        "antwoord.pdf",
        "klaar.jpg",
        "later.pdf",
    ]
    assert steps.told(report).count("evidence") == 5
    row = session.scalars(select(Evidence)).first()
    assert row is not None
    assert (row.learner_id, row.campus_id) == (proof.learner_id, proof.campus_id)


def test_a_file_of_the_wrong_kind_leaves_nothing_of_the_step(
    session: Session, steps: Steps, proof: Proof, refused: Refused
) -> None:
    with refused(text="geen PDF, PNG of JPEG"):
        steps.opened(proof, evidence=Upload("programma.pdf", b"MZ"))
    assert session.scalar(select(func.count()).select_from(ProblemReport)) == 0
    report = steps.opened(proof)
    with refused(text="is leeg"):
        steps.solved(report, evidence=Upload("leeg.pdf", b""))
    assert (report.closed_on, steps.told(report)) == (None, ["opened"])
    assert steps.hold(proof)[0] == "problem_reported"


def test_two_people_at_one_problem_and_the_second_sees_both_values(
    steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.reported(steps.opened(proof))
    steps.answered(report)
    with refused(Conflict, "Iemand anders werkte intussen") as caught:
        steps.solved(report, version=2)
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["answered_on"] == "18/11/2026"
    assert caught.value.stored["answer"] == "We kijken het na."
    with refused(Conflict, "wijzigde dit bewijs"):
        commands.open_report(
            steps.session, actor=steps.actor, today=TODAY, proof_id=proof.id, version=1,
            noticed=Noticed("other", "Iets", NOTICED),
        )  # fmt: skip


def test_who_may_read_only_or_works_elsewhere_changes_nothing(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.opened(proof)
    with refused(NotFound):
        steps._do(commands.reopen, ProblemReport(id=999, version=1), reason=REASON)
    steps.actor = factories.actor(session, Role.MANAGER)
    with refused(NotAllowed):
        steps.reported(report)
    steps.actor = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    for step in (steps.reported, steps.solved, steps.mistaken):
        with refused(NotFound, "andere campus"):
            step(report)
    with refused(NotFound, "andere campus"):
        commands.letter(session, actor=steps.actor, today=TODAY, report_id=report.id)
    with refused(NotFound, "andere campus"):
        steps.opened(proof, "reference_refused")
    assert steps.told(report) == ["opened"]


def test_each_step_leaves_one_entry_without_what_was_typed(
    session: Session, steps: Steps, proof: Proof
) -> None:
    report = steps.reported(steps.opened(proof, text="De tool hapert."))
    steps.reopened(steps.solved(steps.answered(report)))
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject_kind == "problem").order_by(AuditEntry.sequence)
    ).all()
    assert [entry.action for entry in entries] == [
        "problem.open", "problem.report", "problem.answer", "problem.solve", "problem.reopen",
    ]  # fmt: skip
    assert {entry.subject_id for entry in entries} == {report.id}
    assert not any("hapert" in entry.details or "kijken" in entry.details for entry in entries)


def test_the_catalogue_says_what_each_kind_is() -> None:
    assert len({kind.code for kind in kinds.KINDS}) == len(kinds.KINDS) == len(kinds.BY_CODE)
    assert all(kind.name and len(kind.code) <= 30 for kind in kinds.KINDS)
    assert [kind.code for kind in kinds.KINDS if not kind.told] == [kinds.OTHER]
    with pytest.raises(InvalidInput):
        files.check_text(description="x" * 1001)
