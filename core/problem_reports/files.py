"""A report as every step takes it: its proof under a lock, itself still as shown; texts and days that can be true."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import lengths, masking
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.evidence import files as evidence_files
from core.evidence.files import Upload
from core.history import events
from core.i18n import N_
from core.i18n.formats import date_text
from core.problem_reports.kinds import EVIDENCE
from core.proofs import files as proof_files
from core.rules.words import Text
from core.trajectories import queries as trajectories
from db.models import ProblemReport, Proof

SUBJECT = "problem"
GONE = N_("Dit probleem bestaat niet meer of hoort bij een andere campus. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders werkte intussen aan dit probleem. Kijk beide waarden na en probeer opnieuw.")
CLOSED = N_("Dit probleem is al gesloten op {day}. Heropen het als het toch niet opgelost is.")
REGISTERED = N_(
    "Dit bewijs is geregistreerd op {day}. Staat er iets fout in LED, noteer dat dan bij Registratie, onderdeel "
    "Correcties."
)
WITHDRAWN = N_("Dit bewijs is ingetrokken, dus er valt niets meer te registreren of te melden.")
NO_NUMBER = N_(
    "In deze tekst hoort geen rijksregisternummer: ze gaat mee naar Departement WEWIS. Haal het weg, "
    "onze referte volstaat."
)
FUTURE = N_("“{what}” ({day}) ligt in de toekomst. Kies vandaag of een vroegere dag.")
BEFORE = N_("“{what}” ({day}) kan niet vóór “{other}” ({earlier}). Kijk beide datums na.")
DAYS: Mapping[str, str] = {
    "completed_on": N_("Traject afgerond op"),
    "noticed_on": N_("Opgemerkt op"),
    "reported_on": N_("Gemeld op"),
    "answered_on": N_("Beantwoord op"),
    "closed_on": N_("Opgelost op"),
}


def load(session: Session, actor: Actor, *, report_id: int, version: int) -> tuple[ProblemReport, Proof]:
    """The report and its proof under a lock, the person held, the report as it was shown. NotFound or Conflict.

    In the order in which everybody takes them: person, proof, then what hangs on it.
    """
    owned = select(ProblemReport.proof_id).where(ProblemReport.id == report_id)
    proof_files.hold_person(session, select(Proof.learner_id).where(Proof.id == owned.scalar_subquery()))
    proof_id = session.scalar(owned)
    if proof_id is None:
        raise NotFound(GONE)
    proof = session.get_one(Proof, proof_id, with_for_update=proof_files.LOCK, populate_existing=True)
    require(session, actor, Action.REPORT_PROBLEM, campus_id=proof.campus_id)
    report = session.get_one(ProblemReport, report_id, with_for_update=True, populate_existing=True)
    if report.version != version:
        raise Conflict(CHANGED, stored=stored_values(report))
    report.version += 1
    return report, proof


def load_open(session: Session, actor: Actor, *, report_id: int, version: int) -> tuple[ProblemReport, Proof]:
    """The same for what can only be done while it stands open. Raises InvalidInput too."""
    report, proof = load(session, actor, report_id=report_id, version=version)
    if report.closed_on is not None:
        raise InvalidInput(CLOSED, day=report.closed_on)
    return report, proof


def stored_values(report: ProblemReport) -> dict[str, str]:
    """What another user may have changed, as text, for the conflict on the screen."""
    return {
        "reported_on": date_text(report.reported_on),
        "answered_on": date_text(report.answered_on),
        "answer": report.answer,
        "closed_on": date_text(report.closed_on),
        "solution": report.solution,
    }


def check_registrable_later(proof: Proof) -> None:
    """A problem stands in the way of a registration that is still to come. Raises InvalidInput."""
    if proof.registered_on is not None:
        raise InvalidInput(REGISTERED, day=proof.registered_on)
    if proof.state == "withdrawn":
        raise InvalidInput(WITHDRAWN)


def check_text(**texts: str) -> None:
    """Texts that fit their column and hold no national number: they go into a letter. Raises InvalidInput."""
    lengths.check(ProblemReport, texts)
    for name, text in texts.items():
        if masking.holds_national_number(text):
            raise InvalidInput(NO_NUMBER, field=name)


def check_day(name: str, day: date, *, today: date, after: Mapping[str, date | None]) -> None:
    """A day that is past and not before what had to come first. Raises InvalidInput with both days."""
    what = Text(DAYS[name])
    if day > today:
        raise InvalidInput(FUTURE, field=name, what=what, day=day)
    for other, earlier in after.items():
        if earlier is not None and day < earlier:
            raise InvalidInput(
                BEFORE, field=name, what=what, day=day, other=Text(DAYS[other]), earlier=earlier
            )


def tell(
    session: Session, actor: Actor, report: ProblemReport, kind: str, *, on: date, field: str = "", old: str = "",
    new: str = "", text: str = "",
) -> None:  # fmt: skip
    """One step in the history of a report, which nothing takes away again."""
    events.add(
        session, actor, subject_kind=SUBJECT, subject_id=report.id, kind=kind, happened_on=on, field=field,
        old_value=old, new_value=new, text=text,
    )  # fmt: skip


def attach(session: Session, actor: Actor, report: ProblemReport, upload: Upload | None, *, on: date) -> None:
    """Freeze the file that came with a step, if there is one. Raises InvalidInput."""
    if upload is None:
        return
    key = evidence_files.keep(
        session, actor, upload, subject_kind=SUBJECT, subject_id=report.id, learner_id=report.learner_id,
        campus_id=report.campus_id,
    )  # fmt: skip
    tell(session, actor, report, EVIDENCE, on=on, new=str(key))


def reassess(session: Session, proof: Proof) -> None:
    """What holds the proof up, and its term, in the transaction of the step that opened or closed a problem."""
    session.flush()
    proof_files.reassess(session, proof, trajectories.facts_of(session, proof.trajectory_id))
