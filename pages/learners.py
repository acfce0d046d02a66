"""People: find one, read the file beside the list, correct it, enrol, complete; the national number stays masked."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address, learner_detail, learner_list, tables
from core.ui.page import open_page

ctx = open_page(
    N_("Deelnemers"),
    Action.SEE_LEARNERS,
    sentence=N_("Eén dossier per persoon. Een rijksregisternummer staat hier nooit voluit."),
)
filters = learner_list.filters(ctx)
found = learner_list.load(ctx, filters)
opened = learner_list.opened()
learner_list.actions(ctx)

if opened is not None:
    learner_list.beside(ctx, found, lambda: learner_detail.draw(ctx, found, opened))
elif not found.rows:
    learner_list.nothing_found(ctx, filters)
else:
    learner_list.draw(ctx, found)
address.keep({**learner_list.codes(filters), "id": opened, "page": tables.address_page(learner_list.KEY)})
