"""Records past their time that wait for something, or take something along: one statement each."""

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from core.retention.cuts import Cut, Past
from db.models import (
    AuditEntry,
    Certificate,
    Course,
    Deadline,
    Document,
    DocumentEvent,
    Enrolment,
    Evidence,
    GroupTeacher,
    ImportBatch,
    Learner,
    LearnerChange,
    LedTicket,
    Lesson,
    Participation,
    PriorLearning,
    ProblemReport,
    Proof,
    Reconciliation,
    ReconciliationRow,
    StaffMember,
    Task,
    TimetableSlot,
)


def quiet(at: Cut) -> tuple[ColumnElement[bool], ...]:
    """Of a file in the statement: no proof, no paper, and nothing happened to it since."""
    mine = Participation.learner_id == Learner.id
    told = and_(AuditEntry.subject_kind == "learner", AuditEntry.subject_id == Learner.id)
    since = (
        exists().where(Proof.learner_id == Learner.id),
        exists().where(Document.learner_id == Learner.id),
        exists().where(Enrolment.learner_id == Learner.id, Course.id == Enrolment.course_id, Course.ends_on >= at.day),
        exists().where(Certificate.learner_id == Learner.id, Certificate.state != "lapsed"),
        exists().where(mine, or_(Participation.starts_on >= at.day, Participation.completed_on >= at.day)),
        exists().where(told, AuditEntry.at >= at.moment),
        exists().where(ImportBatch.id == Learner.import_batch_id, ImportBatch.applied_at >= at.moment),
        exists().where(LearnerChange.learner_id == Learner.id, LearnerChange.changed_at >= at.moment),
        exists().where(PriorLearning.learner_id == Learner.id, PriorLearning.recorded_at >= at.moment),
        exists().where(Evidence.learner_id == Learner.id, Evidence.added_at >= at.moment),
        exists().where(
            LedTicket.learner_id == Learner.id, or_(LedTicket.closed_on.is_(None), LedTicket.closed_on >= at.day)
        ),
    )  # fmt: skip
    return tuple(~each for each in since)


def person(at: Cut) -> tuple[Past, ...]:
    """Long quiet files without a proof. What nobody can date stays; a merged file goes with the one that remained."""
    begun = or_(Participation.starts_on.is_not(None), Participation.completed_on.is_not(None))
    is_dated = or_(
        exists().where(Participation.learner_id == Learner.id, begun),
        exists().where(AuditEntry.subject_kind == "learner", AuditEntry.subject_id == Learner.id),
        exists().where(ImportBatch.id == Learner.import_batch_id),
        exists().where(LearnerChange.learner_id == Learner.id),
    )
    return (
        Past("learner", select(Learner.id).where(Learner.merged_into_id.is_(None), *quiet(at), is_dated)),
    )


def participation(at: Cut) -> tuple[Past, ...]:
    """Those from which no proof followed, from their end or else their start."""
    counted = func.coalesce(Participation.completed_on, Participation.starts_on)
    waits = (
        exists().where(Proof.participation_id == Participation.id),
        exists().where(Enrolment.participation_id == Participation.id),
    )
    return (
        Past(
            "participation",
            select(Participation.id).where(counted < at.day, *(~each for each in waits)),
        ),
    )


def enrolment(at: Cut) -> tuple[Past, ...]:
    """In a course that ended, with no paper left to deliver and none younger than the term."""
    mine = Certificate.enrolment_id == Enrolment.id
    paper = and_(Document.subject_kind == "certificate", Document.subject_id == Certificate.id)
    waits = (
        exists().where(mine, Certificate.state != "lapsed", Certificate.delivered_on.is_(None)),
        exists().where(mine, or_(Certificate.issued_on >= at.day, Certificate.delivered_on >= at.day)),
        exists().where(
            mine, paper, Document.id == select(func.max(Document.id)).correlate(None).scalar_subquery()
        ),
    )
    past = select(Enrolment.id).join(Course, Course.id == Enrolment.course_id).where(Course.ends_on < at.day)
    return (Past("enrolment", past.where(*(~each for each in waits))),)


