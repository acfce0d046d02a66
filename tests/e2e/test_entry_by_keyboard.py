"""The registrar's hour: 25 proofs typed over through the hand-over sheet, from signing in to the last one without a mouse.

Every field of every record is really copied (Enter on its button), some are read back from the clipboard, the national number
among them. What the story counts, keystrokes and seconds per record, it prints.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import db.session
from core import audit
from core.access.permissions import as_actor
from core.learners import vault
from core.proofs import commands
from db.models import AccessEntry, Account, Campus, HandoverSession, Learner, Proof, Trajectory
from tests import factories
from tests.conftest import KEYS, TODAY
from tests.e2e import server as servers
from tests.e2e import test_look
from tests.e2e.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNT, LATE, OF_COMPETENCES = 25, 2, 3
REASON = "Wekelijkse invoer van bewijzen"
# What a person who knows the sheet needs at most: one key per field, one to note it, and the way to the reason when late.
MOST_KEYS = 25
FRONT = "() => document.querySelector('[data-record]')?.dataset.record || ''"


@dataclass(slots=True)
class Keyboard:
    """The only hands of this story; it counts what they press."""

    page: Page
    pressed: int = 0
    per_record: list[int] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, name: str) -> None:
        """Go on with Tab until the focus is on what bears this name."""
        for _ in range(80):
            if name in (self.focused("aria-label") or ""):
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {name!r}")

    def focused(self, attribute: str) -> str | None:
        return self.page.evaluate("name => document.activeElement.getAttribute(name)", attribute)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Server]:
    """A server whose keys the story knows too, so that it can check what was copied and the chain."""
    with servers.running(tmp_path / "server", **KEYS) as found:
        yield found


@pytest.fixture
def office(site: Server) -> Iterator[Session]:
    """A look into the server's database from outside."""
    engine = db.session.make_engine(f"sqlite:///{site.data / 'termijnwacht.db'}")
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as opened:
        yield opened
    engine.dispose()


def issued(session: Session) -> Campus:
    """A campus of its own with 25 issued proofs: two late, three of competences."""
    campus = factories.campus(session, "Toetsenbord")
    account = session.scalars(select(Account).where(Account.username == "coordinator")).one()
    trajectory = session.scalars(select(Trajectory).where(Trajectory.level == "professional")).first()
    assert trajectory is not None
    given = factories.Provider(
        campus, campus, session.get_one(factories.Qualification, trajectory.qualification_id), trajectory,
        as_actor(session, account), 0,
    )  # fmt: skip
    codes = session.scalars(
        select(factories.Competence.code).where(
            factories.Competence.qualification_id == trajectory.qualification_id
        )
    ).all()
    for number in range(COUNT):
        completed_on = date(2026, 9, 8) if number < LATE else date(2026, 10, 1) + timedelta(days=number)
        is_part = number >= COUNT - OF_COMPETENCES
        (proof,) = factories.earned(
            session, given, learner=factories.learner(session, f"Vanhoutte-{number:02d}", "Noor"),
            completed_on=completed_on, outcome="competences" if is_part else "whole",
            competences=tuple(sorted(codes))[:2] if is_part else (),
        )  # fmt: skip
        commands.issue(
            session, actor=given.coordinator, today=completed_on + timedelta(days=14), proof_id=proof.id,
            version=proof.version,
        )  # fmt: skip
    session.commit()
    return campus


def numbers(session: Session, campus: Campus) -> dict[int, str]:
    """The national number of every proof, as the vault keeps it."""
    rows = session.execute(
        select(Proof.id, Learner.insz_cipher)
        .join(Learner, Learner.id == Proof.learner_id)
        .where(Proof.campus_id == campus.id)
    )
    return {key: vault.unseal(cipher) for key, cipher in rows if cipher is not None}


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def begin(keys: Keyboard, site: Server, campus: Campus) -> None:
    """Open the page of this campus, give the reason, begin."""
    servers.visit(keys.page, f"{site.url}/registration?part=entry&campus={campus.id}")
    keys.tab_to("Waarom voer je in?")
    keys.type(REASON)
    keys.press("Enter")
    expect(keys.page.locator("[data-record]")).to_be_visible(timeout=15_000)


