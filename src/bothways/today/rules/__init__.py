"""What to suggest today, why, and in which words."""
