"""The database leaf: tables, sessions and migrations. It imports nothing of ours."""
