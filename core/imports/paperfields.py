"""How providers head the columns about papers that they issued before, the words in them, and why a row is refused."""

from collections.abc import Mapping
from dataclasses import replace

from core.certificates.words import KINDS as NAMES
from core.certificates.words import TITLES
from core.i18n import N_
from core.imports import coursefields, enrolmentfields, personfields, plaincells, reasons
from core.imports.kinds import Field, Reason, listed
from core.imports.refusing import RULE
from core.proofs.late_reasons import DELIVERY_WAYS, LATE_REASONS

FIELDS = (
    *personfields.NAME_FIELDS,
    enrolmentfields.COURSE,
    enrolmentfields.GROUP,
    Field("kind", N_("Papier"), listed(
        "papier, soort papier, soort getuigschrift, soort attest, soort, getuigschrift, attest, type, document, paper",
        "type getuigschrift, attestation, certificate",
    ), mandatory=True),
    Field("from_on", N_("Periode van"), listed(
        "periode van, van, vanaf, begin periode, periode begin, dag in de periode, periode, from, du",
    )),
    Field("to_on", N_("Periode tot en met"), listed(
        "periode tot en met, tot en met, tot, t m, einde periode, periode einde, periode tot, until, to, au",
    )),
    Field("school_year", N_("Schooljaar"), listed("schooljaar, jaar, school jaar, school year, annee scolaire")),
    Field("number", N_("Nummer"), listed(
        "nummer, nr, nummer getuigschrift, nummer papier, nummer attest, getuigschriftnummer, attestnummer",
        "volgnummer, nummer van het papier, number, numero",
    )),
    Field("issued_on", N_("Uitgereikt op"), listed(
        "uitgereikt op, uitgereikt, datum uitreiking, uitreikingsdatum, opgemaakt op, datum getuigschrift",
        "datum attest, datum papier, afgifte, issued on, delivre le",
    ), mandatory=True),
    Field("delivered_on", N_("Afgeleverd op"), listed(
        "afgeleverd op, afgeleverd, datum aflevering, afleverdatum, afgegeven op, meegegeven op, verstuurd op",
        "verzonden op, delivered on, remis le",
    )),
    Field("way", N_("Hoe afgeleverd"), listed(
        "hoe afgeleverd, hoe, wijze, wijze van aflevering, manier, afgeleverd via, how delivered, way",
    )),
    Field("by", N_("Afgeleverd door"), listed("afgeleverd door, door, door wie, afgegeven door, delivered by, by")),
    Field("late_reason", N_("Reden te laat"), listed("reden te laat, reden, waarom te laat, reason")),
    Field("late_action", N_("Wat eraan gedaan is"), listed(
        "wat eraan gedaan is, wat eraan gedaan, actie, opvolging, action",
    )),
    Field("enrolled_on", N_("Ingeschreven op"), listed(
        "ingeschreven op, inschrijvingsdatum, datum inschrijving, ingeschreven, enrolled on",
    )),
)  # fmt: skip


KINDS: Mapping[str, str] = {
    **{plaincells.spelled(name): code for names in (NAMES, TITLES) for code, name in names.items()},
    **plaincells.coded(
        (
            "enrolment",
            "inschrijvingsgetuigschrift, bev inschrijving, inschrijving bev, attest van inschrijving",
        ),
        (
            "assiduity",
            "nauwgezetheidsgetuigschrift, bev nauwgezetheid, aanwezigheid, aanwezigheidsgetuigschrift",
        ),
        ("assiduity", "nauwgezetheid bev, kwartaal, attest van nauwgezetheid, assiduite"),
        ("second_notice", "tweede zittijd 1, 2e zittijd mededeling, mededeling tweede zittijd, mededeling"),
        ("second_taken", "tweede zittijd 2, 2e zittijd deelname, deelname tweede zittijd, deelname"),
        ("vov_enrolment", "vov, vov attest, inschrijvingsattest vov, inschrijvingsattest, inschrijving vov"),
    ),
}
EXAMPLES = "inschrijving, nauwgezetheid, attest VOV"
WAYS: Mapping[str, str] = {
    **{plaincells.spelled(DELIVERY_WAYS[code]): code for code in ("hand", "post", "mail")},
    **plaincells.coded(
        ("hand", "persoonlijk, hand, in de hand, afgegeven, overhandigd, meegegeven, afgehaald, in de les"),
        ("post", "post, per post, brief, aangetekend, par la poste"),
        ("mail", "mail, e mail, email, per mail, per email"),
    ),
}
WAY_EXAMPLES = "persoonlijk overhandigd, met de post, per e-mail"
LATE: Mapping[str, str] = {
    plaincells.spelled(LATE_REASONS[code]): code
    for code in ("data_late", "assessment_late", "staff", "forgotten", "import_history", "other")
}
LATE_EXAMPLES = "Over het hoofd gezien, Andere reden"

