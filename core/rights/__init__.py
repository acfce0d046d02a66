"""The rights register: who works here, which profiles they hold in which counter, what has to change (S0, step 1)."""
