"""What gratitude does: loops and news, the writing of letters, and how they leave."""
