"""The profiles by the names of the source, and whom each is for (S0, step 1)."""

import pytest

from core.rights.profiles import (
    BY_CODE,
    MAGDA_EMPLOYEE,
    MAGDA_LOCAL_ADMINISTRATOR,
    PROFILES,
    REGISTERING,
    named,
)


def test_both_names_of_magda_stand_as_the_source_writes_them() -> None:
    assert BY_CODE[MAGDA_EMPLOYEE].literal == "MAGDA OnlineRegistreer certificaten BKT"
    assert BY_CODE[MAGDA_EMPLOYEE].shown == "MAGDA Online - Registreer certificaten BKT"
    assert BY_CODE[MAGDA_LOCAL_ADMINISTRATOR].literal == "Registratie bewijzen BKT"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("MAGDA OnlineRegistreer certificaten BKT", MAGDA_EMPLOYEE),
        ("MAGDA Online - Registreer certificaten BKT", MAGDA_EMPLOYEE),
        ("magda online – registreer CERTIFICATEN bkt", MAGDA_EMPLOYEE),
        ("Registreer certificaten BKT", MAGDA_EMPLOYEE),
        ("Registratie bewijzen BKT", MAGDA_LOCAL_ADMINISTRATOR),
        ("MAGDA Online: Registratie bewijzen BKT", MAGDA_LOCAL_ADMINISTRATOR),
        ("app.werkplekduaal.be", "werkplekduaal"),
        ("Werkplekduaal", "werkplekduaal"),
        ("WSE-loket", "wse_loket"),
        ("wse loket", "wse_loket"),
    ],
)
def test_a_sheet_may_spell_a_profile_in_any_of_these_ways(written: str, code: str) -> None:
    found = named(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["", "MAGDA Online", "BKT", "Registreer", "MAGDA Online Publiek"])
def test_what_could_mean_either_or_neither_is_no_profile(written: str) -> None:
    assert named(written) is None


def test_no_two_profiles_share_a_spelling() -> None:
    for profile in PROFILES:
        for name in (profile.literal, profile.shown, *profile.short_names):
            assert named(name) is profile, name


@pytest.mark.parametrize("registers", [True, False])
@pytest.mark.parametrize("is_local", [True, False])
def test_to_register_is_for_who_registers_each_in_his_own_profile_and_the_other_counters_are_for_anybody(
    registers: bool, is_local: bool
) -> None:
    fitting = {
        code
        for code, profile in BY_CODE.items()
        if profile.fits(registers=registers, is_local_administrator=is_local)
    }
    own = {MAGDA_LOCAL_ADMINISTRATOR if is_local else MAGDA_EMPLOYEE} if registers else set()
    assert fitting == own | (set(BY_CODE) - set(REGISTERING))
