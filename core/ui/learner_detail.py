"""One person's file beside the list."""

from core.learners import queries
from core.learners.queries import LearnerPage
from core.ui import html
from core.ui.page import Context


def draw(ctx: Context, found: LearnerPage, learner_id: int) -> None:
    """The panel."""
    person = ctx.read(queries.learner_file, actor=ctx.actor, learner_id=learner_id)
    if person is not None:
        html.show(html.heading(f"{person.last_name}, {person.first_name}"))
