"""Trouble with registering a proof: noticed, told to Departement WEWIS, answered, solved (S0, "terugkoppeling")."""
