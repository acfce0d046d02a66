"""Attendance in minutes: codes, cells, justifications, totals."""
