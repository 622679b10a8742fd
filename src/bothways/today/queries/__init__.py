"""Reads of Today. The asker comes first."""
