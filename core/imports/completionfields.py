"""How providers head the columns about a completed trajectory."""

from core.i18n import N_
from core.imports import coursefields
from core.imports.kinds import Field, listed

FIELDS = (
    Field(
        "trajectory",
        N_("Traject"),
        listed(
            "traject, trajectcode, traject code, code traject, trajectnummer, trajectnr, traject nr, trajet",
            "code trajet, trajectory, trajectory code, opleidingstraject, traject id",
        ),
        mandatory=True,
    ),
    Field(
        "code",
        N_("Code kwalificatie"),
        listed(
            "code, kwalificatiecode, code kwalificatie, bk code, bkcode, code bk, code beroepskwalificatie",
            "code deelkwalificatie, kwalificatie code, code qualification, qualification code",
            "beroepskwalificatie",
        ),
    ),
    Field(
        "outcome",
        N_("Resultaat"),
        listed(
            "resultaat, uitslag, eindresultaat, behaald resultaat, resultat, result, outcome, eindbeoordeling"
        ),
        mandatory=True,
    ),
    Field(
        "competences",
        N_("Competenties"),
        listed(
            "competenties, behaalde competenties, competentie, competentiecodes, competences, competencies"
        ),
    ),
    Field(
        "parts",
        N_("Deelkwalificaties"),
        listed(
            "deelkwalificaties, deelkwalificatie, behaalde deelkwalificaties, dk, dbk, partial qualifications"
        ),
    ),
    Field(
        "starts_on", N_("Gestart op"), listed("gestart op, startdatum, start, begindatum, begin, start date")
    ),
    Field(
        "completed_on",
        N_("Afgerond op"),
        listed(
            "afgerond op, traject afgerond op, afrondingsdatum, datum afronding, afgerond, einddatum",
            "datum afronding traject, afrondingsdatum traject, termine le, date de fin, completed on",
            "completion date, datum afgerond",
            "completed, beeindigd op, afronding, einddatum traject, datum einde, afgewerkt op",
        ),
        mandatory=True,
    ),
    Field(
        "issued_on",
        N_("Uitgereikt op"),
        listed("uitgereikt op, uitgereikt, datum uitreiking, uitreikingsdatum, issued on"),
    ),
    Field(
        "delivered_on",
        N_("Afgeleverd op"),
        listed("afgeleverd op, datum aflevering, bezorgd op, delivered on"),
    ),
    Field(
        "registered_on",
        N_("Geregistreerd op"),
        listed("geregistreerd op, registratiedatum, datum registratie, in led op, led datum, registered on"),
    ),
    Field(
        "external_number", N_("Nummer bewijs"), listed("nummer bewijs, bewijsnummer, bewijs nr, nr bewijs")
    ),
    Field(
        "led_reference",
        N_("LED-referte"),
        listed("led referte, led referentie, referte led, led reference, led nr"),
    ),
    coursefields.CAMPUS,
)
