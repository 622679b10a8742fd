"""What is worth doing today, with its reasons."""
