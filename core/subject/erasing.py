"""Erasing one person's file: all of it or nothing, never what has to stay."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from core.learners import names
from core.rules.words import Text
from core.subject import keeping, links, removing
from db.models import Learner

GONE = N_("Er is geen dossier {key}. Kijk het nummer na; misschien werd het al gewist.")
MERGED = N_("Dossier {key} is samengevoegd met dossier {kept}. Wis dat dossier.")
MUST_STAY = N_("Dossier {key} kan niet gewist worden. {why}")
NAMED = N_("De reden blijft in het logboek staan. Schrijf ze zonder de naam van de persoon.")


def erase(session: Session, *, actor: Actor, today: date, learner_id: int, reason: str) -> Mapping[str, int]:
    """Erase everything of one person that is not the chain of the log; gives how many rows went per table.

    Asks for a session of the owner of the tables (`db.maintenance`). Raises InvalidInput with every reason why
    something has to stay: a proof that still has to be registered in LED, whether its term runs or has passed (S0,
    "binnen de twee maanden"), another term that is open, an issued proof whose time of keeping has not passed, a
    report about LED or a problem that is still open. `keeping.verdict` tells the same beforehand.
    """
    require(session, actor, Action.ERASE_SUBJECT)
    lengths.check_reason(reason)
    person = session.get(Learner, learner_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise NotFound(GONE, key=learner_id)
    if person.merged_into_id is not None:
        raise InvalidInput(MERGED, key=learner_id, kept=person.merged_into_id)
    _check_names_nobody(person, reason)
    why = keeping.verdict(session, actor=actor, today=today, learner_id=learner_id).reasons
    if why:
        raise InvalidInput(MUST_STAY, key=learner_id, why=_after_each_other(why))
    found = removing.remove(
        session, {links.PERSON: [learner_id]}, actor=actor, today=today, reason=reason.strip()
    )
    counts = {table: len(keys) for table, keys in found.items()}
    audit.record(
        session, actor=actor, action="learner.erase", subject_kind="learner", subject_id=learner_id,
        details={"removed": {table: str(n) for table, n in counts.items()}, "reason": reason.strip(), "on": today},
    )  # fmt: skip
    return counts


def _after_each_other(sentences: Sequence[Text]) -> Text:
    """Sentences as one text, a space between them in every language."""
    first, *others = sentences
    return (
        Text("{first} {others}", {"first": first, "others": _after_each_other(others)}) if others else first
    )


def _check_names_nobody(person: Learner, reason: str) -> None:
    words = set(names.folded(reason).replace(",", " ").replace(".", " ").split())
    own = {word for name in (person.last_name, person.first_name) for word in names.folded(name).split()}
    if any(len(word) > 2 and word in words for word in own):
        raise InvalidInput(NAMED, field="reason")
