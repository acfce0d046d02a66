"""The codes of this slice by their Dutch names."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_

VOV: Final = "vov"
REGULAR: Final = "regular"
WAYS: Mapping[str, str] = {
    "eid": N_("eID"),
    "itsme": N_("itsme"),
    "other": N_("Andere goedgekeurde wijze"),
}
RUNNING, INCOMPLETE, TO_FILE, FILED, CHANGED = "running", "incomplete", "to_file", "filed", "changed"
STATES: Mapping[str, str] = {
    CHANGED: N_("Gewijzigd sinds indiening"),
    TO_FILE: N_("In te dienen"),
    INCOMPLETE: N_("Eerst lessen afsluiten"),
    RUNNING: N_("Loopt nog"),
    FILED: N_("Ingediend"),
}
