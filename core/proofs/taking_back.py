"""Taking a wrong "ingevoerd" back, by whoever may enter, however long ago: with a reason, until it is confirmed.

`undoable` takes back the own last act alone. What is taken back here is no slip of the last minute, so it asks why, and
the log keeps what stood there.
"""

from datetime import date

from sqlalchemy.orm import Session

from core import audit, lengths, masking, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import files, led_copy
from core.rights import holders
from db.models import Proof

COMMAND = "proof.take_back_entry"
NOT_ENTERED = N_(
    "Dit bewijs is niet als ingevoerd genoteerd; er valt niets terug te nemen. Laad de lijst opnieuw."
)
CONFIRMED = N_(
    "Dit bewijs is bevestigd in LED op {day}; de invoer blijft dan staan. Klopt er iets niet in LED, open dan een "
    "melding op de pagina Registratie, onderdeel Correcties."
)


def take_back_entry(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str, nonce: str = ""
) -> None:  # fmt: skip
    """The proof is to be entered again, its reference free for it. Evidence of the entry stays on record.

    Asks the right of entering, and a live right of one's own. Raises InvalidInput once LED was seen to hold it.
    """
    require(session, actor, Action.REGISTER_PROOF)
    if once.replay(session, nonce=nonce) is not None:
        return
    lengths.check_reason(reason)
    holders.require_own(session, actor, today=today)
    proof = files.load(session, actor, Action.REGISTER_PROOF, proof_id=proof_id, version=version)
    _check(proof)
    was = {"day": proof.entered_on, "name": proof.entered_by}
    # A reference is free text of the tool: what looks like a national number does not go into the log.
    was |= {"reference": masking.masked(proof.led_reference)} if proof.led_reference else {}
    proof.entered_on, proof.entered_by, proof.entered_by_id = None, "", None
    proof.noted_by, proof.led_reference = "", ""
    led_copy.note_taken_back(session, actor, proof, today=today)
    session.flush()
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="proof", subject_id=proof.id,
        details={**was, "reason": reason.strip(), "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command=COMMAND, result={})


def _check(proof: Proof) -> None:
    if proof.registered_on is not None:
        raise InvalidInput(CONFIRMED, day=proof.registered_on)
    if proof.entered_on is None:
        raise InvalidInput(NOT_ENTERED)
