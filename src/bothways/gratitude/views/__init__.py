"""Pages: the letters, writing one, and what is still untold."""
