"""How providers head the columns about courses, the words they use in them, and why such a row is refused."""

from collections.abc import Mapping
from dataclasses import replace

from core.i18n import N_
from core.imports import plaincells, reasons
from core.imports.kinds import Field, Reason, listed
from core.imports.refusing import RULE

COURSE = Field(
    "course", N_("Code opleiding"),
    listed(
        "code opleiding, opleidingscode, opleiding code, code, cursuscode, code cursus, cursusnummer, opleidingsnummer",
        "course code, code formation, vakcode, module code, opleiding, cursus, course",
    ),
    mandatory=True,
)  # fmt: skip
CAMPUS = Field(
    "campus", N_("Lesplaats"), listed("lesplaats, campus, vestiging, locatie, lieu, location, leslocatie")
)
FIELDS = (
    COURSE,
    Field(
        "name", N_("Naam opleiding"),
        listed("naam opleiding, opleidingsnaam, naam, titel, omschrijving, benaming, cursusnaam, course name"),
        mandatory=True,
    ),
    CAMPUS,
    Field("starts_on", N_("Eerste dag"), listed(
        "eerste dag, begindatum, startdatum, start, begin, van, vanaf, eerste les, start date, date de debut",
    ), mandatory=True),
    Field("ends_on", N_("Laatste dag"), listed(
        "laatste dag, einddatum, einde, eind, tot, tot en met, t m, laatste les, end date, date de fin",
    ), mandatory=True),
    Field("organisation", N_("Organisatie"), listed(
        "organisatie, inrichting, organisatievorm, schooljaar of modulair, modulair, organisation",
    ), mandatory=True),
    Field("lesson_unit", N_("Lestijd in minuten"), listed(
        "lestijd in minuten, lestijd, lesuur, duur lestijd, duur lesuur, minuten per lestijd, lesson unit",
    ), mandatory=True),
    Field("planned_units", N_("Vak a in lestijden"), listed(
        "vak a in lestijden, vak a lestijden, geplande lestijden, aantal lestijden, aantal lesuren, geplande lesuren",
        "lestijden, lesuren, vak a, contacturen, geplande uren, planned units",
    )),
    Field("planned_minutes", N_("Vak a in minuten"), listed(
        "vak a in minuten, vak a minuten, geplande minuten, aantal minuten, minuten, planned minutes",
    )),
    Field("category", N_("Categorie"), listed(
        "categorie, soort opleiding, artikel 109, art 109, beroeps of algemeen, category",
    )),
    Field("recognition_kind", N_("Erkenning"), listed(
        "erkenning, soort erkenning, erkenning door, erkend door, recognition",
    )),
    Field("recognition_number", N_("Erkenningsnummer"), listed(
        "erkenningsnummer, nummer erkenning, nummer erkenningscommissie, identificatienummer, erkenningsnr",
    )),
    Field("joint_committee", N_("Paritair comité"), listed(
        "paritair comite, pc, nummer paritair comite, pc nummer, joint committee, commission paritaire",
    )),
    Field("recognised_on", N_("Erkend op"), listed(
        "erkend op, datum erkenning, erkenningsdatum, erkend sinds, recognised on",
    )),
    Field("is_mentor_course", N_("Mentoropleiding"), listed("mentoropleiding, opleiding voor mentoren, mentor")),
    Field("trajectory", N_("Traject"), listed("traject, trajectcode, traject code, code traject, trajectory, trajet")),
    Field("first_session_exam_on", N_("Laatste examen eerste zittijd"), listed(
        "laatste examen eerste zittijd, eerste zittijd, examen eerste zittijd, examendatum, examen, laatste examen",
    )),
    Field("second_session_from_on", N_("Tweede zittijd van"), listed(
        "tweede zittijd van, begin tweede zittijd, tweede zittijd begin, tweede zittijd, start tweede zittijd",
    )),
    Field("second_session_to_on", N_("Tweede zittijd tot en met"), listed(
        "tweede zittijd tot en met, einde tweede zittijd, tweede zittijd einde, tweede zittijd tot",
    )),
    Field("skips_holidays", N_("Slaat feestdagen over"), listed("slaat feestdagen over, feestdagen overslaan")),
    Field("vov_form", N_("Vorm VOV"), listed(
        "vorm vov, vov, vlaams opleidingsverlof, vov vorm, opleidingsverlof",
    )),
    Field("odb_number", N_("ODB-nummer"), listed(
        "odb nummer, odb, odb nr, opleidingsdatabank, nummer opleidingsdatabank, odb code",
    )),
    Field("credits", N_("Credits"), listed("credits, studiepunten, aantal credits, aantal studiepunten")),
    Field("lesson_periods", N_("Lestijden VOV"), listed("lestijden vov, vov lestijden, lestijden secundair")),
    Field("groups", N_("Groepen"), listed(
        "groepen, groep, groepscode, groepscodes, code groep, codes groepen, klas, klassen, klasgroep, groups, group",
    )),
    Field("teachers", N_("Leraar"), listed(
        "leraar, leraren, lesgever, lesgevers, docent, docenten, leerkracht, leerkrachten, trainer, teacher, formateur",
    )),
)  # fmt: skip

