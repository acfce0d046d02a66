"""Courses: their years, groups, timetables and lessons (S3, "Uurrooster", vak a)."""
