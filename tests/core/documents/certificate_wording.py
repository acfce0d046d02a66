"""What a paper must say, written out a second time: the whole text, from the frozen data and the words of the source.

Nothing of the product is asked: a field that is left out of a paper, stands at another label or is printed twice makes
the text differ. White space is left out of both, since a line may break anywhere.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.core.documents import reading

Frozen = Mapping[str, Any]
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
TITLES = {
    "enrolment": "Getuigschrift van regelmatige inschrijving", "assiduity": "Getuigschrift van nauwgezetheid",
    "second_notice": "Getuigschrift tweede zittijd: mededeling", "second_taken": "Getuigschrift tweede zittijd: deelname",
    "vov_enrolment": "Inschrijvingsattest Vlaams opleidingsverlof",
}  # fmt: skip
PURPOSES = {
    "enrolment": "Regelmatige inschrijving", "assiduity": "Nauwgezetheid",
    "second_notice": "Tweede zittijd: 1° mededeling", "second_taken": "Tweede zittijd: 2° deelname",
}  # fmt: skip
CATEGORIES = {"vocational": ("Beroepsopleiding", 1), "general": ("Algemene opleiding", 2)}
BEV = (
    "Betaald educatief verlof - artikel 21 van het koninklijk besluit van 23 juli 1985 tot uitvoering van de "
    "herstelwet van 22 januari 1985"
)
VOV = "Vlaams opleidingsverlof - ministerieel besluit van 8 juli 2019"
BOXES = {
    "a": "Theoretisch aantal cursusuren, op jaarbasis bij te wonen (alleen contacturen)",
    "b": "Vrijstelling: lesuren waarvoor de cursist is vrijgesteld",
    "c": "Lesuren die nog gevolgd moeten worden (a - b)",
    "d": "Uren die niet worden gevolgd door laattijdige inschrijving",
}
PERIOD = {
    "planned": "Theoretisch aantal cursusuren", "given": "Werkelijk gegeven uren", "present": "Aanwezigheid",
    "justified": "Gewettigde afwezigheid", "unjustified": "Ongewettigde afwezigheid",
}  # fmt: skip
STOPS = {
    "announced": "dag waarop de cursist het stopzetten meedeelde",
    "not_attended": "vanaf die dag woonde de cursist geen enkele les meer bij",
}
NOT_HERE = "Niet van toepassing op dit getuigschrift."
SIGNING = "Originele stempel van de organisator Originele handtekening van een gemachtigde van de onderwijsinstelling"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def day(text: str) -> str:
    found = date.fromisoformat(text)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def units(minutes: int, unit: int) -> str:
    return f"{minutes // unit} en {minutes % unit} min" if minutes % unit else f"{minutes // unit}"


def whole(frozen: Frozen, digits: str) -> str:
    """The paper from its first word to its last, without the foot of its pages."""
    parts = [f"Nummer {frozen['number']}", TITLES[frozen["kind"]], VOV if _is_vov(frozen) else BEV]
    if frozen["corrects_number"]:
        parts += [
            f"CORRECTIE van getuigschrift {frozen['corrects_number']}",
            f"Reden: {frozen['correction_reason']}",
        ]
    if not _is_vov(frozen):
        parts += [f"{'X' if kind == frozen['kind'] else ''}{text}" for kind, text in PURPOSES.items()]
    parts += _who(frozen, digits)
    parts += _attest(frozen) if _is_vov(frozen) else _getuigschrift(frozen)
    parts += [f"Opgemaakt te {frozen['place']} op {day(frozen['issued_on'])}", SIGNING]
    parts.append(f"{frozen['signatory_name']}, {frozen['signatory_function']}")
    return squeezed("".join(parts))


def _is_vov(frozen: Frozen) -> bool:
    return bool(frozen["kind"] == "vov_enrolment")


def _who(frozen: Frozen, digits: str) -> list[str]:
    own, enterprise = digits, frozen["enterprise_number"]
    shown = f"{own[:2]}.{own[2:4]}.{own[4:6]}-{own[6:9]}.{own[9:]}" if digits else "." * 44
    return [
        "Organisator Naam", frozen["organisation_name"], "Adres", frozen["organisation_address"], "Ondernemingsnummer",
        f"{enterprise[:4]}.{enterprise[4:7]}.{enterprise[7:]}", "Cursist Naam", frozen["last_name"], "Voornaam",
        frozen["first_name"], "Geboren op", day(frozen["born_on"]), "Rijksregisternummer", shown,
    ]  # fmt: skip


def _getuigschrift(frozen: Frozen) -> list[str]:
    unit, year = frozen["lesson_unit"], f"{frozen['school_year']}-{frozen['school_year'] + 1}"
    name, paragraph = CATEGORIES[frozen["category"]]
    parts = [
        "Opleiding Naam", frozen["course_name"], "Categorie",
        f"{name} (artikel 109, § {paragraph}, van de herstelwet van 22 januari 1985)", "Erkenning", frozen["reference"],
        "Code", frozen["course_code"], "Schooljaar", year, "Ingeschreven op", day(frozen["enrolled_on"]), "Lestijd",
        f"{unit} minuten", f"Cursusuren van de opleiding, schooljaar {year}",
        f"Vak Cursusuren Lestijden van {unit} min Minuten",
    ]  # fmt: skip
    boxes = {letter: frozen[f"box_{letter}"] for letter in "abd"}
    boxes["c"] = boxes["a"] - boxes["b"]
    for letter, text in BOXES.items():
        parts += [letter, text, units(boxes[letter], unit), str(boxes[letter])]
    parts.append("Uurrooster van de gevolgde cursussen: lesdagen (vaste dag of datum) en uren")
    parts += frozen["timetable"]
    parts += ["Begin van de opleiding", day(frozen["starts_on"])]
    parts.append(
        "Laatste examen van de 1e zittijd" if frozen["has_exam"] else "Einde van de opleiding (geen examen)"
    )
    parts += [day(frozen["ends_on"]), "Aan- en afwezigheden van de cursist Periode", *_period(frozen, unit)]
    parts.append("Stopzetten van de opleiding en tweede zittijd Stopgezet op")
    is_stopped = frozen["stopped_on"] is not None
    parts.append(
        f"{day(frozen['stopped_on'])} - {STOPS[frozen['stop_kind']]}" if is_stopped else "Niet stopgezet."
    )
    return [*parts, "Tweede zittijd", _second(frozen)]


def _period(frozen: Frozen, unit: int) -> list[str]:
    if frozen["from_on"] is None:
        return [NOT_HERE]
    amounts = [frozen[name] for name in PERIOD]
    return [
        f"van {day(frozen['from_on'])} tot en met {day(frozen['to_on'])}", *PERIOD.values(),
        f"Lestijden van {unit} min", *(units(minutes, unit) for minutes in amounts), "Minuten", *map(str, amounts),
    ]  # fmt: skip


def _second(frozen: Frozen) -> str:
    days = ", ".join(map(day, frozen["exam_days"]))
    if frozen["kind"] == "second_taken":
        return f"De cursist nam effectief deel aan de tweede examenzittijd. Examens afgelegd op: {days}."
    if frozen["kind"] != "second_notice":
        return NOT_HERE
    told = "Mededeling: de cursist heeft een tweede examenzittijd"
    if frozen["second_from_on"] is not None:
        told += f" van {day(frozen['second_from_on'])} tot en met {day(frozen['second_to_on'])}"
    return f"{told}. Examens op: {days}." if days else f"{told}."


def _attest(frozen: Frozen) -> list[str]:
    parts = ["Opleiding Naam", frozen["course_name"]]
    parts += ["Modules", frozen["modules"]] if frozen["modules"] else []
    parts += ["Kenmerk", frozen["reference"], "Omvang"]
    planned, unit = frozen["box_a"], frozen["lesson_unit"]
    if planned:
        rest = f" en {planned % unit} minuten" if planned % unit else ""
        parts.append(f"Contacturen {planned // unit} lestijden van {unit} minuten{rest} ({planned} minuten)")
    if frozen["credits_hundredths"]:
        whole_, part = divmod(frozen["credits_hundredths"], 100)
        parts.append(f"Credits {whole_}{f',{part:02}'.rstrip('0') if part else ''}")
    if frozen["lesson_periods"]:
        parts.append(f"Lestijden {frozen['lesson_periods']}")
    parts += [
        "Datums Ingeschreven op",
        day(frozen["enrolled_on"]),
        "Begin van de opleiding",
        day(frozen["starts_on"]),
    ]
    parts += ["Einde van de opleiding", day(frozen["ends_on"])]
    parts += ["Laatste examen", day(frozen["exam_on"])] if frozen["exam_on"] is not None else []
    return parts + (["Lesdagen en uren", *frozen["timetable"]] if frozen["timetable"] else [])


def foot(frozen: Frozen, page: int, pages: int) -> str:
    model = f" · model {frozen['model_version']}" if frozen["model_version"] else ""
    if frozen["model_version"] and frozen["model_requested_on"]:
        model += f", aangevraagd op {day(frozen['model_requested_on'])}"
    return squeezed(f"{frozen['number']}{model} Pagina {page} van {pages}")


def read(pdf: bytes, frozen: Frozen) -> str:
    """The text of all pages, without the foot that each of them has and without a head that a table repeats."""
    unit, bodies = frozen["lesson_unit"], []
    heads = [squeezed(f"Vak Cursusuren Lestijden van {unit} min Minuten"), squeezed("".join(PERIOD.values()))]
    pages = [squeezed(page) for page in reading.pages(pdf)]
    for number, page in enumerate(pages, 1):
        ending = foot(frozen, number, len(pages))
        assert page.endswith(ending), (page[-200:], ending)
        body = page.removesuffix(ending)
        for head in heads if number > 1 else []:
            if body.startswith(head) and head in "".join(bodies):
                body = body.removeprefix(head)
        bodies.append(body)
    return "".join(bodies)
