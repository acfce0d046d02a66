"""Recognised trajectories, the qualifications they lead to, and who takes part in them."""
