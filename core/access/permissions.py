"""The one table of permissions, and the lock on every command.

`require` reads the account again in the transaction of the act: a right that was taken away a second ago is
gone, whatever the screen still shows.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import NotAllowed, NotFound
from core.i18n import N_
from db.models import Account, AccountCampus


class Action(StrEnum):
    """Everything that can be allowed or refused."""

    SEE_OVERVIEW = "see_overview"
    SEE_PROOFS = "see_proofs"
    SEE_LEARNERS = "see_learners"
    SEE_TRAJECTORIES = "see_trajectories"
    SEE_COMPLIANCE = "see_compliance"
    SEE_RULES = "see_rules"
    SEE_AUDIT = "see_audit"
    ISSUE_PROOF = "issue_proof"
    DELIVER_PROOF = "deliver_proof"
    REGISTER_PROOF = "register_proof"
    SEE_REGISTRATION = "see_registration"
    MANAGE_RIGHTS = "manage_rights"
    REPORT_PROBLEM = "report_problem"
    CORRECT_LED = "correct_led"
    RECONCILE = "reconcile"
    CORRECT_PROOF = "correct_proof"
    READ_DOCUMENT = "read_document"
    EXPORT = "export"
    EDIT_LEARNER = "edit_learner"
    REVEAL_INSZ = "reveal_insz"
    EDIT_TRAJECTORY = "edit_trajectory"
    EDIT_PARTICIPATION = "edit_participation"
    NOTE_PRIOR_LEARNING = "note_prior_learning"
    SEE_LOOKS = "see_looks"
    EXPORT_SUBJECT = "export_subject"
    ERASE_SUBJECT = "erase_subject"
    CHANGE_RULE = "change_rule"
    SEE_COURSES = "see_courses"
    EDIT_COURSE = "edit_course"
    SEE_ENROLMENTS = "see_enrolments"
    EDIT_ENROLMENT = "edit_enrolment"
    SEE_ATTENDANCE = "see_attendance"
    ENTER_ATTENDANCE = "enter_attendance"
    SEE_GROUNDS = "see_grounds"
    JUSTIFY_ABSENCE = "justify_absence"
    SEE_CERTIFICATES = "see_certificates"
    ISSUE_CERTIFICATE = "issue_certificate"
    DELIVER_CERTIFICATE = "deliver_certificate"
    CORRECT_CERTIFICATE = "correct_certificate"
    FILE_VOV = "file_vov"
    IMPORT = "import"
    ADMINISTER = "administer"
    OWN_ACCOUNT = "own_account"


# A teacher sees the groups he teaches (`core.access.teaching`), and nothing of papers, registration or management.
_STAFF = frozenset(Role) - {Role.TEACHER}
_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.COORDINATOR, Role.REGISTRAR, Role.ADMINISTRATOR})
_COORDINATION = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})

GRANTS: Mapping[Action, frozenset[Role]] = {
    Action.SEE_OVERVIEW: _STAFF,
    Action.SEE_PROOFS: _STAFF,
    Action.SEE_LEARNERS: _STAFF,
    Action.SEE_TRAJECTORIES: _STAFF,
    Action.SEE_COMPLIANCE: frozenset({Role.MANAGER, Role.ADMINISTRATOR, Role.COORDINATOR}),
    Action.SEE_RULES: _STAFF,
    Action.SEE_AUDIT: frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    Action.ISSUE_PROOF: _COORDINATION,
    Action.DELIVER_PROOF: _OFFICE,
    Action.REGISTER_PROOF: _OFFICE,
    Action.SEE_REGISTRATION: _OFFICE | {Role.MANAGER},
    Action.MANAGE_RIGHTS: _COORDINATION,
    Action.REPORT_PROBLEM: _OFFICE,
    Action.CORRECT_LED: _OFFICE,
    Action.RECONCILE: _OFFICE,
    Action.CORRECT_PROOF: _COORDINATION,
    Action.READ_DOCUMENT: _OFFICE | {Role.MANAGER},
    Action.EXPORT: _OFFICE | {Role.MANAGER},
    Action.EDIT_LEARNER: _COORDINATION,
    Action.REVEAL_INSZ: _OFFICE,
    Action.EDIT_TRAJECTORY: _COORDINATION,
    Action.EDIT_PARTICIPATION: _COORDINATION,
    Action.NOTE_PRIOR_LEARNING: _OFFICE,
    Action.SEE_LOOKS: frozenset({Role.MANAGER, Role.ADMINISTRATOR, Role.COORDINATOR}),
    Action.EXPORT_SUBJECT: frozenset({Role.ADMINISTRATOR}),
    Action.ERASE_SUBJECT: frozenset({Role.ADMINISTRATOR}),
    Action.CHANGE_RULE: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_COURSES: _STAFF,
    Action.EDIT_COURSE: _COORDINATION,
    Action.SEE_ENROLMENTS: _STAFF,
    Action.EDIT_ENROLMENT: _COORDINATION,
    Action.SEE_ATTENDANCE: _EVERYBODY,
    Action.ENTER_ATTENDANCE: _OFFICE | {Role.TEACHER},
    Action.SEE_GROUNDS: _OFFICE | {Role.TEACHER},
    Action.JUSTIFY_ABSENCE: _OFFICE,
    Action.SEE_CERTIFICATES: _STAFF,
    Action.ISSUE_CERTIFICATE: _COORDINATION,
    Action.DELIVER_CERTIFICATE: _OFFICE,
    Action.CORRECT_CERTIFICATE: _COORDINATION,
    Action.FILE_VOV: _OFFICE,
    Action.IMPORT: _COORDINATION,
    Action.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
    Action.OWN_ACCOUNT: _EVERYBODY,
}

# What tells of every campus at once: nobody who is limited to some of them has it, whatever the role.
OF_ALL_CAMPUSES = frozenset(
    {
        Action.SEE_AUDIT,
        Action.MANAGE_RIGHTS,
        Action.EXPORT_SUBJECT,
        Action.ERASE_SUBJECT,
        Action.CHANGE_RULE,
    }
)


def allowed(actor: Actor, action: Action) -> bool:
    """Whether the actor's role and reach give this right; for menus and buttons, never the lock itself."""
    if action in OF_ALL_CAMPUSES and actor.campus_ids is not None:
        return False
    return actor.role in GRANTS[action]


