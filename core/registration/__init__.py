"""Typing proofs over into MAGDA Online: what has to be typed, is it complete, who saw which number (S0, step 2)."""
