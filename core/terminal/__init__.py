"""The command line by subject; core/__main__.py puts them together."""
