"""Ten thousand cell edits that nobody sane would send, through the route and through the command of the form.

Never a server error, never a row that does not read back, and a good edit right after each of them is saved.
"""

import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware

import db.session
from core import audit, clock, settings
from core.access import gate, sessions
from core.access.actors import Actor, Role
from core.access.permissions import as_actor
from core.attendance import codes, commands
from core.attendance.cells import MOST, Op
from core.attendance.grounds import GROUNDS
from core.errors import DomainError
from core.web import headers
from core.web.headers import SecurityHeaders
from core.web.routes import ROUTES
from db.models import Account, AttendanceCell, AttendanceChange, AttendanceOp, Exemption, Lesson, StaffMember
from tests import attendance_factories as making
from tests import factories
from tests.core.access.people import account
from tests.core.web.client import HOST, Answer, Client
from tests.core.web.test_attendance import ADDRESS, OWN

pytestmark = pytest.mark.slow
EDITS, TODAY = 10_000, date(2026, 11, 21)
ALLOWED = {200, 400, 401, 403, 413, 415}
STATUSES = {"saved", "same", "repeat", "conflict", "refused"}
GOOD = ["A", "O", "O30", "L15", "GZ", "gk20", " g z ", "GV", "GL", "GS", "GW", "GA1", "", "a"]
STRANGE = [
    "\x00", "\ud800", "A\udfff", "\u202eA", "ГZ", "Ａ", "gſ", "ı", "O٣٠", "O³", "O0", "O000", "O999", "L", "G", "G30", "GQ",
    "A1", "L-1", "L1.5", "O1e2", "🙈" * 40, "A" * 10_000, "'; drop table lesson;--", "<script>alert(1)</script>", "=1+1",
    "\n\r\t", "\u2028", "GZ\u0000", "NaN", "None", "\ufeffA", "O 3 0",
]  # fmt: skip
WRONG: list[object] = [
    None, True, False, 0, -1, 1.5, 10**400, -(2**63), "", "1", [], {}, [[]], {"a": 1}, float("1e308"), "9" * 400, "\ud800",
]  # fmt: skip
_serials = itertools.count()


@dataclass(frozen=True, slots=True)
class School:
    """Two groups: mine, with people, a closed lesson and a cancelled one; and another teacher's."""

    app: Starlette
    teacher: Actor
    coordinator: Actor
    tokens: dict[int, str]
    lessons: list[int]
    elsewhere: list[int]
    people: list[int]

    def client(self, who: Actor) -> Client:
        assert who.id is not None
        return Client(self.app, {"cookie": f"{gate.cookie_name()}={self.tokens[who.id]}"})


@pytest.fixture
def school(session: Session) -> School:
    given = factories.provider(session)
    course = making.course(session, campus=given.campus)
    made = account(session, "leraar.een", role=Role.TEACHER)
    desk = account(session, "bureau.een", role=Role.COORDINATOR)
    staff = StaffMember(name="Leraar", function="lesgever", begins_on=date(2020, 9, 1), account_id=made.id)
    session.add(staff)
    session.flush()
    groups = [making.group(session, course=course, teachers=[staff]), making.group(session, course=course)]
    own = making.lessons(session, group=groups[0], count=8)
    own[5].closed_on = date(2026, 10, 20)
    own[6].state, own[6].reason, own[6].given_minutes = "cancelled", "holiday", 0
    others = making.lessons(session, group=groups[1], count=3)
    people = [
        making.enrolment(
            session, course=course, learner=factories.learner(session), group=groups[number == 7]
        )
        for number in range(8)
    ]
    session.add(Exemption(
        enrolment_id=people[0].id, first_on=own[1].held_on, last_on=own[1].held_on, noted_on=TODAY, noted_by="An",
    ))  # fmt: skip
    app = Starlette(
        routes=list(ROUTES),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(gate.Gate, pages=["overview"], owner_of=lambda _id: None, held_by=lambda _hash: 0),
        ],
    )
    settings.forget()
    headers.policy.cache_clear()
    tokens = {each.id: _token(session, app, each) for each in (made, desk)}
    return School(
        app, as_actor(session, made), as_actor(session, desk), tokens, [each.id for each in own],
        [each.id for each in others], [each.id for each in people],
    )  # fmt: skip


