"""Why a registration was late: codes that can be counted, with their Dutch words."""

from collections.abc import Mapping

from core.i18n import N_

LATE_REASONS: Mapping[str, str] = {
    "insz_late": N_("INSZ of BIS-nummer kwam te laat"),
    "data_late": N_("Gegevens van de deelnemer kwamen te laat"),
    "assessment_late": N_("Resultaat of deliberatie kwam te laat"),
    "rights_missing": N_("Niemand had het recht om te registreren"),
    "tool_down": N_("De registratietool was niet beschikbaar"),
    "staff": N_("Afwezigheid of overmacht op kantoor"),
    "import_history": N_("Achterstand van voor de ingebruikname"),
    "forgotten": N_("Over het hoofd gezien"),
    "other": N_("Andere reden"),
}
DELIVERY_WAYS: Mapping[str, str] = {
    "hand": N_("Persoonlijk overhandigd"),
    "post": N_("Met de post"),
    "registered_post": N_("Aangetekend"),
    "mail": N_("Per e-mail"),
}
