"""Proof contents for the tests: an ordinary one, and the hardest ones. All persons are invented."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from core.documents.content import Coded, HouseStyle, ProofContent

ORDINARY = ProofContent(
    kind="professional",
    title="Bewijs van beroepskwalificatie Onthaalmedewerker (BK-0390-2)",
    number="2026-000123",
    last_name="El Amrani",
    first_name="Lotte",
    born_on=date(1990, 5, 12),
    birth_place="Gent",
    organisation_name="Opleidingscentrum De Brug",
    enterprise_number="0200065765",
    organisation_address="Voorbeeldkaai 12, 9000 Gent",
    qualification_title="Onthaalmedewerker",
    qualification_code="BK-0390-2",
    level=4,
    trajectory_kind="training",
    trajectory_name="Onthaalmedewerker, dagopleiding",
    completed_on=date(2026, 9, 17),
    issued_on=date(2026, 11, 20),
    place="Gent",
    signatory_name="An Verhulst",
    signatory_function="Directeur",
    verify_url="https://termijnwacht.example/verify/7KQ4M2XP9RTDVH3CAB2D",
    verify_code="7KQ4-M2XP-9RTD-VH3C-AB2D",
    form_version="2024-1",
    style=HouseStyle(text="Opleidingscentrum De Brug · Voorbeeldkaai 12, 9000 Gent · www.debrug.example"),
)

PARTIAL = replace(
    ORDINARY,
    kind="partial",
    title="Bewijs van deelkwalificatie Onthaal (BK-0390-2-DBK-01)",
    partial_title="Onthaal",
    partial_code="BK-0390-2-DBK-01",
    level=None,
    trajectory_kind="evc",
    trajectory_name="EVC Onthaalmedewerker",
)


def competences(count: int) -> tuple[Coded, ...]:
    sentences = (
        "Ontvangt bezoekers en verwijst ze door naar de juiste persoon of dienst",
        "Beantwoordt telefonische oproepen in het Nederlands en in minstens één vreemde taal, noteert de boodschap "
        "volledig en bezorgt ze dezelfde dag aan de collega voor wie ze bestemd is",
        "Werkt samen met collega's",
        "Verwerkt in- en uitgaande post",
    )
    return tuple(Coded(f"bkc00{45000 + index}", sentences[index % 4]) for index in range(count))


COMPETENCES = replace(
    ORDINARY,
    kind="competences",
    title="Bewijs van competenties Onthaalmedewerker (BK-0390-2)",
    competences=competences(5),
    level=None,
)
MANY_COMPETENCES = replace(COMPETENCES, competences=competences(60))
CORRECTION = replace(
    ORDINARY,
    number="2026-000140",
    corrects_number="2026-000123",
    correction_reason="De voornaam was verkeerd gespeld op het eerste bewijs.",
)
SHORTEST = replace(
    ORDINARY,
    last_name="O",
    first_name="",
    birth_place="",
    title="B",
    place="A",
    signatory_name="I",
    level=None,
)
LONG_NAME = " ".join(["Wolfeschlegelsteinhausenbergerdorff-Van den Broeck"] * 4)[:200]
LONGEST = replace(
    ORDINARY,
    last_name=LONG_NAME,
    first_name="Maria-Magdalena " * 12 + "Theodora",
    title="Bewijs van beroepskwalificatie "
    + "Verantwoordelijke voor de organisatie van logistieke processen " * 4,
    qualification_title="Verantwoordelijke voor de organisatie van logistieke processen " * 3 + "en meer",
    organisation_name="Vereniging zonder winstoogmerk voor volwassenenonderwijs en beroepsopleiding " * 2
    + "Zuid",
    organisation_address="Burgemeester Van Ackerwijk-Noord 123 bus 0045\n9000 Gent\nBelgië",
    trajectory_name="Traject " * 25,
    signatory_name=LONG_NAME[:120],
    signatory_function="Gemachtigd ondertekenaar namens het bestuursorgaan van de organisatie " * 2,
    verify_url="https://bewijzen.een-heel-lange-naam-van-een-organisatie.example/termijnwacht/verify/"
    + "X" * 40,
    corrects_number="2026-000122",
    correction_reason="De naam van de deelnemer stond niet volledig op het eerste bewijs. " * 4,
    included_partials=(
        Coded("BK-0390-2-DBK-01", "Onthaal"),
        Coded("BK-0390-2-DBK-02", "Administratie " * 10),
    ),
    style=HouseStyle(text="Tekst van de huisstijl " * 10, primary_colour="#F2C500"),
)
DUPLICATE = replace(ORDINARY, duplicate_on=date(2027, 1, 5))
DUPLICATE_LONGEST = replace(LONGEST, duplicate_on=date(2027, 1, 5))
DUPLICATE_ENGLISH = replace(
    ORDINARY,
    last_name="Wójcik-Żółć Nguyễn",
    first_name="Łukasz Işıl",
    language="en",
    duplicate_on=date(2027, 1, 5),
)
STRANGE_NAMES = (
    ("Nguyễn", "Thị Hằng"),
    ("İpek", "Işıl Ğülşen"),
    ("Wójcik-Żółć", "Łukasz"),
    ("Ştefănescu", "Ștefan Țăran"),
    ("D'Hondt", "Ann-Sofie"),
    ("D’Haene", "Zoë"),
    ("Þórsdóttir", "Æsa Ðórunn"),
    ("Əliyeva", "Günəş"),
    ("Ḥusayn", "ʿ".replace("ʿ", "ʻ") + "Abd al-Raḥmān"),
    ("Żebrowska", "Ǆ".replace("Ǆ", "Dž") + "enana Đurđica"),
    ("Ŵilliams", "Ŷnyr"),
    ("Van Den Abeele", "IJsbrand Ĳda"),
)


def logo() -> bytes:
    picture = Image.new("RGBA", (900, 260), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, 260, 260), 50, fill="#8C2F5E")
    pen.ellipse((60, 60, 200, 200), fill="white")
    pen.rectangle((300, 90, 890, 170), fill="#33334d")
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


WITH_LOGO = replace(
    PARTIAL, style=HouseStyle(logo=logo(), primary_colour="#8C2F5E", text="Leren met een plan")
)
