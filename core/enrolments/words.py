"""The words of enrolments: regimes of leave, how somebody stopped, the final assessment, the state as shown."""

from collections.abc import Mapping

from core.i18n import N_

NO_LEAVE = ""
REGIMES: Mapping[str, str] = {
    NO_LEAVE: N_("Geen educatief verlof"),
    "bev_brussels": N_("BEV (werkgever in Brussel)"),
    "bev_flanders": N_("BEV (werkgever in Vlaanderen)"),
    "vov": N_("VOV (werkgever in Vlaanderen)"),
}
ANNOUNCED, NOT_ATTENDED = "announced", "not_attended"
STOP_KINDS: Mapping[str, str] = {
    ANNOUNCED: N_("Gemeld door de cursist"),
    NOT_ATTENDED: N_("Niet meer bijgewoond"),
}
ASSESSMENTS: Mapping[str, str] = {
    "taken": N_("Afgelegd"),
    "missed_justified": N_("Niet afgelegd, gewettigd"),
    "missed": N_("Niet afgelegd"),
}
PLANNED, RUNNING, STOPPED, ENDED = "planned", "running", "stopped", "ended"
STATES: Mapping[str, str] = {
    PLANNED: N_("Begint nog"),
    RUNNING: N_("Loopt"),
    STOPPED: N_("Gestopt"),
    ENDED: N_("Afgelopen"),
}
WEEKDAYS: Mapping[int, str] = {
    1: N_("maandag"),
    2: N_("dinsdag"),
    3: N_("woensdag"),
    4: N_("donderdag"),
    5: N_("vrijdag"),
    6: N_("zaterdag"),
    7: N_("zondag"),
}
