"""A right to register, revoked while its holder has the page open: button, callback, fragment and drawer write nothing.

The pages of this server note a registration in each of the ways a page can; the command itself is tested in tests/core.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.proofs import commands
from db.models import Account, Proof
from tests import factories
from tests.e2e.gate import wire
from tests.e2e.gate.site import Site, probe_tree, served
from tests.factories import TODAY

PAGE = '''"""A page that notes the registration of one proof in every way a page can act."""
import streamlit as st
from core.access.permissions import Action
from core.proofs import commands
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.ui import guarded
from core.ui.page import open_page

ctx = open_page("Proef", Action.REGISTER_PROOF)


def note(proof_id):
    registration = Registration(ctx.today, {registrar_id})
    done = ctx.act(commands.register, proofs=[Shown(proof_id, 2)], registration=registration)
    print("GENOTEERD" if done else "GEWEIGERD", flush=True)


def called():
    note({callback})


@guarded.fragment()
def part():
    if st.button("Stukje", key="proofs.part"):
        note({fragment})


@guarded.dialog("Lade")
def drawer():
    if st.button("In de lade", key="proofs.in"):
        note({dialog})


if st.button("Knop", key="proofs.button"):
    note({button})
st.button("Terugroep", on_click=guarded.callback(ctx, called), key="proofs.call")
part()
if st.button("Lade openen", key="proofs.drawer"):
    drawer()
'''
pytestmark = pytest.mark.browser
WAYS = {
    "button": ("Knop",),
    "callback": ("Terugroep",),
    "fragment": ("Stukje",),
    "dialog": ("Lade openen", "In de lade"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with four issued proofs, and the registrar holding a live right."""
    folder = tmp_path_factory.mktemp("revoked")
    top = probe_tree(folder)
    with served(folder, cwd=top) as running:
        with running.writing() as session:
            given = factories.provider(session)
            keys = dict(zip(WAYS, _issued(session, given), strict=True))
            account = session.scalars(select(Account).where(Account.username == "registrar")).one()
            holder = factories.staff_member(session, account.display_name, account_id=account.id)
            factories.counter_right(session, holder)
            page = PAGE.format(registrar_id=given.registrar_id, **keys)
        (top / "pages" / "proofs.py").write_text(page, encoding="utf-8")
        yield running


def _issued(session: Session, given: factories.Provider) -> list[int]:
    found = [factories.earned(session, given)[0] for _ in WAYS]
    for proof in found:
        commands.issue(
            session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version
        )
    return [proof.id for proof in found]


def everything(site: Site) -> list[object]:
    """What an act would have written: the proofs, their terms, the log, what can be taken back."""
    with site.writing() as session:
        tables = ("proof", "deadline", "audit_entry", "undo_step", "operation", "evidence", "history_event")
        return [list(session.execute(text(f"select * from {table} order by 1"))) for table in tables]


def revoke(site: Site, day: date | None) -> None:
    """The right of the person at the screen, behind his back."""
    with site.writing() as session:
        account_id = session.scalars(select(Account.id).where(Account.username == "registrar")).one()
        session.execute(
            text(
                "update counter_right set revoked_on = :day where staff_member_id in "
                "(select id from staff_member where account_id = :account)"
            ),
            {"day": day, "account": account_id},
        )


@pytest.mark.parametrize("way", WAYS)
def test_a_right_revoked_between_opening_the_page_and_acting_writes_nothing(site: Site, way: str) -> None:
    socket = wire.opened(site.socket, cookie=wire.cookie_for(site.address, site.ticket("registrar")))
    assert "Knop" in socket.run(page="proofs")
    *before, last = WAYS[way]
    for label in before:
        socket.run(press=label)
    revoke(site, TODAY)
    stored, refused, noted = everything(site), site.said("GEWEIGERD"), site.said("GENOTEERD")
    seen = socket.run(press=last)
    assert "geen lopend recht" in seen
    assert (site.said("GEWEIGERD"), site.said("GENOTEERD")) == (refused + 1, noted)
    assert everything(site) == stored
    # The same press with the right in place does write: it was the right that stopped it.
    revoke(site, None)
    socket.run(press=last)
    assert site.said("GENOTEERD") == noted + 1
    socket.close()
    with site.writing() as session:
        assert len(session.scalars(select(Proof.id).where(Proof.registered_on == TODAY)).all()) == noted + 1
