"""A changed rule: every open term follows at once, nothing that was judged is judged again, and who did it why is kept."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, Role
from core.deadlines import commands, projection, queries, terms, versions
from core.deadlines.shifts import Summary
from core.deadlines.stored import LED_REGISTRATION, STORED
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.organisation import commands as organisation
from core.proofs import commands as proofs
from core.proofs import undoable
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.rules.units import Amount, MonthArithmetic, Unit
from db.models import AuditEntry, Deadline, Proof, RuleSetting, RuleSettingChange
from tests import factories
from tests.core.conftest import Refused
from tests.core.rules import oracle
from tests.factories import TODAY, Provider

SOURCE = "Beslissing van de directie, nota 7"
DONE = date(2026, 10, 5)
Change = Callable[..., Summary]


@pytest.fixture
def boss(session: Session) -> Actor:
    return factories.actor(session, Role.ADMINISTRATOR)


@pytest.fixture
def change(session: Session, boss: Actor) -> Change:
    """Set parameters of the LED rule as the screen would, with the version that stands."""

    def changed(
        *, source: str = SOURCE, version: int | None = None, actor: Actor = boss, **values: str
    ) -> Summary:
        now = queries.version(session, rule_id=LED_REGISTRATION) if version is None else version
        return commands.change_rule(
            session,
            actor=actor,
            today=TODAY,
            rule_id=LED_REGISTRATION,
            values=values,
            source=source,
            version=now,
        )

    return changed


def term_of(session: Session, proof: Proof) -> Deadline:
    found = session.scalars(
        select(Deadline).where(Deadline.subject_id == proof.id).execution_options(populate_existing=True)
    )
    return found.one()


def issued(session: Session, given: Provider, completed_on: date = DONE) -> Proof:
    (proof,) = factories.earned(session, given, completed_on=completed_on)
    proofs.issue(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version)
    return proof


def registered(session: Session, given: Provider, completed_on: date = DONE, on: date = TODAY) -> Proof:
    proof = issued(session, given, completed_on)
    proofs.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        registration=Registration(on, given.registrar_id, late_reason="staff"),
    )  # fmt: skip
    return proof


def withdrawn(session: Session, given: Provider) -> Proof:
    proof = issued(session, given)
    proofs.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version,
        reason="Op naam van een ander uitgereikt",
    )  # fmt: skip
    return proof


def sound(session: Session) -> None:
    session.flush()
    assert list(projection.differences(session, terms=terms.load(session))) == []


def test_open_terms_follow_and_what_was_met_or_lapsed_stays_as_it_was_judged(
    session: Session, given: Provider, change: Change
) -> None:
    waiting = issued(session, given)
    met, late = registered(session, given), registered(session, given, date(2026, 9, 1))
    lapsed = withdrawn(session, given)
    judged = {p.id: (term_of(session, p).due_on, term_of(session, p).state) for p in (met, late, lapsed)}
    assert [state for _, state in judged.values()] == ["met", "met_late", "lapsed"]
    found = change(term="30 working_day")
    new = oracle.counted(DONE, 30, "working_day")
    term = term_of(session, waiting)
    assert (term.due_on, term.target_on, term.rolled_on, term.state) == (new, new, new, "open")
    assert judged == {
        p.id: (term_of(session, p).due_on, term_of(session, p).state) for p in (met, late, lapsed)
    }
    assert found == Summary(
        open=1,
        earlier=1,
        later=0,
        becomes_overdue=int(new < TODAY),
        saved=0,
        furthest=(new - date(2026, 12, 5)).days,
    )
    sound(session)


def test_a_change_counts_what_becomes_overdue_and_what_is_saved(
    session: Session, given: Provider, change: Change
) -> None:
    for completed_on in (date(2026, 9, 15), date(2026, 10, 15), date(2026, 11, 16)):
        factories.earned(session, given, completed_on=completed_on)
    shorter = change(term="1 month")
    assert (shorter.earlier, shorter.becomes_overdue, shorter.saved, shorter.furthest) == (3, 1, 0, -31)
    longer = change(term="3 month")
    assert (longer.later, longer.becomes_overdue, longer.saved, longer.furthest) == (3, 0, 2, 62)
    sound(session)


def test_what_happens_to_a_met_proof_afterwards_leaves_its_date_alone(
    session: Session, given: Provider, change: Change
) -> None:
    proof = registered(session, given)
    before = term_of(session, proof).due_on
    change(term="1 month", roll="next_working_day")
    shown = [Shown(proof.id, proof.version)]
    proofs.deliver(
        session, actor=given.coordinator, today=TODAY, proofs=shown,
        delivery=Delivery(TODAY, "hand", "Balie"),
    )  # fmt: skip
    assert (term_of(session, proof).due_on, term_of(session, proof).state) == (before, "met")
    proofs.correct(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version,
        reason="De naam was verkeerd gespeld",
    )  # fmt: skip
    term = term_of(session, proof)
    assert (term.due_on, term.state, term.stage) == (before, "met", "issued")
    sound(session)


def test_a_registration_taken_back_is_counted_by_the_settings_of_today(
    session: Session, given: Provider, change: Change
) -> None:
    proof = registered(session, given)
    change(term="60 day")
    step = undoable.last_act(session, actor=given.coordinator)
    assert step is not None
    proofs.undo(session, actor=given.coordinator, today=TODAY, step_id=step.step_id)
    assert (term_of(session, proof).due_on, term_of(session, proof).state) == (
        DONE + timedelta(days=60),
        "open",
    )
    sound(session)


def test_a_registration_after_the_change_is_judged_by_the_new_date(
    session: Session, given: Provider, change: Change
) -> None:
    proof = issued(session, given)
    change(term="30 day")
    shown = [Shown(proof.id, proof.version)]
    registration = Registration(TODAY, given.registrar_id)
    with pytest.raises(InvalidInput, match="04/11/2026"):
        proofs.register(
            session, actor=given.coordinator, today=TODAY, proofs=shown, registration=registration
        )


def test_the_law_comes_back_and_terms_judged_in_between_keep_their_dates(
    session: Session, given: Provider, change: Change
) -> None:
    first = registered(session, given)
    change(term="50 day")
    second, waiting = registered(session, given), issued(session, given)
    change(term="", source="De afdeling vroeg de wet te volgen")
    assert session.scalars(select(RuleSetting)).all() == []
    dates = [term_of(session, each).due_on for each in (first, second, waiting)]
    assert dates == [date(2026, 12, 5), date(2026, 11, 24), date(2026, 12, 5)]
    sound(session)
    led = STORED[LED_REGISTRATION]
    ages = versions.terms(session, rule=led, now=terms.load(session))
    assert [each.led(DONE).due_on for each in ages] == [
        date(2026, 12, 5),
        date(2026, 11, 24),
        date(2026, 12, 5),
    ]
    between = versions.that_gave(ages, led, starts_on=DONE, due_on=date(2026, 11, 24))
    assert between is not None
    assert between.overrides[LED_REGISTRATION].source("term") == SOURCE
    assert versions.that_gave(ages, led, starts_on=DONE, due_on=date(2026, 11, 25)) is None


def test_a_closed_term_that_no_setting_gave_is_named(
    session: Session, given: Provider, change: Change
) -> None:
    proof = registered(session, given)
    change(term="50 day")
    for values, field in (
        ({"due_on": date(2026, 12, 4)}, "due_on"),
        ({"rolled_on": date(2026, 12, 8)}, "rolled_on"),
        ({"state": "met_late"}, "state"),
        ({"target_on": date(2026, 12, 6)}, "target_on"),
        ({"state": "open"}, "state"),
    ):
        with session.begin_nested() as tried:
            session.execute(update(Deadline).where(Deadline.subject_id == proof.id).values(**values))
            session.expire_all()
            named = [found.field for found in projection.differences(session, terms=terms.load(session))]
            assert field in named
            tried.rollback()
        session.expire_all()
    sound(session)


def test_what_was_changed_in_one_go_was_in_force_in_one_go(
    session: Session, given: Provider, change: Change
) -> None:
    change(term="40 day", roll="next_working_day")
    change(term="", roll="")
    found = versions.of(session, rule_id=LED_REGISTRATION)
    assert [dict(each.values) for each in found] == [{}, {"roll": "next_working_day", "term": "40 day"}, {}]
    assert [each.until for each in found] == [None, TODAY, TODAY]


def test_a_change_keeps_its_source_its_history_and_one_entry_in_the_log(
    session: Session, boss: Actor, given: Provider, change: Change
) -> None:
    factories.earned(session, given)
    change(term="40 working_day", month_arithmetic="day_before")
    change(term="", source="De afdeling vroeg de wet te volgen")
    rows = queries.history(session, rule_id=LED_REGISTRATION)
    assert [(row.parameter, row.old, row.new, row.source) for row in rows] == [
        ("term", Amount(40, Unit.WORKING_DAY), None, "De afdeling vroeg de wet te volgen"),
        ("month_arithmetic", None, MonthArithmetic.DAY_BEFORE, SOURCE),
        ("term", None, Amount(40, Unit.WORKING_DAY), SOURCE),
    ]
    assert {(row.changed_on, row.changed_by) for row in rows} == {(TODAY, boss.display_name)}
    logged = session.scalars(select(AuditEntry).where(AuditEntry.action == "rule.change")).all()
    assert len(logged) == 2
    assert '"moved":1,' in logged[0].details
    assert audit.verify(session).findings == ()
    found = queries.settings(session, today=TODAY, rule_id=LED_REGISTRATION)
    assert found.chosen == {"month_arithmetic": "day_before"}
    assert [(each.parameter.key, each.differs, each.since) for each in found.followed] == [
        ("term", False, None), ("month_arithmetic", True, TODAY), ("roll", False, None),
    ]  # fmt: skip
    term = found.followed[0]
    assert (term.law, term.own, term.reference.href[:8]) == (Amount(2, Unit.MONTH), None, "https://")


def test_who_was_second_sees_both_values_and_nothing_is_written(
    session: Session, given: Provider, change: Change, refused: Refused
) -> None:
    change(term="40 day")
    with refused(Conflict) as caught:
        change(version=0, term="50 day")
    assert isinstance(caught.value, Conflict)
    assert (caught.value.shown, caught.value.stored) == ({"term": "50 day"}, {"term": "40 day"})
    assert len(session.scalars(select(RuleSettingChange)).all()) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"term": "0 day"}, "term"),
        ({"term": "veertig"}, "term"),
        ({"roll": "later"}, "roll"),
        ({"day_unit": "working"}, "day_unit"),
        ({"source": "x"}, "source"),
    ],
)
def test_a_value_that_this_rule_cannot_have_is_refused(
    session: Session, boss: Actor, given: Provider, refused: Refused, values: dict[str, str], field: str
) -> None:
    with refused(InvalidInput, "Deze waarde kan niet") as caught:
        commands.change_rule(
            session,
            actor=boss,
            today=TODAY,
            rule_id=LED_REGISTRATION,
            values=values,
            source=SOURCE,
            version=0,
        )
    assert isinstance(caught.value, InvalidInput)
    assert caught.value.field == field
    assert session.scalars(select(RuleSettingChange)).all() == []


def test_a_change_asks_a_source_a_known_rule_and_a_difference(
    session: Session, boss: Actor, given: Provider, change: Change, refused: Refused
) -> None:
    with refused(InvalidInput, "minstens tien tekens"):
        change(term="40 day", source="kort")
    with refused(InvalidInput, "rijksregisternummer"):
        change(term="40 day", source=f"Voor {factories.insz()} gevraagd")
    with refused(InvalidInput, "Zo telt de regel nu al"):
        change(term="", roll="")
    with refused(NotFound, "bewaren we geen termijnen"):
        commands.change_rule(
            session, actor=boss, today=TODAY, rule_id="mentor_training", values={"term": "1 day"}, source=SOURCE,
            version=0,
        )  # fmt: skip


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_changes_a_rule(
    session: Session, given: Provider, change: Change, refused: Refused, role: Role
) -> None:
    with refused(NotAllowed):
        change(actor=factories.actor(session, role), term="40 day")


def test_an_administrator_of_one_campus_changes_no_rule_of_all(
    session: Session, given: Provider, change: Change, refused: Refused
) -> None:
    with refused(NotAllowed):
        change(actor=factories.actor(session, Role.ADMINISTRATOR, campuses=[given.campus]), term="40 day")


def test_a_new_calendar_moves_the_targets_of_open_terms_only(
    session: Session, boss: Actor, given: Provider, change: Change
) -> None:
    waiting, met = issued(session, given), registered(session, given)
    change(term="3 month")
    target = term_of(session, met).target_on
    stretches = [(date(2026, 12, 1), date(2027, 1, 5), "Sluiting")]
    moved = organisation.set_closing_days(
        session, actor=boss, today=TODAY, stretches=stretches, buffer_days=0, version=0
    )
    assert (moved, term_of(session, waiting).target_on) == (1, date(2026, 11, 30))
    assert term_of(session, met).target_on == target
    sound(session)
