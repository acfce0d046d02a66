"""Named views: a user's own filters for a page, by name. Codes only, never what was searched for."""