def require(session: Session, actor: Actor, action: Action, *, campus_id: int | None = None) -> None:
    """Refuse unless the account, as it stands in this transaction, may do this on this campus.

    Raises NotAllowed when the right is missing or was taken away, NotFound for another campus's thing.
    """
    current = actor if actor.is_system else current_actor(session, actor.id)
    if current is None or (not actor.is_system and current.rights_version != actor.rights_version):
        raise NotAllowed(N_("Je rechten zijn gewijzigd of je account is gesloten. Meld je opnieuw aan."))
    if not allowed(current, action):
        raise NotAllowed(N_("Je hebt geen recht op deze handeling. Vraag het aan je beheerder."))
    if campus_id is not None and current.campus_ids is not None and campus_id not in current.campus_ids:
        raise NotFound(N_("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus."))


def current_actor(session: Session, account_id: int | None) -> Actor | None:
    """The account as it stands now; None when it is gone or closed."""
    account = session.get(Account, account_id, populate_existing=True) if account_id is not None else None
    if account is None or not account.is_active:
        return None
    return as_actor(session, account)


def as_actor(session: Session, account: Account) -> Actor:
    """Map an account row to the actor it stands for."""
    campuses: frozenset[int] | None = None
    if not account.all_campuses:
        found = session.scalars(select(AccountCampus.campus_id).where(AccountCampus.account_id == account.id))
        campuses = frozenset(found)
    return Actor(
        account.id,
        account.username,
        account.display_name,
        Role(account.role),
        campuses,
        account.rights_version,
    )