def enter_one(keys: Keyboard, known: dict[int, str]) -> int:
    """Copy every field of the record in front and note it; gives its proof."""
    page = keys.page
    page.wait_for_function("document.activeElement.dataset.label === 'INSZ'", timeout=15_000)
    front = page.evaluate(FRONT)
    proof_id = int(front.split(".")[1])
    labels = page.evaluate(
        "[...document.querySelectorAll('[data-record] [data-copy]')].map(each => each.dataset.label)"
    )
    for label in labels:
        assert keys.focused("data-label") == label
        wanted = keys.focused("data-copy")
        keys.press("Enter")
        page.wait_for_function("label => document.activeElement.dataset.label !== label", arg=label)
        if label in ("INSZ", "Referte van de leverancier"):
            assert copied(page) == wanted
            assert label != "INSZ" or wanted == known[proof_id]
    assert page.evaluate("document.activeElement.dataset.afterRecord") == "yes"
    assert page.locator(".tw-copied").count() == len(labels)
    if page.get_by_label("Reden te laat").count():
        for key in ("Tab", "ArrowDown", "ArrowDown", "Enter", "Tab", "Enter"):
            keys.press(key)
    else:
        keys.press("g")
    page.wait_for_function(f"front => ({FRONT})() !== front", arg=front, timeout=15_000)
    return proof_id


def test_25_proofs_are_entered_by_keyboard_alone(browser: Browser, site: Server, office: Session) -> None:
    """Sign in, begin with a reason, copy and note 25 records; nothing was clicked, everything is logged."""
    campus = issued(office)
    known = numbers(office, campus)
    office.commit()  # the story holds no lock while the server writes
    with servers.view(browser) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        servers.sign_in(page, site, "registrar")
        keys = Keyboard(page)
        begin(keys, site, campus)
        assert test_look.serious(page) == []
        started = time.monotonic()
        done = []
        for _ in range(COUNT):
            before = keys.pressed
            done.append(enter_one(keys, known))
            keys.per_record.append(keys.pressed - before)
        seconds = (time.monotonic() - started) / COUNT
        expect(page.get_by_text("Alle 25 bewijzen zijn genoteerd.")).to_be_visible()
        keys.press("x")
        expect(page.get_by_label("Waarom voer je in?")).to_have_count(0, timeout=15_000)
        expect(page.get_by_text("Niets in te voeren met deze filters.")).to_be_visible(timeout=15_000)
        assert not any(number in page.url + page.title() for number in known.values())
    per_record = sum(keys.per_record) / COUNT
    print(
        f"\n{per_record:.1f} keystrokes and {seconds:.2f} s per record ({min(keys.per_record)} to {max(keys.per_record)})"
    )
    assert sorted(done) == sorted(known)
    assert max(keys.per_record) <= MOST_KEYS
    check_what_was_kept(office, campus, known, site.log.read_text(encoding="utf-8"))


def check_what_was_kept(session: Session, campus: Campus, known: dict[int, str], log: str) -> None:
    """25 registrations with both days and names, one look each, one sitting, an unbroken chain, no number in the log."""
    session.expire_all()
    proofs = session.scalars(select(Proof).where(Proof.campus_id == campus.id)).all()
    assert {(proof.entered_on, proof.registered_on) for proof in proofs} == {(TODAY, TODAY)}
    assert {(proof.entered_by, proof.noted_by) for proof in proofs} == {("Bram Claes", "Bram Claes")}
    assert sum(bool(proof.late_reason) for proof in proofs) == LATE
    looks = session.scalars(select(AccessEntry).where(AccessEntry.what == "handover")).all()
    assert len(looks) == COUNT
    assert {look.learner_id for look in looks} == {proof.learner_id for proof in proofs}
    assert {look.reason for look in looks} == {REASON}
    assert session.scalar(select(func.count()).where(HandoverSession.ended_at.is_not(None))) == 1
    assert audit.verify(session).findings == ()
    assert not [number for number in known.values() if number in log]
