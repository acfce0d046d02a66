"""The profiles of the counters, by their literal names in the source, and whom each one is for (S0, step 1).

S0 writes "MAGDA OnlineRegistreer certificaten BKT" without a separator; the screen puts one (`shown`), and keeps the
source's spelling beside it (`literal`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_

MAGDA_EMPLOYEE = "magda_employee"
MAGDA_LOCAL_ADMINISTRATOR = "magda_local_administrator"
S0 = N_("Vlaanderen, Uitreiken en registreren van bewijzen, stap 1")
S2 = N_("Vlaanderen, Werkplekduaal, digitaal loket")


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile: its counter, its name as the source spells it, and who may hold it."""

    code: str
    counter: str
    shown: str
    literal: str
    for_local_administrator: bool | None
    source: str


PROFILES: tuple[Profile, ...] = (
    Profile(
        MAGDA_EMPLOYEE, N_("MAGDA Online"), "MAGDA Online - Registreer certificaten BKT",
        "MAGDA OnlineRegistreer certificaten BKT", False, S0,
    ),
    Profile(
        MAGDA_LOCAL_ADMINISTRATOR, N_("MAGDA Online"), "Registratie bewijzen BKT", "Registratie bewijzen BKT", True, S0,
    ),
    Profile("werkplekduaal", N_("Werkplekduaal"), "app.werkplekduaal.be", "app.werkplekduaal.be", None, S2),
    Profile("wse_loket", N_("WSE-loket"), "WSE-loket", "WSE-loket", None, ""),
)  # fmt: skip
BY_CODE: Mapping[str, Profile] = {profile.code: profile for profile in PROFILES}
# With one of these somebody can register proofs in the tool "Bewijzen beroepskwalificerend traject".
REGISTERING: tuple[str, ...] = (MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR)
