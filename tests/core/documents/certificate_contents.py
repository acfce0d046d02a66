"""Papers of educational leave to draw, from the shortest to the strangest."""

from dataclasses import replace
from datetime import date

from core.documents.certificate import CertificateContent

ASSIDUITY = CertificateContent(
    kind="assiduity", number="N2027-000001", last_name="Peeters", first_name="Jan", born_on=date(1990, 1, 1),
    organisation_name="Centrum Test", organisation_address="Kaai 1\n9000 Gent", enterprise_number="0200065765",
    course_name="Lassen", course_code="LAS-1", category="vocational", reference="Erkenningsnummer EC-1",
    lesson_unit=50, box_a=4000, box_b=200, box_d=150, timetable=("dinsdag van 18.00 tot 21.00 uur",),
    starts_on=date(2026, 9, 7), ends_on=date(2027, 6, 18), has_exam=True, school_year=2026,
    enrolled_on=date(2026, 9, 8), from_on=date(2026, 9, 7), to_on=date(2026, 12, 31), planned=2100, given=1950,
    present=1725, justified=150, unjustified=75, stopped_on=date(2027, 1, 12), stop_kind="announced",
    issued_on=date(2027, 1, 4), place="Gent", signatory_name="Greet Voorbeeld", signatory_function="directeur",
    model_version="2019-1", model_requested_on=date(2026, 8, 20),
)  # fmt: skip
_NO_PERIOD = {
    "from_on": None,
    "to_on": None,
    "planned": 0,
    "given": 0,
    "present": 0,
    "justified": 0,
    "unjustified": 0,
}
ENROLMENT = replace(
    ASSIDUITY, kind="enrolment", number="I2026-000001", stopped_on=None, stop_kind="", **_NO_PERIOD
)
NOTICE = replace(
    ENROLMENT, kind="second_notice", number="Z2027-000001", second_from_on=date(2027, 8, 23),
    second_to_on=date(2027, 8, 27),
)  # fmt: skip
TAKEN = replace(
    NOTICE, kind="second_taken", number="D2027-000001", exam_days=(date(2027, 8, 24), date(2027, 8, 26)), category="general",
    has_exam=False,
)  # fmt: skip
ATTEST = replace(
    ENROLMENT, kind="vov_enrolment", number="V2026-000001", category="", reference="ODB-nummer ODB-1000123",
    number_place="printed", modules="Lassen TIG, Lassen MAG", credits_hundredths=450, lesson_periods=80,
    exam_on=date(2027, 6, 28), box_b=0, box_d=0, timetable=(),
)  # fmt: skip
ALL = (ASSIDUITY, ENROLMENT, NOTICE, TAKEN, ATTEST)
# Born on 1 January 1990, month +60 as invented numbers have here.
NATIONAL_NUMBER = "90610112345"
NAMES = (
    ("Ó", "A"),
    ("Y", ""),
    ("Peeters", "Jan"),
    ("D’Hondt", "Anne-Laure"),
    ("O'Brien-Vandenbroucke", "Zoë Þóra"),
    ("van den Abeele", "Łukasz Żółć"),
    ("Đặng-Nguyễn van der Straße", "Ştefan İbrahim"),
    ("Đurđević", "Ĳsbrand Ș"),
    ("e\u0301e\u0301n los accent", "Ame\u0301lie"),
    ("Van De Velde de la Peña y Ruiz", "Ñoño Çağla"),
    (("Wolfeschlegelsteinhausen" * 5), ("Aa " * 40).strip()),
    ("de Montmorency-Luxembourg " * 4 + "d’Arenberg", "Marie-Thérèse " * 8 + "Ann"),
)
