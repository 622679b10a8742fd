"""A private home for the people who mentor you and the people you mentor."""
