"""The people a member keeps, and the chapters of a life they belong to."""
