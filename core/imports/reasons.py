"""Why rows are refused and what is worth a second look: the codes and their Dutch sentences."""

from collections.abc import Mapping
from dataclasses import replace

from core.i18n import N_
from core.imports.kinds import Reason

# What several kinds of sheet say in the same words; where the column has another name, `replace` gives the field.
NAME = Reason("missing_name", "name", N_("De naam in kolom “{column}” ontbreekt."))
DATE = Reason(
    "bad_date", "date", N_("“{value}” in kolom “{column}” is geen bestaande datum. Schrijf bijvoorbeeld 31/10/2026.")
)  # fmt: skip
YES_NO = Reason("bad_yes_no", "yes_no", N_("Schrijf ja of nee in kolom “{column}”, niet “{value}”."))
CAMPUS = Reason(
    "campus_not_allowed", "campus", N_("Je mag niets invoeren voor lesplaats “{value}” (kolom “{column}”).")
)
TRAJECTORY = Reason(
    "unknown_trajectory", "trajectory",
    N_("Traject “{value}” in kolom “{column}” bestaat niet. Maak het eerst aan of verbeter de code."),
)  # fmt: skip

PERSON: tuple[Reason, ...] = (
    Reason("missing_name", "last_name", N_("Naam of voornaam ontbreekt in kolom “{column}”.")),
    Reason(
        "bad_insz",
        "insz",
        N_("Het rijksregisternummer in kolom “{column}” telt geen elf cijfers. Laat leeg zolang er geen is."),
    ),
    Reason(
        "check_digit",
        "insz",
        N_("Het controlegetal van het rijksregisternummer in kolom “{column}” klopt niet."),
    ),
    Reason(
        "bad_birth_date",
        "born_on",
        N_("Kolom “{column}” bevat geen bestaande geboortedatum. Schrijf bijvoorbeeld 31/12/1990."),
    ),
    Reason(
        "birth_date_mismatch",
        "born_on",
        N_("De geboortedatum in kolom “{column}” past niet bij het rijksregisternummer."),
    ),
)

COMPLETION: tuple[Reason, ...] = (
    *PERSON,
    TRAJECTORY,
    Reason(
        "code_mismatch",
        "code",
        N_("Code “{value}” in kolom “{column}” hoort niet bij traject {trajectory}: {expected}."),
    ),
    Reason("missing_completion", "completed_on", N_("De afrondingsdatum in kolom “{column}” ontbreekt.")),
    replace(DATE, field="completed_on"),
    Reason(
        "future_completion", "completed_on", N_("De datum {value} in kolom “{column}” ligt in de toekomst.")
    ),
    Reason(
        "before_recognition",
        "completed_on",
        N_("Afgerond op {value} (kolom “{column}”); traject {trajectory} is pas erkend vanaf {expected}."),
    ),
    Reason(
        "unknown_outcome",
        "outcome",
        N_("Resultaat “{value}” in kolom “{column}” is niet bekend. Schrijf bijvoorbeeld geslaagd."),
    ),
    Reason(
        "competences_missing",
        "competences",
        N_("Kolom “{column}” is leeg: noteer de behaalde competenties of deelkwalificaties."),
    ),
    Reason(
        "unknown_competence",
        "competences",
        N_("“{value}” in kolom “{column}” hoort niet bij de kwalificatie van traject {trajectory}."),
    ),
    Reason("bad_history", "issued_on", N_("Kolom “{column}”: {value}.")),
    CAMPUS,
    Reason(
        "already_issued",
        "outcome",
        N_("Hiervoor is al een bewijs uitgereikt; het resultaat kan zo niet meer wijzigen."),
    ),
    Reason(
        "problem_noted",
        "outcome",
        N_("Bij een bewijs hiervan is een probleem genoteerd; het resultaat kan zo niet meer wijzigen."),
    ),
    Reason(
        "problem_open",
        "registered_on",
        N_(
            "Bij dit bewijs staat een probleem open. Noteer eerst dat het opgelost is; daarna kan de registratie."
        ),
    ),
    Reason(
        "no_right",
        "registered_on",
        N_(
            "Jij hebt geen lopend recht om bewijzen te registreren, ook niet met een blad. Noteer het bij Rechten."
        ),
    ),
    Reason(
        "stored_differs",
        "issued_on",
        N_("Kolom “{column}”: er is al iets anders bekend ({value}). Pas dat bij het bewijs aan."),
    ),
    Reason(
        "reference_taken",
        "led_reference",
        N_("De LED-referte in kolom “{column}” hoort al bij een ander bewijs."),
    ),
    Reason(
        "no_rule_in_force",
        "completed_on",
        N_("Voor {value} (kolom “{column}”) bestaat geen wettelijke termijn."),
    ),
    Reason(
        "duplicate_row",
        "completed_on",
        N_("Dezelfde persoon, hetzelfde traject en dezelfde afrondingsdatum staan al op rij {value}."),
    ),
)

LEARNER: tuple[Reason, ...] = (
    *PERSON,
    Reason("duplicate_row", "last_name", N_("Dezelfde persoon staat al op rij {value}.")),
)

WARNINGS: Mapping[str, str] = {
    "waiting_for_insz": N_(
        "Nog geen rijksregister- of BIS-nummer: registreren kan pas later, de termijn loopt."
    ),
    "birth_date_unchecked": N_("De geboortedatum is niet na te kijken met het rijksregisternummer."),
    "damaged_name": N_("De naam is beschadigd door een export; verbeter ze voor je een bewijs uitreikt."),
    "other_name": N_("Deze persoon staat onder een andere naam bekend; de bekende naam blijft."),
    "other_birth_date": N_("Deze persoon heeft een andere geboortedatum in het dossier; die blijft."),
    "similar_person": N_(
        "Er bestaat al iemand met deze naam en geboortedatum, met een ander nummer of meermaals."
    ),
    "test_insz": N_("Dit is een nummer van een testpersoon."),
    "unknown_campus": N_("Deze lesplaats is niet bekend; de standaardlesplaats wordt gebruikt."),
    "bad_contact": N_(
        "Een e-mailadres, ondernemingsnummer of adres is niet overgenomen omdat het niet klopt."
    ),
    "recognition_ended": N_(
        "De erkenning van het traject was op de afrondingsdatum voorbij: geen uitreiking."
    ),
    "granted_by_missing": N_(
        "Wie het recht toekende staat niet in de rij; het register zegt dan niet wie het was."
    ),
    "no_leave_rule": N_(
        "Voor dit stelsel en deze datums bestaat geen wettelijke termijn; het stuk staat zonder termijn klaar."
    ),
    "on_closed_day": N_("Deze les valt op een feestdag of een sluitingsdag. Klopt dat, dan blijft ze staan."),
    "no_insz": N_("Nog geen rijksregister- of BIS-nummer bij deze cursist."),
    "kept_cells": N_("Wat er al stond, blijft staan; tussen haakjes wat het blad zegt."),
    "lesson_ahead": N_("Een van deze lessen moet nog gegeven worden."),
    "paper_without_number": N_(
        "Zonder nummer: het register toont “z.n.” met de dag van uitreiking. Vul het nummer liefst in."
    ),
    "hours_not_entered": N_(
        "In deze periode zijn nog lessen niet ingevoerd; na deze invoer liggen de uren vast. Lees liefst eerst de "
        "aanwezigheden in."
    ),
    "late_without_reason": N_(
        "Te laat afgeleverd zonder reden: genoteerd wordt “Achterstand van voor de ingebruikname”."
    ),
    "completed_before": N_("Deze persoon rondde dit traject al eens af op een andere datum."),
}
