"""What an accepted row of a sheet of courses does."""

from dataclasses import dataclass

from core.courses.commands import CourseFields, GroupFields
from core.imports.coursebook import Known


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """The course, its fields when the row brings or completes it, and the groups it adds."""

    known: Known
    fields: CourseFields | None
    is_new: bool
    groups: tuple[GroupFields, ...]
