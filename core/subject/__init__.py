"""Everything about one person: shown on one page, exported in one command, erased where it may be."""
