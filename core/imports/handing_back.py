"""The refused rows go back as a file, to mend and bring again. The file holds national numbers, so it is written down
who took it and about whom: once for the sheet, and once for every person we know by a number in it.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.imports import headers, mending, personcells
from core.imports.kinds import REJECTED
from core.imports.machine import Preview
from core.imports.mending import Translate
from core.imports.reading import Value
from core.learners import vault
from db.models import Learner

WHAT = "refused.xlsx"
CHUNK = 500


def hand_back(session: Session, *, actor: Actor, today: date, preview: Preview, t: Translate) -> bytes:
    """The refused rows of a preview with their reason, after the look was logged; give it once this is committed."""
    require(session, actor, Action.IMPORT)
    sheet = f"blad {preview.digest[:12]}"
    numbers = list(_numbers(preview))
    if numbers:
        audit.log_access(session, actor=actor, what=WHAT, subject=sheet)
    for learner_id in _known(session, numbers):
        audit.log_access(session, actor=actor, what=WHAT, learner_id=learner_id, subject=sheet)
    audit.record(
        session, actor=actor, action="import.hand_back", subject_kind="import_batch", subject_id=None,
        details={
            "kind": preview.kind.name, "rows": preview.counts.rejected, "numbers": len(numbers), "sheet": sheet,
            "on": today,
        },
    )  # fmt: skip
    return mending.refused(preview, t=t)


def _numbers(preview: Preview) -> Iterator[Value]:
    """The filled number cells of the refused rows."""
    refused = {found.row for found in preview.findings if found.status == REJECTED}
    for row in headers.rows(preview.layout):
        if row.number in refused and "insz" in row.cells:
            yield row.cells["insz"]


def _known(session: Session, numbers: list[Value]) -> list[int]:
    """The people these numbers belong to; a number that does not hold belongs to nobody."""
    held = (personcells.number_of(value) for value in numbers)
    indexes = sorted({vault.blind(insz.digits) for insz in held if insz is not None})
    found: set[int] = set()
    for start in range(0, len(indexes), CHUNK):
        chunk = indexes[start : start + CHUNK]
        found.update(session.scalars(select(Learner.id).where(Learner.insz_index.in_(chunk))))
    return sorted(found)
