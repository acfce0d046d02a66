"""People: one person underneath, whatever the law calls them."""
