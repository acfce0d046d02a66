"""A right to register taken away between opening the page and pressing the button, on a real server over the wire: refused,
and nothing written to proof, term or log. By a button, a callback, a part and a drawer, and on the page of proofs itself.

Each move is first seen to write while the right is live, on a proof of its own, so that a refusal cannot be an accident.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import command_line
from core.proofs import commands as proofs
from core.rights import commands as rights
from db.models import Account, AuditEntry, CounterRight, Deadline, Operation, Proof, StaffMember, UndoStep
from tests import factories
from tests.conftest import TODAY
from tests.e2e.gate import wire
from tests.e2e.gate.site import PARTS, TOP, Site, served
from tests.e2e.gate.wire import Wire

pytestmark = pytest.mark.slow

REFUSED, REGISTRAR, PROOFS = "geen lopend recht", "Bram Claes", 9
FORM, MOVES = "Registratie noteren", ("Knop", "Terugroep", "Stukje", "In de lade")
PROBE = '''"""Every way in which a page can ask for a registration."""
import streamlit as st
from core.access.permissions import Action
from core.proofs import commands, details
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.rights import holders
from core.ui import address, guarded
from core.ui.page import open_page

ctx = open_page("Proef", Action.REGISTER_PROOF)
proof_id = address.number("proof")
found = ctx.read(details.detail, actor=ctx.actor, today=ctx.today, proof_id=proof_id)
own = ctx.read(holders.own_staff_member, actor=ctx.actor)


def note():
    done = ctx.act(
        commands.register, proofs=[Shown(proof_id, found.row.version)], registration=Registration(ctx.today, own)
    )
    print("GENOTEERD" if done else f"GEWEIGERD: {done.error}", flush=True)


@guarded.fragment()
def part():
    if st.button("Stukje", key="registration.part"):
        note()


@guarded.dialog("Lade")
def drawer():
    if st.button("In de lade", key="registration.in"):
        note()


if st.button("Knop", key="registration.plain"):
    note()
st.button("Terugroep", key="registration.call", on_click=guarded.callback(ctx, note))
part()
if st.button("Lade openen", key="registration.drawer"):
    drawer()
'''


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with its own pages, but for one that is the probe."""
    folder = tmp_path_factory.mktemp("rights")
    top = folder / "product"
    top.mkdir()
    for part in (*PARTS, "pages"):
        copied = shutil.copytree if (TOP / part).is_dir() else shutil.copy
        copied(TOP / part, top / part)
    Path(top / "pages" / "registration.py").write_text(PROBE, encoding="utf-8")
    with served(folder, cwd=top) as site:
        with site.writing() as session:
            _fill(session)
        yield site


def _fill(session: Session) -> None:
    """A provider with proofs that wait for their registration, and a registrar who may register them."""
    given = factories.provider(session)
    for _ in range(PROOFS):
        [proof] = factories.earned(session, given)
        proofs.issue(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version)
    account = session.scalars(select(Account).where(Account.username == "registrar")).one()
    factories.counter_right(session, factories.staff_member(session, REGISTRAR, account_id=account.id))


@pytest.fixture
def registrar(product: Site) -> Iterator[Wire]:
    """A socket of the registrar, signed in."""
    cookie = wire.cookie_for(product.address, product.ticket("registrar"))
    opened = wire.opened(product.socket, cookie=cookie)
    yield opened
    opened.close()


def to_register(session: Session) -> list[int]:
    """Proofs that wait for their registration in good time, by key."""
    statement = (
        select(Proof.id)
        .join(Deadline, (Deadline.subject_kind == "proof") & (Deadline.subject_id == Proof.id))
        .where(
            Proof.state == "issued",
            Proof.registered_on.is_(None),
            Proof.hold == "",
            Deadline.due_on > TODAY,
            Proof.issued_on <= TODAY,
        )
        .order_by(Proof.id)
    )
    return list(session.scalars(statement))


def state(session: Session, proof_id: int) -> list[object]:
    """The proof, its term, and how much there is of whatever a registration leaves behind."""
    rows: list[object] = []
    for table, own in ((Proof, Proof.id == proof_id), (Deadline, Deadline.subject_id == proof_id)):
        row = session.scalars(select(table).where(own)).one()
        rows.append({column.key: getattr(row, column.key) for column in row.__table__.columns})
    rows += [len(session.scalars(select(table)).all()) for table in (AuditEntry, Operation, UndoStep)]
    return rows


def set_right(site: Site, *, is_live: bool) -> None:
    """Take the registrar's right away by the command, or give it back behind everybody's back."""
    with site.writing() as session:
        person = session.scalars(select(StaffMember).where(StaffMember.name == REGISTRAR)).one()
        [right] = session.scalars(select(CounterRight).where(CounterRight.staff_member_id == person.id))
        if is_live:
            right.revoked_on, right.revoked_by = None, ""
        else:
            rights.revoke(
                session, actor=command_line("test"), today=TODAY, right_id=right.id, version=right.version,
                from_on=TODAY, reason="Werkt niet meer op kantoor",
            )  # fmt: skip


def opened(registrar: Wire, page: str, proof_id: int, move: str) -> str:
    """Open a page on a proof, its drawer too if the move is in there; gives the address that every run repeats."""
    query = f"proof={proof_id}"
    registrar.run(page=page, query=query)
    if move == "In de lade":
        registrar.run(press="Lade openen", query=query)
    return query


@pytest.mark.parametrize("move", MOVES)
def test_whatever_asks_for_a_registration_is_refused_once_the_right_is_gone(
    product: Site, registrar: Wire, move: str
) -> None:
    with product.writing() as session:
        written, refused = to_register(session)[:2]
    before = product.said("GENOTEERD")
    registrar.run(press=move, query=opened(registrar, "registration", written, move))
    assert product.said("GENOTEERD") == before + 1, "with a live right this move writes"
    query = opened(registrar, "registration", refused, move)
    set_right(product, is_live=False)
    try:
        with product.writing() as session:
            as_it_was = state(session, refused)
        asked = product.said("GEWEIGERD")
        seen = registrar.run(press=move, query=query)
        assert product.said("GEWEIGERD") == asked + 1, "the act was asked for and answered"
        assert product.said("GENOTEERD") == before + 1
        assert REFUSED in seen
        with product.writing() as session:
            assert state(session, refused) == as_it_was
    finally:
        set_right(product, is_live=True)


@pytest.mark.parametrize("whole", [False, True], ids=["part of the page", "whole page"])
def test_the_form_on_the_page_of_proofs_is_refused_once_the_right_is_gone(
    product: Site, registrar: Wire, whole: bool
) -> None:
    with product.writing() as session:
        proof_id = to_register(session)[0]
    query = opened(registrar, "proofs", proof_id, FORM)
    registrar.run(press=FORM, query=query)
    if whole:
        widget_id, _ = registrar.buttons[FORM]
        registrar.buttons[FORM] = (widget_id, "")
    set_right(product, is_live=False)
    try:
        with product.writing() as session:
            as_it_was = state(session, proof_id)
        seen = registrar.run(press=FORM, query=query)
        assert REFUSED in seen
        with product.writing() as session:
            assert state(session, proof_id) == as_it_was
    finally:
        set_right(product, is_live=True)
    query = opened(registrar, "proofs", proof_id, FORM)
    for _ in ("begin", "send"):
        registrar.run(press=FORM, query=query)
    with product.writing() as session:
        assert session.get_one(Proof, proof_id).registered_on == TODAY, (
            "with a live right the same form writes"
        )
