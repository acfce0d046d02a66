"""The sign-in screen and the frame, run by AppTest: no gate there, so these never stand alone (see tests/e2e/gate)."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import login, permissions, sessions
from core.access.actors import Actor, Role
from core.ui import configuration, crash
from db.models import Account, LoginAttempt
from tests.core.access.people import PASSWORD, account


def screen() -> AppTest:
    """The sign-in screen alone."""

    def script() -> None:
        from core.ui import login

        login.draw(page="proofs")

    return AppTest.from_function(script, default_timeout=20).run()


def frame(actor: Actor | None = None) -> AppTest:
    """The frame, for somebody or for nobody."""
    made = AppTest.from_file(str(configuration.FRAME), default_timeout=30)
    if actor is not None:
        made.session_state["actor"] = actor
    return made.run()


def fill(at: AppTest, name: str, password: str) -> AppTest:
    at.text_input(key="login.username").input(name)
    at.text_input(key="login.password").input(password)
    return at.button[0].click().run()


def shape(at: AppTest) -> list[str]:
    """Everything on the screen but what was typed."""
    return [
        f"{element.type}:{getattr(element, 'label', '')}:{getattr(element, 'body', '')}"
        for element in at.main
    ]


def test_the_fields_have_their_labels_and_let_password_managers_in(session: Session) -> None:
    at = screen()
    assert [field.label for field in at.text_input] == ["Gebruikersnaam", "Wachtwoord"]
    assert [field.proto.autocomplete for field in at.text_input] == ["username", "current-password"]
    assert at.button[0].label == "Aanmelden"


def test_unknown_wrong_locked_and_closed_look_alike(session: Session) -> None:
    account(session)
    account(session, "dicht").is_active = False
    for _ in range(5):
        login.admit(session, username="vol", address="x", now=clock.now())
    account(session, "vol")
    session.commit()
    seen = [
        shape(fill(screen(), "niemand", PASSWORD)),
        shape(fill(screen(), "an.verhulst", "een ander wachtwoord")),
        shape(fill(screen(), "dicht", PASSWORD)),
        shape(fill(screen(), "vol", PASSWORD)),
    ]
    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert "klopt niet" in str(seen[0])


def test_the_right_password_draws_the_hand_over_with_a_ticket_that_works(session: Session) -> None:
    made = account(session)
    at = fill(screen(), "an.verhulst", PASSWORD)
    drawn = next(element.proto.body for element in at.get("html") if "tw-handover" in element.proto.body)
    assert 'action="/login"' in drawn
    assert 'name="next" value="/proofs"' in drawn
    ticket = drawn.split('name="ticket" value="')[1].split('"')[0]
    opened = sessions.redeem(session, ticket=ticket, now=clock.now())
    assert opened is not None
    assert opened[1].id == made.id


def test_a_password_is_passed_on_as_it_was_typed(session: Session) -> None:
    from core.access import passwords

    account(session, password_hash=passwords.hashed(f"  {PASSWORD} "))
    assert "klopt niet" in str(shape(fill(screen(), "an.verhulst", PASSWORD)))
    assert "klopt niet" not in str(shape(fill(screen(), "an.verhulst", f"  {PASSWORD} ")))


def test_an_empty_field_is_no_attempt(session: Session) -> None:
    fill(screen(), "an.verhulst", "")
    assert session.scalars(select(LoginAttempt)).all() == []


def test_without_a_gate_the_frame_says_one_sentence(session: Session) -> None:
    at = frame()
    assert [element.value for element in at.main if hasattr(element, "value")] == [
        "Termijnwacht start hier niet: gebruik `python -m core serve` of `streamlit run Home.py`."
    ]


def test_the_test_door_is_shut_in_production(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from core import settings

    actor = permissions.as_actor(session, account(session))
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.delenv("APP_TODAY")
    settings.forget()
    try:
        assert "start hier niet" in frame(actor).markdown[0].value
    finally:
        monkeypatch.undo()
        settings.forget()


def test_staff_get_the_menu_and_can_change_the_language(session: Session) -> None:
    made = account(session, role=Role.READER)
    at = frame(permissions.as_actor(session, made))
    assert "Afmelden" in [button.label for button in at.sidebar.button]
    at.button(key="frame.language").click().run()
    session.expire_all()
    assert session.get_one(Account, made.id).language == "en"


def test_a_failure_of_the_program_shows_a_sentence_and_a_code(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from core.ui import crash

        assert crash.on_script_error(ValueError("geheim"))

    at = AppTest.from_function(script).run()
    assert "geef dan code" in at.error[0].value
    assert "geheim" not in at.error[0].value
    assert crash.SENTENCE in at.error[0].value.replace(caplog.records[-1].args[0], "{code}")  # type: ignore[index, arg-type, operator, union-attr]


def test_a_known_an_unknown_and_a_locked_name_cost_the_same_work(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One check of a password with the same parameters each, so that the time tells nothing (measured in tests/bench)."""
    made = account(session)
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counting(hasher: PasswordHasher, hashed: str, password: str) -> bool:
        checked.append(hashed.rsplit("$", 2)[0])
        return verify(hasher, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    for admission in (login.Admission(0, made.id, made.password_hash), login.Admission(0, None, None), None):
        assert login.check(admission, "een ander wachtwoord") is False
    assert len(checked) == 3
    assert len(set(checked)) == 1


def test_a_database_that_does_not_answer_is_said_in_other_words(database_url: str) -> None:
    def script() -> None:
        from sqlalchemy.exc import OperationalError

        from core.ui import crash

        assert crash.on_script_error(OperationalError("select 1", {}, Exception("database is locked")))

    at = AppTest.from_function(script).run()
    assert not at.exception
    assert "De databank antwoordt even niet" in at.error[0].value.replace("\\", "")
