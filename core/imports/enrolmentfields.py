"""How providers head the columns about enrolments, the words they use in them, and why such a row is refused."""

from collections.abc import Mapping
from dataclasses import replace

from core.i18n import N_
from core.imports import coursefields, personfields, plaincells, reasons
from core.imports.kinds import Field, Reason, listed
from core.imports.refusing import RULE

COURSE = replace(coursefields.COURSE, mandatory=False)  # the group tells it too
GROUP = Field("group", N_("Groep"), listed(
    "groep, groepscode, code groep, groepcode, klas, klascode, klasgroep, lesgroep, group, groupe",
))  # fmt: skip
EMPLOYER_NAME = Field("leave_employer", N_("Werkgever"), listed(
    "werkgever, naam werkgever, bedrijf, onderneming, firma, employeur, employer",
))  # fmt: skip
EMPLOYER_NUMBER = Field("leave_number", N_("Ondernemingsnummer werkgever"), listed(
    "ondernemingsnummer werkgever, ondernemingsnummer, ondernemingsnr, kbo nummer, kbo nr, kbo, kbo nummer werkgever",
    "numero d entreprise, enterprise number",
))  # fmt: skip
DETAILS = tuple(field for field in personfields.DETAIL_FIELDS if not field.name.startswith("employer_"))
FIELDS = (
    *personfields.NAME_FIELDS,
    COURSE,
    GROUP,
    Field("enrolled_on", N_("Ingeschreven op"), listed(
        "ingeschreven op, inschrijvingsdatum, datum inschrijving, inschrijving, ingeschreven, startdatum, gestart op",
        "begindatum, start, enrolled on, enrolment date, date d inscription",
    ), mandatory=True),
    Field("regime", N_("Verlofstelsel"), listed(
        "verlofstelsel, stelsel, educatief verlof, verlof, bev of vov, bev vov, bev, vov, opleidingsverlof",
        "betaald educatief verlof, leave, regime, conge education",
    ), mandatory=True),
    EMPLOYER_NAME,
    EMPLOYER_NUMBER,
    Field("stopped_on", N_("Gestopt op"), listed(
        "gestopt op, stopdatum, stopgezet op, datum stopzetting, stopzetting, uitgeschreven op, uitschrijvingsdatum",
        "datum uitschrijving, gestopt, stopped on",
    )),
    *DETAILS,
)  # fmt: skip

REGIMES: Mapping[str, str] = plaincells.coded(
    ("", "geen, nee, neen, nvt, n v t, geen educatief verlof, geen verlof, no, none, zonder"),
    (
        "bev_brussels",
        "bev brussel, bev werkgever in brussel, bev brussels, bev bxl, bev bhg, brussel, "
        "betaald educatief verlof brussel, bev brussels hoofdstedelijk gewest, conge education paye",
    ),
    (
        "bev_flanders",
        "bev vlaanderen, bev werkgever in vlaanderen, bev vlaams, betaald educatief verlof vlaanderen, bev vl",
    ),
    ("vov", "vov, vov werkgever in vlaanderen, vlaams opleidingsverlof, vlaams opleidings verlof"),
)
EXAMPLES = "geen, BEV Brussel, BEV Vlaanderen, VOV"

GROUP_REASON = Reason(
    "missing_group", "group", N_("Vul kolom “{column}” in: opleiding {value} heeft geen of meerdere groepen.")
)
COURSE_REASONS: tuple[Reason, ...] = (
    Reason("missing_course", "course", N_("Vul kolom “{column}” in: de code van de opleiding, of die van de groep.")),
    Reason("unknown_course", "course", N_(
        "Opleiding “{value}” in kolom “{column}” bestaat niet. Lees eerst de opleidingen in of verbeter de code."
    )),
    Reason("unknown_group", "group", N_("Groep “{value}” in kolom “{column}” hoort niet bij opleiding {expected}.")),
    replace(reasons.CAMPUS, field="course", template=N_(
        "Opleiding {value} (kolom “{column}”) is van een lesplaats waarvoor je niets mag invoeren."
    )),
)  # fmt: skip
REASONS: tuple[Reason, ...] = (
    *reasons.PERSON,
    *COURSE_REASONS,
    GROUP_REASON,
    replace(coursefields.DATE_REASON, field="enrolled_on"),
    Reason("missing_day", "enrolled_on", N_("Vul kolom “{column}” in: de dag van de inschrijving.")),
    replace(coursefields.WORD_REASON, field="regime"),
    Reason("missing_choice", "regime", N_(
        "Vul kolom “{column}” in: {expected}. Ervan hangt af welk getuigschrift of attest je schuldig bent."
    )),
    Reason("person_elsewhere", "last_name", N_(
        "Deze cursist is alleen gekend op een lesplaats die niet van jou is. Vraag aan je beheerder om in te schrijven."
    )),
    Reason("stored_differs", "enrolled_on", N_(
        "Kolom “{column}”: deze inschrijving bestaat al met {expected}, het blad zegt {value}. Wijzig dat bij "
        "Opleidingen."
    )),
    Reason("duplicate_row", "course", N_("Dezelfde cursist en dezelfde opleiding staan al op rij {value}.")),
    Reason("not_right", "enrolled_on", RULE),
)  # fmt: skip
