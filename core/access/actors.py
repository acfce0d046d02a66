"""The person (or command line) on whose behalf something happens."""

from dataclasses import dataclass
from enum import StrEnum

from core.i18n import N_


class Role(StrEnum):
    """The five roles of a provider's staff."""

    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    MANAGER = "manager"
    READER = "reader"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.COORDINATOR: N_("Coördinator"),
    Role.REGISTRAR: N_("Registrator"),
    Role.MANAGER: N_("Leidinggevende"),
    Role.READER: N_("Lezer"),
    Role.ADMINISTRATOR: N_("Beheerder"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in, as their account stood when it was read; `campus_ids` None means every campus."""

    id: int | None
    name: str
    display_name: str
    role: Role
    campus_ids: frozenset[int] | None
    rights_version: int = 0

    @property
    def is_system(self) -> bool:
        """The command line acts without an account, under the name of the operating system's user."""
        return self.id is None


def command_line(user: str) -> Actor:
    """The actor of `python -m core`: whoever can run it on the server, named in the audit."""
    return Actor(None, f"cli:{user}", f"cli:{user}", Role.ADMINISTRATOR, None)
