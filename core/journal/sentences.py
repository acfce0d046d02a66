"""The log in sentences: what was done, to what, with which values; the raw details stay one click away."""

import json
from collections.abc import Callable, Mapping

from core.i18n import N_
from core.journal.values import LOOKS, VALUES
from core.journal.words import ACTIONS

Translate = Callable[..., str]
SUBJECTS: Mapping[str, str] = {
    "account": N_("Account"),
    "audit": N_("Logboek"),
    "campus": N_("Campus"),
    "certificate": N_("Getuigschrift"),
    "course": N_("Opleiding"),
    "course_group": N_("Groep"),
    "document": N_("Document"),
    "enrolment": N_("Inschrijving"),
    "handover": N_("Invoer"),
    "import_batch": N_("Ingelezen blad"),
    "justification": N_("Wettiging"),
    "learner": N_("Deelnemer"),
    "lesson": N_("Les"),
    "official_blank": N_("Officieel model"),
    "organisation": N_("Organisatie"),
    "participation": N_("Deelname"),
    "problem": N_("Probleem"),
    "prior_learning": N_("Getoond LED-gegeven"),
    "proof": N_("Bewijs"),
    "qualification": N_("Kwalificatie"),
    "reconciliation": N_("Vergelijking"),
    "rule": N_("Regel"),
    "session": N_("Aanmelding"),
    "signatory": N_("Ondertekenaar"),
    "ticket": N_("LED-melding"),
    "right": N_("Recht"),
    "staff_member": N_("Medewerker"),
    "task": N_("Taak"),
    "trajectory": N_("Traject"),
    "view": N_("Weergave"),
}
DETAILS: Mapping[str, str] = {
    "accepted": N_("Ingevoerd"),
    "changed": N_("Gewijzigd"),
    "code": N_("Code"),
    "command": N_("Handeling"),
    "completed_on": N_("Afgerond op"),
    "day": N_("Datum"),
    "decision": N_("Beslissing"),
    "delivered_on": N_("Afgeleverd op"),
    "delivered_by": N_("Afgeleverd door"),
    "delivery_way": N_("Hoe afgeleverd"),
    "different": N_("Verschilt"),
    "double": N_("Dubbel"),
    "dropped": N_("Dossier dat verviel"),
    "ended": N_("Beëindigde sessies"),
    "ends_on": N_("Einde"),
    "equal": N_("Gelijk"),
    "expected": N_("Verwacht"),
    "entry_kind": N_("Soort gegeven"),
    "field": N_("Veld"),
    "fields": N_("Velden"),
    "files": N_("Bestanden"),
    "from": N_("Van"),
    "held_twice": N_("Hier twee keer"),
    "issued_on": N_("Uitgereikt op"),
    "invalid": N_("Onleesbaar"),
    "how": N_("Hoe gemeld"),
    "function": N_("Functie"),
    "kind": N_("Soort"),
    "language": N_("Taal"),
    "late": N_("Al te laat"),
    "listed_twice": N_("Twee keer in de lijst"),
    "missing": N_("Ontbreekt"),
    "mode": N_("Wijze"),
    "moved": N_("Verschoven termijnen"),
    "name": N_("Naam"),
    "new": N_("Nieuw"),
    "number": N_("Nummer"),
    "numbers": N_("Rijksregisternummers"),
    "on": N_("Werkdag"),
    "outcome": N_("Resultaat"),
    "outside": N_("Buiten de eigen campussen"),
    "partly_read": N_("Deels gelezen"),
    "problem": N_("Wat ging er mis"),
    "proof": N_("Bewijs"),
    "profile": N_("Profiel"),
    "proofs": N_("Bewijzen"),
    "reason": N_("Reden"),
    "reference": N_("LED-referte"),
    "rejected": N_("Geweigerd"),
    "removed": N_("Gewist"),
    "replaces": N_("Vervangt"),
    "rights": N_("Rechten"),
    "role": N_("Rol"),
    "route": N_("Weg"),
    "rows": N_("Rijen"),
    "rule": N_("Regel"),
    "sha256": N_("Vingerafdruk (sha256)"),
    "sheet": N_("Blad"),
    "sitting": N_("Invoer"),
    "step": N_("Stap"),
    "ticket_kind": N_("Soort melding"),
    "switched": N_("Andere functie"),
    "to": N_("Naar"),
    "to_register": N_("Nog te noteren"),
    "trajectory": N_("Traject"),
    "unchanged": N_("Ongewijzigd"),
    "unknown": N_("Onbekend"),
    "unknown_person": N_("Persoon onbekend"),
    "unknown_proof": N_("Bewijs onbekend"),
    "username": N_("Gebruikersnaam"),
    "was": N_("Was"),
    "assessment": N_("Eindbeoordeling"),
    "exam_days": N_("Examendagen"),
    "first_on": N_("Eerste dag"),
    "is_late": N_("Te laat"),
    "last_on": N_("Laatste dag"),
    "regime": N_("Stelsel"),
    "stop_kind": N_("Hoe gestopt"),
    "took_part": N_("Deelgenomen"),
    "weekday": N_("Weekdag"),
    "cells": N_("Cellen"),
    "lessons": N_("Lessen"),
    "source": N_("Overgenomen uit les"),
    "way": N_("Weg"),
    "lesson_reason": N_("Waarom de les niet doorging"),
    "minutes": N_("Gegeven minuten"),
    "state": N_("Stand"),
    "done": N_("Gelukt"),
    "refused": N_("Niet gelukt"),
    "form_version": N_("Versie van het model"),
    "places": N_("Plaatsen op het model"),
    "enrolments": N_("Inschrijvingen"),
    "form": N_("Bestand"),
    "signed_how": N_("Hoe getekend"),
    "teacher": N_("Lesgever"),
}
TOLD = (
    "number", "code", "name", "username", "trajectory", "fields", "problem", "rows", "removed", "reason",
)  # fmt: skip
MANY = 6


