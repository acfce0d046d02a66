"""The practice provider "Opleidingscentrum De Brug": wholly fictitious, believable, relative to today."""

from core.demo.story import load

__all__ = ["load"]
