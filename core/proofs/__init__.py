"""Proofs: what a completed trajectory earns, issued, delivered and registered in LED in time."""
