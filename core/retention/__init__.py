"""How long each kind of record stays, what is past its time, and the nightly run that removes it."""
