"""What happened lately, for who comes back, and the names of audited acts."""
