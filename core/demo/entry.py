"""Proofs of the practice provider that were typed over and not yet seen in LED, one with a picture of the screen."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.documents.colours import INK
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.evidence.files import Upload
from core.proofs import entering, many
from core.proofs.entering import Entry
from db.models import Proof

COUNT = 4


def store(session: Session, *, actor: Actor, registrar_id: int, today: date) -> None:
    """Note some of the newest open proofs as entered, by the command that the screen uses."""
    random = Random(f"Overgetypt {today.year}-{today.month}")
    open_ones = select(Proof).where(
        Proof.state == "issued", Proof.registered_on.is_(None), Proof.hold == "", Proof.issued_on < today
    )
    newest = session.scalars(open_ones.order_by(Proof.issued_on.desc(), Proof.id).limit(COUNT)).all()
    for index, proof in enumerate(newest):
        assert proof.issued_on is not None
        days = (today - proof.issued_on).days
        entered_on = today - timedelta(days=random.randint(0, min(days, 6)))
        entering.enter(
            session, actor=actor, today=today, proofs=[many.Shown(proof.id, proof.version)],
            entry=Entry(entered_on, registrar_id), evidence=_picture(today) if index == 0 else None,
        )  # fmt: skip


def _picture(today: date) -> Upload:
    """A page with one word: practice needs a file to open, but none that looks like a screen of the authority."""
    sheet = Sheet(title="Oefenbewijsstuk", language="nl", made_on=today, author="Opleidingscentrum De Brug")
    sheet.add_page()
    sheet.put(22, 30, "Oefenbewijsstuk", weight=Weight.BOLD, size=18, ink=INK)
    return Upload("schermafdruk-oefening.pdf", sheet.finished())
