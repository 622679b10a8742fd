"""The goals, one module each; in the order of the table."""
