"""A list taken from the registration tool beside what we hold: missing, unknown, double, different; decided per row."""
