"""Every choice of the provider with its default, its bounds and where the default comes from; read it aloud.

A number of the law stands in `core/rules/law`; here stands what the law leaves open, and says so ("intern").
"""

from collections.abc import Mapping

from core.i18n import N_
from core.provider_settings import keeping, lessons, mailing, papers, vov
from core.provider_settings.choice import Choice

__all__ = ["BY_KEY", "CHOICES", "Choice"]
RIGHTS = N_("Rechten")
ENTRY = N_("Invoeren in LED")
SCHEMA = N_("LED, schema RegistreerBewijs 02.00; voor de registratietool zelf te bevestigen.")
PROBLEMS = N_("Problemen")
FORECAST = N_("Vooruitzicht")
CORRECTIONS = N_("Correcties in LED")
ATTENDANCE = N_("Aanwezigheden")

CHOICES: tuple[Choice, ...] = (
    Choice(
        "rights.revoke_days", RIGHTS, N_("Termijn voor “rechten intrekken” na een vertrek of andere functie"),
        "days", "0",
        N_("Intern. De bron zegt “altijd up to date”, zonder termijn: de laatste werkdag zelf is het strengste."),
    ),
    Choice(
        "rights.grant_days", RIGHTS, N_("Termijn voor “rechten toekennen” aan een nieuwe medewerker"), "days", "5",
        N_("Intern. De bron noemt geen termijn."),
    ),
    Choice(
        "entry.order", ENTRY, N_("Volgorde van de velden op het invoerscherm"), "text",
        "insz,last_name,first_name,born_on,kind,title,qualification,subject,level,competences,issued_on,completed_on,"
        "trajectory_kind,institution,enterprise_number,country,language,reference",
        N_("Intern. De handleiding “Registratie bewijzen” is niet openbaar: volgorde te bevestigen in de tool."),
    ),
    Choice("entry.country", ENTRY, N_("Land van de instelling (ISO 3166-1, drie letters)"), "text", "BEL", SCHEMA),
    Choice("entry.language", ENTRY, N_("Taal van de opleiding (ISO 639-3, drie letters)"), "text", "nld", SCHEMA),
    Choice(
        "entry.sitting_minutes", ENTRY, N_("Een invoer eindigt vanzelf na zoveel minuten"), "minutes", "120",
        N_("Intern. Eén reden per invoer; na deze tijd vraagt het scherm ze opnieuw."), least=5, most=600,
    ),
    Choice(
        "entry.number_minutes", ENTRY, N_("Het INSZ verdwijnt van het scherm na zoveel minuten"), "minutes", "5",
        N_("Intern. Lang genoeg om één bewijs over te typen."), least=1, most=30,
    ),
    Choice(
        "problems.answer_days", PROBLEMS, N_("Herinneren als Departement WEWIS na zoveel dagen niet antwoordde"),
        "days", "14", N_("Intern. De bron vraagt terugkoppeling bij problemen, maar noemt geen termijn."),
        least=1,
    ),
    Choice(
        "problems.addressee", PROBLEMS,
        N_("Geadresseerde van een brief over een probleem (regels met een komma ertussen)"),
        "text", "Departement WEWIS", N_("Intern. De bron noemt het departement, maar geen adres."),
    ),
    Choice(
        "forecast.weeks", FORECAST, N_("Weken waarover het tempo van registreren gemeten wordt"), "weeks", "8",
        N_("Intern. Twee maanden: zo lang als een bewijs mag openstaan."), least=1, most=104,
    ),
    Choice(
        "forecast.counts_today", FORECAST, N_("Vandaag telt mee als werkdag in het vooruitzicht"), "yes_no", "1",
        N_("Intern. Wat vandaag uiterlijk moet, kan vandaag nog."), least=0, most=1,
    ),
    Choice(
        "corrections.act_days", CORRECTIONS, N_("Dagen tot een melding of een antwoord verwerkt moet zijn"), "days",
        "5", N_("Intern. De bron noemt geen termijn voor een correctie in LED."),
    ),
    Choice(
        "corrections.remind_days", CORRECTIONS, N_("Dagen zonder antwoord tot we WEWIS of AHOVOKS herinneren"), "days",
        "30", N_("Intern. De bron noemt geen termijn voor het antwoord."),
    ),
    Choice(
        "rights.administrator_days", RIGHTS,
        N_("Termijn voor “lokaal beheerder nakijken” na een wijziging in de KBO"), "days", "10",
        N_("Intern. De bron noemt geen termijn."),
    ),
    Choice(
        "rights.review_months", RIGHTS, N_("Zo lang geldt een nazicht van een recht"), "months", "12",
        N_("Intern. De bron zegt “altijd up to date”; elk jaar alles nakijken vangt op wat niemand meldde."), 1, 60,
    ),
    Choice(
        "rights.ending_days", RIGHTS, N_("Zo lang vooraf staat een recht als “loopt af” in de lijst"), "days", "30",
        N_("Intern. Een recht in MAGDA Online heeft een einddatum; verlengen vraagt tijd."), 0, 365,
    ),
    Choice(
        "attendance.justify_days", ATTENDANCE,
        N_("Termijn om een afwezigheid te wettigen, vanaf de eerste dag ervan"), "days", "7",
        N_(
            "Het reglement van je eigen instelling. De bron vraagt een wettiging “tijdig”, “volgens het reglement van "
            "de onderwijsinstelling”, zonder aantal dagen: 7 is intern, te vervangen door wat je reglement zegt."
        ),
        most=365,
    ),
    *papers.CHOICES,
    Choice(
        "attendance.missed_in_row", ATTENDANCE,
        N_("Zoveel lessen na elkaar niet aanwezig geeft het signaal “vermoedelijk gestopt?”"), "lessons", "3",
        N_("Intern. De bron zegt vanaf welke les iemand gestopt is, niet na hoeveel lessen je het moet vragen."),
        least=2, most=30,
    ),
    Choice(
        "attendance.near_percent", ATTENDANCE,
        N_("Zoveel procent van de toegelaten afwezigheid opgebruikt geeft het signaal “dicht bij de grens”"),
        "percent", "75", N_("Intern. De grens zelf staat bij Regels; wanneer je verwittigt, kies je zelf."),
        least=1, most=100,
    ),
    *lessons.CHOICES,
    *mailing.CHOICES,
    *vov.CHOICES,
    *keeping.CHOICES,
)  # fmt: skip
BY_KEY: Mapping[str, Choice] = {choice.key: choice for choice in CHOICES}
