"""The parts of page "Getuigschriften" in the order of the work."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import certificates_view
from core.ui.registration_parts import Part

PARTS: tuple[Part, ...] = (
    Part(
        "queue",
        N_("Papieren"),
        N_("Elk papier met zijn uiterste datum; afleveren sluit de termijn."),
        Action.SEE_CERTIFICATES,
        certificates_view.draw,
    ),
)
