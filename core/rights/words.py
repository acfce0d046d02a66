"""The codes of the register in Dutch: states, tasks, causes and the history of a right."""

from collections.abc import Mapping

from core.i18n import N_
from core.rights import administrator, needs, standing

# A state is sign, word and colour: the class, then the word.
STATES: Mapping[str, tuple[str, str]] = {
    standing.OVERDUE: ("late", N_("Niet ingetrokken")),
    standing.TO_REVOKE: ("soon", N_("In te trekken")),
    standing.MISSING: ("hold", N_("Geen recht")),
    standing.ENDING: ("soon", N_("Loopt af")),
    standing.COMING: ("plan", N_("Begint later")),
    standing.LIVE: ("done", N_("Recht loopt")),
    standing.NONE: ("plan", N_("Geen recht nodig")),
    standing.GONE: ("plan", N_("Uit dienst")),
}
RIGHT_STATES: Mapping[str, tuple[str, str]] = {
    standing.LIVE: ("done", N_("Loopt")),
    standing.ENDING: ("soon", N_("Loopt af")),
    standing.COMING: ("plan", N_("Begint later")),
    standing.ENDED: ("hold", N_("Afgelopen")),
    standing.REVOKED: ("hold", N_("Ingetrokken")),
}
TASKS: Mapping[str, str] = {
    needs.REVOKE: N_("Rechten intrekken"),
    needs.GRANT: N_("Rechten toekennen"),
    administrator.KIND: N_("Lokaal beheerder nakijken"),
}
CAUSES: Mapping[str, str] = {
    needs.LEFT: N_("laatste werkdag {day}"),
    needs.FUNCTION: N_("andere functie sinds {day}"),
    needs.ACCOUNT: N_("account gesloten op {day}"),
    needs.NEW: N_("registreert vanaf {day}"),
    administrator.KIND: N_("in de KBO gezien op {day}"),
}
EVENTS: Mapping[str, str] = {
    "granted": N_("toegekend"),
    "imported": N_("ingelezen uit een blad"),
    "import_undone": N_("invoer teruggedraaid"),
    "revoked": N_("ingetrokken, eerste dag zonder recht"),
    "end_changed": N_("einde gewijzigd"),
    "reviewed": N_("nagekeken: nog nodig"),
    "added": N_("in het register"),
    "changed": N_("gewijzigd"),
    "function": N_("andere functie"),
    "leaves": N_("laatste werkdag"),
    "stays": N_("blijft toch"),
    "rejoined": N_("terug in dienst"),
}
FIELDS: Mapping[str, str] = {
    "name": N_("Naam"),
    "function": N_("Functie"),
    "email": N_("E-mail"),
    "begins_on": N_("Begin"),
    "ends_on": N_("Einde"),
    "revoked_on": N_("Ingetrokken vanaf"),
    "legal_representative": N_("Wettelijke vertegenwoordiger"),
}
