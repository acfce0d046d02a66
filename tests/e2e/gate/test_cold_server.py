"""A server that nobody has signed in to, and a thief with a session id: nothing but the login form comes out."""

import pytest
from websockets.exceptions import InvalidStatus

from core.access import commands
from core.access.actors import command_line
from core.i18n import Translator
from core.ui.navigation import DEFAULT, PAGES
from db.models import Account
from tests.conftest import TODAY
from tests.e2e.gate import wire
from tests.e2e.gate.site import CANARY, READY, TOP, Site, running

pytestmark = pytest.mark.slow
SECRETS = (CANARY, "Afmelden", "Verhulst", "pages/", *(page.title for page in PAGES))
FORM = ("Gebruikersnaam", "Wachtwoord", "Aanmelden")
URL = r"Local URL: (http://\S+)"
SENTENCE = "Termijnwacht start hier niet"


def told(text: str) -> list[str]:
    """Which secrets stand in a text."""
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("page", ["", *(page.stem for page in PAGES)])
def test_a_page_address_gives_the_empty_shell_and_a_socket_there_gives_the_form(
    site: Site, page: str
) -> None:
    answer = wire.ask(f"{site.address}/{page}")
    assert (answer.status, told(answer.body.decode())) == (307 if page == DEFAULT else 200, [])
    stranger = wire.opened(site.socket)
    seen = stranger.run(page=page)
    stranger.close()
    assert all(label in seen for label in FORM)
    assert told(seen) == []


def test_a_forged_page_or_a_forged_header_gives_the_form_too(site: Site) -> None:
    forged = {"X-App-Session": "0" * 64, "X-App-Gate": "x", "X-App-Client": "y"}
    stranger = wire.opened(site.socket, headers=forged)
    for page, query in (("../proofs", ""), ("nope", "id=1"), ("proofs", "id=1&learner=2")):
        assert told(stranger.run(page=page, query=query)) == []
    stranger.close()


