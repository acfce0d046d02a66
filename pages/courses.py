"""Courses with their groups, timetable, lessons and enrolments (S3)."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import courses_view
from core.ui.page import open_page

ctx = open_page(N_("Opleidingen"), Action.SEE_COURSES)
courses_view.draw(ctx)
