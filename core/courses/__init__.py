"""Courses: their years, groups, timetable and lessons."""
