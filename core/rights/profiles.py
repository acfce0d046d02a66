"""The profiles of the counters, by their literal names in the source, and whom each one is for (S0, step 1).

S0 writes "MAGDA OnlineRegistreer certificaten BKT" without a separator; the screen puts one (`shown`), and keeps the
source's spelling beside it (`literal`).
"""

import re
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
    short_names: tuple[str, ...] = ()

    @property
    def registers(self) -> bool:
        """Whether its holder can register proofs in the tool."""
        return self.code in REGISTERING

    def fits(self, *, registers: bool, is_local_administrator: bool) -> bool:
        """Whether it belongs to such a function: to register is for who registers, each in his own profile (S0)."""
        if not self.registers:
            return True
        return registers and self.for_local_administrator == is_local_administrator


PROFILES: tuple[Profile, ...] = (
    Profile(
        MAGDA_EMPLOYEE, N_("MAGDA Online"), "MAGDA Online - Registreer certificaten BKT",
        "MAGDA OnlineRegistreer certificaten BKT", False, S0,
        ("magda_employee", "Registreer certificaten BKT", "medewerker"),
    ),
    Profile(
        MAGDA_LOCAL_ADMINISTRATOR, N_("MAGDA Online"), "Registratie bewijzen BKT", "Registratie bewijzen BKT", True, S0,
        ("magda_local_administrator", "MAGDA Online - Registratie bewijzen BKT", "lokaal beheerder"),
    ),
    Profile(
        "werkplekduaal", N_("Werkplekduaal"), "app.werkplekduaal.be", "app.werkplekduaal.be", None, S2,
        ("werkplekduaal", "werkplek duaal", "werkplekduaal.be"),
    ),
    Profile("wse_loket", N_("WSE-loket"), "WSE-loket", "WSE-loket", None, "", ("wse_loket", "WSE", "loket WSE")),
)  # fmt: skip
BY_CODE: Mapping[str, Profile] = {profile.code: profile for profile in PROFILES}
# With one of these somebody can register proofs in the tool "Bewijzen beroepskwalificerend traject".
REGISTERING: tuple[str, ...] = (MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR)


def _bare(name: str) -> str:
    """The letters and digits alone: with or without separator, in capitals or not, it is the same name."""
    return re.sub(r"[\W_]+", "", name.casefold())


_NAMES: Mapping[str, Profile] = {
    _bare(name): profile
    for profile in PROFILES
    for name in (profile.literal, profile.shown, *profile.short_names)
}


def named(text: str) -> Profile | None:
    """The profile that a sheet means: by either of its names, with or without separator, or by a short one."""
    return _NAMES.get(_bare(text))
