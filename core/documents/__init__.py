"""The PDFs: plain content values in, deterministic bytes out; no database, no clock, no screen."""
