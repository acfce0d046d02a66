"""The parts of page "Getuigschriften" in the order of the work."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import (
    attendance_pictures_view,
    certificates_batch_view,
    certificates_register_view,
    certificates_view,
    vov_view,
)
from core.ui.registration_parts import Part

PARTS: tuple[Part, ...] = (
    Part(
        "queue",
        N_("Werklijst"),
        N_("Elk papier met zijn uiterste datum; afleveren sluit de termijn."),
        Action.SEE_CERTIFICATES,
        certificates_view.draw,
    ),
    Part(
        "batch",
        N_("Alles in één keer"),
        N_("Alles met vervaldag tot en met een dag: nakijken, uitreiken, drukken, afleveren."),
        Action.ISSUE_CERTIFICATE,
        certificates_batch_view.draw,
    ),
    Part(
        "register",
        N_("Afgifteregister"),
        N_("Elk uitgereikt papier met zijn nummer, ook wat vernietigd of verbeterd is."),
        Action.SEE_CERTIFICATES,
        certificates_register_view.draw,
    ),
    Part(
        "vov",
        N_("VOV"),
        N_("Aanwezigheden voor het WSE-loket; geen wettelijke termijn gekend."),
        Action.SEE_CERTIFICATES,
        vov_view.draw,
    ),
    Part(
        "pictures",
        N_("Cijfers"),
        N_("Aanwezigheid, gegeven tegenover gepland, en wie bij de grens komt."),
        Action.SEE_CERTIFICATES,
        attendance_pictures_view.draw,
    ),
)