def _token(session: Session, app: Starlette, who: Account) -> str:
    ticket = sessions.issue_ticket(session, account_id=who.id, now=clock.now())
    session.commit()
    answer = Client(app).post(
        "/login", data={"ticket": ticket, "next": "/"}, headers={"origin": f"http://{HOST}"}
    )
    return str(answer.headers["set-cookie"].split(";")[0].split("=", 1)[1])


class Monkey:
    """Makes edits up; of every third one some part is nonsense."""

    def __init__(self, school: School, seed: int) -> None:
        self.school, self.random = school, Random(seed)
        self.sent: list[dict[str, object]] = []
        self.versions: dict[tuple[int, int], int] = {}

    def value(self) -> str:
        chance = self.random.random()
        if chance < 0.5:
            return self.random.choice(GOOD)
        if chance < 0.8:
            return self.random.choice(STRANGE)
        alphabet = "AOLG" + "".join(each.letter for each in GROUNDS) + "0123456789 agzé\u0000\ud83d"
        return "".join(self.random.choices(alphabet, k=self.random.randrange(12)))

    def key(self) -> tuple[int, int]:
        lessons = self.school.lessons + (self.school.elsewhere if self.random.random() < 0.1 else [])
        lesson, person = self.random.choice(lessons), self.random.choice(self.school.people)
        if self.random.random() < 0.05:
            lesson = self.random.choice([0, 999_999, 2**31, 2**63, 10**12 - 1])
        if self.random.random() < 0.05:
            person = self.random.choice([0, 999_999, 2**31, 2**63, 10**12 - 1])
        return lesson, person

    def base(self, key: tuple[int, int]) -> int:
        """Mostly what the last answer said of that cell."""
        strange = self.random.choice([*range(40), 10**30, -1, 2**63])
        return strange if self.random.random() < 0.3 else self.versions.get(key, 0)

    def heard(self, answer: Answer) -> None:
        """What a browser keeps of an answer."""
        given = answer.json()
        assert isinstance(given, dict)
        for each in given.get("results", []):
            lesson, person = each["cell"].split(":")
            self.versions[int(lesson), int(person)] = each["version"]

    def op(self) -> dict[str, object]:
        if self.sent and self.random.random() < 0.1:
            return self.random.choice(self.sent)
        lesson, person = self.key()
        made: dict[str, object] = {
            "op": f"f-{next(_serials)}", "cell": f"{lesson}:{person}", "base": self.base((lesson, person)), "value": self.value(),
        }  # fmt: skip
        self.sent.append(made)
        return made

    def broken(self, op: dict[str, object]) -> dict[str, object]:
        """One field of another type, gone, or too many."""
        field = self.random.choice(["op", "cell", "base", "value"])
        chance = self.random.random()
        if chance < 0.2:
            return {name: value for name, value in op.items() if name != field}
        if chance < 0.3:
            return op | {self.random.choice(["", "extra", "\ud800", "__class__"]): self.random.choice(WRONG)}
        return op | {field: self.random.choice(WRONG)}

    def body(self, who: Actor) -> tuple[bytes, int]:
        """A request and how many edits it holds."""
        ops: list[object] = [self.op() for _ in range(self.random.randrange(1, 40))]
        given: dict[str, object] = {
            "user": who.id,
            "lesson": self.random.choice(self.school.lessons),
            "ops": ops,
        }
        chance = self.random.random()
        if chance < 0.1:
            ops[-1] = self.broken(self.op())
        elif chance < 0.15:
            given[self.random.choice(["user", "lesson", "ops"])] = self.random.choice(WRONG)
        elif chance < 0.17:
            del given[self.random.choice(["user", "lesson", "ops"])]
        body = json.dumps(given).encode()
        if self.random.random() < 0.05:
            cut = self.random.randrange(len(body))
            body = body[:cut] + self.random.randbytes(self.random.randrange(30)) + body[cut + 7 :]
        return body, len(ops)