def act(code: str, t: Translate) -> str:
    """What was done; an act without a word shows its code."""
    return t(ACTIONS[code]) if code in ACTIONS else code


def subject(kind: str, t: Translate) -> str:
    """To what kind of thing it was done."""
    return t(SUBJECTS[kind]) if kind in SUBJECTS else kind


def look(code: str, t: Translate) -> str:
    """What somebody looked at."""
    return t(LOOKS[code]) if code in LOOKS else code


def sentence(code: str, details: str, t: Translate) -> str:
    """One line: the act and what tells it apart from its likes."""
    found = values(details, t)
    parts = [found[name] for name in TOLD if found.get(name)]
    return f"{act(code, t)}: {' · '.join(parts)}" if parts else act(code, t)


def values(details: str, t: Translate) -> dict[str, str]:
    """The details of an entry as text: codes by their words, long lists counted, days as days."""
    found: object = json.loads(details)
    assert isinstance(found, dict)
    return {str(name): _text(value, VALUES.get(str(name), {}), t) for name, value in found.items()}


def facts(details: str, t: Translate) -> list[tuple[str, str]]:
    """The details under their Dutch names; what has no name keeps its own."""
    return [
        (t(DETAILS[name]) if name in DETAILS else name, text) for name, text in values(details, t).items()
    ]


def _text(value: object, words: Mapping[str, str], t: Translate) -> str:
    if isinstance(value, list):
        shown = ", ".join(_text(item, words, t) for item in value[:MANY])
        return f"{shown} … ({len(value)})" if len(value) > MANY else shown
    if isinstance(value, dict):
        return ", ".join(f"{t(words[name]) if name in words else name}: {one}" for name, one in value.items())
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if value in words:
        return t(words[value])
    parts = value.split("-")
    if [len(part) for part in parts] == [4, 2, 2] and all(part.isdigit() for part in parts):
        return "/".join(reversed(parts))
    return value
