"""Every table of the house; importing this package is enough for the migrations to see them all."""

from db.models.account import Account, AccountCampus
from db.models.app_session import AppSession, LoginAttempt, LoginTicket, OneTimeLink
from db.models.audit_entry import AccessEntry, AuditEntry, AuditHead
from db.models.base import Base
from db.models.deadline import Deadline
from db.models.document import Document, DocumentCounter, DocumentEvent
from db.models.import_batch import ColumnMapping, ImportBatch, ImportRow
from db.models.learner import Learner, LearnerChange
from db.models.operation import Operation, SavedView, UndoStep
from db.models.organisation import Campus, ClosingDay, Organisation, ProofField, RuleSetting, Signatory
from db.models.proof import Proof
from db.models.qualification import Competence, PartContent, PartialQualification, Qualification
from db.models.trajectory import (
    AchievedCompetence,
    AchievedPart,
    CourseGroup,
    Participation,
    Trajectory,
    TrajectoryPart,
)

__all__ = [
    "AccessEntry", "Account", "AccountCampus", "AchievedCompetence", "AchievedPart", "AppSession", "AuditEntry",
    "AuditHead", "Base", "Campus", "ClosingDay", "ColumnMapping", "Competence", "CourseGroup", "Deadline",
    "Document", "DocumentCounter", "DocumentEvent", "ImportBatch", "ImportRow", "Learner", "LearnerChange",
    "LoginAttempt", "LoginTicket", "OneTimeLink", "Operation", "Organisation", "PartContent",
    "PartialQualification", "Participation", "Proof", "ProofField", "Qualification", "RuleSetting", "SavedView",
    "Signatory", "Trajectory", "TrajectoryPart", "UndoStep",
]  # fmt: skip
