"""Codes of the data to what the screen says: a status is sign, word and colour; everything else is a Dutch text."""

from collections.abc import Callable, Mapping
from datetime import date

from core.i18n import N_
from core.ui.markup import Badge

Translate = Callable[..., str]

SIGNS: Mapping[str, str] = {"late": "▲", "soon": "◆", "plan": "○", "done": "✓", "hold": "■"}
CLASS_OF: Mapping[str, str] = {
    "late": "late", "today": "soon", "week": "soon", "soon": "soon", "plan": "plan", "on_schedule": "plan",
    "done": "done", "met": "done", "met_late": "done", "hold": "hold", "held": "hold", "lapsed": "hold",
    "blocked": "hold",
}  # fmt: skip
STATUS: Mapping[str, str] = {
    "late": N_("Te laat"), "today": N_("Vandaag"), "week": N_("Deze week"), "soon": N_("Deze week"),
    "plan": N_("Op schema"), "on_schedule": N_("Op schema"), "done": N_("Geregistreerd"),
    "met": N_("Op tijd geregistreerd"), "met_late": N_("Te laat geregistreerd"), "hold": N_("Geblokkeerd"),
    "held": N_("Geblokkeerd"), "blocked": N_("Geblokkeerd"), "lapsed": N_("Vervallen"),
}  # fmt: skip
CANCELLED = N_("Geannuleerd in LED")
KINDS: Mapping[str, str] = {
    "professional": N_("Beroepskwalificatie"),
    "partial": N_("Deelkwalificatie"),
    "competences": N_("Competenties"),
}
KIND_TITLES: Mapping[str, str] = {
    "professional": N_("Bewijs van beroepskwalificatie"),
    "partial": N_("Bewijs van deelkwalificatie"),
    "competences": N_("Bewijs van competenties"),
}
STEPS: Mapping[str, str] = {
    "issue": N_("Uitreiken"),
    "deliver": N_("Afleveren"),
    "register": N_("Registreren"),
    "done": N_("Klaar"),
}
OUTCOMES: Mapping[str, str] = {
    "": N_("Nog bezig"),
    "whole": N_("Geheel behaald"),
    "parts": N_("Deelkwalificaties behaald"),
    "competences": N_("Competenties behaald"),
    "none": N_("Niets behaald"),
}
TRAJECTORY_KINDS: Mapping[str, str] = {"training": N_("Opleidingstraject"), "evc": N_("EVC-traject")}
LEVELS: Mapping[str, str] = {
    "professional": N_("Beroepskwalificatie"),
    "partial": N_("Deelkwalificatie"),
}


# What a conflict compares, by the names the commands give.
FIELDS: Mapping[str, str] = {
    "name": N_("Naam"), "enterprise_number": N_("Ondernemingsnummer"),
    "house_text": N_("Tekst onderaan bewijzen en brieven"),
    "state": N_("Stand"), "issued_on": N_("Uitgereikt op"), "delivered_on": N_("Afgeleverd op"),
    "printed_on": N_("Afgedrukt op"), "signed_on": N_("Ondertekend op"),
    "registered_on": N_("Geregistreerd op"), "entered_on": N_("Ingevoerd op"),
    "entered_by": N_("Ingevoerd door"), "led_reference": N_("LED-referte"),
    "last_name": N_("Naam"), "first_name": N_("Voornaam"), "born_on": N_("Geboortedatum"),
    "birth_place": N_("Geboorteplaats"), "language": N_("Taal van brieven"), "street": N_("Straat en nummer"),
    "postal_code": N_("Postcode"), "city": N_("Gemeente"), "country": N_("Land"), "email": N_("E-mail"),
    "phone": N_("Telefoon"), "employer_name": N_("Werkgever"), "employer_number": N_("Ondernemingsnummer werkgever"),
    "completed_on": N_("Afgerond op"), "outcome": N_("Resultaat"), "recognition_number": N_("Erkenningsnummer"),
    "title": N_("Titel"), "primary_colour": N_("Kleur"), "closing_days": N_("Sluitingen"),
    "reported_on": N_("Gemeld op"), "answered_on": N_("Beantwoord op"), "answer": N_("Antwoord"),
    "closed_on": N_("Gesloten op"), "solution": N_("Oplossing"),
    "buffer_days": N_("Buffer voor ondertekening (dagen)"), "is_active": N_("In gebruik"),
}  # fmt: skip
STATES: Mapping[str, str] = {
    "to_issue": N_("Uit te reiken"), "due": N_("Uit te reiken"), "lapsed": N_("Vervallen"),
    "issued": N_("Uitgereikt"), "withdrawn": N_("Ingetrokken"),
}  # fmt: skip


def status(code: str, t: Translate) -> Badge:
    """The badge of a status code."""
    css = CLASS_OF[code]
    return Badge(SIGNS[css], t(STATUS[code]), css)


def mark(css: str, word: str) -> Badge:
    """A badge with a word of its own, in one of the five classes."""
    return Badge(SIGNS[css], word, css)


def days(due_on: date, today: date, t: Translate) -> Badge:
    """How long is left, or how late it is: 7 dagen te laat, Vandaag, Nog 2 dagen."""
    left = (due_on - today).days
    if left == 0:
        return mark("soon", t("Vandaag"))
    if left < 0:
        return mark("late", remaining(due_on, today, t))
    sunday = 6 - today.weekday()
    return mark("soon" if left <= sunday else "plan", remaining(due_on, today, t))


def remaining(due_on: date, today: date, t: Translate) -> str:
    """The same in words alone."""
    left = (due_on - today).days
    if left == 0:
        return t("Vandaag")
    if left == -1:
        return t("1 dag te laat")
    if left < 0:
        return t("{n} dagen te laat", n=-left)
    return t("Nog 1 dag") if left == 1 else t("Nog {n} dagen", n=left)


def word(table: Mapping[str, str], code: str, t: Translate) -> str:
    """The text of a code, or the code itself when the table does not know it."""
    return t(table[code]) if code in table else code
