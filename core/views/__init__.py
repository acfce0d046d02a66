"""Named views: filters a user keeps for a page. Never a name or number of a person."""
