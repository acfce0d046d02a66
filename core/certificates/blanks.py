"""The official blank in force on a day for a kind of paper (`domain.md` 7b.12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents.certificate_blank import Blank, Spot
from core.errors import NotFound
from core.i18n import N_
from db.models import OfficialBlank

FLEMISH = "vov_enrolment"
GONE = N_("Dit model bestaat niet meer. Laad de lijst opnieuw.")


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


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One model as lists show it; `has_pdf` is False where only its version and dates are noted."""

    blank_id: int
    model_version: str
    requested_on: date | None
    received_on: date | None
    valid_from_on: date
    kinds: tuple[str, ...]
    pages: int
    places: int
    version: int

    @property
    def has_pdf(self) -> bool:
        """Whether the PDF itself was loaded."""
        return self.pages > 0


@dataclass(frozen=True, slots=True)
class BlankDetail:
    """One model with its file and the places on it."""

    row: BlankRow
    spots: tuple[Spot, ...]
    pdf: bytes | None = field(repr=False)


def rows(session: Session, *, actor: Actor) -> Sequence[BlankRow]:
    """Every model, the newest first."""
    require(session, actor, Action.ADMINISTER)
    newest = select(OfficialBlank).options(defer(OfficialBlank.pdf))
    ordered = newest.order_by(OfficialBlank.valid_from_on.desc(), OfficialBlank.id.desc())
    return [_row(each) for each in session.scalars(ordered)]


def one(session: Session, *, actor: Actor, blank_id: int) -> BlankDetail:
    """One model whole. Raises NotFound."""
    require(session, actor, Action.ADMINISTER)
    found = session.get(OfficialBlank, blank_id)
    if found is None:
        raise NotFound(GONE)
    return BlankDetail(_row(found), spots_of(found.fields), found.pdf)


def _row(found: OfficialBlank) -> BlankRow:
    return BlankRow(
        found.id, found.model_version, found.requested_on, found.received_on, found.valid_from_on,
        tuple(found.kinds), int(found.fields.get("pages", 0)), len(found.fields.get("spots", ())), found.version,
    )  # fmt: skip
