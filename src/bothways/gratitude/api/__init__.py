"""Letters and news, for programs."""
