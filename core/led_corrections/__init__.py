"""Wrong, missing and disputed data in LED: who reported it, through whom it goes, what came of it (S1, S0 step 2)."""
