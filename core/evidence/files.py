"""Taking a file in as evidence and giving it out again: its kind by its first bytes, its size, its hash."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import Evidence, LedTicket, Participation, ProblemReport, Proof

MOST_BYTES = 5 << 20
# What evidence is about, where that has a campus of its own.
SUBJECTS: Mapping[str, type[Proof] | type[ProblemReport] | type[LedTicket]] = {
    "proof": Proof,
    "problem": ProblemReport,
    "ticket": LedTicket,
}
# What a file is, by how it begins: its name and what the browser says of it prove nothing.
BEGINNINGS: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
}
WRONG_KIND = N_(
    "“{name}” is geen PDF, PNG of JPEG. Maak een schermafdruk of bewaar het als PDF en kies dat bestand."
)
TOO_LARGE = N_("Dit bewijsstuk is te groot: hoogstens {megabytes} MB. Maak een kleinere schermafdruk.")
EMPTY = N_("Dit bewijsstuk is leeg. Kies het bestand opnieuw.")
GONE = N_("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus.")
_UNSAFE = re.compile(r"[^\w.\- ]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody chose it: its name and its bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """One piece of evidence as lists show it."""

    evidence_id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of one piece of evidence with the name it leaves under: nothing personal in it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


def kind_of(upload: Upload) -> tuple[str, str]:
    """Media type and ending of a file that may be kept. Raises InvalidInput."""
    if not upload.content:
        raise InvalidInput(EMPTY, field="evidence")
    if len(upload.content) > MOST_BYTES:
        raise InvalidInput(TOO_LARGE, field="evidence", megabytes=MOST_BYTES >> 20)
    for beginning, found in BEGINNINGS.items():
        if upload.content.startswith(beginning):
            return found
    raise InvalidInput(WRONG_KIND, field="evidence", name=upload.name[:60])


def keep(
    session: Session, actor: Actor, upload: Upload, *, subject_kind: str, subject_id: int,
    learner_id: int | None, campus_id: int | None,
) -> int:  # fmt: skip
    """Freeze a file in the transaction of the act it belongs to; gives its key. Raises InvalidInput."""
    media_type, _ = kind_of(upload)
    base = upload.name.replace("\\", "/").rpartition("/")[2]
    row = Evidence(
        subject_kind=subject_kind, subject_id=subject_id, learner_id=learner_id, campus_id=campus_id,
        name=_UNSAFE.sub("_", base)[-120:] or "bewijsstuk", media_type=media_type, content=upload.content,
        sha256=hashlib.sha256(upload.content).hexdigest(), added_at=clock.now(), added_by=actor.display_name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def of(session: Session, *, subject_kind: str, subject_id: int) -> Sequence[Kept]:
    """The evidence of one thing, oldest first, without the bytes."""
    columns = (
        Evidence.id, Evidence.name, Evidence.media_type, func.length(Evidence.content), Evidence.sha256,
        Evidence.added_at, Evidence.added_by,
    )  # fmt: skip
    rows = session.execute(
        select(*columns)
        .where(Evidence.subject_kind == subject_kind, Evidence.subject_id == subject_id)
        .order_by(Evidence.id)
    )
    return [Kept(*row) for row in rows]


def _belongs_now(session: Session, row: Evidence) -> tuple[int | None, int | None]:
    """The campus and the person of what it shows as they are now: a frozen row cannot follow a move or a merge."""
    table = SUBJECTS.get(row.subject_kind)
    if table is not None:
        now = session.execute(
            select(table.campus_id, table.learner_id).where(table.id == row.subject_id)
        ).one_or_none()
        if now is not None:
            return now.campus_id, now.learner_id
    return row.campus_id, row.learner_id


def _may_see(session: Session, actor: Actor, learner_id: int | None) -> bool:
    """Without a campus it is for who may see the person; a person who takes part nowhere yet is for everybody."""
    if actor.campus_ids is None or learner_id is None:
        return True
    places = set(
        session.scalars(select(Participation.campus_id).where(Participation.learner_id == learner_id))
    )
    return not places or bool(places & actor.campus_ids)


def open_file(session: Session, *, actor: Actor, evidence_id: int) -> File:
    """Check right and campus, write down who looks, and give the file; commit before it is shown. Raises NotFound."""
    row = session.get(Evidence, evidence_id)
    if row is None:
        raise NotFound(GONE)
    campus_id, learner_id = _belongs_now(session, row)
    require(session, actor, Action.READ_DOCUMENT, campus_id=campus_id)
    if campus_id is None and not _may_see(session, actor, learner_id):
        raise NotFound(GONE)
    audit.log_access(
        session, actor=actor, what="evidence", learner_id=learner_id, subject=f"evidence {row.id}"
    )
    ending = next(ending for kind, ending in BEGINNINGS.values() if kind == row.media_type)
    return File(f"bewijsstuk-{row.id}.{ending}", row.media_type, row.content)
