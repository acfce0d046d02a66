"""Every change to a paper, by name."""

from core.certificates.blank_keeping import keep_blank, remove_blank
from core.certificates.earlier import Earlier, note_earlier, take_back_earlier
from core.certificates.exporting import export_register
from core.certificates.issuing import issue
from core.certificates.living import deliver, destroy, note_printed, note_signed, open_correction
from core.certificates.quarter import deliver_many, issue_many, print_many, sign_many

__all__ = [
    "Earlier",
    "deliver",
    "deliver_many",
    "destroy",
    "export_register",
    "issue",
    "issue_many",
    "keep_blank",
    "note_earlier",
    "note_printed",
    "note_signed",
    "open_correction",
    "print_many",
    "remove_blank",
    "sign_many",
    "take_back_earlier",
]
