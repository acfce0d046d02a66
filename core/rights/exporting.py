"""The register as a sheet: one row per right, and one for who holds none. Without national numbers; it holds none."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.rights import queries, words
from core.rights.profiles import BY_CODE
from core.rights.rows import RightRow, StaffRow

# The heads are those of the sheet that comes in, so that what goes out can be mended and brought again.
COLUMNS: tuple[tuple[str, int], ...] = (
    (N_("Stand"), 22), (N_("Naam"), 26), (N_("Functie"), 26), (N_("E-mail"), 28), (N_("Gebruikersnaam"), 16),
    (N_("Registreert"), 12), (N_("In dienst sinds"), 14), (N_("Uit dienst op"), 14), (N_("Profiel"), 40),
    (N_("Naam in de bron"), 40), (N_("Begin"), 14), (N_("Einde"), 14), (N_("Reden"), 34), (N_("Toegekend door"), 24),
    (N_("Ingetrokken vanaf"), 16), (N_("Ingetrokken door"), 24), (N_("Nagekeken op"), 14), (N_("Nagekeken door"), 24),
    (N_("Volgend nazicht"), 16),
)  # fmt: skip


def export(session: Session, *, actor: Actor, today: date, language: str) -> bytes:
    """An XLSX of everybody and every right, the ended ones included."""
    require(session, actor, Action.SEE_REGISTRATION)
    require(session, actor, Action.EXPORT)
    t = Translator(language)
    rows = [row for person in queries.register(session, today=today) for row in _lines(person, t)]
    audit.record(
        session, actor=actor, action="right.export", subject_kind="right", subject_id=None,
        details={"rows": len(rows), "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Rechtenregister"), subtitle=t("Stand op {day}", day=f"{today:%d/%m/%Y}"),
        columns=[Column(t(name), width) for name, width in COLUMNS], rows=rows,
    )  # fmt: skip


def _lines(person: StaffRow, t: Translator) -> Iterator[list[Cell]]:
    who: list[Cell] = [
        t(words.STATES[person.state][1]), person.name, person.function, person.email, person.username,
        t("ja") if person.registers else t("nee"), person.begins_on, person.ends_on,
    ]  # fmt: skip
    if not person.rights:
        yield who + [None] * (len(COLUMNS) - len(who))
    for right in person.rights:
        yield who + _right(right)


def _right(right: RightRow) -> list[Cell]:
    profile = BY_CODE[right.profile]
    return [
        profile.shown, profile.literal, right.begins_on, right.ends_on, right.reason, right.granted_by,
        right.revoked_on, right.revoked_by, right.reviewed_on, right.reviewed_by,
        right.review_on if right.is_running else None,
    ]  # fmt: skip
