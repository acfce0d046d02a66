"""What the practice provider offers: qualifications, twelve trajectories, campuses and people who may sign."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Campus,
    Competence,
    Organisation,
    PartContent,
    PartialQualification,
    Qualification,
    Signatory,
    Trajectory,
    TrajectoryPart,
)

NAME = "Opleidingscentrum De Brug"
CAMPUSES = (("Gent", "Gent"), ("Kortrijk", "Kortrijk"), ("Mechelen", "Mechelen"))
RECOGNISED_ON = date(2019, 9, 1)


@dataclass(frozen=True, slots=True)
class Offered:
    """One qualification of the practice catalogue: competence titles, and its parts by competence position."""

    code: str
    title: str
    level: int
    competences: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, tuple[int, ...]], ...] = ()


def _invented(first: int, *titles: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"bkc{first + n:07d}", title) for n, title in enumerate(titles))


QUALIFICATIONS = (
    Offered(
        "BK-0390-2", "Onthaalmedewerker", 3,
        (
            ("bkc0045062", "Ontvangt bezoekers en verwijst hen door"),
            ("bkc9000002", "Beantwoordt telefonische oproepen"),
            ("bkc9000003", "Verwerkt post, zendingen en administratie van het onthaal"),
        ),
        (("BK-0390-2-DBK-01", "Onthaal", (0, 1)),),
    ),
    Offered(
        "BK-0464-1", "Recreatief medewerker", 4,
        _invented(9000100, "Begeleidt activiteiten", "Zorgt voor veiligheid", "Onthaalt deelnemers"),
    ),
    Offered(
        "BK-0168-2", "Dekvloerlegger", 3,
        _invented(9000200, "Bereidt de ondergrond voor", "Plaatst isolatie", "Legt en vlakt de dekvloer"),
    ),
    Offered(
        "BK-0901-1", "Logistiek assistent", 3,
        _invented(9000300, "Ontvangt goederen", "Slaat goederen op", "Verzamelt bestellingen"),
        (("BK-0901-1-DBK-01", "Goederenontvangst", (0, 1)),),
    ),
    Offered(
        "BK-0902-1", "Zorgkundige", 4,
        _invented(9000400, "Ondersteunt bij zorg", "Observeert en rapporteert", "Werkt hygiënisch"),
    ),
    Offered(
        "BK-0903-1", "Lasser-monteerder", 4,
        _invented(9000500, "Last met elektrode", "Last TIG", "Leest plannen"),
        (("BK-0903-1-DBK-01", "Lassen TIG", (1, 2)), ("BK-0903-1-DBK-02", "Lassen met elektrode", (0,))),
    ),
    Offered(
        "BK-0904-1", "Kok", 3,
        _invented(9000600, "Bereidt warme gerechten", "Werkt volgens HACCP", "Beheert de voorraad"),
    ),
    Offered(
        "BK-0905-2", "Kinderbegeleider", 4,
        _invented(9000700, "Begeleidt spel", "Verzorgt jonge kinderen", "Werkt samen met ouders"),
    ),
)  # fmt: skip
TRAJECTORIES = (
    ("T-001", "Onthaalmedewerker", "training", "BK-0390-2", ()),
    ("T-002", "Recreatief medewerker", "training", "BK-0464-1", ()),
    ("T-003", "Onthaal", "training", "BK-0390-2", ("BK-0390-2-DBK-01",)),
    ("T-004", "Dekvloerlegger", "training", "BK-0168-2", ()),
    ("T-005", "Logistiek assistent", "training", "BK-0901-1", ()),
    ("T-006", "Goederenontvangst", "training", "BK-0901-1", ("BK-0901-1-DBK-01",)),
    ("T-007", "Zorgkundige", "training", "BK-0902-1", ()),
    ("T-008", "Lasser-monteerder", "training", "BK-0903-1", ()),
    ("T-009", "Lassen", "training", "BK-0903-1", ("BK-0903-1-DBK-01", "BK-0903-1-DBK-02")),
    ("T-010", "Kok", "training", "BK-0904-1", ()),
    ("T-011", "Kinderbegeleider", "training", "BK-0905-2", ()),
    ("T-012", "Onthaalmedewerker (EVC)", "evc", "BK-0390-2", ()),
)


def store(session: Session, *, today: date) -> None:
    """Write the provider, its campuses, who may sign, the catalogue and the trajectories."""
    session.add(
        Organisation(
            id=1, name=NAME, enterprise_number="0999999823", street="Voorbeeldkaai 12", postal_code="9000", city="Gent",
            email="secretariaat@example.org", phone="09 000 00 00", is_practice=True, set_up_at=None,
            house_text=f"{NAME} · Voorbeeldkaai 12, 9000 Gent · oefengegevens, geen geldig bewijs",
        )
    )  # fmt: skip
    session.add_all(Campus(name=name, city=city) for name, city in CAMPUSES)
    begins_on = date(today.year - 4, 9, 1)
    session.add(Signatory(name="Greet Van Houtte", function="directeur", begins_on=begins_on, ends_on=None))
    session.add(
        Signatory(name="Bart Lemmens", function="adjunct-directeur", begins_on=begins_on, ends_on=None)
    )
    for offered in QUALIFICATIONS:
        _qualification(session, offered)
    for code, name, kind, qualification, parts in TRAJECTORIES:
        _trajectory(session, code, name, kind, qualification, parts)
    session.flush()


def _qualification(session: Session, offered: Offered) -> None:
    row = Qualification(
        code=offered.code,
        title=offered.title,
        vks_level=offered.level,
        status="erkend",
        recognised_on=RECOGNISED_ON,
    )
    session.add(row)
    session.flush()
    competences = [
        Competence(qualification_id=row.id, code=code, title=title) for code, title in offered.competences
    ]
    session.add_all(competences)
    session.flush()
    for code, title, positions in offered.parts:
        part = PartialQualification(qualification_id=row.id, code=code, title=title)
        session.add(part)
        session.flush()
        session.add_all(
            PartContent(partial_qualification_id=part.id, competence_id=competences[at].id)
            for at in positions
        )


def _trajectory(
    session: Session, code: str, name: str, kind: str, qualification: str, parts: tuple[str, ...]
) -> None:
    row = Trajectory(
        code=code,
        name=name,
        kind=kind,
        level="partial" if parts else "professional",
        qualification_id=session.scalars(
            select(Qualification.id).where(Qualification.code == qualification)
        ).one(),
        recognition_number=f"BKT-2019-{code[2:]}",
        recognised_on=RECOGNISED_ON,
    )
    session.add(row)
    session.flush()
    for part in session.scalars(select(PartialQualification).where(PartialQualification.code.in_(parts))):
        session.add(TrajectoryPart(trajectory_id=row.id, partial_qualification_id=part.id))
