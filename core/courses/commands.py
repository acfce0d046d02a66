"""Changes to courses, groups, timetables and lessons; each by its subject."""

from core.courses.copying import copy_course
from core.courses.editing import add_course, add_group, change_course, change_group
from core.courses.fields import CourseFields, GroupFields
from core.courses.lessons import add_lesson, cancel_lesson, move_lesson, restore_lesson, shorten_lesson
from core.courses.many_lessons import add_lessons
from core.courses.planning import Slot
from core.courses.timetables import generate_lessons, set_timetable

__all__ = [
    "CourseFields", "GroupFields", "Slot", "add_course", "add_group", "add_lesson", "add_lessons", "cancel_lesson",
    "change_course", "change_group", "copy_course", "generate_lessons", "move_lesson", "restore_lesson",
    "set_timetable", "shorten_lesson",
]  # fmt: skip
