"""The routes beside Streamlit, over HTTP, on a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import clock, settings
from core.access import commands, gate, login, sessions
from core.access.actors import Actor, Role, command_line
from core.errors import InvalidInput
from core.evidence import files
from core.evidence.files import Upload
from core.web import downloads, entry, headers, shell, verify
from core.web.headers import SecurityHeaders
from core.web.missing import Missing
from core.web.routes import ROUTES
from db import maintenance
from db.models import AccessEntry, Account, Document, DocumentEvent, Evidence
from tests import factories
from tests.core.access.people import account
from tests.core.web.client import HOST, Client

ORIGIN = {"origin": f"http://{HOST}"}
PNG = b"\x89PNG\r\n\x1a\n KANARIE"
NEW = "zeven groene bomen waaien"


@pytest.fixture
def client(session: Session) -> Client:
    """The routes behind the gate and the headers, as Home.py puts them together."""
    app = Starlette(
        routes=[*ROUTES, *shell.routes(["overview", "proofs"], first="overview")],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Missing),
            Middleware(
                gate.Gate,
                pages=["overview", "proofs"],
                owner_of=lambda _id: None,
                held_by=lambda _hash: 0,
            ),
        ],
    )
    settings.forget()
    headers.policy.cache_clear()
    return Client(app)


def sign_in(
    client: Client, session: Session, name: str = "an.verhulst", role: Role = Role.COORDINATOR
) -> str:
    """Swap a ticket for the cookie; gives the token."""
    made = account(session, name, role=role)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=clock.now())
    session.commit()
    answer = client.post("/login", data={"ticket": ticket, "next": "/proofs?x=1"}, headers=ORIGIN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/proofs?x=1")
    token = answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]
    client.headers["cookie"] = f"{gate.cookie_name()}={token}"
    return token


def test_the_cookie_is_host_bound_http_only_and_strict(client: Client, session: Session) -> None:
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=clock.now())
    session.commit()
    answer = client.post("/login", data={"ticket": ticket, "next": "/"}, headers=ORIGIN)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-termijnwacht=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_used_ticket_gives_no_cookie(client: Client, session: Session) -> None:
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=clock.now())
    session.commit()
    assert "set-cookie" in client.post("/login", data={"ticket": ticket}, headers=ORIGIN).headers
    again = client.post("/login", data={"ticket": ticket}, headers=ORIGIN)
    assert again.status_code == 303
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "proofs",
        "/logout",
        "/doc/1",
        "/a\nb",
        "/" + "x" * 3000,
        "/é",
    ],
)
def test_the_way_back_is_a_page_of_ours(wanted: str) -> None:
    assert entry.local_next(wanted) == "/"


def test_signing_out_ends_the_session_and_empties_the_browser(client: Client, session: Session) -> None:
    token = sign_in(client, session)
    answer = client.post("/logout", headers=ORIGIN)
    assert answer.headers["clear-site-data"] == '"storage"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert sessions.live(session, token_hash=sessions.digest(token), now=clock.now()) is None


def test_signing_in_anew_ends_the_session_before(client: Client, session: Session) -> None:
    token = sign_in(client, session)
    sign_in(client, session, "bram.claes")
    assert sessions.live(session, token_hash=sessions.digest(token), now=clock.now()) is None


def test_a_document_that_is_missing_looks_like_one_that_is_forbidden(
    client: Client, session: Session
) -> None:
    assert client.get("/doc/1").status_code == 303
    sign_in(client, session)
    answer = client.get("/doc/1")
    assert (answer.status_code, answer.text) == (404, "Niet gevonden.")


def test_a_download_is_for_the_session_that_asked_for_it(client: Client, session: Session) -> None:
    token = sign_in(client, session)
    address = downloads.offer(
        sessions.digest(token), name="bewijzen.csv", media_type="text/csv", content=b"a;b"
    )
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, b"a;b")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="bewijzen.csv"')
    sign_in(client, session, "bram.claes")
    assert client.get(address).status_code == 404
    del client.headers["cookie"]
    assert client.get(address).status_code == 303


def test_a_download_is_gone_after_five_minutes_and_the_shelf_has_an_end() -> None:
    shelf, now = downloads.Shelf(), clock.now()

    def made(size: int, owner: str = "a") -> downloads.Offer:
        return downloads.Offer(owner, "x", "text/plain", bytes(size), now + downloads.LIFE)

    key = shelf.put(made(1), now=now)
    assert shelf.take(key, token_hash="a", now=now + timedelta(minutes=4)) is not None
    assert shelf.take(key, token_hash="a", now=now + timedelta(minutes=5)) is None
    keys = [shelf.put(made(1), now=now) for _ in range(downloads.MOST_PER_SESSION + 2)]
    alive = [key for key in keys if shelf.take(key, token_hash="a", now=now) is not None]
    assert alive == keys[2:]
    with pytest.raises(InvalidInput):
        shelf.put(made(downloads.MOST_BYTES + 1, "b"), now=now)


def test_a_file_name_survives_in_both_forms() -> None:
    assert downloads.disposition('b"ë\r\n.pdf', inline=True) == (
        "inline; filename=\"b____.pdf\"; filename*=UTF-8''b%22%C3%AB%0D%0A.pdf"
    )


def test_the_one_time_link_leads_to_a_password(client: Client, session: Session, today) -> None:  # type: ignore[no-untyped-def]
    token = commands.add_user(
        session,
        actor=command_line("tester"),
        today=today,
        username="bram",
        display_name="Bram",
        role=Role.READER,
    )
    session.commit()
    page = client.get(f"/welcome/{token}?taal=nl")
    assert page.status_code == 200
    assert '<html lang="nl">' in page.text
    assert 'autocomplete="new-password"' in page.text
    unequal = client.post(f"/welcome/{token}", data={"password": NEW, "again": "x"}, headers=ORIGIN)
    assert (unequal.status_code, "niet gelijk" in unequal.text) == (422, True)
    weak = client.post(f"/welcome/{token}", data={"password": "kort", "again": "kort"}, headers=ORIGIN)
    assert (weak.status_code, "minstens 15" in weak.text) == (422, True)
    good = client.post(f"/welcome/{token}", data={"password": NEW, "again": NEW}, headers=ORIGIN)
    assert (good.status_code, "bewaard" in good.text) == (200, True)
    assert client.get(f"/welcome/{token}").status_code == 404
    session.expire_all()
    admission = login.admit(session, username="bram", address="x", now=clock.now())
    assert login.check(admission, NEW)


def test_an_unknown_code_says_so_and_guessing_is_slowed(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "LIMIT", verify.Limit())
    answers = [client.get(f"/verify/ABC-{number}") for number in range(verify.PER_MINUTE + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {404}
    assert answers[-1].status_code == 429


def test_health_tells_only_whether_it_works(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "path",
    ["/assets/passwords/common.txt.gz", "/assets/../Home.py", "/assets/fonts", "/assets/%2e%2e/Home.py"],
)
def test_only_files_of_the_named_kinds_are_shown(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_answer_carries_the_headers(client: Client) -> None:
    for path in (
        "/",
        "/proofs",
        "/nope",
        "/doc/1",
        "/evidence/1",
        "/health",
        "/assets/plain.css",
        "/_stcore/metrics",
    ):
        found = client.get(path).headers
        assert "default-src 'self'" in found["content-security-policy"], path
        assert "frame-ancestors 'none'" in found["content-security-policy"], path
        assert found["x-content-type-options"] == "nosniff", path
        assert found["referrer-policy"] == "same-origin", path
        assert "permissions-policy" in found, path
        assert "strict-transport-security" not in found, path
        assert (found["cache-control"] == "no-store") is (path != "/assets/plain.css"), path


def test_under_https_the_browser_is_told_to_stay_there(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://termijnwacht.example")
    settings.forget()
    headers.policy.cache_clear()
    found = client.get("/").headers
    assert found["strict-transport-security"] == "max-age=31536000"
    assert "wss://termijnwacht.example" in found["content-security-policy"]
    monkeypatch.undo()
    settings.forget()
    headers.policy.cache_clear()


def test_the_first_page_has_one_address(client: Client) -> None:
    answer = client.get("/overview?stand=late")
    assert (answer.status_code, answer.headers["location"]) == (307, "/?stand=late")


def test_the_shell_is_dutch_and_its_one_inline_script_is_named_in_the_policy() -> None:
    page = shell.index()
    assert '<html lang="nl">' in page
    assert "<title>Termijnwacht</title>" in page
    assert "service-desc" not in page
    assert "./static" not in page
    assert len(shell.inline_hashes()) == 1
    assert "script-src 'self' 'sha256-" in headers.policy()
    assert "unsafe-eval" not in headers.policy()


def issued(session: Session, campus_name: str = "Gent") -> Document:
    """An issued document, as small as the tables allow."""
    where = factories.campus(session, campus_name)
    who = factories.learner(session)
    made = Document(
        kind="proof", year=2026, sequence=1, number="2026-000001", subject_kind="proof", subject_id=1,
        learner_id=who.id, campus_id=where.id, issued_on=clock.today(), issued_at=clock.now(), issued_by="an",
        template_version="1", verify_code="ABCDEFGH", pdf=b"%PDF-1.7 KANARIE", sha256="0" * 64,
        content={"first_name": "Şeyma", "last_name": "Yılmaz", "title": "Lasser", "organisation_name": "De Brug"},
    )  # fmt: skip
    session.add(made)
    session.commit()
    return made


def test_a_document_is_given_to_who_may_and_the_look_is_written_down_first(
    client: Client, session: Session
) -> None:
    paper = issued(session)
    sign_in(client, session)
    answer = client.get(f"/doc/{paper.id}")
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7 KANARIE")
    assert answer.headers["content-disposition"].startswith('attachment; filename="2026-000001.pdf"')
    assert answer.headers["cache-control"] == "no-store"
    assert client.get(f"/doc/{paper.id}?toon=ja").headers["content-disposition"].startswith("inline")
    looks = session.scalars(select(AccessEntry)).all()
    assert [(look.actor_name, look.learner_id) for look in looks] == [("an.verhulst", paper.learner_id)] * 2


def test_a_reader_and_another_campus_get_the_same_nothing(client: Client, session: Session) -> None:
    paper = issued(session)
    sign_in(client, session, "lezer.een", Role.READER)
    answers = [client.get(f"/doc/{paper.id}")]
    sign_in(client, session, "an.elders")
    session.execute(update(Account).where(Account.username == "an.elders").values(all_campuses=False))
    session.commit()
    answers += [client.get(f"/doc/{paper.id}"), client.get("/doc/999999")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, "Niet gevonden.")}
    assert session.scalars(select(AccessEntry)).all() == []


def evidence_of(session: Session) -> Evidence:
    """A picture that backs up a registration at the first campus."""
    where, who = factories.campus(session, "Gent"), factories.learner(session)
    actor = Actor(None, "an", "An", Role.COORDINATOR, None)
    upload = Upload("Zoë Janssens.png", PNG)
    key = files.keep(
        session, actor, upload, subject_kind="proof", subject_id=1, learner_id=who.id, campus_id=where.id
    )
    session.commit()
    return session.get_one(Evidence, key)


def test_evidence_is_given_to_who_may_and_the_look_is_written_down_first(
    client: Client, session: Session
) -> None:
    kept = evidence_of(session)
    assert client.get(f"/evidence/{kept.id}").status_code == 303
    sign_in(client, session)
    answer = client.get(f"/evidence/{kept.id}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PNG, "image/png")
    assert answer.headers["content-disposition"].startswith(
        f'attachment; filename="bewijsstuk-{kept.id}.png"'
    )
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == (
        "no-store",
        "nosniff",
    )
    assert client.get(f"/evidence/{kept.id}?toon=ja").headers["content-disposition"].startswith("inline")
    looks = session.scalars(select(AccessEntry)).all()
    assert [(look.actor_name, look.what, look.learner_id) for look in looks] == [
        ("an.verhulst", "evidence", kept.learner_id)
    ] * 2


def test_evidence_of_another_campus_and_for_a_reader_is_the_same_nothing(
    client: Client, session: Session
) -> None:
    kept = evidence_of(session)
    sign_in(client, session, "lezer.een", Role.READER)
    answers = [client.get(f"/evidence/{kept.id}")]
    sign_in(client, session, "an.elders")
    session.execute(update(Account).where(Account.username == "an.elders").values(all_campuses=False))
    session.commit()
    answers += [client.get(f"/evidence/{kept.id}"), client.get("/evidence/999999")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, "Niet gevonden.")}
    assert session.scalars(select(AccessEntry)).all() == []


def test_a_browser_at_an_address_that_is_not_there_gets_one_page_with_a_way_back(
    client: Client, session: Session
) -> None:
    paper = issued(session)
    sign_in(client, session, "lezer.een", Role.READER)
    client.headers["accept"] = "text/html,application/xhtml+xml,*/*;q=0.8"
    addresses = (
        f"/doc/{paper.id}",
        "/doc/999999",
        "/evidence/999999",
        "/download/x",
        "/nope",
        "/assets/nope.css",
        "/_stcore/metrics",
    )
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    (text,) = {answer.text for answer in answers}
    assert "Niet gevonden" in text
    assert '<a class="knop" href="/">Naar de start</a>' in text
    assert answers[0].headers["content-security-policy"]
    assert answers[0].headers["cache-control"] == "no-store"


def test_an_old_link_leads_to_the_sign_in_and_other_pages_stay_as_they_are(client: Client) -> None:
    client.headers["accept"] = "text/html"
    old = client.get("/welcome/x")
    assert old.status_code == 404
    assert "Deze link werkt niet meer" in old.text
    assert "Naar het aanmelden" in old.text
    assert client.get("/").status_code == 200
    assert client.get("/health").status_code == 200


def test_anybody_with_the_code_sees_whether_a_paper_stands_and_initials_only(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "LIMIT", verify.Limit())
    paper = issued(session)
    answer = client.get("/verify/abcd-efgh")
    assert answer.status_code == 200
    assert "Geldig" in answer.text
    assert "2026-000001" in answer.text
    assert "Yılmaz" not in answer.text
    assert "Şeyma" not in answer.text
    session.add(
        DocumentEvent(
            document_id=paper.id, kind="withdrawn", happened_on=clock.today(), recorded_at=clock.now(),
            recorded_by="an", reason="vergissing in het dossier",
        )
    )  # fmt: skip
    session.commit()
    assert "Ingetrokken" in client.get("/verify/ABCD-EFGH").text


def test_a_route_that_fails_answers_with_a_sentence_under_the_same_headers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(_request: Request) -> Response:
        raise RuntimeError("nummer 85.07.33-145.28")

    app = Starlette(routes=[Route("/fails", fails)], middleware=[Middleware(SecurityHeaders)])
    answer = Client(app).get("/fails")
    assert (answer.status_code, answer.text) == (500, headers.FAILED)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "request error" in caplog.text


def test_a_database_that_does_not_answer_is_said_and_not_called_a_failure() -> None:
    def fails(_request: Request) -> Response:
        raise OperationalError("select 1", {}, Exception("database is locked"))

    app = Starlette(routes=[Route("/fails", fails)], middleware=[Middleware(SecurityHeaders)])
    answer = Client(app).get("/fails")
    assert (answer.status_code, answer.text) == (503, headers.BUSY)


def test_a_code_of_a_removed_paper_hears_what_a_code_hears_that_we_never_gave(
    client: Client, session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "LIMIT", verify.Limit())
    paper = issued(session)
    never = client.get("/verify/NEVERGIVEN")
    session.rollback()
    with maintenance.maintaining(database_url) as owner:
        owner.execute(delete(Document).where(Document.id == paper.id))
    removed = client.get("/verify/ABCD-EFGH")
    assert (removed.status_code, never.status_code) == (404, 404)
    assert removed.text.replace("ABCD-EFGH", "") == never.text.replace("NEVERGIVEN", "")
    assert "laat de houder het dan tonen in LED" in removed.text
