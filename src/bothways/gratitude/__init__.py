"""Thanks, news of mine, and who has yet to hear of it."""
