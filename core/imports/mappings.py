"""Which header of this provider means which field: chosen once, remembered for the next sheet of that kind."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.imports import headers
from db.models import ColumnMapping

HEADER_LENGTH = 120


def remembered(session: Session, *, kind: str) -> dict[str, str]:
    """Header (folded) to field, as it was chosen before."""
    statement = select(ColumnMapping.header, ColumnMapping.field).where(ColumnMapping.kind == kind)
    return dict(session.execute(statement).all())


def remember(session: Session, *, kind: str, mapping: Mapping[str, str]) -> None:
    """Keep what was chosen now; an empty field means that the column is not used."""
    for header, field in mapping.items():
        spelling = headers.normal(header)[:HEADER_LENGTH]
        known = session.scalars(
            select(ColumnMapping).where(ColumnMapping.kind == kind, ColumnMapping.header == spelling)
        ).one_or_none()
        if known is None:
            session.add(ColumnMapping(kind=kind, header=spelling, field=field))
        elif known.field != field:
            known.field = field
    session.flush()
