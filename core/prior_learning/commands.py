"""Everything that can be done with what a learner showed of LED."""

from core.prior_learning.noting import correct, note, tie, withdraw

__all__ = ["correct", "note", "tie", "withdraw"]
