"""How well terms are kept: shares, counts and what falls due next, each with its definition."""
