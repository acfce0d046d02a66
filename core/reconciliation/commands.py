"""Everything that can be done with comparisons: compare, decide, note what was missed, take back, remove, export."""

from core.reconciliation.comparing import compare
from core.reconciliation.deciding import decide, take_back
from core.reconciliation.exporting import export
from core.reconciliation.noting import note_registrations
from core.reconciliation.removing import remove

__all__ = ["compare", "decide", "export", "note_registrations", "remove", "take_back"]
