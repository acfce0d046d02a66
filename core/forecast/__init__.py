"""What comes: which open proofs will be late at a given pace, and what another way of counting would do."""
