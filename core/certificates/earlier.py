"""Papers of before Termijnwacht: issued and handed over by hand, noted with the number they bear (`domain.md` 7b.14).

Such a paper counts as any issued one: delivery closes its term and its hours are locked. No document of it is kept; a
correction of it is a document of ours that says which number it replaces.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core import audit, lengths, masking
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import files, owed
from core.certificates.living import WAYS
from core.certificates.obstacles import TOO_EARLY
from core.certificates.terms_of_papers import is_earlier
from core.deadlines import terms
from core.documents import glyphs
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from core.proofs.late_reasons import LATE_REASONS
from db.models import Certificate, Enrolment

# What stands in place of a number where the old paper bore none: "zonder nummer", and its day.
WITHOUT_NUMBER: Final = "z.n. {day}"
OF_BEFORE: Final = "import_history"
NOT_OPEN = N_(
    "Dit papier is hier niet uit te reiken, dus kan er ook geen van vóór Termijnwacht bij genoteerd worden."
)
DESTROYED = N_("Het papier van vóór Termijnwacht is hier vernietigd op {day}. Reik het hier opnieuw uit.")
IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer wat al gebeurd is.")
BEFORE_ENROLMENT = N_("De inschrijving is van {day}: een papier van daarvóór hoort er niet bij.")
BEFORE_ISSUE = N_("Een papier kan niet afgeleverd zijn vóór het is uitgereikt op {day}.")
NO_WAY = N_("Noteer ook hoe het papier werd afgeleverd.")
NO_DAY = N_("Noteer ook op welke dag het papier werd afgeleverd.")
UNKNOWN_REASON = N_("Kies een reden uit de lijst.")
NUMBER_INSIDE = N_("Hier staat een rijksregisternummer in. Haal het weg; het dossier zegt over wie het gaat.")
NUMBER = N_("Nummer")
CHANGED = N_("Dit papier is intussen gewijzigd. Wat van vóór Termijnwacht genoteerd is, kan niet meer weg.")
TEXTS: Final = ("earlier_number", "delivered_by", "late_action")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of an old paper. Not delivered: no `delivered_on`, no `way`.

    Without a reason a late one bears that it dates from before; of one in time the reason is left out.
    """

    issued_on: date
    number: str = ""
    delivered_on: date | None = None
    way: str = ""
    by: str = ""
    late_reason: str = ""
    late_action: str = ""

    @property
    def shown_number(self) -> str:
        """The number it goes by."""
        return self.number or WITHOUT_NUMBER.format(day=date_text(self.issued_on))


def check(paper: Certificate, earlier: Earlier, *, enrolled_on: date, today: date) -> None:
    """Raise InvalidInput for the first thing that an old paper cannot be; the fields are those of `Earlier`."""
    if paper.state != "due" or paper.document_id is not None or is_earlier(paper):
        raise InvalidInput(NOT_OPEN)
    if paper.earlier_destroyed_on is not None:
        raise InvalidInput(DESTROYED, day=paper.earlier_destroyed_on)
    if earlier.issued_on > today:
        raise InvalidInput(IN_FUTURE, field="issued_on", day=earlier.issued_on)
    if paper.to_on is not None and earlier.issued_on <= paper.to_on:
        raise InvalidInput(TOO_EARLY, field="issued_on", day=paper.to_on)
    if earlier.issued_on < enrolled_on:
        raise InvalidInput(BEFORE_ENROLMENT, field="issued_on", day=enrolled_on)
    _check_delivery(earlier, today)
    if earlier.late_reason and earlier.late_reason not in LATE_REASONS:
        raise InvalidInput(UNKNOWN_REASON, field="late_reason")
    values = dict(zip(TEXTS, (earlier.shown_number, earlier.by, earlier.late_action), strict=True))
    lengths.check(Certificate, values)
    for name, value in values.items():
        if masking.holds_national_number(value):
            raise InvalidInput(NUMBER_INSIDE, field=name)
    # The number is printed: on the lists of the lot, and on the correction that replaces this paper.
    glyphs.check_texts([("earlier_number", NUMBER, earlier.shown_number, False)])


def _check_delivery(earlier: Earlier, today: date) -> None:
    if earlier.delivered_on is None:
        if earlier.way or earlier.by:
            raise InvalidInput(NO_DAY, field="delivered_on")
        return
    if earlier.delivered_on > today:
        raise InvalidInput(IN_FUTURE, field="delivered_on", day=earlier.delivered_on)
    if earlier.delivered_on < earlier.issued_on:
        raise InvalidInput(BEFORE_ISSUE, field="delivered_on", day=earlier.issued_on)
    if earlier.way not in WAYS:
        raise InvalidInput(NO_WAY, field="way")


def note_earlier(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, earlier: Earlier,
    import_batch_id: int | None = None,
) -> None:  # fmt: skip
    """The paper that is owed was issued before the provider used Termijnwacht. Raises InvalidInput or Conflict."""
    require(session, actor, Action.ISSUE_CERTIFICATE)
    files.hold_facts(session, certificate_ids=[certificate_id])
    paper = files.load(
        session, actor, Action.ISSUE_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    enrolled_on = session.get_one(Enrolment, paper.enrolment_id).enrolled_on
    check(paper, earlier, enrolled_on=enrolled_on, today=today)
    due_on = files.due_on(session, paper)
    paper.state, paper.import_batch_id = "issued", import_batch_id
    paper.issued_on = paper.earlier_issued_on = earlier.issued_on
    paper.earlier_number = earlier.shown_number
    paper.delivered_on = paper.earlier_delivered_on = earlier.delivered_on
    paper.delivery_way, paper.delivered_by = earlier.way, earlier.by
    if is_late(earlier, due_on):
        paper.late_reason, paper.late_action = earlier.late_reason or OF_BEFORE, earlier.late_action
    files.settle(session, paper)
    audit.record(
        session, actor=actor, action="certificate.note_earlier", subject_kind="certificate", subject_id=paper.id,
        details={
            "number": paper.earlier_number, "issued_on": earlier.issued_on, "delivered_on": earlier.delivered_on,
            "on": today,
        },
    )  # fmt: skip


def is_late(earlier: Earlier, due_on: date | None) -> bool:
    """Whether it was delivered after its term."""
    return due_on is not None and earlier.delivered_on is not None and earlier.delivered_on > due_on


def take_back_earlier(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int
) -> None:
    """It was noted by mistake: the paper is owed again, as the facts have it now. Raises InvalidInput, Conflict."""
    require(session, actor, Action.ISSUE_CERTIFICATE)
    paper = files.load_to_follow(
        session, actor, Action.ISSUE_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    if paper.state != "issued" or not is_earlier(paper):
        raise InvalidInput(CHANGED)
    number = paper.earlier_number
    files.due_again(paper)
    paper.import_batch_id = None
    paper.earlier_number, paper.earlier_issued_on, paper.earlier_delivered_on = "", None, None
    paper.delivered_on, paper.delivery_way, paper.delivered_by = None, "", ""
    paper.late_reason = paper.late_action = ""
    owed.settle(session, enrolment_ids=[paper.enrolment_id], terms=terms.load(session))
    audit.record(
        session, actor=actor, action="certificate.take_back_earlier", subject_kind="certificate", subject_id=paper.id,
        details={"number": number, "on": today},
    )  # fmt: skip
