"""What a learner showed of his own LED view on intake: authentic data, and declarations that never become so (S1)."""
