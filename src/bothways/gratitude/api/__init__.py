"""Letters, news, and what is open, for programs."""
