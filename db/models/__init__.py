"""Every table of the house; importing this package is enough for the migrations to see them all."""

from db.models.account import Account, AccountCampus
from db.models.app_session import AppSession, LoginAttempt, LoginTicket, OneTimeLink
from db.models.attendance import (
    AttendanceCell,
    AttendanceChange,
    AttendanceOp,
    Justification,
    LessonSignature,
)
from db.models.audit_entry import AccessEntry, AuditEntry, AuditHead
from db.models.base import Base
from db.models.certificate import Certificate, OfficialBlank
from db.models.course import Course, CourseYear, GroupTeacher, Lesson, TimetableSlot
from db.models.deadline import Deadline
from db.models.document import Document, DocumentCounter, DocumentEvent
from db.models.enrolment import Enrolment, Exemption, GroupMembership, SecondSession, VovFiling
from db.models.evidence import Evidence, HistoryEvent
from db.models.handover import HandoverSession
from db.models.import_batch import ColumnMapping, ImportBatch, ImportRow
from db.models.learner import Learner, LearnerChange
from db.models.led_ticket import LedTicket, PriorLearning
from db.models.operation import Operation, SavedView, UndoStep
from db.models.organisation import Campus, ClosingDay, Organisation, ProofField, RuleSetting, Signatory
from db.models.own_setting import OwnSetting, RuleSettingChange
from db.models.problem_report import ProblemReport
from db.models.proof import Proof
from db.models.qualification import Competence, PartContent, PartialQualification, Qualification
from db.models.reconciliation import Reconciliation, ReconciliationRow
from db.models.rights import CounterRight, FirstUseStep, StaffMember
from db.models.task import Task
from db.models.tombstone import Tombstone
from db.models.trajectory import (
    AchievedCompetence,
    AchievedPart,
    CourseGroup,
    Participation,
    Trajectory,
    TrajectoryPart,
)

__all__ = [
    "AccessEntry", "Account", "AccountCampus", "AchievedCompetence", "AchievedPart", "AppSession",
    "AttendanceCell", "AttendanceChange", "AttendanceOp", "AuditEntry", "AuditHead", "Base", "Campus",
    "Certificate", "ClosingDay", "ColumnMapping", "Competence", "CounterRight", "Course", "CourseGroup",
    "CourseYear", "Deadline", "Document", "DocumentCounter", "DocumentEvent", "Enrolment", "Evidence",
    "Exemption", "FirstUseStep", "GroupMembership", "GroupTeacher", "HandoverSession", "HistoryEvent",
    "ImportBatch", "ImportRow", "Justification", "Learner", "LearnerChange", "LedTicket", "Lesson",
    "LessonSignature", "LoginAttempt", "LoginTicket", "OfficialBlank", "OneTimeLink", "Operation",
    "Organisation", "OwnSetting", "PartContent", "PartialQualification", "Participation", "PriorLearning",
    "ProblemReport", "Proof", "ProofField", "Qualification", "Reconciliation", "ReconciliationRow",
    "RuleSetting", "RuleSettingChange", "SavedView", "SecondSession", "Signatory", "StaffMember", "Task",
    "TimetableSlot", "Tombstone", "Trajectory", "TrajectoryPart", "UndoStep", "VovFiling",
]  # fmt: skip
