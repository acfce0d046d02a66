"""Who is enrolled in a course: filled by the slice of enrolments."""

from core.ui.page import Context


def draw(ctx: Context, *, course_id: int) -> None:
    """Nothing without the slice of enrolments."""
