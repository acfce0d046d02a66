"""Everything that can be done with a problem: open, tell, answer, solve, close as a mistake, reopen, take out."""

from core.problem_reports.closing import mistake, reopen, solve
from core.problem_reports.exporting import export
from core.problem_reports.following import add_evidence, answer, report
from core.problem_reports.letters import letter
from core.problem_reports.opening import open_report

__all__ = [
    "add_evidence",
    "answer",
    "export",
    "letter",
    "mistake",
    "open_report",
    "reopen",
    "report",
    "solve",
]
