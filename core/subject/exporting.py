"""Everything about one person in one archive: a readable summary, every row as data, the papers and the evidence."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents.content import PLAIN, HouseStyle
from core.documents.subject_summary import Section, SubjectSummary, render
from core.errors import InvalidInput, NotFound
from core.i18n import N_, Translator
from core.i18n.formats import date_text
from core.journal import sentences
from core.subject import portrait, queries, records, telling, words
from core.subject.phrases import Told
from core.subject.records import Records
from core.subject.rows import SubjectFile
from db.models import Organisation

GONE = N_("Er is geen dossier {key}. Kijk het nummer na; misschien werd het al gewist.")
MERGED = N_("Dossier {key} is samengevoegd met dossier {kept}. Exporteer dat dossier.")
PLAIN_LOOK, NUMBER_LOOK = "subject.export", "subject.export_insz"
NOTHING = N_("Niets bewaard.")
SUMMARY, DATA = "dossier.pdf", "gegevens.json"
# The shape of gegevens.json; raised when a reader of it would have to change.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Archive:
    """The file and the name it leaves under: the number of the file, nothing personal."""

    name: str
    content: bytes = field(repr=False)


def export(
    session: Session, *, actor: Actor, today: date, learner_id: int, reason: str, with_national_number: bool
) -> Archive:
    """Everything about one person; the look is written down and has to be committed before the file is given.

    The national number is masked unless asked for. Raises NotFound, InvalidInput without a reason.
    """
    require(session, actor, Action.EXPORT_SUBJECT)
    lengths.check_reason(reason)
    file = queries.subject_file(session, actor=actor, today=today, learner_id=learner_id)
    if file is None:
        raise NotFound(GONE, key=learner_id)
    if file.person.merged_into_id is not None:
        raise InvalidInput(MERGED, key=learner_id, kept=file.person.merged_into_id)
    found = records.of_person(session, learner_id, with_national_number=with_national_number)
    summary = _summary(session, file, found, today=today, shows_number=with_national_number)
    audit.log_access(
        session, actor=actor, what=NUMBER_LOOK if with_national_number else PLAIN_LOOK, learner_id=learner_id,
        subject=f"learner:{learner_id}", reason=reason.strip(),
    )  # fmt: skip
    audit.record(
        session, actor=actor, action="subject.export", subject_kind="learner", subject_id=learner_id,
        details={"on": today, "numbers": with_national_number, "files": len(found.files)},
    )  # fmt: skip
    content = _zipped(found, render(summary), actor=actor, learner_id=learner_id)
    return Archive(f"dossier-{learner_id}-{today.isoformat()}.zip", content)


def _zipped(found: Records, summary: bytes, *, actor: Actor, learner_id: int) -> bytes:
    told = {
        "format": FORMAT, "learner_id": learner_id, "made_at": clock.now().isoformat(timespec="seconds"),
        "made_by": actor.display_name, "tables": found.tables, "names": found.names,
    }  # fmt: skip
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SUMMARY, summary)
        archive.writestr(DATA, json.dumps(told, ensure_ascii=False, indent=1))
        for one in found.files:
            archive.writestr(one.path, one.content)
    return made.getvalue()


def _summary(
    session: Session, file: SubjectFile, found: Records, *, today: date, shows_number: bool
) -> SubjectSummary:
    organisation = session.get(Organisation, 1)
    t = Translator(file.person.language)
    own = [Section(t("Wie ben je"), tuple(portrait.facts(file.person, t)), NOTHING)]
    own.append(_section(t(words.TABLES["participation"]), telling.courses(file.person, t)))
    own += [_section(t(part.title), part.lines, part.empty) for part in telling.parts(file, t)]
    looks = found.tables.get("access_entry", [])
    lines = [
        Told(
            date_text(date.fromisoformat(str(look["at"])[:10])),
            f"{look['actor_name']} · {sentences.look(str(look['what']), t)}",
        )
        for look in looks
    ]
    own.append(_section(t(words.TABLES["access_entry"]), lines))
    style = PLAIN
    if organisation is not None:
        style = HouseStyle(organisation.logo, organisation.primary_colour, "")
    return SubjectSummary(
        name=f"{file.person.first_name} {file.person.last_name}".strip(),
        organisation_name=organisation.name if organisation is not None else "",
        contact=" · ".join(part for part in (organisation.email, organisation.phone) if part) if organisation else "",
        made_on=today, sections=tuple(own), shows_number=shows_number, language=t.language, style=style,
    )  # fmt: skip


def _section(title: str, lines: Sequence[Told], empty: str = NOTHING) -> Section:
    return Section(title, tuple((line.label, line.text) for line in lines), empty)
