"""Recognised trajectories with who takes part, and the catalogue of qualifications they are tied to."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import trajectory_list
from core.ui.page import open_page

ctx = open_page(
    N_("Trajecten"),
    Action.SEE_TRAJECTORIES,
    sentence=N_("Een bewijs kan alleen als het traject erkend was op de dag dat het afgerond werd."),
)
trajectory_list.draw(ctx)