def proof(at: Cut) -> tuple[Past, ...]:
    """Issued, nothing left to do for LED, nothing open about it, its last event before the term."""
    counted = func.coalesce(Proof.registered_on, Proof.issued_on)
    paper = and_(Document.subject_kind == "proof", Document.subject_id == Proof.id)
    waits = (
        exists().where(Deadline.subject_kind == "proof", Deadline.subject_id == Proof.id, Deadline.state == "open"),
        exists().where(ProblemReport.proof_id == Proof.id, ProblemReport.closed_on.is_(None)),
        exists().where(LedTicket.proof_id == Proof.id, LedTicket.closed_on.is_(None)),
        exists().where(paper, Document.issued_on >= at.day),
        exists().where(paper, DocumentEvent.document_id == Document.id, DocumentEvent.happened_on >= at.day),
        exists().where(paper, Document.id == select(func.max(Document.id)).correlate(None).scalar_subquery()),
    )  # fmt: skip
    where = (Proof.state != "to_issue", counted < at.day, *(~each for each in waits))
    return (Past("proof", select(Proof.id).where(*where)),)


def evidence(at: Cut) -> tuple[Past, ...]:
    """All but that of a problem or a report that is still open."""
    about = Evidence.subject_id
    waits = (
        exists().where(
            Evidence.subject_kind.in_(("problem", "problem_report")), ProblemReport.id == about,
            ProblemReport.closed_on.is_(None),
        ),
        exists().where(
            Evidence.subject_kind.in_(("ticket", "led_ticket")), LedTicket.id == about, LedTicket.closed_on.is_(None)
        ),
    )  # fmt: skip
    return (
        Past(
            "evidence", select(Evidence.id).where(Evidence.added_at < at.moment, *(~each for each in waits))
        ),
    )


def prior_learning(at: Cut) -> tuple[Past, ...]:
    """From the day it was shown or withdrawn; while the trajectory runs that rests on it, it stays."""
    counted = func.coalesce(PriorLearning.withdrawn_on, PriorLearning.shown_on)
    runs = exists().where(
        Participation.id == PriorLearning.participation_id, Participation.completed_on.is_(None)
    )
    return (Past("prior_learning", select(PriorLearning.id).where(counted < at.day, ~runs)),)


def staff(at: Cut) -> tuple[Past, ...]:
    """Who left and stands on no proof as the one who entered it, and on no lesson as its teacher."""
    waits = (
        exists().where(Lesson.teacher_id == StaffMember.id),
        exists().where(TimetableSlot.teacher_id == StaffMember.id),
        exists().where(GroupTeacher.staff_member_id == StaffMember.id),
        exists().where(Proof.entered_by_id == StaffMember.id),
        exists().where(Task.staff_member_id == StaffMember.id, Task.state == "open"),
    )
    return (
        Past(
            "staff_member",
            select(StaffMember.id).where(StaffMember.ends_on < at.day, *(~each for each in waits)),
        ),
    )


def ticket(at: Cut) -> tuple[Past, ...]:
    """A closed report; while LED has the proof as cancelled, it is what says why, and the way back."""
    cancelled = exists().where(Proof.id == LedTicket.proof_id, Proof.led_cancelled_on.is_not(None))
    return (Past("led_ticket", select(LedTicket.id).where(LedTicket.closed_on < at.day, ~cancelled)),)


def reconciliation(at: Cut) -> tuple[Past, ...]:
    """A comparison; while a later list has a decision from it, that decision and its history live here."""
    later, own = aliased(ReconciliationRow), aliased(ReconciliationRow)
    carried = (
        select(later.id)
        .join(own, own.id == later.carried_from_id)
        .where(own.reconciliation_id == Reconciliation.id, later.reconciliation_id != Reconciliation.id)
    )
    past = select(Reconciliation.id).where(Reconciliation.read_on < at.day, ~carried.exists())
    return (Past("reconciliation", past),)
