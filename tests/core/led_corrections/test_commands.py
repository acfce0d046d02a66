"""A ticket from report to outcome: what is refused, what is kept, and that no national number gets in."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.evidence import files as evidence_files
from core.evidence.files import Upload
from core.history import events
from core.led_corrections import commands, queries
from core.led_corrections.following import Said
from core.led_corrections.opening import Report
from core.led_corrections.queries import TicketFilters
from core.proofs import commands as proofs
from core.provider_settings import commands as provider_settings
from db.models import AuditEntry, Evidence, Learner, LedTicket, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.led_corrections.conftest import Closing, Opening
from tests.factories import TODAY, Provider

PDF = b"%PDF-1.7 schermafdruk"


def history(session: Session, ticket: LedTicket) -> list[str]:
    """The kinds of the events of a ticket, oldest first."""
    return [event.kind for event in reversed(events.of(session, subject_kind="ticket", subject_id=ticket.id))]


def send(
    session: Session, given: Provider, ticket: LedTicket, route: str = "wewis", on: date = TODAY
) -> None:
    commands.send(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version, route=route,
        sent_on=on,
    )  # fmt: skip


def answer(
    session: Session, given: Provider, ticket: LedTicket, text: str = "In orde.", on: date = TODAY
) -> None:
    commands.answer(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version, answered_on=on,
        text=text,
    )  # fmt: skip


def test_a_ticket_goes_from_report_to_outcome_and_each_step_stays(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing
) -> None:
    ticket = opened(proof, kind="wrong", field="title", old_value="Onthaal", new_value="Onthaalmedewerker")
    send(session, given, ticket, "ahovoks", date(2026, 11, 13))
    answer(session, given, ticket, "Vraag het aan WEWIS.", date(2026, 11, 14))
    send(session, given, ticket, "wewis", date(2026, 11, 16))
    assert (ticket.route, ticket.answered_on, ticket.answer) == ("wewis", None, "")
    answer(session, given, ticket, "Aangepast.", date(2026, 11, 19))
    closed(ticket, "corrected", date(2026, 11, 20), "Het staat nu goed.")
    assert (ticket.outcome, ticket.closed_on) == ("corrected", date(2026, 11, 20))
    assert history(session, ticket) == ["opened", "sent", "answered", "sent", "answered", "closed"]
    told = events.of(session, subject_kind="ticket", subject_id=ticket.id)
    assert [event.new_value for event in told if event.kind == "answered"] == [
        "Aangepast.",
        "Vraag het aan WEWIS.",
    ]
    assert [(e.old_value, e.new_value) for e in told if e.kind == "sent"] == [
        ("ahovoks", "wewis"),
        ("", "ahovoks"),
    ]
    assert audit.verify(session).findings == ()


def test_a_changed_value_is_a_new_event_with_the_old_one(
    session: Session, given: Provider, proof: Proof, opened: Opening
) -> None:
    ticket = opened(proof, kind="wrong", field="title", new_value="Onthaal", description="")
    said = Said("wrong", "wewis", date(2026, 11, 13), "Mevr. Claes", "title", "", "Onthaalmedewerker", "")
    changed = commands.change(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version, said=said
    )
    assert set(changed) == {"reporter", "reported_on", "reporter_name", "new_value"}
    told = {
        e.field: (e.old_value, e.new_value)
        for e in events.of(session, subject_kind="ticket", subject_id=ticket.id)
    }
    assert told["new_value"] == ("Onthaal", "Onthaalmedewerker")
    assert told["reported_on"] == ("12/11/2026", "13/11/2026")
    assert told["reporter"] == ("learner", "wewis")


@pytest.mark.parametrize("place", ["description", "old_value", "new_value", "reporter_name"])
def test_a_national_number_is_refused_wherever_it_is_typed(
    session: Session, given: Provider, proof: Proof, opened: Opening, refused: Refused, place: str
) -> None:
    number = factories.insz()
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    values = {"kind": "wrong", "field": "title", "new_value": "Onthaal"} | {
        place: f"het is {dotted} geworden"
    }
    with refused(InvalidInput, "rijksregisternummer"):
        opened(proof, **values)
    assert session.scalar(select(func.count()).select_from(LedTicket)) == 0


def test_of_a_wrong_national_number_no_values_are_written_down(
    session: Session, proof: Proof, opened: Opening, refused: Refused
) -> None:
    with refused(InvalidInput, "waarden"):
        opened(proof, kind="wrong", field="insz", old_value="eindigt op 12", new_value="eindigt op 21")
    ticket = opened(proof, kind="wrong", field="insz", description="Twee cijfers zijn omgewisseld.")
    assert (ticket.old_value, ticket.new_value) == ("", "")


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"kind": "fout"}, "Kies wat er mis is"),
        ({"kind": "wrong"}, "Kies welk gegeven"),
        ({"kind": "wrong", "field": "kleur"}, "uit de lijst"),
        ({"kind": "wrong", "field": "title"}, "hoort te zijn"),
        ({"description": "kort"}, "minstens tien tekens"),
        ({"reporter": "buur"}, "Kies wie"),
        ({"route": "post"}, "Kies de weg"),
        ({"reported_on": date(2026, 11, 22)}, "toekomst"),
        ({"reported_on": date(2026, 11, 1)}, "pas uitgereikt op 09/11/2026"),
        ({"description": "x" * 1001}, "te lang"),
    ],
)
def test_a_report_that_says_too_little_or_cannot_be_is_refused_in_a_sentence(
    proof: Proof, opened: Opening, refused: Refused, told: dict[str, object], text: str
) -> None:
    with refused(InvalidInput, text):
        opened(proof, **told)


def test_a_proof_that_was_never_issued_cannot_stand_in_led(
    session: Session, given: Provider, opened: Opening, refused: Refused
) -> None:
    (earned,) = factories.earned(session, given)
    with refused(InvalidInput, "nog niet uitgereikt"):
        opened(earned)


def test_the_proof_of_somebody_else_is_not_found(
    session: Session, proof: Proof, opened: Opening, refused: Refused
) -> None:
    other = factories.learner(session, "Ander", "Iemand")
    with refused(NotFound):
        opened(learner=other, proof_id=proof.id)


def test_a_second_report_of_the_same_is_pointed_to_the_first(
    proof: Proof, opened: Opening, closed: Closing, refused: Refused
) -> None:
    first = opened(proof, kind="missing")
    with refused(InvalidInput, "van 12/11/2026"):
        opened(proof, kind="missing")
    closed(first, "unfounded")
    assert opened(proof, kind="missing").id != first.id


def test_one_submit_opens_one_ticket(session: Session, given: Provider, proof: Proof) -> None:
    report = Report(proof.learner_id, "missing", "learner", TODAY, proof.id)
    keys = {
        commands.open_ticket(session, actor=given.coordinator, today=TODAY, report=report, nonce="eenmalig")
        for _ in range(2)
    }
    assert len(keys) == 1
    assert session.scalar(select(func.count()).select_from(LedTicket)) == 1


def test_evidence_is_kept_with_the_ticket_and_of_the_wrong_kind_nothing_is(
    session: Session, given: Provider, proof: Proof, opened: Opening, refused: Refused
) -> None:
    report = Report(proof.learner_id, "missing", "learner", TODAY, proof.id)
    with refused(InvalidInput, "geen PDF"):
        commands.open_ticket(
            session, actor=given.coordinator, today=TODAY, report=report, evidence=Upload("a.pdf", b"MZ")
        )
    assert session.scalar(select(func.count()).select_from(LedTicket)) == 0
    key = commands.open_ticket(
        session, actor=given.coordinator, today=TODAY, report=report, evidence=Upload("scherm.pdf", PDF)
    )
    ticket = session.get_one(LedTicket, key)
    said = Said("missing", "learner", TODAY)
    commands.change(
        session, actor=given.coordinator, today=TODAY, ticket_id=key, version=ticket.version, said=said,
        evidence=Upload("scherm2.pdf", PDF),
    )  # fmt: skip
    kept = evidence_files.of(session, subject_kind="ticket", subject_id=key)
    assert [each.name for each in kept] == ["scherm.pdf", "scherm2.pdf"]
    assert history(session, ticket) == ["opened", "evidence"]
    assert session.scalars(select(Evidence.learner_id)).first() == proof.learner_id


def test_steps_come_in_their_order(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing, refused: Refused
) -> None:
    ticket = opened(proof)
    with refused(InvalidInput, "nog niet verstuurd"):
        answer(session, given, ticket)
    with refused(InvalidInput, "kan niet vóór “Gemeld op” \\(12/11/2026\\)"):
        send(session, given, ticket, on=date(2026, 11, 11))
    with refused(InvalidInput, "naar wie"):
        send(session, given, ticket, "post")
    send(session, given, ticket, on=date(2026, 11, 15))
    with refused(InvalidInput, "Opnieuw versturen"):
        send(session, given, ticket, on=date(2026, 11, 14))
    with refused(InvalidInput, "kan niet vóór “Verstuurd op”"):
        answer(session, given, ticket, on=date(2026, 11, 14))
    with refused(InvalidInput, "wat het antwoord was"):
        answer(session, given, ticket, " ")
    with refused(InvalidInput, "al verstuurd op 15/11/2026"):
        commands.change(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
            said=Said("wrong_person", "learner", date(2026, 11, 16), description="Staat bij een naamgenoot."),
        )  # fmt: skip
    with refused(InvalidInput, "kan niet vóór"):
        closed(ticket, "unfounded", date(2026, 11, 14))
    with refused(InvalidInput, "toekomst"):
        closed(ticket, "unfounded", date(2026, 11, 22))


def test_an_outcome_fits_the_kind_and_a_mistake_asks_why(
    proof: Proof, opened: Opening, closed: Closing, refused: Refused
) -> None:
    ticket = opened(proof, kind="missing")
    for wrong in ("cancelled", "duplicate", "corrected", "onzin"):
        with refused(InvalidInput, "afliep"):
            closed(ticket, wrong)
    with refused(InvalidInput, "minstens tien tekens"):
        closed(ticket, "mistake")
    closed(ticket, "mistake", text="Twee keer geopend voor hetzelfde.")
    with refused(InvalidInput, "Heropen"):
        closed(ticket, "unfounded")


def test_missing_is_solved_only_once_the_proof_is_noted_as_registered(
    session: Session, given: Provider, opened: Opening, closed: Closing, refused: Refused
) -> None:
    (earned,) = factories.earned(session, given)
    proofs.issue(
        session, actor=given.coordinator, today=date(2026, 11, 9), proof_id=earned.id, version=earned.version
    )
    ticket = opened(earned, kind="missing")
    with refused(InvalidInput, "Noteer eerst de registratie"):
        closed(ticket, "registered")
    somebody = opened(learner=session.get_one(Learner, earned.learner_id), kind="missing")
    closed(somebody, "registered")
    assert somebody.outcome == "registered"


def test_whoever_comes_second_sees_what_the_first_did(
    session: Session, given: Provider, proof: Proof, opened: Opening, refused: Refused
) -> None:
    ticket = opened(proof)
    shown = ticket.version
    send(session, given, ticket)
    session.commit()
    with refused(Conflict) as caught:
        commands.send(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=shown, route="ahovoks",
            sent_on=TODAY,
        )  # fmt: skip
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["sent_on"] == "21/11/2026"


def test_a_reader_and_another_campus_get_nothing(
    session: Session, given: Provider, proof: Proof, opened: Opening, refused: Refused
) -> None:
    ticket = opened(proof)
    elsewhere = factories.actor(session, campuses=[given.other])
    here = factories.actor(session, campuses=[given.campus])
    reader = factories.actor(session, Role.READER)
    for actor, error in ((elsewhere, NotFound), (reader, NotAllowed)):
        with refused(error):
            commands.send(
                session, actor=actor, today=TODAY, ticket_id=ticket.id, version=ticket.version, route="wewis",
                sent_on=TODAY,
            )  # fmt: skip
    filters = TicketFilters()
    assert queries.tickets(session, actor=elsewhere, today=TODAY, filters=filters).rows == []
    assert queries.counts(session, actor=elsewhere, filters=filters)[""] == 0
    assert queries.ticket(session, actor=elsewhere, today=TODAY, ticket_id=ticket.id) is None
    assert queries.of(session, actor=elsewhere, today=TODAY, proof_id=proof.id) == []
    assert queries.counts(session, actor=here, filters=filters)[""] == 1


def test_a_ticket_without_a_proof_lies_where_the_person_takes_part(
    session: Session, given: Provider, opened: Opening, refused: Refused
) -> None:
    nowhere = factories.learner(session, "Los", "Lena")
    kortrijk = factories.learner(session, "Vast", "Victor")
    factories.participation(session, learner=kortrijk, trajectory=given.trajectory, campus=given.other)
    assert opened(learner=nowhere, kind="missing").campus_id is None
    assert opened(learner=kortrijk, kind="missing").campus_id == given.other.id
    here = factories.actor(session, campuses=[given.campus])
    seen = queries.tickets(session, actor=here, today=TODAY, filters=TicketFilters()).rows
    assert [row.last_name for row in seen] == ["Los"]
    loose = seen[0]
    factories.participation(session, learner=nowhere, trajectory=given.trajectory, campus=given.other)
    assert queries.ticket(session, actor=here, today=TODAY, ticket_id=loose.ticket_id) is None
    with refused(NotFound):
        commands.send(
            session, actor=here, today=TODAY, ticket_id=loose.ticket_id, version=loose.version, route="wewis",
            sent_on=TODAY,
        )  # fmt: skip


def test_the_list_narrows_counts_and_ages(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing
) -> None:
    waiting = opened(proof, kind="wrong", field="title", new_value="Onthaal")
    send(session, given, waiting, "ahovoks", date(2026, 11, 13))
    answered = opened(proof, kind="double")
    send(session, given, answered, on=date(2026, 11, 13))
    answer(session, given, answered, on=date(2026, 11, 20))
    fresh = opened(proof, kind="missing", reported_on=date(2026, 11, 20))
    done = opened(proof)
    closed(done, "unfounded")
    boss = given.coordinator
    assert queries.counts(session, actor=boss, filters=TicketFilters()) == {
        "": 3, "at_hand": 1, "waiting": 1, "answered": 1, "closed": 1,
    }  # fmt: skip

    def keys(**values: str) -> list[int]:
        page = queries.tickets(session, actor=boss, today=TODAY, filters=TicketFilters(**values))
        assert page.total == len(page.rows)
        return [row.ticket_id for row in page.rows]

    assert keys() == [waiting.id, answered.id, fresh.id]
    assert keys(stage="closed") == [done.id]
    assert keys(kind="double") == [answered.id]
    assert keys(route="ahovoks") == [waiting.id]
    assert keys(search="peet") == [waiting.id, answered.id, fresh.id]
    assert keys(search="niemand") == []
    rows = {
        row.ticket_id: row
        for row in queries.tickets(session, actor=boss, today=TODAY, filters=TicketFilters()).rows
    }
    assert [(rows[one.id].waits, rows[one.id].is_slow) for one in (waiting, answered, fresh)] == [
        (8, False), (1, False), (1, False),
    ]  # fmt: skip
    admin = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=admin, today=TODAY, key="corrections.remind_days", value="7", source="Afspraak van het team",
        version=0,
    )  # fmt: skip
    again = queries.ticket(session, actor=boss, today=TODAY, ticket_id=waiting.id)
    assert again is not None
    assert again.is_slow


def test_every_act_leaves_one_entry_without_what_was_typed(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing
) -> None:
    ticket = opened(proof, kind="wrong", field="title", old_value="Geheim", new_value="Onthaal")
    send(session, given, ticket)
    answer(session, given, ticket, "Geheim antwoord")
    closed(ticket, "corrected", text="Geheim slot")
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action.startswith("ticket.")).order_by(AuditEntry.sequence)
    ).all()
    assert [entry.action for entry in entries] == [
        "ticket.open",
        "ticket.send",
        "ticket.answer",
        "ticket.close",
    ]
    assert not any("Geheim" in entry.details for entry in entries)
