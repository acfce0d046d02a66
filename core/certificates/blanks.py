"""The official blank in force on a day for a kind of paper (`domain.md` 7b.12)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.documents.certificate_blank import Blank, Spot
from db.models import OfficialBlank

FLEMISH = "vov_enrolment"


def in_force(session: Session, *, on: date) -> Sequence[OfficialBlank]:
    """Every model that holds on that day, the newest first."""
    newest = select(OfficialBlank).where(OfficialBlank.valid_from_on <= on)
    return session.scalars(newest.order_by(OfficialBlank.valid_from_on.desc(), OfficialBlank.id.desc())).all()


def model(session: Session, *, kind: str, on: date) -> OfficialBlank | None:
    """The newest model that holds for this kind on that day."""
    return chosen(in_force(session, on=on), kind=kind)


def chosen(rows: Sequence[OfficialBlank], *, kind: str) -> OfficialBlank | None:
    """The newest of these for a kind: one that names it, else (educational leave) one that names none."""
    named = next((row for row in rows if kind in row.kinds), None)
    if named is not None or kind == FLEMISH:
        return named
    return next((row for row in rows if not row.kinds), None)


def drawn_on(row: OfficialBlank | None, *, kind: str) -> Blank | None:
    """The blank that a paper of that kind is drawn on; None where the model is only noted, or is for other papers."""
    if row is None or row.pdf is None or kind not in row.kinds:
        return None
    return Blank(row.pdf, int(row.fields["pages"]), spots_of(row.fields))


def spots_of(fields: Mapping[str, Any]) -> tuple[Spot, ...]:
    """The positions as they are kept."""
    return tuple(Spot(**spot) for spot in fields.get("spots", ()))
