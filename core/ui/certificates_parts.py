"""The parts of page "Getuigschriften" in the order of the work."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import certificates_register_view, certificates_view, quarter_view, vov_view
from core.ui.registration_parts import Part

PARTS: tuple[Part, ...] = (
    Part(
        "queue",
        N_("Papieren"),
        N_("Elk papier met zijn uiterste datum; afleveren sluit de termijn."),
        Action.SEE_CERTIFICATES,
        certificates_view.draw,
    ),
    Part(
        "quarter",
        N_("Kwartaal"),
        N_(
            "Alles met een uiterste datum tot en met een dag, over alle opleidingen, van nakijken tot afleveren."
        ),
        Action.SEE_CERTIFICATES,
        quarter_view.draw,
    ),
    Part(
        "register",
        N_("Register"),
        N_("Elk nummer dat ooit uitgereikt werd, en wat ervan werd."),
        Action.SEE_CERTIFICATES,
        certificates_register_view.draw,
    ),
    Part(
        "vov",
        N_("Vlaams opleidingsverlof"),
        N_("Aanwezigheden indienen in het WSE-loket, met een eigen herinnering (intern)."),
        Action.SEE_CERTIFICATES,
        vov_view.draw,
    ),
)
