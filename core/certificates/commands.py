"""Every change to a paper, by name."""

from core.certificates.blank_keeping import keep_blank, remove_blank
from core.certificates.issuing import issue
from core.certificates.living import deliver, destroy, note_printed, note_signed, open_correction

__all__ = [
    "deliver",
    "destroy",
    "issue",
    "keep_blank",
    "note_printed",
    "note_signed",
    "open_correction",
    "remove_blank",
]
