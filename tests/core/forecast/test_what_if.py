"""The preview of another way of counting: equal to an oracle, and row by row what the real change then does."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.deadlines import commands, projection, queries, terms
from core.deadlines.shifts import Summary
from core.deadlines.stored import LED_REGISTRATION, StoredRule
from core.forecast import what_if
from core.proofs import commands as proofs
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.rules import overrides
from db.models import Deadline, Participation, Proof
from tests import factories
from tests.core.rules import oracle
from tests.factories import TODAY, Provider

OFFICE = 14
AS_THE_LAW = {"term": "", "roll": "", "month_arithmetic": ""}
COMPLETED = st.lists(
    st.integers(0, 130).map(lambda ago: TODAY - timedelta(days=ago)), min_size=OFFICE, max_size=OFFICE
)
TERMS = st.one_of(
    st.just(""),
    st.integers(1, 120).map(lambda n: f"{n} day"),
    st.integers(1, 90).map(lambda n: f"{n} working_day"),
    st.integers(1, 6).map(lambda n: f"{n} month"),
    st.just("1 year"),
)
CHOICES = st.fixed_dictionaries(
    {
        "term": TERMS,
        "roll": st.sampled_from(["", "next_working_day"]),
        "month_arithmetic": st.sampled_from(["", "day_before"]),
    }
)


@pytest.fixture
def boss(session: Session) -> Actor:
    return factories.actor(session, Role.ADMINISTRATOR)


@pytest.fixture
def office(session: Session, given: Provider) -> list[Proof]:
    """Fourteen proofs on two campuses: most are open, one is registered and one withdrawn."""
    made = [
        factories.earned(session, given, campus=given.campus if number % 3 else given.other)[0]
        for number in range(OFFICE)
    ]
    for proof in made[:2]:
        proofs.issue(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version)
    proofs.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(made[0].id, made[0].version)],
        registration=Registration(TODAY, given.registrar_id),
    )  # fmt: skip
    proofs.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=made[1].id, version=made[1].version,
        reason="Op naam van een ander uitgereikt",
    )  # fmt: skip
    session.commit()
    return made


def complete(session: Session, office: list[Proof], days: list[date]) -> None:
    """As if each had been completed on one of these days."""
    now = terms.load(session)
    for proof, day in zip(office, days, strict=True):
        key = proof.participation_id
        session.execute(update(Participation).where(Participation.id == key).values(completed_on=day))
        projection.settle(session, proof=proof, completed_on=day, terms=now)
    session.flush()


def dates(session: Session) -> dict[int, tuple[date, str]]:
    rows = session.execute(select(Deadline.subject_id, Deadline.due_on, Deadline.state))
    return {key: (due_on, state) for key, due_on, state in rows}


def by_oracle(day: date, chosen: dict[str, str]) -> date:
    count, _, unit = (chosen["term"] or "2 month").partition(" ")
    return oracle.counted(
        day,
        int(count),
        unit,
        until_the_day_before=bool(chosen["month_arithmetic"]),
        moves=bool(chosen["roll"]),
    )


def every_row(session: Session, actor: Actor, found: what_if.Preview) -> Iterator[what_if.MovedRow]:
    pages = -(-found.summary.moved // what_if.PAGE_SIZE)
    for page in range(1, pages + 1):
        yield from what_if.moved_rows(
            session, actor=actor, today=TODAY, rule_id=LED_REGISTRATION, moved=found.moved, page=page
        )


@pytest.mark.slow
@pytest.mark.no_cover
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COMPLETED, CHOICES, CHOICES)
def test_the_preview_is_what_an_oracle_counts_and_what_the_real_change_does_row_by_row(
    session: Session,
    boss: Actor,
    office: list[Proof],
    days: list[date],
    first: dict[str, str],
    then: dict[str, str],
) -> None:
    with session.begin_nested() as tried:
        complete(session, office, days)
        _set(session, boss, first)
        was = dates(session)
        found = what_if.preview(session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, chosen=then)
        rows = list(every_row(session, boss, found))
        expected = {}
        for proof, day in zip(office, days, strict=True):
            old, new = by_oracle(day, first), by_oracle(day, then)
            if was[proof.id][1] == "open":
                assert was[proof.id][0] == old
                expected[proof.id] = (old, new)
        assert {row.row.proof_id: (row.shift.was_on, row.shift.due_on) for row in rows} == {
            key: pair for key, pair in expected.items() if pair[0] != pair[1]
        }
        assert found.summary == _counted(list(expected.values()))
        law = dict(
            zip((proof.id for proof in office), (by_oracle(day, AS_THE_LAW) for day in days), strict=True)
        )
        assert found.beyond_law == sum(new > law[key] for key, (_, new) in expected.items())
        done = _set(session, boss, then)
        assert done is None or done == found.summary
        assert dates(session) == {
            key: (expected[key][1] if key in expected else due_on, state)
            for key, (due_on, state) in was.items()
        }
        assert list(projection.differences(session, terms=terms.load(session))) == []
        tried.rollback()
    session.expire_all()


def _set(session: Session, boss: Actor, chosen: dict[str, str]) -> Summary | None:
    """The real change; None when the rule counts like that already."""
    now = queries.settings(session, today=TODAY, rule_id=LED_REGISTRATION)
    changed = {name: value for name, value in chosen.items() if now.chosen.get(name, "") != value}
    if not changed:
        return None
    return commands.change_rule(
        session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, values=changed, source="Nota van de directie",
        version=now.version,
    )  # fmt: skip


def _counted(pairs: list[tuple[date, date]]) -> Summary:
    """The same numbers, one by one."""
    steps = [(new - old).days for old, new in pairs]
    longest = max(map(abs, steps), default=0)
    return Summary(
        open=len(pairs),
        earlier=sum(step < 0 for step in steps),
        later=sum(step > 0 for step in steps),
        becomes_overdue=sum(old >= TODAY > new for old, new in pairs),
        saved=sum(old < TODAY <= new for old, new in pairs),
        furthest=-longest if -longest in steps else longest,
    )


def test_somebody_of_one_campus_sees_what_moves_there(
    session: Session, given: Provider, boss: Actor, office: list[Proof]
) -> None:
    limited = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    asked = {"today": TODAY, "rule_id": LED_REGISTRATION}
    chosen = {"term": "60 day"}
    all_of_it = what_if.preview(session, actor=boss, chosen=chosen, **asked)  # type: ignore[arg-type]
    part = what_if.preview(session, actor=limited, chosen=chosen, **asked)  # type: ignore[arg-type]
    assert (all_of_it.summary.moved, part.summary.moved) == (12, 4)
    assert {row.row.campus for row in every_row(session, limited, part)} == {given.other.name}


def test_the_list_is_cut_into_pages_without_a_gap_or_a_double(
    session: Session, given: Provider, boss: Actor, office: list[Proof], monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [TODAY - timedelta(days=10 * (number % 4)) for number in range(OFFICE)]
    complete(session, office, days)
    found = what_if.preview(
        session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, chosen={"term": "20 working_day"}
    )
    monkeypatch.setattr(what_if, "PAGE_SIZE", 5)
    rows = list(every_row(session, boss, found))
    assert len(rows) == found.summary.moved == 12
    assert len({row.row.proof_id for row in rows}) == 12
    order = [(row.shift.becomes_overdue(TODAY), row.shift.was_on) for row in rows]
    assert order == sorted(order, key=lambda each: (not each[0], each[1]))


def test_a_choice_that_is_none_is_not_previewed(session: Session, boss: Actor, given: Provider) -> None:
    with pytest.raises(ValueError, match="amount"):
        what_if.preview(
            session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, chosen={"term": "2 lesson"}
        )


@settings(deadline=None, max_examples=30)
@given(
    st.sampled_from(sorted(oracle.SIMPLE)),
    st.lists(st.dates(date(2024, 1, 1), date(2027, 1, 1)), min_size=1, max_size=30),
    TERMS,
)
def test_any_rule_that_counts_from_one_day_can_be_stored_and_previewed(
    rule_id: str, days: list[date], term: str
) -> None:
    """Terms of other rules will be kept one day: what they need is here, one line of `STORED` each."""
    fact, words = oracle.SIMPLE[rule_id]
    rule = StoredRule(rule_id, fact, {name: str(value) for name, value in words.items()})
    own = overrides.of({"term": term} if term else {})
    now = terms.Terms({rule_id: own}, frozenset({date(2026, 12, 24)}), 1)
    many = now.many(rule, terms.days(days))
    assert many.due_on.tolist() == [now.of(rule, day).due_on for day in days]
    assert many.target_on.tolist() == [now.of(rule, day).target_on for day in days]


def test_the_preview_reads_and_writes_nothing(
    engine: Engine, session: Session, boss: Actor, office: list[Proof]
) -> None:
    before = dates(session)
    what_if.preview(session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, chosen={"term": "1 day"})
    assert not session.dirty
    assert not session.new
    assert dates(session) == before