def whole(answer: Answer) -> None:
    """An answer that a browser can read: a known status, and for each edit what became of it."""
    assert answer.status_code in ALLOWED, answer.text
    given = answer.json()
    assert isinstance(given, dict)
    if answer.status_code == 200:
        assert {each["status"] for each in given["results"]} <= STATUSES
    else:
        assert given["reason"]


def check_rows(session: Session) -> int:
    """Every stored cell reads back as itself, with minutes that make up what was given; gives how many there are."""
    session.rollback()
    rows = session.execute(
        select(AttendanceCell, Lesson).join(Lesson, Lesson.id == AttendanceCell.lesson_id)
    ).all()
    for cell, lesson in rows:
        code = codes.parse(cell.code)
        assert cell.code == ("" if code is None else str(code))
        amounts = codes.divide(code, given=lesson.given_minutes, is_backed=False)
        assert (cell.present, cell.justified, cell.unjustified) == (
            amounts.present, amounts.justified, amounts.unjustified,
        )  # fmt: skip
        assert lesson.state == "planned"
        assert lesson.closed_on is None
        changes = session.scalars(
            select(AttendanceChange)
            .where(
                AttendanceChange.lesson_id == lesson.id, AttendanceChange.enrolment_id == cell.enrolment_id
            )
            .order_by(AttendanceChange.id)
        ).all()
        assert len(changes) == cell.version, "every write of a cell is kept"
        assert [each.new_code for each in changes[:-1]] == [each.old_code for each in changes[1:]]
        assert changes[-1].new_code == cell.code
    ops = session.scalars(select(AttendanceOp.op)).all()
    assert len(ops) == len(set(ops))
    assert audit.verify(session).findings == ()
    return len(rows)


def good(school: School, session: Session) -> Callable[[Client, Actor], None]:
    """An honest edit of the first cell, which must be saved whatever came before it."""
    turn = itertools.cycle(["A", "O", "GZ", "L15"])

    def edit(client: Client, who: Actor) -> None:
        lesson, person = school.lessons[0], school.people[3]
        session.rollback()
        version, code = session.execute(
            select(AttendanceCell.version, AttendanceCell.code).where(
                AttendanceCell.lesson_id == lesson, AttendanceCell.enrolment_id == person
            )
        ).one_or_none() or (0, "")
        session.rollback()
        value = next(each for each in turn if each != code)
        op = {"op": f"good-{next(_serials)}", "cell": f"{lesson}:{person}", "base": version, "value": value}
        answer = client.send(
            ADDRESS, json.dumps({"user": who.id, "lesson": lesson, "ops": [op]}).encode(), OWN
        )
        assert answer.status_code == 200, answer.text
        given = answer.json()
        assert isinstance(given, dict)
        assert [each["status"] for each in given["results"]] == ["saved"]

    return edit


def test_ten_thousand_edits_over_http_leave_only_what_reads_back(session: Session, school: School) -> None:
    monkey, honest, sent, saved = Monkey(school, 7), good(school, session), 0, 0
    for number in itertools.count():
        who = (school.teacher, school.coordinator)[number % 2]
        client = school.client(who)
        body, edits = monkey.body(who)
        answer = client.send(ADDRESS, body, OWN)
        whole(answer)
        monkey.heard(answer)
        saved += answer.text.count('"saved"')
        sent += edits
        if number % 10 == 0:
            honest(client, who)
        if sent >= EDITS:
            break
    assert saved > EDITS / 50, "most of it is nonsense, not all"
    assert check_rows(session) > 20


