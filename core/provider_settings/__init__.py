"""Choices of the provider that no law makes: terms of our own, how long records are kept, how fast we register."""
