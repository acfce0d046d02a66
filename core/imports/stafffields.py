"""How providers head the columns about staff and their rights, and why such a row is refused."""

from dataclasses import replace

from core.i18n import N_
from core.imports import personfields, reasons
from core.imports.kinds import Field, Reason, listed

FIELDS = (
    Field(
        "name", N_("Naam"),
        listed("naam, medewerker, naam medewerker, volledige naam, naam en voornaam, nom, name, full name, persoon"),
        mandatory=True,
    ),
    Field("function", N_("Functie"), listed("functie, job, rol, taak, fonction, function, job title, functietitel")),
    personfields.EMAIL,
    Field(
        "username", N_("Gebruikersnaam"),
        listed("gebruikersnaam, gebruiker, account, login, username, user name, nom d utilisateur"),
    ),
    Field("registers", N_("Registreert"), listed("registreert, registreert bewijzen, registers")),
    Field(
        "works_from", N_("In dienst sinds"),
        listed("in dienst sinds, in dienst, in dienst vanaf, datum in dienst, eerste werkdag, indiensttreding"),
    ),
    Field(
        "works_until", N_("Uit dienst op"),
        listed("uit dienst op, uit dienst, datum uit dienst, laatste werkdag, uitdiensttreding"),
    ),
    Field("profile", N_("Profiel"), listed("profiel, recht, rechten, magda profiel, gebruikersrecht, profile, right")),
    Field(
        "begins_on", N_("Begin"),
        listed("begin, begindatum, begint op, begin recht, vanaf, van, start, startdatum, geldig vanaf, begin date"),
    ),
    Field(
        "ends_on", N_("Einde"),
        listed("einde, einddatum, eindigt op, einde recht, tot, tot en met, t m, eind, geldig tot, end date"),
    ),
    Field("reason", N_("Reden"), listed("reden, reden van toekenning, motief, motivatie, reason, raison")),
    Field(
        "granted_by", N_("Toegekend door"),
        listed("toegekend door, toekenner, lokaal beheerder, door, beheerder, granted by, accorde par"),
    ),
)  # fmt: skip

REASONS: tuple[Reason, ...] = (
    reasons.NAME,
    Reason("too_long", "name", N_("De tekst in kolom “{column}” is te lang. Kort ze in.")),
    Reason(
        "number_in_text", "reason",
        N_("Kolom “{column}” bevat een rijksregisternummer. Haal het weg; het hoort niet in dit register."),
    ),
    Reason("bad_email", "email", N_("“{value}” in kolom “{column}” is geen e-mailadres.")),
    replace(reasons.DATE, field="begins_on"),
    replace(reasons.YES_NO, field="registers"),
    Reason(
        "unknown_profile", "profile",
        N_(
            "Profiel “{value}” in kolom “{column}” bestaat niet. "
            "Schrijf “MAGDA Online - Registreer certificaten BKT” of “Registratie bewijzen BKT”."
        ),
    ),
    Reason("missing_begin", "begins_on", N_("Vul kolom “{column}” in: de eerste dag van het recht.")),
    Reason(
        "missing_first_day", "works_from",
        N_("{value} staat nog niet in het register. Vul kolom “{column}” of een recht met een begin in."),
    ),
    Reason("end_first", "ends_on", N_("Het einde in kolom “{column}” ligt vóór het begin.")),
    Reason("too_far", "begins_on", N_("De datum {value} in kolom “{column}” ligt meer dan een jaar vooruit.")),
    Reason(
        "unknown_username", "username", N_("Gebruikersnaam “{value}” in kolom “{column}” bestaat niet of is gesloten.")
    ),
    Reason(
        "username_taken", "username", N_("Gebruikersnaam “{value}” in kolom “{column}” hoort al bij iemand anders.")
    ),
    Reason(
        "same_name", "name",
        N_(
            "Er staat al iemand met de naam {value} in het register, met een ander e-mailadres. "
            "Vul het juiste adres in."
        ),
    ),
    Reason(
        "not_registering", "profile",
        N_("Registreren hoort niet bij de functie van {value}. Wijzig eerst de functie bij Registratie, Rechten."),
    ),
    Reason(
        "for_employees", "profile",
        N_(
            "Kolom “{column}”: dit profiel is voor medewerkers; {value} is lokaal beheerder. "
            "Schrijf “Registratie bewijzen BKT”."
        ),
    ),
    Reason(
        "for_administrator", "profile",
        N_(
            "Kolom “{column}”: “Registratie bewijzen BKT” is alleen voor de lokaal beheerder. "
            "Is {value} dat, schrijf dan “lokaal beheerder” in kolom Functie."
        ),
    ),
    Reason("before_work", "begins_on", N_("{value} werkte hier nog niet op de dag in kolom “{column}”.")),
    Reason(
        "after_work", "ends_on", N_("{value} gaat uit dienst vóór het einde van dit recht. Vul kolom “{column}” in.")
    ),
    Reason("overlap", "begins_on", N_("{value} heeft dit profiel al in die periode. Kijk kolom “{column}” na.")),
    Reason(
        "stored_differs", "ends_on",
        N_("Dit recht van {value} staat al in het register met een ander einde. Wijzig het bij Registratie, Rechten."),
    ),
    Reason(
        "unknown_administrator", "granted_by",
        N_(
            "“{value}” in kolom “{column}” is geen lokaal beheerder in het register. "
            "Zet die persoon zelf in het blad, met “lokaal beheerder” in kolom Functie."
        ),
    ),
    Reason("duplicate_row", "profile", N_("Hetzelfde recht van dezelfde persoon staat al op rij {value}.")),
)  # fmt: skip
