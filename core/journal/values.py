"""The words of the codes in the log: what was looked at, and values by the name of the detail they belong to."""

from collections.abc import Mapping

from core.access.actors import ROLE_NAMES
from core.courses import words as courses
from core.enrolments import words as enrolments
from core.i18n import N_
from core.journal.words import ACTIONS
from core.learners.words import FIELDS
from core.led_corrections import words as tickets
from core.prior_learning import words as shown
from core.problem_reports import kinds
from core.proofs.achieving import OUTCOMES
from core.proofs.late_reasons import DELIVERY_WAYS
from core.provider_settings.registry import BY_KEY
from core.reconciliation.words import DECISIONS
from core.retention.registry import KINDS
from core.rights import words as rights
from core.rights.profiles import PROFILES
from core.subject.words import TABLES
from core.vov import words as vov

LOOKS: Mapping[str, str] = {
    "insz": N_("Rijksregisternummer getoond"),
    "handover": N_("Rijksregisternummer getoond bij het invoeren"),
    "document": N_("Bewijs geopend"),
    "certificate.open": N_("Getuigschrift of attest geopend"),
    "evidence": N_("Bewijsstuk geopend"),
    "certificate.list": N_("In een lijst van papieren gezet"),
    "certificate.mail": N_("Bericht met getuigschrift klaargezet"),
    "certificate.pdf": N_("Getuigschrift mee afgedrukt"),
    "certificate.zip": N_("Getuigschrift mee gedownload"),
    "bundle.pdf": N_("Bewijs mee afgedrukt"),
    "bundle.zip": N_("Bewijs mee gedownload"),
    "duplicate.pdf": N_("Duplicaat van het bewijs gemaakt"),
    "grounds": N_("Gronden van afwezigheid bekeken"),
    "letter.pdf": N_("Begeleidende brief gemaakt"),
    "subject.export": N_("Heel het dossier geëxporteerd"),
    "subject.export_insz": N_("Heel het dossier geëxporteerd, met rijksregisternummer"),
    "refused.xlsx": N_("Geweigerde rij met rijksregisternummer teruggegeven"),
}
# What a run of the retention removed, by kind, and what an erasure did, by table.
REMOVED: Mapping[str, str] = {**TABLES, **{kind.code: BY_KEY[kind.key].name for kind in KINDS}}
VALUES: Mapping[str, Mapping[str, str]] = {
    "command": ACTIONS,
    "profile": {profile.code: profile.shown for profile in PROFILES},
    "decision": DECISIONS,
    "how": kinds.WAYS,
    "problem": kinds.NAMES,
    "step": kinds.EVENTS,
    "fields": {**rights.FIELDS, **FIELDS, **tickets.CHANGED, **shown.FIELDS},
    "outcome": {**OUTCOMES, **tickets.OUTCOMES},
    "ticket_kind": tickets.KINDS,
    "route": tickets.ROUTES,
    "entry_kind": shown.KINDS,
    "regime": enrolments.REGIMES,
    "stop_kind": enrolments.STOP_KINDS,
    "assessment": enrolments.ASSESSMENTS,
    "lesson_reason": courses.REASONS,
    "state": courses.STATES,
    "delivery_way": DELIVERY_WAYS,
    "signed_how": vov.WAYS,
    "way": {"grid": N_("Raster"), "form": N_("Formulier")},
    "removed": REMOVED,
    "role": {role.value: name for role, name in ROLE_NAMES.items()},
    "from": {role.value: name for role, name in ROLE_NAMES.items()},
    "to": {role.value: name for role, name in ROLE_NAMES.items()},
    "mode": {"good_rows": N_("Alleen de goede rijen"), "all_or_nothing": N_("Alles of niets")},
    "kind": {
        "completions": N_("Afgeronde trajecten"),
        "learners": N_("Deelnemers"),
        "staff": N_("Medewerkers en rechten"),
        "check_administrator": N_("Lokaal beheerder nakijken"),
        "grant_rights": N_("Rechten toekennen"),
        "revoke_rights": N_("Rechten intrekken"),
        "national": N_("Rijksregisternummer"),
        "bis": N_("BIS-nummer"),
        "test": N_("testpersoon"),
    },
}
