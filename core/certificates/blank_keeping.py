"""The official blank as the provider got it: loaded, with the places of its fields, and taken away again.

Issued papers hold the blank in their own bytes, so that nothing done here changes them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates.blanks import GONE
from core.certificates.issuing import SERIES
from core.documents import blank_file, certificate_fields, glyphs
from core.documents.certificate_blank import Spot
from core.documents.sheet import HEIGHT, WIDTH
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from db.models import OfficialBlank

SIZES: Final = (5.0, 24.0)
MOST_LINES: Final = 60
MOST_SPOTS: Final = 200
SUBJECT: Final = "official_blank"
NO_VERSION = N_("Vul in welke versie van het model dit is, zoals ze op het model staat.")
NO_DAY = N_("Vul in vanaf welke dag dit model geldt.")
ORDER = N_("Een model wordt eerst aangevraagd en dan ontvangen, ten laatste vandaag. Kijk de datums na.")
NO_PDF = N_("Laad eerst de PDF van het model; daarna kan je kiezen welke papieren erop komen.")
LACKING = N_(
    "Zet eerst op het model waar dit komt: {what}. Een papier vertrekt nooit zonder, dus haal anders het vinkje van "
    "dat papier weg."
)
UNKNOWN = N_("Rij {row}: kies een veld uit de lijst.")
OUTSIDE = N_(
    "Rij {row} ({name}): de plaats valt buiten pagina {page} van {pages}. Meet in mm vanaf linksboven."
)
BAD_SIZE = N_("Rij {row} ({name}): de letter is 5 tot 24 punten hoog en er zijn 1 tot 60 regels.")
TOO_MANY = N_("Een model heeft hoogstens {most} plaatsen.")
CHANGED = N_("Iemand anders wijzigde dit model intussen. Kijk beide waarden na en bewaar opnieuw.")


@dataclass(frozen=True, slots=True)
class BlankFields:
    """What the form edits; `pdf` None keeps the stored file."""

    model_version: str
    requested_on: date | None
    received_on: date | None
    valid_from_on: date | None
    kinds: Sequence[str] = ()
    spots: Sequence[Spot] = ()
    pdf: bytes | None = field(default=None, repr=False)


def keep_blank(
    session: Session, *, actor: Actor, today: date, blank_id: int | None, version: int, fields: BlankFields
) -> int:
    """Load a model or change what is kept of it; gives its key. Raises InvalidInput, NotFound or Conflict."""
    require(session, actor, Action.ADMINISTER)
    row = _load(session, blank_id, version)
    pdf = fields.pdf if fields.pdf is not None else (row.pdf if row else None)
    valid_from_on = _check_model(fields, today)
    pages = _check_places(fields, pdf)
    if row is None:
        row = OfficialBlank(added_at=clock.now(), added_by=actor.display_name, version=0)
        session.add(row)
    row.model_version, row.valid_from_on = fields.model_version.strip(), valid_from_on
    row.requested_on, row.received_on, row.pdf = fields.requested_on, fields.received_on, pdf
    row.kinds, row.fields = list(fields.kinds), {"pages": pages, "spots": list(map(asdict, fields.spots))}
    row.version += 1
    session.flush()
    audit.record(
        session, actor=actor, action="official_blank.keep", subject_kind=SUBJECT, subject_id=row.id,
        details={"form_version": row.model_version, "places": len(fields.spots), "on": today},
    )  # fmt: skip
    return row.id


def remove_blank(session: Session, *, actor: Actor, today: date, blank_id: int, version: int) -> None:
    """The model is not used any more; papers issued on it stay as they are. Raises NotFound or Conflict."""
    require(session, actor, Action.ADMINISTER)
    row = _load(session, blank_id, version)
    assert row is not None
    told = row.model_version
    session.delete(row)
    audit.record(
        session, actor=actor, action="official_blank.remove", subject_kind=SUBJECT, subject_id=blank_id,
        details={"form_version": told, "on": today},
    )  # fmt: skip


def _load(session: Session, blank_id: int | None, version: int) -> OfficialBlank | None:
    if blank_id is None:
        return None
    row = session.get(OfficialBlank, blank_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(GONE)
    if row.version != version:
        stored = {"form_version": row.model_version, "valid_from": date_text(row.valid_from_on)}
        raise Conflict(CHANGED, stored=stored)
    return row


def _check_model(fields: BlankFields, today: date) -> date:
    if not fields.model_version.strip():
        raise InvalidInput(NO_VERSION, field="form_version")
    lengths.check(OfficialBlank, {"model_version": fields.model_version.strip()})
    glyphs.check_texts([("form_version", N_("Versie van het model"), fields.model_version.strip(), False)])
    if fields.valid_from_on is None:
        raise InvalidInput(NO_DAY, field="valid_from")
    asked, got = fields.requested_on, fields.received_on
    if any(day is not None and day > today for day in (asked, got)) or (asked and got and got < asked):
        raise InvalidInput(ORDER, field="received_on")
    return fields.valid_from_on


def _check_places(fields: BlankFields, pdf: bytes | None) -> int:
    """The file itself, every place on it, and that nothing mandatory is without one; gives its number of pages."""
    unknown = set(fields.kinds) - set(SERIES)
    if unknown or len(fields.spots) > MOST_SPOTS:
        raise InvalidInput(TOO_MANY, field="spots", most=MOST_SPOTS)
    if pdf is None:
        if fields.kinds or fields.spots:
            raise InvalidInput(NO_PDF, field="pdf")
        return 0
    pages = blank_file.pages_of(pdf)
    for number, spot in enumerate(fields.spots, 1):
        _check_spot(number, spot, pages)
    lacking = certificate_fields.lacking(fields.kinds, {spot.field for spot in fields.spots})
    if lacking:
        raise InvalidInput(LACKING, field="spots", what=", ".join(lacking))
    return pages


def _check_spot(number: int, spot: Spot, pages: int) -> None:
    known = certificate_fields.FIELDS.get(spot.field)
    if known is None:
        raise InvalidInput(UNKNOWN, field="spots", row=number)
    if not SIZES[0] <= spot.size <= SIZES[1] or not 1 <= spot.lines <= MOST_LINES:
        raise InvalidInput(BAD_SIZE, field="spots", row=number, name=known.name)
    inside = 0 <= spot.x < WIDTH and 0 <= spot.y < HEIGHT and 0 < spot.width <= WIDTH - spot.x
    if not inside or not 1 <= spot.page <= pages:
        raise InvalidInput(OUTSIDE, field="spots", row=number, name=known.name, page=spot.page, pages=pages)