@pytest.mark.parametrize(
    "path",
    ["doc/1", "evidence/1", "download/x", "media/x", "media/x.pdf", "_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/agent/mcp",
     "_stcore/agent/interact", "_stcore/script-health-check", "component/x/index.html", "app/static/x", "_stcore/unknown",
     "_stcore/bidi-components/x", "pages/proofs.py", "Home.py", "auth/login", "oauth2callback"],
)  # fmt: skip
def test_nothing_else_answers_a_stranger(site: Site, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
        answer = wire.ask(f"{site.address}/{path}", method=method, headers={"Origin": site.address})
        assert answer.status in {303, 401, 404}, (method, path)
        assert len(answer.body) < 100


def test_a_socket_from_elsewhere_or_without_origin_does_not_open(site: Site) -> None:
    for origin in ("http://evil.example", "null"):
        with pytest.raises(InvalidStatus):
            wire.opened(site.socket, origin=origin)
    with pytest.raises(InvalidStatus):
        wire.connect(site.socket)


def test_an_upload_needs_ones_own_login_and_ones_own_session(site: Site) -> None:
    owner = wire.cookie_for(site.address, site.ticket("coordinator"))
    other = wire.cookie_for(site.address, site.ticket("lezer"))
    socket = wire.opened(site.socket, cookie=owner)
    socket.run()
    address = f"{site.address}/_stcore/upload_file/{socket.session_id}/some-file"

    def status(cookie: str) -> int:
        headers = {"Origin": site.address, "Cookie": f"{wire.COOKIE}={cookie}"}
        return wire.ask(address, method="PUT", data=b"x", headers=headers).status

    assert (status(""), status(other)) == (401, 404)
    assert status(owner) == 403  # through the gate; Streamlit then asks for its own token
    socket.close()


def test_the_tabs_of_one_login_hold_so_many_bytes_and_no_more(site: Site) -> None:
    cookie = wire.cookie_for(site.address, site.ticket("manager"))
    token = wire.ask(f"{site.address}/_stcore/health").headers["set-cookie"].split(";")[0]
    name, _, value = token.partition("=")
    headers = {
        "Origin": site.address, "Cookie": f"{wire.COOKIE}={cookie}; {name}={value}", "X-Xsrftoken": value,
        "Content-Type": "multipart/form-data; boundary=rand",
    }  # fmt: skip
    start = b'--rand\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    sockets = [wire.opened(site.socket, cookie=cookie) for _ in range(2)]
    answers = []
    for number, size in enumerate([9 << 20] * 12 + [1]):
        socket = sockets[number % 2]
        socket.run()
        address = f"{site.address}/_stcore/upload_file/{socket.session_id}/file-{number}"
        body = start + b"x" * size + b"\r\n--rand--\r\n"
        answers.append(wire.ask(address, method="PUT", data=body, headers=headers).status)
    for socket in sockets:
        socket.close()
    assert answers == [204] * 12 + [413]


@pytest.mark.parametrize("still_open", [True, False], ids=["live", "stored"])
def test_a_stolen_session_id_is_worth_nothing_and_its_owner_keeps_working(
    site: Site, still_open: bool
) -> None:
    cookie = wire.cookie_for(site.address, site.ticket("coordinator"))
    other = wire.cookie_for(site.address, site.ticket("lezer"))
    owner = wire.opened(site.socket, cookie=cookie)
    assert CANARY in owner.run(page="overview")
    stolen = owner.session_id
    if not still_open:
        owner.close()
    for thief_cookie in ("", "x" * 43, other):
        thief = wire.opened(site.socket, cookie=thief_cookie, resume=stolen)
        seen = thief.run(page="overview")
        assert thief.session_id != stolen
        assert "Verhulst" not in seen
        assert (CANARY in seen) is (thief_cookie == other)
        thief.close()
    if not still_open:
        owner = wire.opened(site.socket, cookie=cookie, resume=stolen)
    assert CANARY in owner.run(page="overview")
    assert owner.session_id == stolen
    owner.close()


@pytest.mark.parametrize(
    ("press", "trace"),
    [
        ("", ""),
        ("Terugroep", "TERUGROEP GELOPEN"),
        ("Stukje", "STUKJE GELOPEN"),
        ("Lade openen", "LADE GELOPEN"),
    ],
    ids=["run", "callback", "fragment", "dialog"],
)
def test_a_closed_account_gets_nothing_from_its_next_move_on(site: Site, press: str, trace: str) -> None:
    cookie = wire.cookie_for(site.address, site.ticket("registrar"))
    socket = wire.opened(site.socket, cookie=cookie)
    assert CANARY in socket.run(page="overview")
    if press:
        before = site.said(trace)
        socket.run(press=press)
        assert site.said(trace) > before
    with site.writing() as session:
        account_id = session.query(Account.id).filter_by(username="registrar").scalar()
        commands.disable_user(session, actor=command_line("test"), today=TODAY, account_id=account_id)
    before = site.said(trace)
    seen = socket.run(
        press=press
    )  # the message that opens a run repeats the titles of the menu the person had
    assert [word for word in (CANARY, "Claes", "Afmelden") if word in seen] == []
    assert FORM[0] in seen
    assert not press or site.said(trace) == before
    for path in ("doc/1", "evidence/1"):
        assert wire.ask(f"{site.address}/{path}", headers={"Cookie": f"{wire.COOKIE}={cookie}"}).status == 303
    socket.close()
    with site.writing() as session:
        commands.enable_user(session, actor=command_line("test"), today=TODAY, account_id=account_id)


def test_a_click_draws_the_page_again_and_nothing_around_it(site: Site) -> None:
    socket = wire.opened(site.socket, cookie=wire.cookie_for(site.address, site.ticket("registrar")))
    assert "Afmelden" in socket.run(page="overview")
    seen = socket.run(press="Terugroep")
    assert CANARY in seen
    assert "Afmelden" not in seen
    seen = socket.run(press="Stukje")
    assert CANARY not in seen
    socket.close()


def test_a_page_beyond_ones_rights_says_no_without_running(site: Site) -> None:
    reader = wire.opened(site.socket, cookie=wire.cookie_for(site.address, site.ticket("lezer")))
    reader.run()
    seen = reader.run(page="administration")
    assert f"{CANARY} administration" not in seen
    assert Translator("nl")("Je hebt geen recht op deze pagina. Vraag het aan je beheerder.") in seen
    reader.close()


NAKED = """import streamlit as st
app = st.App({frame!r})
"""


@pytest.mark.parametrize("how", ["the frame alone", "an application without the gate"])
def test_without_the_gate_one_sentence_is_drawn_and_nothing_else(how: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    frame = TOP / "core" / "ui" / "frame.py"
    script = frame
    if how != "the frame alone":
        script = tmp_path / "naked.py"
        script.write_text(NAKED.format(frame=str(frame)), encoding="utf-8")
    command = ["-m", "streamlit", "run", str(script), "--server.port", "0", "--server.headless", "true"]
    with running(tmp_path, command, cwd=tmp_path, ready=URL) as bare:
        stranger = wire.opened(bare.socket, headers={"X-App-Session": "0" * 64, "X-App-Gate": "x"})
        seen = stranger.run()
        stranger.close()
    assert SENTENCE in seen
    assert seen.count("new_element") == 1
    assert told(seen) == []


def test_streamlit_run_home_stands_behind_the_same_gate(site: Site, tmp_path) -> None:  # type: ignore[no-untyped-def]
    command = ["-m", "streamlit", "run", str(site.folder / "product" / "Home.py"), "--server.port", "0"]
    with running(tmp_path, command, cwd=tmp_path, ready=READY) as other:
        assert wire.ask(f"{other.address}/_stcore/metrics").status == 404
        stranger = wire.opened(other.socket)
        seen = stranger.run(page="proofs")
        stranger.close()
    assert FORM[0] in seen
    assert told(seen) == []
