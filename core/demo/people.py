"""Invented people. Their national numbers carry month +60, so that they can be nobody's."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST = (
    "Amina", "Bram", "Chloë", "Daan", "Eline", "Fatima", "Gilles", "Hanne", "Ilias", "Jana", "Kobe", "Lotte", "Mohamed",
    "Noor", "Özlem", "Pieter", "Quinten", "Rania", "Sarah", "Tibo", "Ugo", "Victor", "Wannes", "Xander", "Yasmina",
    "Zoë", "Łukasz", "Şeyma", "İpek", "Agnieszka", "Ștefan", "Nadia", "Jef", "Marie-Ève", "Anaïs", "Mirela", "Tuur",
)  # fmt: skip
LAST = (
    "Aerts", "Bouazza", "Claes", "De Backer", "De Wilde", "Demir", "Dubois-Lefèvre", "El Idrissi", "Friedrichs",
    "Goossens", "Hermans", "Horvat", "Ionescu", "Jacobs", "Jovanović", "Kaya", "Kowalczyk", "Lambrechts", "Martens",
    "Nasser", "Nguyễn", "Ouali", "Pauwels", "Petrović", "Roels", "Segers", "Smets", "Stevens", "Timmermans",
    "Van Damme", "Van den Bossche", "Van der Auwera", "Verbruggen", "Vermeulen", "Wiśniewski", "Willems", "Yılmaz",
    "D'Haese", "Şahin", "Żak",
)  # fmt: skip
STREETS = (
    "Kerkstraat",
    "Stationsplein",
    "Molenweg",
    "Lindelaan",
    "Nieuwstraat",
    "Veldekensdreef",
    "Havenkaai",
)
TOWNS = (("9000", "Gent"), ("8500", "Kortrijk"), ("2800", "Mechelen"), ("9300", "Aalst"), ("8000", "Brugge"))
EMPLOYERS = (
    "Hotel De Valk",
    "Zorggroep Leieland",
    "Bouwbedrijf Houtekiet",
    "Stad Aan De Rivier",
    "Logistiek Noord bv",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; `insz` is empty for a newcomer who has no number yet."""

    last_name: str
    first_name: str
    born_on: date
    insz: str
    street: str
    postal_code: str
    city: str
    email: str
    phone: str
    employer: str


def invented(random: Random, *, index: int, today: date) -> Person:
    """A person between 17 and 60; about one in forty has no national number yet."""
    born_on = today - timedelta(days=random.randint(17 * 366, 60 * 365))
    first, last = random.choice(FIRST), random.choice(LAST)
    postal_code, city = random.choice(TOWNS)
    return Person(
        last_name=last,
        first_name=first,
        born_on=born_on,
        insz="" if random.random() < 0.025 else number(born_on, serial=1 + index % 997),
        street=f"{random.choice(STREETS)} {random.randint(1, 180)}",
        postal_code=postal_code,
        city=city,
        email=f"deelnemer{index:04d}@example.org",
        phone=f"0470 00 {index // 100:02d} {index % 100:02d}",
        employer=random.choice(EMPLOYERS) if random.random() < 0.35 else "",
    )


def number(born_on: date, *, serial: int) -> str:
    """A valid national number of the test range: month +60."""
    body = f"{born_on.year % 100:02d}{born_on.month + 60:02d}{born_on.day:02d}{serial:03d}"
    base = int(("2" if born_on.year >= 2000 else "") + body)
    return f"{body}{97 - base % 97:02d}"
