"""Competences and partial qualifications as lines of text, as a form edits them: one a line, split by ";"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import N_
from core.trajectories.catalogue import CompetenceCard, PartCard
from core.trajectories.queries import PartFacts
from db.models import Competence

_COMPETENCE = re.compile(r"bkc\d{4,12}", re.ASCII)
_PART = re.compile(r"BK-\d{4}-\d{1,3}-DBK-\d{1,3}", re.ASCII)
_BAD_COMPETENCE = N_(
    "Regel {line} bij de competenties klopt niet. Schrijf bijvoorbeeld: bkc0045062; Ontvangt bezoekers"
)
_BAD_PART = N_(
    "Regel {line} bij de deelkwalificaties klopt niet. "
    "Schrijf bijvoorbeeld: BK-0390-2-DBK-01; Onthaal; bkc0045062, bkc9000002"
)


def competences(session: Session, *, qualification_id: int) -> list[CompetenceCard]:
    """The competences of one qualification, with their kind."""
    rows = session.scalars(
        select(Competence).where(Competence.qualification_id == qualification_id).order_by(Competence.code)
    )
    return [CompetenceCard(row.code, row.title, row.kind) for row in rows]


def competence_lines(cards: Iterable[CompetenceCard]) -> str:
    """As the form shows them."""
    return "\n".join(f"{card.code}; {card.title}" for card in cards)


def part_lines(parts: Iterable[PartFacts]) -> str:
    """As the form shows them."""
    return "\n".join(f"{part.code}; {part.title}; {', '.join(sorted(part.competences))}" for part in parts)


def read_competences(text: str, *, known: Sequence[CompetenceCard]) -> list[CompetenceCard]:
    """Back from the form; a competence that was there keeps its kind. Raises InvalidInput with the line."""
    kinds: Mapping[str, str] = {card.code: card.kind for card in known}
    found: dict[str, CompetenceCard] = {}
    for number, (code, title) in _lines(text, width=2):
        if not _COMPETENCE.fullmatch(code.lower()) or not title or code.lower() in found:
            raise InvalidInput(_BAD_COMPETENCE, field="competences", line=number)
        found[code.lower()] = CompetenceCard(code.lower(), title[:500], kinds.get(code.lower(), ""))
    return list(found.values())


def read_parts(text: str) -> list[PartCard]:
    """Back from the form. Raises InvalidInput with the line."""
    found: dict[str, PartCard] = {}
    for number, (code, title, codes) in _lines(text, width=3):
        if not _PART.fullmatch(code.upper()) or not title or code.upper() in found:
            raise InvalidInput(_BAD_PART, field="parts", line=number)
        named = tuple(part.strip().lower() for part in codes.split(",") if part.strip())
        found[code.upper()] = PartCard(code.upper(), title[:300], named)
    return list(found.values())


def _lines(text: str, *, width: int) -> Iterator[tuple[int, list[str]]]:
    """The filled lines with their number, each split in `width` parts; a title may hold a comma, not a semicolon."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            cells = [cell.strip() for cell in line.split(";")][:width]
            yield number, cells + [""] * (width - len(cells))