def test_bytes_that_are_no_request_are_refused_and_the_next_one_is_saved(
    session: Session, school: School
) -> None:
    random, honest = Random(11), good(school, session)
    client = school.client(school.coordinator)
    for number in range(300):
        body = random.randbytes(random.randrange(400))
        sent = OWN | (
            {"content-type": random.choice(["application/json; charset=x", "text/plain", "\x7f", ""])}
            if number % 3 == 0
            else {}
        )
        answer = client.send(ADDRESS, body, sent)
        whole(answer)
        assert answer.status_code in {400, 415}
    for nested in (
        b"[" * 100_000,
        b'{"ops":' * 10_000,
        b'"' + b"\\u0000" * 20_000 + b'"',
        b"1" * 100_000,
        b"-" * 9,
    ):
        whole(client.send(ADDRESS, nested, OWN))
    honest(client, school.coordinator)
    assert check_rows(session) == 1


def test_four_browsers_at_once_leave_only_what_reads_back(session: Session, school: School) -> None:
    def browse(seed: int) -> int:
        monkey, who = Monkey(school, seed), (school.teacher, school.coordinator)[seed % 2]
        client, sent = school.client(who), 0
        while sent < 600:
            body, edits = monkey.body(who)
            answer = client.send(ADDRESS, body, OWN)
            whole(answer)
            monkey.heard(answer)
            sent += edits
        return sent

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(browse, range(20, 24))) >= 2_400
    good(school, session)(school.client(school.coordinator), school.coordinator)
    assert check_rows(session) > 20


def test_the_same_name_for_two_lessons_at_once_is_answered_twice(
    engine: Engine, session: Session, school: School
) -> None:
    """Only a page that lies gives one name to two edits; it is told so and nothing breaks."""
    client = school.client(school.coordinator)

    def send(place: int) -> list[int]:
        codes_of = []
        for number in range(40):
            op = {
                "op": f"twice-{number}",
                "cell": f"{school.lessons[place]}:{school.people[2]}",
                "base": number,
                "value": ("A", "O")[number % 2],
            }
            body = {"user": school.coordinator.id, "lesson": school.lessons[place], "ops": [op]}
            codes_of.append(client.send(ADDRESS, json.dumps(body).encode(), OWN).status_code)
        return codes_of

    with ThreadPoolExecutor(2) as pool:
        for answers in pool.map(send, (2, 3)):
            assert set(answers) == {200}
    assert check_rows(session) in {1, 2}


def test_ten_thousand_edits_of_the_form_leave_only_what_reads_back(
    engine: Engine, session: Session, school: School
) -> None:
    """The command that the form calls, with what its fields may hold; each submit in a transaction of its own."""
    monkey, sent, saved, refused = Monkey(school, 5), 0, 0, 0
    while sent < EDITS:
        keys = [monkey.key() for _ in range(monkey.random.randrange(1, 60))]
        ops = [Op(f"form-{next(_serials)}", *key, monkey.base(key), monkey.value()) for key in keys]
        lesson_id = monkey.random.choice([*school.lessons, *school.elsewhere, 0, -1, 2**40])
        who = monkey.random.choice([school.teacher, school.coordinator])
        try:
            with db.session.writing() as opened:
                found = commands.save(
                    opened,
                    actor=who,
                    today=TODAY,
                    lesson_id=lesson_id,
                    ops=ops,
                    way=monkey.random.choice(["form", "form", "x"]),
                )
                saved += sum(result.status == "saved" for result in found)
                monkey.versions |= {(each.op.lesson_id, each.op.enrolment_id): each.version for each in found}
        except DomainError:
            refused += 1
        sent += len(ops)
    with pytest.raises(DomainError), db.session.writing() as opened:
        commands.save(
            opened, actor=school.coordinator, today=TODAY, lesson_id=school.lessons[0],
            ops=[Op(f"n-{number}", school.lessons[0], school.people[0], 0, "A") for number in range(MOST + 1)],
        )  # fmt: skip
    assert saved > EDITS / 50
    assert refused > 20
    assert check_rows(session) > 20
