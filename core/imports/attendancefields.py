"""How providers head a sheet of attendance, the words they use in it, and why a row of it is refused."""

import re
from collections.abc import Mapping
from dataclasses import replace

from core.i18n import N_
from core.imports import coursefields, enrolmentfields, lessonfields, personfields, plaincells, reasons
from core.imports.kinds import Field, Reason, listed
from core.imports.refusing import RULE

NAMES = tuple(replace(field, mandatory=field.name == "last_name") for field in personfields.NAME_FIELDS)
FIELDS = (
    *NAMES,
    enrolmentfields.COURSE,
    enrolmentfields.GROUP,
    replace(lessonfields.HELD_ON, mandatory=False),
    replace(lessonfields.STARTS_AT, mandatory=False),
    Field("code", N_("Aanwezigheid"), listed(
        "aanwezigheid, aanwezig, aanwezigheidscode, code aanwezigheid, status, registratie, presentie, attendance",
        "presence",
    )),
)  # fmt: skip

REASONS: tuple[Reason, ...] = (
    replace(reasons.NAME, field="last_name"),
    *(reason for reason in reasons.PERSON if reason.code in {"bad_insz", "bad_birth_date"}),
    *enrolmentfields.COURSE_REASONS,
    replace(coursefields.DATE_REASON, field="held_on"),
    lessonfields.HOUR_REASON,
    Reason("nothing_to_read", "held_on", N_(
        "Deze rij heeft geen les en geen aanwezigheid. Zet de lessen als datums boven de kolommen, of vul de kolommen "
        "Datum en Aanwezigheid in."
    )),
    Reason("missing_code", "code", N_("Vul kolom “{column}” in, bijvoorbeeld A, O, GZ of L15.")),
    Reason("missing_day", "held_on", N_("Vul kolom “{column}” in: de dag van de les.")),
    Reason("unknown_learner", "last_name", N_(
        "Deze cursist is niet ingeschreven in de opleiding of groep van deze rij. Kijk de naam (kolom “{column}”) "
        "en de groep na, of schrijf eerst in."
    )),
    Reason("same_name", "last_name", N_(
        "Er zijn meerdere cursisten met deze naam (kolom “{column}”). Zet hun rijksregisternummer of geboortedatum "
        "erbij."
    )),
    Reason("no_lesson", "held_on", N_(
        "Kolom “{column}”: op {value} zit deze cursist in geen enkele les. Kijk de dag en het uur na, of voeg de les "
        "eerst toe."
    )),
    Reason("several_lessons", "held_on", N_(
        "Kolom “{column}”: op {value} zijn er meerdere lessen. Zet het uur of de groep erbij."
    )),
    Reason("cell_differs", "code", N_(
        "Kolom “{column}”: voor {value}. Dat blijft zo, tenzij je kiest om te vervangen."
    )),
    Reason("duplicate_row", "code", N_(
        "Kolom “{column}”: dezelfde les van dezelfde cursist staat al op rij {value}."
    )),
    Reason("not_right", "code", RULE),
)  # fmt: skip
DIFFERS = N_("{moment} staat er {stored}, het blad zegt {given}")

WORDS: Mapping[str, str] = plaincells.coded(
    ("A", "aanwezig, present, was er, volledig aanwezig"),
    ("O", "afwezig, ongewettigd, ongewettigd afwezig, afwezig ongewettigd, onwettig afwezig, absent"),
    ("GZ", "ziek, ziekte, gewettigd ziekte, ziekte gewettigd, gewettigd ziek, afwezig ziekte"),
    ("GV", "staking openbaar vervoer, gewettigd staking openbaar vervoer, openbaar vervoer"),
    ("GL", "staking leraar, ziekte leraar, leraar ziek, leraar afwezig, staking of ziekte van de leraar"),
    ("GS", "sluiting, sluiting instelling, sluiting van de instelling, instelling gesloten"),
    ("GW", "weer, uitzonderlijk weer, gewettigd weer"),
    ("GA", "werk, werk tijdens de lesuren, werken, moest werken"),
    ("GK", "klein verlet, gewettigd klein verlet"),
    ("G", "gewettigd, gewettigd afwezig, afwezig gewettigd"),
    ("L", "te laat, laat, later"),
)  # fmt: skip
_MINUTES = re.compile(
    r"(?P<before>\D*?)\s*(?P<minutes>\d{1,3})\s*(?:(?:minuten|minuut|min|m)\b)?\s*(?P<after>\D*)", re.ASCII
)


def code_text(typed: str) -> str:
    """What somebody wrote about an attendance, as the code of the grid; what is no word of ours stays as it is."""
    words = plaincells.spelled(typed)
    if words in WORDS:
        return WORDS[words]
    found = _MINUTES.fullmatch(words)
    named = WORDS.get(" ".join(f"{found['before']} {found['after']}".split())) if found is not None else None
    return f"{named}{found['minutes']}" if found is not None and named is not None else typed
