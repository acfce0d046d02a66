"""`POST /attendance/cells` behind the gate, over HTTP, on a real database: who may save, what it takes, what it answers."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from core import clock, settings
from core.access import gate, sessions
from core.access.actors import Role
from core.web import headers
from core.web.headers import SecurityHeaders
from core.web.host_config import HostConfig
from core.web.routes import ROUTES
from db.models import Account, AttendanceCell, Enrolment, Lesson
from tests import attendance_factories, factories
from tests.core.access.people import account
from tests.core.web.client import HOST, Answer, Client

ADDRESS = "/attendance/cells"
OWN = {
    "origin": f"http://{HOST}",
    "content-type": "application/json",
    "sec-fetch-site": "same-origin",
}


@pytest.fixture
def client(session: Session) -> Client:
    """The routes behind the gate and the headers, as Home.py puts them together."""
    app = Starlette(
        routes=list(ROUTES),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(gate.Gate, pages=["overview"], owner_of=lambda _id: None, held_by=lambda _hash: 0),
        ],
    )
    settings.forget()
    headers.policy.cache_clear()
    return Client(app)


@pytest.fixture
def seat(session: Session) -> tuple[Lesson, Enrolment]:
    """A lesson and somebody in it."""
    given = factories.provider(session)
    course = attendance_factories.course(session, campus=given.campus)
    group = attendance_factories.group(session, course=course)
    lesson = attendance_factories.lesson(session, group=group, held_on=date(2026, 11, 10))
    person = factories.learner(session)
    enrolment = attendance_factories.enrolment(session, course=course, learner=person, group=group)
    session.commit()
    return lesson, enrolment


def sign_in(client: Client, session: Session, role: Role = Role.COORDINATOR) -> Account:
    made = account(session, f"{role.value}.test", role=role)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=clock.now())
    session.commit()
    answer = client.post("/login", data={"ticket": ticket, "next": "/"}, headers={"origin": OWN["origin"]})
    token = answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]
    client.headers["cookie"] = f"{gate.cookie_name()}={token}"
    return made


def body(user: Account | None, seat: tuple[Lesson, Enrolment], *values: str, base: int = 0) -> bytes:
    lesson, enrolment = seat
    cell = f"{lesson.id}:{enrolment.id}"
    ops = [
        {"op": f"t-{number}-{base}", "cell": cell, "base": base, "value": value}
        for number, value in enumerate(values)
    ]
    return json.dumps({"user": user.id if user else 1, "lesson": lesson.id, "ops": ops}).encode()


def results(answer: Answer) -> list[dict[str, object]]:
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert isinstance(found, dict)
    return list(found["results"])


def stored(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AttendanceCell)) or 0


def test_a_cell_is_saved_repeated_and_a_conflict_names_the_other(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment]
) -> None:
    user = sign_in(client, session)
    sent = body(user, seat, "gz")
    [saved] = results(client.send(ADDRESS, sent, OWN))
    assert (saved["status"], saved["value"], saved["version"]) == ("saved", "GZ", 1)
    [again] = results(client.send(ADDRESS, sent, OWN))
    assert again["status"] == "repeat"
    [conflict] = results(client.send(ADDRESS, body(user, seat, "O", base=7), OWN))
    assert (conflict["status"], conflict["by"], conflict["mine"]) == ("conflict", user.display_name, "O")
    [refused] = results(client.send(ADDRESS, body(user, seat, "X", base=1), OWN))
    assert refused["status"] == "refused"
    assert "geen code" in str(refused["reason"])


def test_without_a_live_session_or_under_another_name_nothing_is_written(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment]
) -> None:
    assert client.send(ADDRESS, body(None, seat, "A"), OWN).status_code == 401
    user = sign_in(client, session)
    other = account(session, "iemand.anders")
    assert client.send(ADDRESS, body(other, seat, "A"), OWN).status_code == 401
    session.execute(Account.__table__.update().values(is_active=False))
    session.commit()
    assert client.send(ADDRESS, body(user, seat, "A"), OWN).status_code == 401
    assert stored(session) == 0


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_only_our_own_page_saves_and_only_as_json(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment], changed: dict[str, str], status: int
) -> None:
    user = sign_in(client, session)
    assert client.send(ADDRESS, body(user, seat, "A"), OWN | changed).status_code == status
    assert stored(session) == 0


def test_who_may_not_enter_is_refused_and_a_teacher_finds_only_his_own(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment]
) -> None:
    for role in (Role.READER, Role.TEACHER):
        user = sign_in(client, session, role)
        assert client.send(ADDRESS, body(user, seat, "A"), OWN).status_code == 403
    assert stored(session) == 0


def test_more_than_250_changes_or_a_huge_body_is_too_much(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment]
) -> None:
    user = sign_in(client, session)
    assert client.send(ADDRESS, body(user, seat, *["A"] * 251), OWN).status_code == 413
    assert client.send(ADDRESS, b" " * 200_000, OWN).status_code == 413


def test_what_cannot_be_read_is_said_so(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment]
) -> None:
    user = sign_in(client, session)
    good = json.loads(body(user, seat, "A"))
    op = good["ops"][0]
    broken: list[object] = [
        None, 7, [], {}, good | {"user": "1"}, good | {"lesson": True}, good | {"ops": 3}, good | {"ops": [None]},
        *(good | {"ops": [op | change]} for change in (
            {"cell": "1"}, {"cell": "1:2:3"}, {"cell": "a:b"}, {"cell": "-1:2"}, {"value": 3}, {"base": "1"}, {"op": ""},
            {"op": "x" * 61}, {"op": None},
        )),
    ]  # fmt: skip
    for each in broken:
        answer = client.send(ADDRESS, json.dumps(each).encode(), OWN)
        assert answer.status_code == 400, each
    for raw in (b"", b"{", b"\xff\xfe", b"[" * 5_000):
        assert client.send(ADDRESS, raw, OWN).status_code == 400
    assert stored(session) == 0


def test_the_answer_speaks_the_language_of_the_account(
    client: Client, session: Session, seat: tuple[Lesson, Enrolment]
) -> None:
    user = sign_in(client, session)
    user.language = "en"
    session.commit()
    [refused] = results(client.send(ADDRESS, body(user, seat, "X"), OWN))
    assert "is not a code" in str(refused["reason"])


def test_the_host_config_keeps_what_streamlit_gives_and_switches_its_dialogs_off() -> None:
    def given(_request: Request) -> JSONResponse:
        return JSONResponse({"blockErrorDialogs": False, "metricsUrl": ""})

    path = "/_stcore/host-config"
    app = Starlette(routes=[Route(path, given), Route("/other", given)], middleware=[Middleware(HostConfig)])
    answer = Client(app).get(path)
    assert answer.json() == {"blockErrorDialogs": True, "metricsUrl": ""}
    assert answer.headers["content-length"] == str(len(answer.content))
    assert Client(app).get("/other").json() == {"blockErrorDialogs": False, "metricsUrl": ""}
