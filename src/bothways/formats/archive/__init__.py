"""A ZIP of records and files: the same values are the same bytes, and it is read as if a stranger had made it."""
