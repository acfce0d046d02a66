"""The person (or command line) on whose behalf something happens."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.i18n import N_


class Role(StrEnum):
    """The six roles of a provider's staff."""

    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    MANAGER = "manager"
    READER = "reader"
    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.COORDINATOR: N_("Coördinator"),
    Role.REGISTRAR: N_("Registrator"),
    Role.MANAGER: N_("Leidinggevende"),
    Role.READER: N_("Lezer"),
    Role.TEACHER: N_("Lesgever"),
    Role.ADMINISTRATOR: N_("Beheerder"),
}


COMMAND_LINE = "cli:"


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
    name = f"{COMMAND_LINE}{user}"
    return Actor(None, name, name, Role.ADMINISTRATOR, None)


def person(name: str, t: Callable[..., str]) -> str:
    """A stored name as people read it: the command line by that word, everybody else as he is called."""
    if not name.startswith(COMMAND_LINE):
        return name
    return t("opdrachtregel ({user})", user=name.removeprefix(COMMAND_LINE))
