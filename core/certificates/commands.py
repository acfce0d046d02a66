"""Every change to a paper, by name."""

from core.certificates.exporting import export_register
from core.certificates.issuing import issue
from core.certificates.living import deliver, destroy, note_printed, note_signed, open_correction

__all__ = ["deliver", "destroy", "export_register", "issue", "note_printed", "note_signed", "open_correction"]
