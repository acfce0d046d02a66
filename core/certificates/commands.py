"""Every change to a paper, by name."""

from core.certificates.issuing import issue
from core.certificates.living import deliver, destroy, note_printed, note_signed, open_correction
from core.certificates.quarter import deliver_many, issue_many, print_many, sign_many

__all__ = [
    "deliver",
    "deliver_many",
    "destroy",
    "issue",
    "issue_many",
    "note_printed",
    "note_signed",
    "open_correction",
    "print_many",
    "sign_many",
]
