"""What the records of a person are called, on the screen, in the log and in an export."""

from collections.abc import Mapping

from core.i18n import N_

TABLES: Mapping[str, str] = {
    "learner": N_("Persoonsgegevens"),
    "learner_change": N_("Wijzigingen in het dossier"),
    "participation": N_("Deelnames"),
    "achieved_part": N_("Behaalde deelkwalificaties"),
    "achieved_competence": N_("Behaalde competenties"),
    "proof": N_("Bewijzen met registratie"),
    "deadline": N_("Termijnen"),
    "enrolment": N_("Inschrijvingen in opleidingen"),
    "group_membership": N_("Groepen"),
    "exemption": N_("Vrijstellingen"),
    "attendance_cell": N_("Aanwezigheden"),
    "attendance_op": N_("Herhaalsleutels van het aanwezigheidsraster"),
    "attendance_change": N_("Wijzigingen in aanwezigheden"),
    "justification": N_("Wettigingen van afwezigheid"),
    "lesson_signature": N_("Handtekeningen bij onlinelessen"),
    "second_session": N_("Tweede zittijd"),
    "vov_filing": N_("Ingediende aanwezigheden (VOV)"),
    "certificate": N_("Getuigschriften en attesten"),
    "document": N_("Papieren"),
    "document_event": N_("Wat er met papieren gebeurde"),
    "evidence": N_("Bewijsstukken"),
    "problem_report": N_("Problemen bij de registratie"),
    "led_ticket": N_("Meldingen over LED"),
    "prior_learning": N_("Wat uit LED getoond werd"),
    "history_event": N_("Geschiedenis van problemen en meldingen"),
    "reconciliation_row": N_("Verschillen met de registratietool"),
    "import_row": N_("Rijen van ingelezen lijsten"),
    "task": N_("Taken"),
    "undo_step": N_("Stappen om ongedaan te maken"),
    "access_entry": N_("Wie dit dossier bekeek"),
    "audit_entry": N_("Handelingen in het logboek"),
    "tombstone": N_("Sporen van wat gewist werd"),
}
WITHDRAWN = N_("Ingetrokken")
PAPER_EVENTS: Mapping[str, str] = {
    "delivered": N_("afgeleverd"), "undelivered": N_("toch niet afgeleverd"), "destroyed": N_("vernietigd"),
    "replaced": N_("vervangen"), "withdrawn": N_("ingetrokken"),
}  # fmt: skip
TICKETS: Mapping[str, str] = {
    "missing": N_("Ontbreekt in LED"), "wrong": N_("Fout gegeven"), "double": N_("Staat dubbel"),
    "wrong_person": N_("Staat bij een andere persoon"), "replacement": N_("Duplicaat gevraagd"),
}  # fmt: skip
REPORTERS: Mapping[str, str] = {
    "learner": N_("De deelnemer"), "ahovoks": N_("AHOVOKS"), "wewis": N_("Departement WEWIS"),
    "own_check": N_("Eigen controle"),
}  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "corrected": N_("Verbeterd in LED"), "registered": N_("Ontbrak, nu geregistreerd"),
    "cancelled": N_("Geannuleerd in LED"), "refused": N_("Geweigerd"), "unfounded": N_("Ongegrond"),
    "duplicate": N_("Duplicaat gegeven"), "mistake": N_("Bij vergissing geopend"),
}  # fmt: skip
PRIOR: Mapping[str, str] = {
    "authentic": N_("Authentiek gegeven"), "declared": N_("Eigen verklaring"),
    "declared_verified": N_("Eigen verklaring, geverifieerd"),
}  # fmt: skip
DIFFERENCES: Mapping[str, str] = {
    "missing": N_("ontbreekt in de lijst"), "unknown": N_("niet gekend bij ons"), "double": N_("staat dubbel"),
    "different": N_("verschilt"), "invalid": N_("onleesbare rij"),
}  # fmt: skip
SHEETS: Mapping[str, str] = {"completions": N_("Afgeronde trajecten"), "learners": N_("Deelnemers")}
# About what a piece of evidence is.
ABOUT: Mapping[str, str] = {
    "proof": N_("Bewijs"), "problem": N_("Probleem"), "ticket": N_("Melding over LED"),
    "reconciliation": N_("Vergelijking"),
}  # fmt: skip
