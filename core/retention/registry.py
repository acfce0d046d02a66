"""Every kind of record that is kept, read aloud: what it is, from which day its months count, what makes it wait.

A table stands in exactly one of four places, which a test holds against the schema: it is the record of a kind, it
goes along with one (what hangs on it is read from the schema, `core.subject.links`), it stays for a reason that is
said on the screen, or it tells of nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_
from core.provider_settings import keeping


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its setting, what its months count from, what makes it wait, and the tables its records stand in.

    A record leaves a tombstone and takes along what hangs on it; lines of a log (`is_log`) go by themselves.
    """

    code: str
    since: str
    waits: str
    tables: tuple[str, ...]
    is_log: bool = False

    @property
    def key(self) -> str:
        """The key of its setting."""
        return keeping.key_of(self.code)


NOTHING = ""
KINDS: tuple[Kind, ...] = (
    Kind(
        "person", N_("de laatste keer dat er iets met het dossier gebeurde"),
        N_("zolang er een bewijs of papier is, of een melding openstaat"), ("learner",),
    ),
    Kind(
        "participation", N_("het einde, of de start als er geen einde is"), N_("zolang er een bewijs uit volgt"),
        ("participation",),
    ),
    Kind(
        "proof", N_("de registratie in LED, of de uitreiking"),
        N_("zolang het nog geregistreerd moet worden, er iets over openstaat, of het papier het laatste is"),
        ("proof",),
    ),
    Kind(
        "enrolment", N_("het einde van de opleiding"), N_("zolang een getuigschrift nog afgeleverd moet worden"),
        ("enrolment",),
    ),
    Kind("evidence", N_("het toevoegen"), N_("zolang het probleem of de melding openstaat"), ("evidence",)),
    Kind("problem", N_("het afsluiten"), N_("zolang het openstaat"), ("problem_report",)),
    Kind(
        "ticket", N_("het afsluiten"), N_("zolang ze openstaat, of het bewijs in LED als geannuleerd staat"),
        ("led_ticket",),
    ),
    Kind("prior_learning", N_("het tonen, of het intrekken"), N_("zolang de deelname loopt"), ("prior_learning",)),
    Kind("learner_change", N_("de wijziging"), NOTHING, ("learner_change",), is_log=True),
    Kind("import", N_("het inlezen"), NOTHING, ("import_row",), is_log=True),
    Kind(
        "reconciliation", N_("het inlezen"), N_("zolang een latere lijst een beslissing ervan overneemt"),
        ("reconciliation",),
    ),
    Kind("access", N_("het bekijken"), NOTHING, ("access_entry",), is_log=True),
    Kind("handover", N_("het begin"), NOTHING, ("handover_session",), is_log=True),
    Kind(
        "staff", N_("de laatste werkdag"), N_("zolang een bewijs of een les deze persoon noemt"), ("staff_member",)
    ),
    Kind("task", N_("het afwerken"), N_("zolang ze openstaat"), ("task",), is_log=True),
    Kind(
        "sign_in", N_("het laatste gebruik"), NOTHING,
        ("login_attempt", "app_session", "login_ticket", "one_time_link"),
        is_log=True,
    ),
    Kind("attendance_op", N_("de handeling"), NOTHING, ("attendance_op",), is_log=True),
    Kind("operation", N_("de handeling"), NOTHING, ("operation", "undo_step"), is_log=True),
)  # fmt: skip
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}

# Tables whose rows go with the record they hang on, and with no other.
GO_ALONG = frozenset(
    {
        "achieved_competence", "achieved_part", "attendance_cell", "attendance_change", "certificate", "counter_right",
        "deadline", "document", "document_event", "exemption", "group_membership", "history_event", "justification",
        "lesson_signature", "reconciliation_row", "second_session", "vov_filing",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stays:
    """Something that is never removed, or never kept, and why: for the screen. `tables` may be empty."""

    name: str
    term: str
    reason: str
    tables: tuple[str, ...] = ()


FOR_GOOD = N_("blijvend")
STAYS: tuple[Stays, ...] = (
    Stays(
        N_("Logboek van de handelingen"), FOR_GOOD,
        N_(
            "Elk item is aan het vorige vastgemaakt. Wie er één uithaalt, kan niet meer bewijzen dat niets ontbreekt. "
            "Het noemt dossiers bij hun nummer, zonder naam en zonder rijksregisternummer."
        ),
        ("audit_entry", "audit_head"),
    ),
    Stays(
        N_("Sporen van wat gewist werd"), FOR_GOOD,
        N_("Nummer, hash en datums zonder naam, zodat een gat in de nummers verklaard blijft."), ("tombstone",),
    ),
    Stays(
        N_("Ingelezen lijsten: bestand, dag en wie"), FOR_GOOD,
        N_("De rijen gaan weg. De regel zegt waar gegevens vandaan komen en noemt geen deelnemer."), ("import_batch",),
    ),
    Stays(
        N_("Accounts"), FOR_GOOD,
        N_("Een gesloten account blijft, zodat het logboek blijft zeggen wie iets deed."),
        ("account", "account_campus"),
    ),
    Stays(
        N_("Begeleidende brieven"), N_("niet bewaard"),
        N_("Een brief wordt gemaakt uit het dossier van dat ogenblik; alleen dat hij gemaakt werd, staat genoteerd."),
    ),
)  # fmt: skip
# What the provider offers and how it is set up: nobody's personal data.
OF_NOBODY = frozenset(
    {
        "campus", "closing_day", "column_mapping", "competence", "course", "course_group", "course_year",
        "document_counter", "first_use_step", "group_teacher", "lesson", "official_blank", "organisation",
        "own_setting", "part_content", "partial_qualification", "proof_field", "qualification",
        "rule_setting", "rule_setting_change", "saved_view", "signatory", "timetable_slot", "trajectory",
        "trajectory_part",
    }
)  # fmt: skip
