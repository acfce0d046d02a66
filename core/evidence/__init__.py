"""Evidence files: a screenshot or PDF that shows a thing was done; checked, frozen, and served by `/evidence/<id>`."""