REASONS: tuple[Reason, ...] = (
    *reasons.PERSON,
    *enrolmentfields.COURSE_REASONS,
    replace(coursefields.DATE_REASON, field="issued_on"),
    replace(coursefields.WORD_REASON, field="kind"),
    Reason("missing_choice", "kind", N_("Vul kolom “{column}” in, bijvoorbeeld {expected}.")),
    Reason("missing_day", "issued_on", N_("Vul kolom “{column}” in: de dag waarop het papier is opgemaakt.")),
    Reason("bad_school_year", "school_year", N_(
        "“{value}” in kolom “{column}” is geen schooljaar. Schrijf bijvoorbeeld 2026-2027."
    )),
    Reason("unknown_person", "last_name", N_(
        "Deze cursist is hier niet gekend. Lees eerst de inschrijvingen in, met dezelfde naam en geboortedatum."
    )),
    Reason("person_elsewhere", "last_name", N_(
        "Deze cursist is alleen gekend op een lesplaats die niet van jou is. Vraag het aan je beheerder."
    )),
    Reason("not_enrolled", "course", N_(
        "Deze cursist is niet ingeschreven voor opleiding {value}. Lees eerst de inschrijving in."
    )),
    Reason("not_enrolled_then", "enrolled_on", N_(
        "Kolom “{column}”: deze cursist is niet op {value} ingeschreven voor deze opleiding, wel op {expected}."
    )),
    Reason("no_leave", "kind", N_(
        "Deze inschrijving is zonder verlof: er is geen papier verschuldigd. Kijk het verlofstelsel van de "
        "inschrijving na."
    )),
    Reason("not_owed", "kind", N_(
        "Deze inschrijving is geen papier “{value}” verschuldigd. Kijk het verlofstelsel na, en of de tweede zittijd "
        "genoteerd is."
    )),
    Reason("no_such_period", "from_on", N_(
        "Over {value} is geen papier “{expected}” verschuldigd. Kijk kolom “{column}” na, en wanneer de cursist "
        "inschreef en stopte."
    )),
    Reason("missing_period", "from_on", N_(
        "Vul kolom “{column}” in: dit papier is meermaals verschuldigd, over {expected}."
    )),
    Reason("more_enrolments", "enrolled_on", N_(
        "Deze cursist schreef meermaals in voor deze opleiding ({expected}). Vul kolom “{column}” in."
    )),
    Reason("issued_here", "kind", N_(
        "Dit papier is hier al uitgereikt met nummer {value}. Haal de rij weg; een fout verbeter je bij "
        "Getuigschriften."
    )),
    Reason("stored_differs", "number", N_(
        "Kolom “{column}”: dit papier is al genoteerd met {expected}, het blad zegt {value}. Maak die invoer ongedaan "
        "of wijzig het bij Getuigschriften."
    )),
    Reason("duplicate_row", "kind", N_("Hetzelfde papier staat al op rij {value}.")),
    Reason("not_right", "issued_on", RULE),
)  # fmt: skip
