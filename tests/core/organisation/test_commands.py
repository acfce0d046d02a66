"""The provider itself: details, style, campuses, signatories, calendar, and when the set-up is done."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.deadlines import projection, terms
from core.errors import Conflict, NotFound
from core.organisation import commands, queries
from core.organisation.commands import Details, Style
from core.proofs import commands as proofs
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import Campus, ClosingDay, Deadline, Organisation, Proof, Signatory
from tests import factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

DETAILS = Details(
    "Centrum Nieuw", "0200.065.765", "Kaai 2", "9000", "Gent", "info@example.org", "09 000 00 00"
)


@pytest.fixture
def boss(session: Session) -> Actor:
    return factories.actor(session, Role.ADMINISTRATOR)


def test_details_are_kept_and_the_number_is_checked(session: Session, boss: Actor, refused: Refused) -> None:
    commands.set_details(session, actor=boss, today=TODAY, details=DETAILS, version=0)
    found = queries.organisation(session)
    assert found is not None
    assert (found.name, found.enterprise_number, found.is_set_up) == ("Centrum Nieuw", "0200065765", False)
    for name, number, text in (
        (" ", "0200065765", "naam van de organisatie"),
        ("x", "123", "ondernemingsnummer"),
        ("x" * 121, "", "120 tekens"),
    ):
        with refused(text=text):
            wrong = Details(name, number, "", "", "", "", "")
            commands.set_details(session, actor=boss, today=TODAY, details=wrong, version=found.version)
    with refused(Conflict) as caught:
        commands.set_details(session, actor=boss, today=TODAY, details=DETAILS, version=found.version + 4)
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["name"] == caught.value.shown["name"] == "Centrum Nieuw"


def test_an_empty_database_has_no_provider(session: Session) -> None:
    assert queries.organisation(session) is None


def test_the_house_style_keeps_replaces_or_removes_the_logo(
    session: Session, boss: Actor, given: Provider, refused: Refused
) -> None:
    def style(logo: bytes | None, colour: str = "#123456") -> None:
        row = session.get_one(Organisation, 1)
        chosen = Style(logo, colour, " Voettekst ")
        commands.set_style(session, actor=boss, today=TODAY, style=chosen, version=row.version)

    row = session.get_one(Organisation, 1)
    style(None)
    assert (row.logo, row.primary_colour, row.house_text) == (None, "#123456", "Voettekst")
    with refused(text="zes hexadecimale"):
        style(None, "rood")
    with refused(text="500 kB"):
        style(b"x" * 500_001)


def test_the_set_up_is_done_once_a_proof_could_be_issued(
    session: Session, boss: Actor, refused: Refused
) -> None:
    def finish() -> None:
        commands.finish_set_up(session, actor=boss, today=TODAY)

    with refused(text="ondernemingsnummer"):
        finish()
    commands.set_details(session, actor=boss, today=TODAY, details=DETAILS, version=0)
    with refused(text="één campus"):
        finish()
    commands.add_campus(session, actor=boss, today=TODAY, name="Gent", city="Gent")
    with refused(text="één ondertekenaar"):
        finish()
    commands.add_signatory(
        session, actor=boss, today=TODAY, name="Jo", function="directeur", begins_on=TODAY, ends_on=None
    )
    finish()
    found = queries.organisation(session)
    assert found is not None
    assert found.is_set_up


def test_campuses_have_names_of_their_own(session: Session, boss: Actor, refused: Refused) -> None:
    def change(key: int, name: str) -> None:
        commands.change_campus(
            session,
            actor=boss,
            today=TODAY,
            campus_id=key,
            name=name,
            city=" Gent ",
            is_active=False,
            version=1,
        )

    gent = commands.add_campus(session, actor=boss, today=TODAY, name=" Gent ", city="")
    aalst = commands.add_campus(session, actor=boss, today=TODAY, name="Aalst", city="Aalst")
    for name, text in (("gent", "bestaat al"), ("  ", "naam van de campus"), ("x" * 81, "80 tekens")):
        with refused(text=text):
            commands.add_campus(session, actor=boss, today=TODAY, name=name, city="")
        with refused(text=text):
            change(aalst, name)
    with refused(NotFound):
        change(9_999, "x")
    change(gent, "Gent-Zuid")
    assert [(row.name, row.is_active) for row in queries.campuses(session, actor=boss)] == [
        ("Aalst", True),
        ("Gent-Zuid", False),
    ]
    assert [row.name for row in queries.campuses(session, actor=boss, only_active=True)] == ["Aalst"]
    limited = factories.actor(session, campuses=[session.get_one(Campus, gent)])
    assert [row.name for row in queries.campuses(session, actor=limited)] == ["Gent-Zuid"]


def test_signatories_sign_between_two_days(session: Session, boss: Actor, refused: Refused) -> None:
    def add(name: str, ends_on: date | None = None, function: str = "directeur") -> int:
        return commands.add_signatory(
            session,
            actor=boss,
            today=TODAY,
            name=name,
            function=function,
            begins_on=date(2026, 1, 1),
            ends_on=ends_on,
        )

    def end(key: int, day: date) -> None:
        commands.end_signatory(session, actor=boss, today=TODAY, signatory_id=key, ends_on=day)

    jo, an = add("Jo"), add("An", date(2026, 6, 30))
    assert [row.name for row in queries.signatories(session, on=TODAY)] == ["Jo"]
    assert [row.name for row in queries.signatories(session)] == ["An", "Jo"]
    with refused(text="naam en de functie"):
        add(" ")
    with refused(text="naam en de functie"):
        add("Jo", function="")
    with refused(text="vóór het begin"):
        add("Jo", date(2025, 12, 31))
    with refused(text="Naam: het document kan"):
        add("Jo \U0001f600")
    with refused(text="Functie: het document kan"):
        add("Jo", function="مدير")
    with refused(text="vóór het begin"):
        end(jo, date(2025, 12, 31))
    with refused(NotFound):
        end(9_999, TODAY)
    end(jo, date(2026, 11, 20))
    assert queries.signatories(session, on=TODAY) == []
    assert session.get_one(Signatory, an).ends_on == date(2026, 6, 30)


def close(session: Session, boss: Actor, *stretches: tuple[date, date, str], buffer: int = 0) -> int:
    version = session.get_one(Organisation, 1).calendar_version
    return commands.set_closing_days(
        session, actor=boss, today=TODAY, stretches=stretches, buffer_days=buffer, version=version
    )


def test_of_two_people_with_one_campus_the_second_sees_both_values(session: Session, boss: Actor) -> None:
    key = commands.add_campus(session, actor=boss, today=TODAY, name="Gent", city="Gent")

    def change(name: str, is_active: bool) -> None:
        commands.change_campus(
            session,
            actor=boss,
            today=TODAY,
            campus_id=key,
            name=name,
            city="",
            is_active=is_active,
            version=1,
        )

    change("Gent-Zuid", False)
    with pytest.raises(Conflict) as caught:
        change("Gent-Noord", True)
    assert caught.value.shown == {"name": "Gent-Noord", "city": "", "is_active": "✓"}
    assert caught.value.stored == {"name": "Gent-Zuid", "city": "", "is_active": "–"}
    assert queries.campuses(session, actor=boss)[0].version == 2


def test_of_two_people_with_the_calendar_the_second_sees_both_calendars(
    session: Session, boss: Actor, given: Provider
) -> None:
    def keep(reason: str, buffer: int) -> None:
        commands.set_closing_days(
            session,
            actor=boss,
            today=TODAY,
            stretches=[(TODAY, TODAY, reason)],
            buffer_days=buffer,
            version=0,
        )

    keep("Brugdag", 2)
    with pytest.raises(Conflict) as caught:
        keep("Studiedag", 4)
    assert caught.value.shown == {"closing_days": "21/11/2026 - 21/11/2026 Studiedag", "buffer_days": "4"}
    assert caught.value.stored == {"closing_days": "21/11/2026 - 21/11/2026 Brugdag", "buffer_days": "2"}


def test_the_calendar_and_the_details_do_not_stand_in_each_others_way(
    session: Session, boss: Actor, given: Provider
) -> None:
    version = session.get_one(Organisation, 1).version
    close(session, boss, (TODAY, TODAY, "Brugdag"))
    commands.set_details(session, actor=boss, today=TODAY, details=DETAILS, version=version)


def test_the_days_on_which_one_campus_is_closed_survive_a_new_calendar(
    session: Session, boss: Actor, given: Provider
) -> None:
    session.add(ClosingDay(first_on=TODAY, last_on=TODAY, reason="Kermis", campus_id=given.campus.id))
    session.flush()
    close(session, boss, (TODAY, TODAY, "Brugdag"))
    close(session, boss)
    assert [row.reason for row in session.scalars(select(ClosingDay))] == ["Kermis"]
    assert queries.closing_days(session) == []


def test_a_campus_has_its_own_closing_days_beside_those_of_all(
    session: Session, boss: Actor, given: Provider, refused: Refused
) -> None:
    def keep(campus_id: int, *stretches: tuple[date, date, str], version: int = 1) -> None:
        commands.set_campus_closing_days(
            session, actor=boss, today=TODAY, campus_id=campus_id, stretches=stretches, version=version
        )

    close(session, boss, (TODAY, TODAY, "Brugdag"))
    keep(given.campus.id, (TODAY, TODAY, " Kermis "))
    kept = {
        each: queries.closing_days(session, campus_id=each)
        for each in (None, given.campus.id, given.other.id)
    }
    assert {key: [row.reason for row in rows] for key, rows in kept.items()} == {
        None: ["Brugdag"], given.campus.id: ["Kermis"], given.other.id: [],
    }  # fmt: skip
    with pytest.raises(Conflict) as caught:
        keep(given.campus.id)
    assert caught.value.stored == {"closing_days": "21/11/2026 - 21/11/2026 Kermis"}
    with refused(text="vóór ze begint"):
        keep(given.campus.id, (TODAY, date(2026, 1, 1), ""), version=2)
    with pytest.raises(NotFound):
        keep(9_999, version=2)
    keep(given.campus.id, version=2)
    assert queries.closing_days(session, campus_id=given.campus.id) == []


def test_a_closing_calendar_moves_the_target_never_the_due_date(
    session: Session, boss: Actor, given: Provider
) -> None:
    factories.earned(session, given, completed_on=date(2026, 10, 28))
    term = session.scalars(select(Deadline)).one()
    due_on = term.due_on
    moved = close(session, boss, (date(2026, 12, 24), date(2027, 1, 3), " Kerstvakantie "))
    session.expire_all()
    assert (moved, term.due_on) == (1, due_on)
    assert term.target_on < date(2026, 12, 24)
    assert [(row.first_on, row.reason) for row in queries.closing_days(session)] == [
        (date(2026, 12, 24), "Kerstvakantie")
    ]
    before = term.target_on
    assert close(session, boss, (date(2026, 12, 24), date(2027, 1, 3), ""), buffer=5) == 1
    session.expire_all()
    assert term.target_on < before
    assert close(session, boss) == 1


def test_a_new_calendar_leaves_met_terms_and_their_check_in_peace(
    session: Session, boss: Actor, given: Provider
) -> None:
    (proof,) = factories.earned(session, given, completed_on=date(2026, 10, 28))
    actor = given.coordinator
    proofs.issue(session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version)
    shown = [Shown(proof.id, proof.version)]
    registration = Registration(TODAY, given.registrar_id)
    proofs.register(session, actor=actor, today=TODAY, proofs=shown, registration=registration)
    assert close(session, boss, (date(2026, 12, 20), date(2027, 1, 3), ""), buffer=5) == 0
    session.expire_all()
    assert session.get_one(Proof, proof.id).registered_on == TODAY
    assert list(projection.differences(session, terms=terms.load(session))) == []


def test_a_calendar_that_cannot_be_is_refused(
    session: Session, boss: Actor, given: Provider, refused: Refused
) -> None:
    with refused(text="eindigt vóór ze begint"):
        close(session, boss, (date(2026, 12, 24), date(2026, 12, 23), ""))
    for buffer in (-1, 61):
        with refused(text="tussen 0 en 60"):
            close(session, boss, buffer=buffer)
    with refused(text="120 tekens"):
        close(session, boss, (TODAY, TODAY, "x" * 121))


def test_a_choice_of_mandatory_fields_names_its_source(
    session: Session, boss: Actor, given: Provider, refused: Refused
) -> None:
    def choose(source: str, mandatory: bool = True) -> None:
        commands.set_proof_field(
            session, actor=boss, today=TODAY, kind="partial", field="level", is_mandatory=mandatory, form_version="v2",
            source=source,
        )  # fmt: skip

    with refused(text="op welke bron"):
        choose(" ")
    choose("Nota A")
    choose("Nota B", mandatory=False)
    (row,) = queries.proof_fields(session)
    assert (row.kind, row.field, row.is_mandatory, row.source) == ("partial", "level", False, "Nota B")


def test_a_difference_in_the_stored_terms_is_named(session: Session, given: Provider) -> None:
    one, two, three = (factories.earned(session, given)[0] for _ in range(3))
    found = {row.subject_id: row for row in session.scalars(select(Deadline))}
    found[one.id].due_on = date(2027, 1, 1)
    found[one.id].hold = "damaged_name"
    session.delete(found[two.id])
    session.flush()
    session.add(Deadline(
        subject_kind="proof", subject_id=9_999, rule_id="led_registration", rule_version_on=TODAY, campus_id=given.campus.id,
        starts_on=TODAY, due_on=TODAY, target_on=TODAY, rolled_on=TODAY,
    ))  # fmt: skip
    session.flush()
    told = {
        (each.subject_id, each.field) for each in projection.differences(session, terms=terms.load(session))
    }
    assert told == {(one.id, "due_on"), (one.id, "hold"), (two.id, "rij"), (9_999, "rij")}
    assert three.id not in {subject for subject, _ in told}
