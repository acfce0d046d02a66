"""Terms: what is due when, why, and whether it was met. The law itself stands in core.rules."""