TEACHER_REASONS: tuple[Reason, ...] = (
    Reason("unknown_teacher", "teachers", N_(
        "“{value}” in kolom “{column}” staat niet in de lijst van medewerkers. Voeg die persoon eerst toe bij Rechten."
    )),
    Reason("same_teacher", "teachers", N_(
        "In de lijst van medewerkers staan meerdere mensen met de naam {value} (kolom “{column}”). Kies de leraar zelf "
        "bij Opleidingen."
    )),
)  # fmt: skip
DATE_REASON = replace(reasons.DATE, field="starts_on")
WORD_REASON = Reason(
    "unknown_word",
    "organisation",
    N_("“{value}” in kolom “{column}” is niet bekend. Schrijf bijvoorbeeld {expected}."),
)
REASONS: tuple[Reason, ...] = (
    Reason("missing_text", "course", N_("De code of de naam in kolom “{column}” ontbreekt.")),
    DATE_REASON,
    WORD_REASON,
    replace(reasons.YES_NO, field="is_mentor_course"),
    Reason("missing_choice", "organisation", N_(
        "Vul kolom “{column}” in, bijvoorbeeld {expected}. De periodes en de uren hangen ervan af."
    )),
    Reason("bad_amount", "planned_units", N_(
        "“{value}” in kolom “{column}” is geen aantal. Schrijf 80, of per schooljaar 2026-2027: 80; 2027-2028: 40."
    )),
    Reason("whole_minutes", "planned_units", N_(
        "{value} lestijden (kolom “{column}”) zijn geen hele minuten. Kijk het aantal na."
    )),
    Reason("two_amounts", "planned_minutes", N_(
        "Vul vak a in lestijden of in minuten in, niet allebei (kolom “{column}”)."
    )),
    Reason("missing_campus", "campus", N_("Vul kolom “{column}” in: de lesplaats van de opleiding.")),
    Reason("unknown_campus", "campus", N_("Lesplaats “{value}” in kolom “{column}” bestaat niet. Kijk de naam na.")),
    reasons.CAMPUS,
    reasons.TRAJECTORY,
    *TEACHER_REASONS,
    Reason("group_taken", "groups", N_(
        "Groep {value} (kolom “{column}”) bestaat al bij een andere opleiding. Kies een andere code."
    )),
    Reason("stored_differs", "name", N_(
        "Kolom “{column}”: deze opleiding bestaat al met {expected}, het blad zegt {value}. Wijzig dat bij Opleidingen."
    )),
    Reason("rows_differ", "name", N_("Kolom “{column}” zegt iets anders dan rij {value} over dezelfde opleiding.")),
    Reason("duplicate_row", "course", N_("Deze opleiding met dezelfde groepen staat al op rij {value}.")),
    Reason("not_right", "course", RULE),
)  # fmt: skip

ORGANISATIONS: Mapping[str, str] = plaincells.coded(
    (
        "school_year",
        "schooljaar, per schooljaar, schoolkwartalen, per schoolkwartaal, kwartaal, school year, jaar",
    ),
    ("modular", "modulair, module, modules, per module, modulaire opleiding, modular, modulaire"),
)
CATEGORIES: Mapping[str, str] = plaincells.coded(
    (
        "vocational",
        "beroepsopleiding, beroeps, art 109 1, art 109 par 1, 109 1, vocational, beroepsgericht, "
        "beroepsopleiding art 109 1",
    ),
    (
        "general",
        "algemene opleiding, algemeen, art 109 2, art 109 par 2, 109 2, general, algemene opleiding art 109 2",
    ),
)
RECOGNITIONS: Mapping[str, str] = plaincells.coded(
    ("commission", "erkenningscommissie, commissie, erkenningskommissie, commission"),
    ("joint_committee", "paritair comite, pc, comite, joint committee"),
    ("identification", "identificatienummer, identificatie, identificatienummer algemene opleiding"),
)
VOV_FORMS: Mapping[str, str] = plaincells.coded(
    ("hours", "uren, volgens aanwezigheid, aanwezigheid, volgens aanwezigheid uren, hours"),
    ("regular", "regelmatige inschrijving, inschrijving, credits, lestijden, regular"),
    ("", "geen, nee, geen vlaams opleidingsverlof, none"),
)
EXAMPLES: Mapping[str, str] = {
    "organisation": "schooljaar, modulair", "lesson_unit": "50, 60", "category": "beroepsopleiding, algemene opleiding",
    "recognition_kind": "erkenningscommissie, paritair comité, identificatienummer",
    "vov_form": "uren, regelmatige inschrijving, geen",
}  # fmt: skip
